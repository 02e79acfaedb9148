"""Make a backup while the data centre works on.

1. Under the lock `publishing`: the database's moment begins, and the keys and the repository's
   metadata, which are small, are read. So all of it is of one state. Whoever replaces the vault's
   keys waits until the backup is made, and the other way round.
2. The database, as of that moment; the packages that the metadata names; all other blobs. Packages
   and photographs never change, so it does no harm that the centre works on meanwhile. What is
   deleted meanwhile is missing: somebody was erased, or a newer package took an older one's place.
   Software of terminals is left out: after a restore nothing of it holds until it is released anew.
3. The file is read again to its end and proven.

Everything is encrypted on its way: nothing of it lies on the disk in the clear.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sync.central.backup import contents
from sync.central.backup.archive import ArchiveMember, write_archive
from sync.central.backup.checking import check
from sync.central.backup.recovery_key import sealed_to
from sync.central.centre import Centre
from sync.central.centre_config import CENTRE
from sync.central.errors import CentralError, NoSuchBlob
from sync.central.gateway_files import TLS, tls_folder
from sync.central.registry import audit, dump
from sync.central.registry.audit_rows import head
from sync.central.registry.locks import PUBLISHING, RESEALING
from sync.central.required_keys import require_keys
from sync.protocol.beneath import Beneath
from sync.protocol.envelope.random_values import random_key
from sync.protocol.roles import SOFTWARE
from sync.software import software

METADATA = "tuf/metadata"
_ELSEWHERE = (f"{METADATA}/", f"tuf/targets/{SOFTWARE}/")  # the metadata come first
_METADATA_LIMIT = 4 * 2**20

Advance = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class BackupMade:
    """A backup that was written and proven."""

    path: Path
    bytes: int
    manifest: contents.Manifest


def make_backup(
    centre: Centre,
    out: Path,
    now: datetime,
    advance: Advance = lambda *_: None,
    *,
    upgrading: bool = False,
) -> BackupMade:
    """Write a backup to the new file `out`, and prove it. Raise CentralError, StickRefused.

    `upgrading`: the registry is of an older schema, of which only its rows are read.
    """
    public, signing = sealed_to(centre)
    if not upgrading:
        require_keys(centre)  # without them nobody could read what a backup holds
    if out.exists() or out.is_symlink():
        raise CentralError(f"{out}: is there already; a backup gets a file of its own")
    if out.resolve().is_relative_to((centre.home / contents.SECRETS).resolve()):
        raise CentralError(f"{out}: a backup does not belong beside the keys")
    content_key = random_key()
    members = _members(centre, now, advance)
    # Photographs change when the vault's keys do, and a backup must open all that it holds.
    with centre.registry.lock(RESEALING), Beneath(out.parent) as folder:
        written = folder.write(
            out.name,
            write_archive(members, centre.centre_id, now, public, signing, content_key),
        )
        try:
            manifest = check(out, content_key, advance).manifest
        except BaseException:  # Ctrl+C too: what was not proven does not lie there as a backup
            folder.remove(out.name)
            raise
    if upgrading:
        return BackupMade(out, written, manifest)
    with centre.registry.transaction() as session:
        details = {"bytes": written, "audit": manifest.audit, "blobs": manifest.blobs}
        audit.append(session, now, audit.CENTRE, "backup-made", centre.centre_id, details)
    return BackupMade(out, written, manifest)


def _members(centre: Centre, now: datetime, advance: Advance) -> Iterator[ArchiveMember]:
    yield _small(contents.CONFIG, (centre.home / CENTRE).read_bytes())
    with centre.registry.session() as session:
        with centre.registry.lock(PUBLISHING):
            sequence, last = head(session)  # the moment begins
            metadata = dict(_metadata(centre))
            secrets = [
                *_secrets(centre.secrets),
                *_secrets(tls_folder(centre.home), f"{TLS}/"),
            ]
        yield from secrets
        revision = dump.revision(session)
        for name, data in metadata.items():
            yield _small(f"{contents.BLOBS}/{name}", data)
        rows: dict[str, int] = {}
        number = 0
        for part in dump.dump(session):
            number = number + 1 if part.table in rows else 0
            rows[part.table] = rows.get(part.table, 0) + part.rows
            advance(sum(rows.values()), 0, "rows of the registry")
            yield _small(f"{contents.REGISTRY}/{part.table}/{number}.jsonl", part.data)
    names = sorted(
        (name for name in centre.blobs.names() if not name.startswith(_ELSEWHERE)),
        key=lambda name: (not name.startswith("tuf/"), name),  # packages first: they are replaced
    )
    found = _Blobs(len(metadata), sum(map(len, metadata.values())))
    for done, name in enumerate(names):
        advance(done, len(names), "blobs")
        yield from found.member(centre, name)
    manifest = contents.Manifest(
        centre_id=centre.centre_id,
        name=centre.name,
        made_at=now,
        software=software(),
        revision=revision,
        rows=rows,
        blobs=found.count,
        bytes=found.bytes,
        gone=found.gone,
        audit=sequence,
        head=last,
    )
    yield _small(contents.MANIFEST, manifest.to_json())


@dataclass
class _Blobs:
    count: int
    bytes: int
    gone: int = 0

    def member(self, centre: Centre, name: str) -> Iterator[ArchiveMember]:
        try:
            size = centre.blobs.size(name)
            chunks = centre.blobs.chunks(name)
            first = next(chunks, b"")  # opened: deleted from now on, it can be read to its end
        except NoSuchBlob:
            self.gone += 1
            return
        self.count, self.bytes = self.count + 1, self.bytes + size
        yield ArchiveMember(f"{contents.BLOBS}/{name}", size, _joined(first, chunks))


def _joined(first: bytes, rest: Iterable[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest


def _metadata(centre: Centre) -> Iterator[tuple[str, bytes]]:
    for name in sorted(centre.blobs.names(METADATA)):
        yield name, centre.blobs.get(name, _METADATA_LIMIT)


def _secrets(folder: Path, prefix: str = "") -> Iterator[ArchiveMember]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.name.startswith("."):
            data = path.read_bytes()
            name = path.relative_to(folder).as_posix()
            yield _small(f"{contents.SECRETS}/{prefix}{name}", data)


def _small(name: str, data: bytes) -> ArchiveMember:
    return ArchiveMember(name, len(data), (data,))
