"""A store for a kiosk without a data centre: in memory where possible, and gone with the process.

Its key is nowhere but in this process, so that what a kill leaves behind is noise; the next one
that starts takes it away.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from edge_app.store.database import StoreDatabase
from sync.protocol.envelope.random_values import random_key

MEMORY = Path("/dev/shm")  # noqa: S108  a folder of our own is made in it
_PREFIX = "gapura-store-"


@contextlib.contextmanager
def throwaway_store(memory: Path = MEMORY) -> Iterator[StoreDatabase]:
    """Yield an empty store, and leave nothing of it. Raise StoreError, OSError."""
    place = memory if memory.is_dir() and os.access(memory, os.W_OK) else None
    place = place or Path(tempfile.gettempdir())
    _sweep(place)
    with (
        tempfile.TemporaryDirectory(prefix=_PREFIX, dir=place, ignore_cleanup_errors=True) as made,
        _in_use(Path(made)),
        contextlib.closing(StoreDatabase(Path(made) / "store.db", random_key())) as database,
    ):
        yield database


@contextlib.contextmanager
def _in_use(folder: Path) -> Iterator[None]:
    """Hold `folder/lock`; the file exists from the moment that it is locked."""
    beside = folder / "lock.new"
    with beside.open("wb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        beside.rename(folder / "lock")
        yield


def _sweep(place: Path) -> None:
    """Remove what killed processes of this user left."""
    for lock in place.glob(f"{_PREFIX}*/lock"):
        with contextlib.suppress(OSError), lock.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(lock.parent, ignore_errors=True)
