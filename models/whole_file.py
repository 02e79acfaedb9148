"""Files that are there whole or not at all, and their sha256."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path


def write_whole(path: Path, data: bytes, mode: int = 0o644) -> None:
    """Write `data` beside `path`, flush it to the disk and move it into place.

    `mode`: who may read it; 0o600 for secrets, which works on media without modes too.
    Raise OSError, and then leaves whatever stood at `path` as it was, and nothing beside it.
    """
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    except OSError as error:  # it names a file that nobody asked for
        raise OSError(error.errno, error.strerror, str(path)) from error
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if mode != 0o600:  # what mkstemp makes
            Path(name).chmod(mode)
        Path(name).replace(path)
    except OSError as error:
        Path(name).unlink(missing_ok=True)
        raise OSError(error.errno, error.strerror, str(path)) from error
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def sync_folder(folder: Path) -> None:
    """Make a rename inside `folder` outlast a power cut. Raise OSError."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def traits_of(path: Path) -> tuple[int, int, int]:
    """Return inode, bytes and mtime: as they were, the file is the one that was proven.

    Raise OSError.
    """
    found = path.stat()
    return found.st_ino, found.st_size, found.st_mtime_ns


def sha256_of(path: Path) -> str:
    """Return the sha256 of the file at `path`, 64 hexadecimal digits. Raise OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
