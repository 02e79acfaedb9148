"""The authorities of the server's certificate: made on a custodian's medium, pinned by terminals.

On a medium `ca.key` and `ca.pem`, or `ca.<id>.key` and `ca.<id>.pem` of one that replaces another.
While both count, terminals pin both; then a certificate of the new one is put into service; then
the old one goes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from models.whole_file import write_whole
from sync.central.centre import Centre
from sync.central.errors import CentralError
from sync.central.gateway_files import SHARED_FILE_MODE, is_shared
from sync.central.publisher import OfflineKeys, read_key_file
from sync.central.storage.key_files import key_id
from sync.protocol.envelope.certificates import tls_authority, tls_certificate
from sync.protocol.errors import EnvelopeError

DAYS = 3650
SERVER_DAYS = 825  # what browsers and phones accept at most
KEY, CERTIFICATE = "ca.key", "ca.pem"
PRIVATE = 0o600


def make(media: OfflineKeys, centre_id: str, now: datetime) -> bytes:
    """Make an authority on the medium that holds one, or on the last; return its certificate."""
    holding = [folder for folder, _ in _pairs(media)] or [media.folders[-1]]
    folder = holding[0]
    passphrase = media.passphrase(folder)
    key, certificate = tls_authority(f"Gapura {centre_id[:8]}", now, DAYS, passphrase)
    stem = f"ca.{key_id(certificate)}" if (folder / "ca.key").exists() else "ca"
    write_private(folder / f"{stem}.key", key)
    write_private(folder / f"{stem}.pem", certificate)
    return certificate


def certify(
    media: OfflineKeys, authority: bytes, hosts: Sequence[str], now: datetime
) -> tuple[bytes, bytes]:
    """Return (private key, certificate) of a server, signed by `authority` (PEM).

    Raise CentralError, EnvelopeError.
    """
    for folder, certificate in _pairs(media):
        if read_key_file(certificate).strip() == authority.strip():
            place = certificate.with_suffix(".key")
            try:
                return tls_certificate(
                    read_key_file(place),
                    authority,
                    hosts,
                    now,
                    SERVER_DAYS,
                    media.passphrase_for(folder, place),
                )
            except EnvelopeError as error:
                raise EnvelopeError(f"{place}: {error}") from error
    where = ", ".join(str(folder / KEY) for folder in media.folders)
    raise CentralError(f"{where}: no such file of the authority that terminals pin")


def keep_only(media: OfflineKeys, authorities: Sequence[bytes]) -> None:
    """Remove authorities that terminals pin no more from the media."""
    kept = {each.strip() for each in authorities}
    for _, certificate in list(_pairs(media)):
        if read_key_file(certificate).strip() not in kept:
            certificate.with_suffix(".key").unlink(missing_ok=True)
            certificate.unlink()


def pin(centre: Centre, authorities: Sequence[bytes]) -> None:
    """Write the authorities that new terminals get with their ticket, the newest first."""
    data = b"".join(each.strip() + b"\n" for each in authorities)
    if authorities and centre.ca.read_bytes() != data:
        write_tls(centre.ca, data)


def write_tls(path: Path, data: bytes) -> None:
    """Write a file that the gateway reads, who may be another user. Raise CentralError."""
    write_private(path, data, SHARED_FILE_MODE if is_shared(path.parent) else PRIVATE)


def write_private(path: Path, data: bytes, mode: int = PRIVATE) -> None:
    """Write a file whole, 0600 unless `mode` says otherwise. Raise CentralError."""
    try:
        write_whole(path, data, mode)
    except OSError as error:
        raise CentralError(f"{path}: {error.strerror}") from error


def _pairs(media: OfflineKeys) -> Iterator[tuple[Path, Path]]:
    """Yield each medium with an authority's certificate on it whose key is there."""
    for folder in media.folders:
        for certificate in sorted(folder.glob("ca*.pem")):
            if certificate.with_suffix(".key").exists():
                yield folder, certificate
