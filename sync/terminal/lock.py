"""One process of a kind on a state folder: a file lock, which ends with the process."""

from __future__ import annotations

import contextlib
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path

from models.regular_file import open_regular
from sync.terminal.errors import StateError


@contextlib.contextmanager
def only_one(lock: Path, what: str) -> Iterator[None]:
    """Hold `lock`. Raise StateError: `what` runs on this folder already, or it is no file."""
    try:
        handle = open_regular(lock, os.O_WRONLY | os.O_CREAT)
    except OSError as error:
        raise StateError(f"{lock}: {error.strerror}", "unwritable") from error
    with os.fdopen(handle, "wb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            text = f"{what} runs on {lock.parent} already; stop it first"
            raise StateError(text, "busy") from error
        yield


def is_held(lock: Path) -> bool | None:
    """Return whether a process of its kind runs; None: this user may not know."""
    try:
        handle = open_regular(lock, os.O_RDONLY)
    except FileNotFoundError:
        return False
    except OSError:
        return None
    with os.fdopen(handle, "rb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        return False
