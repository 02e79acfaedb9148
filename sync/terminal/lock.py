"""One process of a kind on a state folder: a file lock, which ends with the process."""

from __future__ import annotations

import contextlib
import fcntl
from collections.abc import Iterator
from pathlib import Path

from sync.terminal.errors import StateError


@contextlib.contextmanager
def only_one(lock: Path, what: str) -> Iterator[None]:
    """Hold `lock`. Raises StateError: `what` runs on this folder already; OSError."""
    with lock.open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            text = f"{what} runs on {lock.parent} already; stop it first"
            raise StateError(text, "busy") from error
        yield
