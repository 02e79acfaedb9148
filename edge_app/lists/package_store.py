"""Sealed packages in the agent's mirror: proven once, whole; opened again a part at a time.

The mirror belongs to the agent, which has the network and may have been broken into. So a package
counts when its bytes, as they were read, have the sha256 that the repository vouches for. Its
opening (header, salt, commitment to the content key) is kept from that reading. Whatever becomes of
the file later: with that opening only the right content key passes, with that key only the
right chunks do, and the agent never sees the key.
"""

from __future__ import annotations

import hashlib
import io
import logging
import os
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, cast

from edge_app.errors import ActivationError
from edge_app.lists.pacing import paced
from models.regular_file import open_regular
from sync.protocol.content import Thumbnail
from sync.protocol.envelope.random_values import KEY_SIZE
from sync.protocol.envelope.sealed_file import HEADER_LIMIT, SALT, sealed_header
from sync.protocol.envelope.sealing import SealingKey
from sync.protocol.errors import SyncError
from sync.protocol.package import Package
from sync.protocol.wire import PackageRef
from sync.terminal.erasure import ErasableKeys

_READ = 1 << 20  # bytes at a time

log = logging.getLogger(__name__)


class PackageMissing(ActivationError):
    """The agent has not brought the package, or its key, yet."""


@dataclass(frozen=True, slots=True)
class VerifiedPackage:
    """A package whose bytes were what the repository vouches for."""

    path: Path
    collection: str
    ref: PackageRef
    content_key: bytes = field(repr=False)
    opening: bytes = field(repr=False)  # from the first byte to the commitment

    def open(self) -> Package:
        """Return the package, to be closed. Raise EnvelopeError, PackageError, OSError."""
        with ExitStack() as opened:
            file = opened.enter_context(_VerifiedFile(self.path, self.opening))
            reader = cast("BinaryIO", io.BufferedReader(file, _READ >> 4))
            package = Package(reader, self.content_key, self.collection, self.ref)
            opened.pop_all()
        return package

    def jpeg(self, where: Thumbnail) -> bytes:
        """Return a photograph; empty where there is none, or the package is gone or was altered.

        People are shown in any case.
        """
        if not where.size:
            return b""
        try:
            with closing(self.open()) as package:
                return package.thumbnail(where)
        except (OSError, SyncError):
            return b""


@dataclass(frozen=True, slots=True)
class PackageStore:
    """Where packages and their sealed content keys lie, and the key that opens those."""

    targets: Path
    keys: Path
    terminal_id: str
    sealing_key: SealingKey = field(repr=False)

    def verify(self, collection: str, ref: PackageRef, vouched: tuple[int, str]) -> VerifiedPackage:
        """Read all of a package, which must have `vouched` (length in bytes, sha256).

        Raise PackageMissing; ActivationError for other bytes, EnvelopeError for another key.
        """
        path = self.targets / ref.path
        try:
            sealed = ErasableKeys(self.keys).read(ref.package_id)
            with os.fdopen(open_regular(path), "rb") as file:
                opening = _opening(file, ref.path, *vouched)
        except FileNotFoundError as error:
            raise PackageMissing(f"{ref.path} is not here yet") from error
        except OSError as error:
            raise ActivationError(f"{ref.path} cannot be read: {error.strerror}") from error
        log.debug("%s has the length and sha256 that the repository vouches for", ref.path)
        key = self.sealing_key.unseal(sealed, f"content-key {ref.package_id} {self.terminal_id}")
        log.debug("%s: its content key was opened", ref.path)
        return VerifiedPackage(path, collection, ref, key, opening)


def _opening(file: BinaryIO, name: str, length: int, sha256: str) -> bytes:
    """Return the opening of a file that has `length` bytes of `sha256`.

    Raise ActivationError for another file.
    """
    if os.fstat(file.fileno()).st_size != length:
        raise ActivationError(f"{name} has another length than the repository says")
    start, digest, done = b"", hashlib.sha256(), 0
    for piece in paced(iter(lambda: file.read(_READ), b"")):
        start = start or piece[: 12 + HEADER_LIMIT + SALT + KEY_SIZE]
        digest.update(piece)
        done += len(piece)
        if done > length:
            break
    if done != length or digest.hexdigest() != sha256:
        raise ActivationError(f"{name} has another sha256 than the repository says")
    header = sealed_header(io.BytesIO(start))
    return start[: 12 + len(header) + SALT + KEY_SIZE]


class _VerifiedFile(io.RawIOBase):
    """A file that begins with the opening that was verified, whatever it begins with now."""

    def __init__(self, path: Path, opening: bytes) -> None:
        self._file = os.fdopen(open_regular(path), "rb", buffering=0)
        self._opening = opening
        self._position = 0

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        part = self._opening[self._position : self._position + len(buffer)]
        if part:
            buffer[: len(part)] = part
            count = len(part)
        else:
            self._file.seek(self._position)
            count = self._file.readinto(buffer) or 0
        self._position += count
        return count

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        size = os.fstat(self._file.fileno()).st_size
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._position, io.SEEK_END: size}[whence]
        self._position = max(0, base + offset)
        return self._position

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def close(self) -> None:
        self._file.close()
        super().close()
