"""Room on the data centre's own disks: what is kept free, to erase with, and when it runs low.

Erasing takes room too: what is erased passes through the database's log. So a file, the reserve,
takes room that is given up for it alone, whoever filled the rest.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

RESERVE = 16 * 2**20  # bytes; the largest single result has 2 MiB
STEP = 2**20  # bytes by which less of it is taken
RESULTS_LEAVE = 64 * 2**20  # bytes: with less, no result is taken, and terminals keep theirs
LOW = 2**30  # bytes; less is told to the operators


def free_bytes(path: Path) -> int:
    """Return how many bytes this user may still write on the disk that `path` is on.

    `path` may be missing: then its nearest folder counts. Raise OSError.
    """
    while not path.exists() and path != path.parent:
        path = path.parent
    room = os.statvfs(path)
    return room.f_bavail * room.f_frsize


def low(free: Mapping[str, int]) -> dict[str, int]:
    """Return those of `free` that run low. Pure."""
    return {name: left for name, left in free.items() if left < LOW}


def told(free: Mapping[str, int]) -> str:
    """Return one line about the disks that run low; empty where none does. Pure."""
    found = low(free)
    if not found:
        return ""
    left = min(found.values())
    ends = (
        "no result is taken from terminals, which keep theirs"
        if left < RESULTS_LEAVE
        else f"below {RESULTS_LEAVE >> 20} MB no result is taken from terminals"
    )
    return f"the disk of {', '.join(sorted(found))} has {left / 1e6:.0f} MB left: make room; {ends}"


class Reserve:
    """A file whose room is given up to erase on a full disk."""

    def __init__(self, path: Path, size: int = RESERVE) -> None:
        """`path` is on the disk in question, in a folder that is there."""
        self._path, self._size = path, size

    def keep(self) -> None:
        """Take the room, as much of it as there is."""
        with suppress(OSError):
            flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW
            handle = os.open(self._path, flags, 0o600)
            try:
                for size in range(self._size, 0, -STEP):
                    if os.fstat(handle).st_size >= size:
                        return
                    with suppress(OSError):
                        os.posix_fallocate(handle, 0, size)
                        return
            finally:
                os.close(handle)

    @contextmanager
    def given_up(self) -> Iterator[bool]:
        """Give the room up for a while where the disk lacks it; yield whether it does."""
        try:
            lacks = free_bytes(self._path.parent) < self._size
        except OSError:  # who wants to write says it
            lacks = False
        if not lacks:
            yield False
            return
        with suppress(OSError):
            self._path.unlink(missing_ok=True)
        try:
            yield True
        finally:
            self.keep()
