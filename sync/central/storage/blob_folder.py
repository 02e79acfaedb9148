"""Blobs as plain files below a folder.

Not obstore's LocalStore: that moves a file into place as well, but under strace it never calls
fsync, so that a power cut may leave an empty file behind a publication already announced.
"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sync.central.errors import BlobError, NoSuchBlob
from sync.central.storage.blob_names import checked, within

_UNFINISHED = "~"  # ends the name of a file being written; no blob's name can hold it
_ABANDONED = 86_400  # seconds after which nobody can still be writing a file


class FolderBlobs:
    """Blobs as files below a folder."""

    def __init__(self, root: Path) -> None:
        self._root = root.absolute()
        with self._refusals("folder"):
            _make_folder(self._root)
            self._sweep()

    def put(self, name: str, chunks: bytes | Iterable[bytes]) -> int:
        place = self._place(name)
        with self._refusals(name):
            _make_folder(place.parent)
            handle, beside = tempfile.mkstemp(prefix=".", suffix=_UNFINISHED, dir=place.parent)
        written = 0
        try:
            file = os.fdopen(handle, "wb")
            try:
                for chunk in (chunks,) if isinstance(chunks, bytes) else chunks:
                    with self._refusals(name):
                        written += file.write(chunk)
                with self._refusals(name):
                    file.flush()
                    os.fsync(file.fileno())
            finally:
                with self._refusals(name):  # on a full disk it fails to write the rest once more
                    file.close()
            with self._refusals(name):
                Path(beside).replace(place)
                _sync_folder(place.parent)
        except BaseException:
            Path(beside).unlink(missing_ok=True)
            raise
        return written

    def get(self, name: str, limit: int) -> bytes:
        with self._refusals(name), self._place(name).open("rb") as file:
            within(os.fstat(file.fileno()).st_size, limit, name)
            return file.read()

    def chunks(self, name: str, start: int = 0, size: int = 1 << 20) -> Iterator[bytes]:
        with self._refusals(name):
            file = self._place(name).open("rb")
        with file:
            file.seek(start)
            while True:
                with self._refusals(name):
                    chunk = file.read(size)
                if not chunk:
                    return
                yield chunk

    def size(self, name: str) -> int:
        with self._refusals(name):
            return self._file(name).stat().st_size

    def exists(self, name: str) -> bool:
        return self._place(name).is_file()

    def delete(self, name: str) -> None:
        with self._refusals(name):
            self._place(name).unlink(missing_ok=True)

    def names(self, prefix: str = "") -> Iterator[str]:
        for folder, _, files in os.walk(self._root / checked(prefix, empty=True)):
            for file in files:
                if not file.endswith(_UNFINISHED):
                    yield (Path(folder) / file).relative_to(self._root).as_posix()

    def path(self, name: str) -> Path | None:
        with self._refusals(name):
            return self._file(name)

    def _place(self, name: str) -> Path:
        return self._root / checked(name)

    def _file(self, name: str) -> Path:
        place = self._place(name)
        if not place.is_file():
            raise FileNotFoundError
        return place

    def _sweep(self) -> None:
        """Remove what a killed process left unfinished."""
        for left in self._root.rglob(f".*{_UNFINISHED}"):
            with suppress(FileNotFoundError):
                if left.stat().st_mtime < time.time() - _ABANDONED:
                    left.unlink()

    @contextmanager
    def _refusals(self, name: str) -> Iterator[None]:
        try:
            yield
        except FileNotFoundError as error:
            raise NoSuchBlob(f"there is no blob {name} in {self._root}") from error
        except OSError as error:
            raise BlobError(f"blob {name} in {self._root}: {error.strerror}") from error


def _make_folder(folder: Path) -> None:
    if folder.is_dir():
        return
    _make_folder(folder.parent)
    folder.mkdir(mode=0o750, exist_ok=True)
    _sync_folder(folder.parent)


def _sync_folder(folder: Path) -> None:
    """Flush the folder's entries: a moved file is only safe when its new name is on the disk."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
