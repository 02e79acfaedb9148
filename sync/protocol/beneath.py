"""Files beneath a folder that a stranger may have prepared: a USB stick.

Every part of a name is opened by itself, relative to the folder before it, and no link is
followed, so that nothing on the stick leads out of it. Regular files alone are read, written over
and removed: a FIFO, a device, a socket or a folder in the place of one is refused before it is
opened. What is written is written beside its place, flushed, and moved into it.
"""

from __future__ import annotations

import errno
import os
import re
import secrets
import stat
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, Self

from sync.protocol.errors import StickRefused

MAX_ENTRIES = 100_000  # of one folder
MODE = 0o600  # of what is written: the only mode that media without modes take
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
_BESIDE = re.compile(r"\.gapura-[0-9a-f]{16}")  # what an interrupted write left
_LINK = (errno.ELOOP, errno.ENOTDIR)

EntryKind = Callable[[int], bool]  # of a file's mode: stat.S_ISREG, stat.S_ISDIR


class Beneath:
    """An opened folder. Names are relative, their parts joined by `/`; a context manager.

    Every method raises StickRefused, for whatever the stick does not let us do.
    """

    def __init__(self, root: Path) -> None:
        """Open `root` as the person at the keyboard named it: links are followed up to there."""
        self._root = root
        try:
            self._handle = os.open(root, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        except OSError as error:
            raise StickRefused(f"{root}: {error.strerror}") from error
        self._device = os.fstat(self._handle).st_dev

    def close(self) -> None:
        """Close the folder."""
        os.close(self._handle)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # ---- reading -----------------------------------------------------------------------------

    def is_folder(self, name: str) -> bool:
        """Return whether there is a folder `name`."""
        with self._refusals(name), suppress(FileNotFoundError), self._folder(_parts(name)):
            return True
        return False

    def size(self, name: str) -> int | None:
        """Return the bytes of a regular file; None: there is nothing of that name."""
        with (
            self._refusals(name),
            suppress(FileNotFoundError),
            self._parent(name) as (parent, leaf),
        ):
            return self._regular(name, os.stat(leaf, dir_fd=parent, follow_symlinks=False)).st_size
        return None

    def open_file(self, name: str) -> BinaryIO | None:
        """Open a regular file to read it; None: there is nothing of that name."""
        with (
            self._refusals(name),
            suppress(FileNotFoundError),
            self._parent(name) as (parent, leaf),
        ):
            self._regular(name, os.stat(leaf, dir_fd=parent, follow_symlinks=False))
            handle = os.open(leaf, _FILE, dir_fd=parent)
            try:
                self._regular(name, os.fstat(handle))  # it may have been exchanged meanwhile
            except BaseException:
                os.close(handle)
                raise
            return os.fdopen(handle, "rb")
        return None

    def read(self, name: str, limit: int) -> bytes | None:
        """Return a file of at most `limit` bytes; None: there is nothing of that name."""
        file = self.open_file(name)
        if file is None:
            return None
        with file, self._refusals(name):
            data = file.read(limit + 1)
        if len(data) > limit:
            raise StickRefused(f"{self._told(name)} is over the limit of {limit} bytes")
        return data

    def files(self, folder: str, names: re.Pattern[str]) -> list[str]:
        """Return the sorted names in `folder` that match; none where there is no such folder.

        What has another name is left alone, whatever it is.
        """
        return self._entries(folder, names, stat.S_ISREG, "no regular file")

    def folders(self, folder: str, names: re.Pattern[str]) -> list[str]:
        """Return the sorted names of folders in `folder` that match, as `files` does."""
        return self._entries(folder, names, stat.S_ISDIR, "a link, or no folder")

    def free(self) -> int:
        """Return how many bytes more it takes."""
        with self._refusals(""):
            found = os.fstatvfs(self._handle)
        return found.f_bavail * found.f_frsize

    # ---- writing -----------------------------------------------------------------------------

    def require(self, needed: int) -> None:
        """Raise StickRefused unless it takes `needed` bytes more."""
        if needed > (free := self.free()):
            raise StickRefused(
                f"{self._told('')}: {needed / 1e6:.1f} MB are needed and {free / 1e6:.1f} MB are "
                "free; make room, or take another stick"
            )

    def make_folder(self, name: str) -> None:
        """Make the folder `name` and those above it, as far as they are missing."""
        parts = _parts(name)
        with self._refusals(name):
            for end in range(1, len(parts) + 1):
                with self._folder(parts[: end - 1]) as parent, suppress(FileExistsError):
                    os.mkdir(parts[end - 1], dir_fd=parent)
            with self._folder(parts):
                pass

    def write(self, name: str, data: bytes | Iterable[bytes], mode: int = MODE) -> int:
        """Write a file whole or not at all, in place of a regular one; return the bytes written.

        What an iterable raises comes through.
        """
        written = 0
        with self._refusals(name), self._parent(name) as (parent, leaf):
            with suppress(FileNotFoundError):
                self._regular(name, os.stat(leaf, dir_fd=parent, follow_symlinks=False))
            beside = f".gapura-{secrets.token_hex(8)}"
            handle = os.open(beside, _NEW, MODE, dir_fd=parent)
            try:
                with os.fdopen(handle, "wb") as file:
                    for chunk in (data,) if isinstance(data, bytes) else data:
                        written += file.write(chunk)
                    file.flush()
                    if mode != MODE:
                        os.fchmod(file.fileno(), mode)
                    os.fsync(file.fileno())
                os.rename(beside, leaf, src_dir_fd=parent, dst_dir_fd=parent)
                os.fsync(parent)
            except BaseException:
                with suppress(OSError):
                    os.unlink(beside, dir_fd=parent)
                raise
        return written

    def remove(self, name: str) -> None:
        """Remove a regular file, if it is there."""
        with (
            self._refusals(name),
            suppress(FileNotFoundError),
            self._parent(name) as (parent, leaf),
        ):
            self._regular(name, os.stat(leaf, dir_fd=parent, follow_symlinks=False))
            os.unlink(leaf, dir_fd=parent)

    def sweep(self, folder: str) -> None:
        """Remove from `folder` what an interrupted `write` left there."""
        for left in self.files(folder, _BESIDE):
            self.remove(f"{folder}/{left}")

    # ---- how ---------------------------------------------------------------------------------

    def _entries(
        self, folder: str, names: re.Pattern[str], is_kind: EntryKind, otherwise: str
    ) -> list[str]:
        found: list[str] = []
        with (
            self._refusals(folder),
            suppress(FileNotFoundError),
            self._folder(_parts(folder)) as handle,
            os.scandir(handle) as entries,
        ):
            for count, entry in enumerate(entries):
                if count == MAX_ENTRIES:
                    raise StickRefused(f"{self._told(folder)} holds over {MAX_ENTRIES} entries")
                if names.fullmatch(entry.name):
                    if not is_kind(entry.stat(follow_symlinks=False).st_mode):
                        raise StickRefused(f"{self._told(f'{folder}/{entry.name}')}: {otherwise}")
                    found.append(entry.name)
        return sorted(found)

    @contextmanager
    def _parent(self, name: str) -> Iterator[tuple[int, str]]:
        *parents, leaf = _parts(name)
        with self._folder(parents) as handle:
            yield handle, leaf

    @contextmanager
    def _folder(self, parts: list[str]) -> Iterator[int]:
        handle = os.dup(self._handle)
        try:
            for part in parts:
                below = os.open(part, _FOLDER, dir_fd=handle)
                os.close(handle)
                handle = below
                if os.fstat(handle).st_dev != self._device:
                    raise OSError(errno.EXDEV, "another file system is mounted there")
            yield handle
        finally:
            os.close(handle)

    def _regular(self, name: str, found: os.stat_result) -> os.stat_result:
        if not stat.S_ISREG(found.st_mode):
            raise StickRefused(f"{self._told(name)}: no regular file")
        return found

    @contextmanager
    def _refusals(self, name: str) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            told = "a link, or no folder" if error.errno in _LINK else error.strerror
            raise StickRefused(f"{self._told(name)}: {told}") from error

    def _told(self, name: str) -> str:
        """Return the place for a message, in signs that can be printed."""
        place = str(self._root / name)
        return "".join(sign if sign.isprintable() else "?" for sign in place)


def _parts(name: str) -> list[str]:
    parts = name.split("/")
    if any(part in {"", ".", ".."} or "\0" in part for part in parts):
        raise StickRefused(f"{name!r} names nothing on a stick")
    return parts
