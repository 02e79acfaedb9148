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

A member of another name is a newer data centre's: it is left unread. One that must be read comes
with a newer `format` in the header.
"""

from __future__ import annotations

import io
import re
import tarfile
from collections.abc import Iterable, Iterator
from typing import BinaryIO, TypeVar

from sync.protocol.content import PackageHeader, Thumbnail
from sync.protocol.envelope.sealed_file import SealedFile, seal_chunks
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
MAX_MEMBERS = 64
_NAME = re.compile("[a-z0-9][a-z0-9._-]{0,63}")
_READ = 2**20

Model = TypeVar("Model", bound=Wire)


def write_package(
    header: PackageHeader,
    members: Iterable[tuple[str, int, Iterable[bytes]]],
    content_key: bytes,
) -> Iterator[bytes]:
    """Yield the bytes of a sealed package of `(name, size in bytes, chunks)`.

    Memory for one chunk. Raise PackageError for a member whose chunks are not of its size.
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


class Package:
    """An opened package; members are read from the file when they are asked for."""

    def __init__(
        self, file: BinaryIO, content_key: bytes, collection: str, wanted: PackageRef
    ) -> None:
        """Open `file`, which is closed with this.

        Raise EnvelopeError, and PackageError for another package than the head of `collection`
        names as `wanted`.
        """
        self._sealed = SealedFile(file, content_key)
        self.header = PackageHeader.from_json(self._sealed.header)
        promised = (collection, wanted.package_id, wanted.version, wanted.base)
        found = self.header
        if promised != (found.collection, found.package_id, found.version, found.base):
            raise PackageError(f"{wanted.path} holds another package than its head says")
        self._file = io.BufferedReader(self._sealed, _READ)
        self._members = self._read_headers(wanted.path)

    def _read_headers(self, path: str) -> dict[str, tuple[int, int]]:
        """Return name -> (offset, size).

        Plain files alone: an extension's header would be followed into whatever size it claims.
        """
        members: dict[str, tuple[int, int]] = {}
        offset = 0
        while offset < self._sealed.size:
            self._file.seek(offset)
            block = self._file.read(tarfile.BLOCKSIZE)
            try:
                info = tarfile.TarInfo.frombuf(block, "ascii", "strict")
            except tarfile.EOFHeaderError:  # type: ignore[attr-defined]  # typeshed leaves it out
                break
            except (tarfile.TarError, ValueError) as error:
                raise PackageError(f"{path}: no archive in it") from error
            offset += tarfile.BLOCKSIZE
            new = _NAME.fullmatch(info.name) and info.name not in members
            if not new or info.type != tarfile.REGTYPE or len(members) == MAX_MEMBERS:
                raise PackageError(f"{path}: an unexpected member")
            if not 0 <= info.size <= self._sealed.size - offset:
                raise PackageError(f"{path}: {info.name} is longer than the package")
            members[info.name] = (offset, info.size)
            offset += info.size + -info.size % tarfile.BLOCKSIZE
        return members

    def size(self, member: str) -> int:
        """Return the number of bytes of `member`; 0 where there is none."""
        return self._members[member][1] if member in self._members else 0

    def chunks(self, member: str) -> Iterator[bytes]:
        """Yield the bytes of `member`. Raise PackageError where there is none."""
        offset, left = self._place(member)
        while left:
            part = self._read_at(offset, min(_READ, left))
            yield part
            offset, left = offset + len(part), left - len(part)

    def whole(self, member: str, limit: int = JSON_LIMIT) -> bytes:
        """Return all of `member`, at most `limit` bytes. Raise PackageError."""
        if self.size(member) > limit:
            raise PackageError(f"{member} has {self.size(member)} bytes, over the limit of {limit}")
        return b"".join(self.chunks(member))

    def json(self, member: str, model: type[Model]) -> Model:
        """Return the one object of `member`. Raise PackageError."""
        return model.from_json(self.whole(member))

    def lines(self, member: str, model: type[Model]) -> Iterator[Model]:
        """Yield the objects of `member`, one a line. Raise PackageError."""
        rest = b""
        for chunk in self.chunks(member):
            *whole, rest = (rest + chunk).split(b"\n")
            yield from map(model.from_json, whole)
            if len(rest) > LINE_LIMIT:
                break
        if rest:
            raise PackageError(f"{member}: a line without an end, or over the limit")

    def thumbnail(self, where: Thumbnail) -> bytes:
        """Return a JPEG; empty where there is none. Raise PackageError, EnvelopeError."""
        if where.size == 0:
            return b""
        start, size = self._place(THUMBNAILS)
        if where.offset + where.size > size:
            raise PackageError("a thumbnail lies outside its package")
        return self._read_at(start + where.offset, where.size)

    def _place(self, member: str) -> tuple[int, int]:
        if member not in self._members:
            raise PackageError(f"{member} is missing from the package")
        return self._members[member]

    def _read_at(self, offset: int, size: int) -> bytes:
        self._file.seek(offset)
        part = self._file.read(size)
        if len(part) < size:
            raise PackageError("the package ends in the middle of a member")
        return part

    def close(self) -> None:
        """Close the file."""
        self._file.close()
