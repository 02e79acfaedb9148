"""Room on a disk: how much is free, and a file that keeps some, to be given up for erasing.

Erasing takes room too: what is erased passes through a database's log. So the reserve takes room
that is given up for it alone, whoever filled the rest.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from models.regular_file import open_regular

READ_ONLY_ADVICE = "it may have failed; the system's log says why"
FAILING_ADVICE = "where that goes on, it must be replaced"


def free_bytes(path: Path) -> int:
    """Return how many bytes this user may still write on the disk that `path` is on.

    `path` may be missing: then its nearest folder counts. Raise OSError.
    """
    while not path.exists() and path != path.parent:
        path = path.parent
    room = os.statvfs(path)
    return room.f_bavail * room.f_frsize


def is_read_only(folder: Path) -> bool:
    """Return whether the disk of `folder` takes no writes, as one whose system has seen it fail."""
    try:
        return bool(os.statvfs(folder).f_flag & os.ST_RDONLY)
    except OSError:
        return False


class DiskReserve:
    """The file that keeps room on its disk. Its methods raise nothing on a full disk."""

    def __init__(self, path: Path, size: int, step: int, mode: int = 0o600) -> None:
        """`size`: bytes that it takes; where they are not to be had, by a `step` less, and so on.

        `path` is in a folder that is there; `mode`: of the file.
        """
        self._path, self._size, self._step, self._mode = path, size, step, mode

    def keep(self) -> None:
        """Take the room, as much of it as there is."""
        with suppress(OSError):
            handle = open_regular(self._path, os.O_RDWR | os.O_CREAT, self._mode)
            try:
                for size in range(self._size, 0, -self._step):
                    if os.fstat(handle).st_size >= size:
                        return
                    with suppress(OSError):
                        os.posix_fallocate(handle, 0, size)
                        return
            finally:
                os.close(handle)

    def give_up(self) -> None:
        """Give the room back to the disk, until `keep`. Raise OSError.

        The file stays: in a folder of another user's it could not be made again.
        """
        with suppress(FileNotFoundError):
            handle = open_regular(self._path, os.O_WRONLY)
            try:
                os.ftruncate(handle, 0)
            finally:
                os.close(handle)
