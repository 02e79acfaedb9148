"""Targets among the blobs: written once, under a name that their sha256 is part of."""

from __future__ import annotations

import hashlib
import re
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from typing import IO

from tuf.api.metadata import TargetFile

from sync.central.errors import PublisherError
from sync.central.storage.blobs import Blobs

TARGETS = "tuf/targets"
_SPOOLED = 1 << 20  # bytes that wait in memory for their hash; larger targets wait in a file
_PIECE = 1 << 20
_NAME = re.compile(r"[a-z0-9][a-z0-9.-]{0,63}")


@dataclass(frozen=True)
class TargetSource:
    """A target whose bytes are among the blobs."""

    path: str
    length: int  # bytes
    sha256: str  # 64 hexadecimal digits

    @property
    def blob(self) -> str:
        """Return the blob's name: `tuf/targets/<role>/<sha256>.<name>`, as terminals ask for it."""
        folder, _, name = self.path.partition("/")
        return f"{TARGETS}/{folder}/{self.sha256}.{name}"

    @classmethod
    def of(cls, target: TargetFile) -> TargetSource:
        """Return the target that metadata names."""
        return cls(target.path, target.length, target.hashes["sha256"])

    def vouched(self) -> TargetFile:
        """Return the entry for metadata."""
        return TargetFile(self.length, {"sha256": self.sha256}, self.path)


def check_path(role: str, path: str) -> None:
    """Raise PublisherError unless `role` may sign `path` and a file may be named so."""
    folder, _, name = path.partition("/")
    if folder != role or not _NAME.fullmatch(name):
        raise PublisherError(f"role {role} may not sign {path!r}: it signs {role}/<name>")


def put_target(blobs: Blobs, path: str, chunks: bytes | Iterable[bytes]) -> TargetSource:
    """Put the bytes of target `path` among the blobs, hashed on the way."""
    check_path(path.partition("/")[0], path)
    digest, length = hashlib.sha256(), 0
    with tempfile.SpooledTemporaryFile(max_size=_SPOOLED) as waiting:
        for chunk in (chunks,) if isinstance(chunks, bytes) else chunks:
            digest.update(chunk)
            length += _keep(waiting, chunk)
        waiting.seek(0)
        source = TargetSource(path, length, digest.hexdigest())
        if length <= _SPOOLED:
            blobs.put(source.blob, waiting.read())
        else:
            blobs.put(source.blob, iter(lambda: waiting.read(_PIECE), b""))
    return source


def _keep(waiting: IO[bytes], chunk: bytes) -> int:
    try:
        return waiting.write(chunk)
    except OSError as error:
        text = f"{tempfile.gettempdir()}: {error.strerror}; TMPDIR names another folder"
        raise PublisherError(text) from error
