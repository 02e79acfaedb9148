"""A package: what is inside a sealed file. A tar archive of a few members, read without unpacking.

| member | in | holds |
|---|---|---|
| `list.json` | watch-lists | ListDescription |
| `references.jsonl` | watch-lists | ReferenceEntry, one a line: all, or a delta's additions |
| `index.ann` | snapshots | the Annoy index: templates in the order of `references.jsonl` |
| `templates.f32` | deltas | `(n, f)` little-endian float32, the same order |
| `removed.json` | deltas | reference ids that are gone |
| `visitors.jsonl`, `officers.jsonl` | those collections | Visitor, Officer, one a line |
| `thumbnails` | last | JPEGs, one after the other; looked up one at a time |
"""

from __future__ import annotations

import io
import tarfile
from collections.abc import Iterable, Iterator
from typing import BinaryIO, TypeVar

from sync.protocol.content import PackageHeader, Thumbnail
from sync.protocol.envelope import SealedFile, seal_chunks, sealed_header
from sync.protocol.errors import PackageError
from sync.protocol.wire import PackageRef, Wire

DESCRIPTION = "list.json"
REFERENCES = "references.jsonl"
INDEX = "index.ann"
TEMPLATES = "templates.f32"
REMOVED = "removed.json"
VISITORS = "visitors.jsonl"
OFFICERS = "officers.jsonl"
THUMBNAILS = "thumbnails"
MEMBERS = (DESCRIPTION, REFERENCES, INDEX, TEMPLATES, REMOVED, VISITORS, OFFICERS, THUMBNAILS)
LINE_LIMIT = 256 * 1024  # bytes of one line
JSON_LIMIT = 16 * 2**20  # bytes of one JSON member
_READ = 2**20

Model = TypeVar("Model", bound=Wire)


def write_package(
    header: PackageHeader,
    members: Iterable[tuple[str, int, Iterable[bytes]]],
    content_key: bytes,
) -> Iterator[bytes]:
    """The bytes of a sealed package of `(name, size in bytes, chunks)`; memory for one chunk.

    Raises PackageError for a member whose chunks are not of its size.
    """
    return seal_chunks(header.to_json(), _archive(members), content_key)


def _archive(members: Iterable[tuple[str, int, Iterable[bytes]]]) -> Iterator[bytes]:
    for name, size, chunks in members:
        info = tarfile.TarInfo(name)
        info.size = size
        yield info.tobuf(tarfile.USTAR_FORMAT)
        written = 0
        for chunk in chunks:
            written += len(chunk)
            yield chunk
        if written != size:
            raise PackageError(f"{name}: {written} bytes came where {size} were promised")
        yield bytes(-size % tarfile.BLOCKSIZE)
    yield bytes(2 * tarfile.BLOCKSIZE)


def read_header(file: BinaryIO) -> PackageHeader:
    """What the package says of itself, unproven. Raises EnvelopeError, PackageError."""
    return PackageHeader.from_json(sealed_header(file))


class Package:
    """An opened package; members are read from the file when they are asked for."""

    def __init__(
        self, file: BinaryIO, content_key: bytes, collection: str, wanted: PackageRef
    ) -> None:
        """`file` is closed with this. Raises EnvelopeError, and PackageError for another package
        than the head of `collection` names as `wanted`.
        """
        self._sealed = SealedFile(file, content_key)
        self.header = PackageHeader.from_json(self._sealed.header)
        promised = (collection, wanted.package_id, wanted.version, wanted.base)
        found = self.header
        if promised != (found.collection, found.package_id, found.version, found.base):
            raise PackageError(f"{wanted.path} holds another package than its head says")
        try:
            self._tar = tarfile.TarFile(fileobj=io.BufferedReader(self._sealed, _READ))
            self._members: dict[str, tarfile.TarInfo] = {}
            while (info := self._tar.next()) is not None:
                if info.name not in MEMBERS or info.name in self._members or not info.isreg():
                    raise PackageError(f"{wanted.path}: an unexpected member")
                self._members[info.name] = info
        except tarfile.TarError as error:
            raise PackageError(f"{wanted.path}: no archive in it") from error

    def size(self, member: str) -> int:
        """Bytes of `member`; 0 where there is none."""
        return self._members[member].size if member in self._members else 0

    def chunks(self, member: str) -> Iterator[bytes]:
        """The bytes of `member`. Raises PackageError where there is none."""
        with self._opened(member) as file:
            while chunk := file.read(_READ):
                yield chunk

    def json(self, member: str, model: type[Model]) -> Model:
        """The one object of `member`. Raises PackageError."""
        return model.from_json(self.whole(member))

    def whole(self, member: str, limit: int = JSON_LIMIT) -> bytes:
        """All of `member`, at most `limit` bytes. Raises PackageError."""
        if self.size(member) > limit:
            raise PackageError(f"{member} has {self.size(member)} bytes, over the limit of {limit}")
        return b"".join(self.chunks(member))

    def lines(self, member: str, model: type[Model]) -> Iterator[Model]:
        """The objects of `member`, one a line. Raises PackageError."""
        with self._opened(member) as file:
            while line := file.readline(LINE_LIMIT):
                if not line.endswith(b"\n"):
                    raise PackageError(f"{member}: a line without an end, or over the limit")
                yield model.from_json(line)

    def thumbnail(self, where: Thumbnail) -> bytes:
        """A JPEG; empty where there is none. Raises PackageError, EnvelopeError."""
        if where.offset + where.size > self.size(THUMBNAILS):
            raise PackageError("a thumbnail lies outside its package")
        if where.size == 0:
            return b""
        with self._opened(THUMBNAILS) as file:
            file.seek(where.offset)
            return file.read(where.size)

    def _opened(self, member: str) -> io.BufferedReader:
        found = self._tar.extractfile(member) if member in self._members else None
        if found is None:
            raise PackageError(f"{member} is missing from the package")
        return found  # type: ignore[return-value]  # typeshed says IO[bytes]

    def close(self) -> None:
        """Close the file."""
        self._tar.close()
        self._sealed.close()
