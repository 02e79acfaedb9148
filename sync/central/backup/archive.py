"""A backup's file: members in order, encrypted in chunks, signed; memory for a member's piece.

```
sealed file of `envelope/sealed_file.py`
    header     BackupHeader: for whom, by whom, the content key sealed to the recovery key, signed
    plaintext  a tar archive: centre.toml, secrets/…, tuf/…, registry/<table>/<n>.jsonl, blobs/…,
               manifest.json
```
The signature covers the sealed content key: whoever has not had that key cannot have made a chunk
that it opens.
"""

from __future__ import annotations

import io
import os
import tarfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Annotated, BinaryIO

from pydantic import AwareDatetime, Field

from models.regular_file import open_regular
from sync.central.backup.recovery_key import RecoveryKey
from sync.central.errors import CentralError
from sync.protocol.envelope.digests import fingerprint
from sync.protocol.envelope.sealed_file import SealedFile, seal_chunks, sealed_header
from sync.protocol.envelope.sealing import seal
from sync.protocol.envelope.signatures import SigningKey, verify
from sync.protocol.errors import EnvelopeError, PackageError
from sync.protocol.message import Format, Record
from sync.protocol.wire import RandomId, Sha256

DOMAIN = "backup"
_READ = 2**20


class BackupError(CentralError):
    """A backup that is damaged, incomplete, somebody else's, or sealed to another key."""


class BackupHeader(Record):
    """What can be read of a backup without a key."""

    format: Format = 1
    centre_id: RandomId
    made_at: AwareDatetime
    recovery: Sha256  # of the public recovery key
    content_key: Annotated[bytes, Field(max_length=2048)]  # sealed to it
    signature: Annotated[bytes, Field(max_length=64)] = b""

    @property
    def signed(self) -> bytes:
        """Return the bytes that the signature covers."""
        return self.model_copy(update={"signature": b""}).to_json()


@dataclass(frozen=True)
class ArchiveMember:
    """A file in a backup; read its chunks before the next member."""

    name: str
    size: int
    chunks: Iterable[bytes]

    def whole(self, limit: int) -> bytes:
        """Return all of it. Raise BackupError for more than `limit` bytes."""
        if self.size > limit:
            raise BackupError(f"the backup's {self.name} has {self.size} bytes, over the limit")
        return b"".join(self.chunks)


def write_archive(
    members: Iterable[ArchiveMember],
    centre_id: str,
    made_at: datetime,
    public: bytes,
    signing: SigningKey,
    content_key: bytes,
) -> Iterator[bytes]:
    """Yield the bytes of a backup. `content_key`: new for each. Raise BackupError."""
    header = BackupHeader(
        centre_id=centre_id,
        made_at=made_at,
        recovery=fingerprint(public),
        content_key=seal(content_key, public, _context(centre_id, made_at)),
    )
    signature = signing.sign(DOMAIN, header.signed)
    head = header.model_copy(update={"signature": signature}).to_json()
    return seal_chunks(head, _tar(members), content_key)


@contextmanager
def opened(
    path: Path, key: RecoveryKey | bytes
) -> Iterator[tuple[BackupHeader, Iterator[ArchiveMember]]]:
    """Open a backup and yield its header and its members, each to be read before the next.

    `key`: the recovery key, or the content key of whoever has just written it. Raise BackupError,
    OSError.
    """
    try:
        handle = open_regular(path, follow=True)
    except OSError as error:
        raise BackupError(f"{path}: {error.strerror}") from error
    with os.fdopen(handle, "rb") as file:
        header = read_header(file, path)
        content_key = key if isinstance(key, bytes) else _content_key(header, key, path)
        try:
            with (
                SealedFile(file, content_key) as sealed,
                tarfile.open(fileobj=io.BufferedReader(sealed, _READ), mode="r|") as archive,
            ):
                yield header, _members(archive, path)
        except (EnvelopeError, tarfile.TarError) as error:
            raise BackupError(f"{path}: the backup is damaged: {error}") from error


def read_header(file: BinaryIO, path: Path) -> BackupHeader:
    """Return the header, which nobody has proven. Raise BackupError."""
    try:
        return BackupHeader.from_json(sealed_header(file))
    except (EnvelopeError, PackageError) as error:
        raise BackupError(f"{path}: this is no backup of a data centre ({error})") from error


def _content_key(header: BackupHeader, key: RecoveryKey, path: Path) -> bytes:
    if header.recovery != fingerprint(key.sealing.public):
        raise BackupError(
            f"{path}: made for the recovery key {header.recovery[:8]}; this one is "
            f"{fingerprint(key.sealing.public)[:8]}"
        )
    try:
        verify(key.signer, DOMAIN, header.signed, header.signature)
        return key.sealing.unseal(header.content_key, _context(header.centre_id, header.made_at))
    except EnvelopeError as error:
        raise BackupError(f"{path}: not a backup of this recovery key's data centre") from error


def _context(centre_id: str, made_at: datetime) -> str:
    return f"backup {centre_id} {made_at.isoformat()}"


def _tar(members: Iterable[ArchiveMember]) -> Iterator[bytes]:
    for member in members:
        info = tarfile.TarInfo(member.name)
        info.size = member.size
        yield info.tobuf(tarfile.GNU_FORMAT)
        written = 0
        for chunk in member.chunks:
            written += len(chunk)
            yield chunk
        if written != member.size:
            raise BackupError(f"{member.name} changed while it was read; make the backup again")
        yield bytes(-member.size % tarfile.BLOCKSIZE)
    yield bytes(2 * tarfile.BLOCKSIZE)


def _members(archive: tarfile.TarFile, path: Path) -> Iterator[ArchiveMember]:
    for info in archive:
        file = archive.extractfile(info) if info.isreg() else None
        if file is None or any(part in {"", ".", ".."} for part in info.name.split("/")):
            raise BackupError(f"{path}: an unexpected member")
        yield ArchiveMember(info.name, info.size, _pieces(file))


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    while piece := file.read(_READ):
        yield piece
