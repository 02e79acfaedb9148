"""Make a data centre of a backup and a journal. All or nothing.

1. The backup is unpacked beside the new home: keys, database, blobs.
2. The journal's rows after the backup are appended to the audit log, if they follow it, and what
   took something away is done again (`registry/replay.py`). Without a journal nobody knows which
   terminals were revoked since: all of them wait for an operator's approval.
3. Every collection is published anew, as a whole, in a version that no terminal has seen.
4. The repository's versions jump past those that terminals know (`publisher/jump.py`).
5. Keys that were replaced after the backup are replaced once more: the backup brought back those
   of before, which may be a thief's. The online keys are replaced wherever the root keys are at
   hand; elsewhere it is due, and `status` says so. Terminals believe the offline roles, whose
   newest root the journal keeps.
6. The home is moved into its place; `serve` then asks terminals for results again.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from models.whole_file import sync_folder, write_whole
from sync.central.backup import contents
from sync.central.backup.archive import ArchiveMember, BackupError, BackupHeader, opened
from sync.central.backup.checking import read_manifest
from sync.central.backup.contents import Manifest
from sync.central.backup.journal import Journal, JournalError
from sync.central.backup.recovery_key import RecoveryKey
from sync.central.centre import Centre
from sync.central.centre_config import (
    BLOBS,
    CENTRE,
    DATABASE,
    SECRETS,
    database_entry,
    read_config,
    write_config,
)
from sync.central.errors import CentralError
from sync.central.publisher import OfflineKeys
from sync.central.publisher.jump import jump, replace_lost_online_keys
from sync.central.registry import audit, dump, replay, resending
from sync.central.registry.audit_rows import AuditRow, append_rows
from sync.central.registry.database import Registry, open_registry
from sync.central.registry.replay import Replayed
from sync.central.releases import keys
from sync.central.releases.centre_keys import present_keys
from sync.central.releases.publish import PublishRun, publish_due
from sync.central.releases.software import has_release_keys
from sync.central.storage.blobs import Blobs, open_blobs

Advance = Callable[[int, int, str], None]
RESULTS_BEFORE = timedelta(hours=1)  # results are asked for from so long before the backup
_ITSELF = {  # need no signature of targets
    ("keys-rotated", "vault"),
    ("keys-rotated", "index"),
    ("keys-rotated", "root"),
}
_BY_TARGETS = {
    "role-delegated",
    "role-undelegated",
    "key-replaced",
    "keys-rotated",
    "keys-retired",
    "terms-renewed",
    "time-reset",
}
STEP = 100  # versions of a collection past the last one that the journal knows
STEP_WITHOUT_JOURNAL = 1_000_000  # more than can have been published since any backup


@dataclass(frozen=True, slots=True)
class RestoreTarget:
    """Where the restored data centre goes."""

    home: Path  # not there, or empty
    database: str | None = None  # None: SQLite in the home
    blobs: str | None = None  # None: a folder in the home


@dataclass(frozen=True)
class Restored:
    """What came back, and what did not."""

    manifest: Manifest
    journal: int | None  # rows after the backup; None: restored without a journal
    replayed: Replayed
    waiting: int  # terminals that wait for approval again
    published: PublishRun
    results_since: datetime  # from when on terminals are asked for results again
    renewed: tuple[str, ...] = ()  # keys that were replaced once more, as `keys` says it
    online_due: bool = False  # the online keys are still those that lay in the backup
    software_due: bool = False  # release keys are named, and nothing that they signed holds


def restore(
    path: Path,
    key: RecoveryKey,
    target: RestoreTarget,
    journal: Path | None,
    offline: Path | OfflineKeys | None,
    now: datetime,
    advance: Advance = lambda *_: None,
) -> Restored:
    """Restore the backup at `path`; `journal` None: there is none any more.

    `offline`: the stick with the targets keys, needed where roles changed after the backup. Raise
    CentralError, StickRefused, OSError; then nothing is left of it but an empty database's tables.
    """
    home = target.home
    if home.exists() and (not home.is_dir() or any(home.iterdir())):
        raise CentralError(f"{home}: is not empty; a restored data centre gets a folder of its own")
    home.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix=f".{home.name}.", dir=home.parent))
    blobs: Blobs | None = None
    registry: Registry | None = None
    try:
        opening = open_blobs(target.blobs or str(beside / BLOBS))
        if next(opening.names(), None) is not None:
            raise CentralError(f"{target.blobs}: there are blobs already; name an empty place")
        blobs = opening
        opening_registry = open_registry(target.database or f"sqlite:///{beside / DATABASE}")
        if dump.has_tables(opening_registry):
            opening_registry.close()
            raise CentralError("the registry's database holds tables already; name an empty one")
        registry = opening_registry
        with opened(path, key) as (header, members):
            manifest = _unpack(path, header, members, beside, blobs, registry, advance)
        rows = _following(journal, manifest) if journal else None
        _configure(beside, target)
        with Centre.open(beside) as centre:
            done = _revive(centre, manifest, rows, journal, offline, now)
            centre.registry.keep_reserve()
        registry.close()
        if home.exists():
            home.rmdir()
        beside.rename(home)
        sync_folder(home.parent)
    except BaseException:
        if registry is not None:
            if target.database is not None:
                dump.drop_tables(registry)
            registry.close()
        if blobs is not None and target.blobs is not None:
            for name in list(blobs.names()):
                blobs.delete(name)
        shutil.rmtree(beside)
        raise
    return done


def _unpack(
    path: Path,
    header: BackupHeader,
    members: Iterator[ArchiveMember],
    home: Path,
    blobs: Blobs,
    registry: Registry,
    advance: Advance,
) -> Manifest:
    """Write everything to its place; return the manifest, which says that it was everything."""
    spool = home / "registry.parts"
    spool.mkdir(mode=0o700)
    order: list[tuple[str, Path]] = []
    counted = size = 0
    for number, member in enumerate(members):
        advance(number, 0, "files of the backup")
        kind, _, rest = member.name.partition("/")
        if member.name == contents.MANIFEST:
            manifest = read_manifest(member)
            break
        if member.name == contents.CONFIG:
            write_whole(home / CENTRE, member.whole(contents.SECRET_LIMIT))
        elif kind == contents.SECRETS:
            place = home / SECRETS / rest
            place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            write_whole(place, member.whole(contents.SECRET_LIMIT), 0o600)
        elif kind == contents.REGISTRY:
            place = spool / f"{len(order):06}"
            write_whole(place, member.whole(contents.PART_LIMIT), 0o600)
            order.append((rest.partition("/")[0], place))
        elif kind == contents.BLOBS:
            blobs.put(rest, member.chunks)
            counted, size = counted + 1, size + member.size
        else:
            raise BackupError(f"{path}: {member.name} is of a newer Gapura; install that version")
    else:
        raise BackupError(f"{path}: the backup ends before its manifest")
    if (manifest.centre_id, manifest.blobs, manifest.bytes) != (header.centre_id, counted, size):
        raise BackupError(f"{path}: the backup does not hold what its manifest says")
    advance(0, 0, "rows of the registry")
    dump.load(registry, manifest.revision, (_part(table, place) for table, place in order))
    shutil.rmtree(spool)
    with registry.session() as session:
        chain = audit.verify(session)
    if chain.broken is not None or (chain.rows, chain.head) != (manifest.audit, manifest.head):
        raise BackupError(f"{path}: its audit log is not what its manifest says")
    return manifest


def _part(table: str, place: Path) -> dump.Part:
    data = place.read_bytes()
    return dump.Part(table, data.count(b"\n") - 1, data)


def _following(folder: Path, manifest: Manifest) -> list[AuditRow]:
    """Return the journal's rows after the backup. Raise JournalError unless they follow it."""
    journal = Journal(folder)
    before = manifest.head
    rows: list[AuditRow] = []
    seen = manifest.audit == 0
    for row in journal.rows(manifest.audit - 1 if manifest.audit else 0):
        if row.sequence == manifest.audit:
            seen = row.hash == manifest.head
            continue
        if not seen or row.sequence != manifest.audit + len(rows) + 1 or not row.follows(before):
            raise JournalError(
                f"{folder}: the journal does not follow this backup; is it of this data centre, "
                "and whole? --without-journal goes on without it"
            )
        rows.append(row)
        before = row.hash
    if not seen:
        raise JournalError(
            f"{folder}: the journal ends before this backup; --without-journal goes on without it"
        )
    return rows


def _configure(home: Path, target: RestoreTarget) -> None:
    facts = read_config(home)
    places = {"database": database_entry(target.database), "blobs": target.blobs or BLOBS}
    write_config(home, facts.model_copy(update=places))


def _revive(
    centre: Centre,
    manifest: Manifest,
    rows: list[AuditRow] | None,
    journal: Path | None,
    offline: Path | OfflineKeys | None,
    now: datetime,
) -> Restored:
    """Do again what the journal knows, publish all of it anew, and jump."""
    _require_keys(rows or [], offline)
    since = manifest.made_at - RESULTS_BEFORE
    if journal is not None:
        for name, data in Journal(journal).roots():
            if not centre.blobs.exists(name):
                centre.blobs.put(name, data)
    online = replace_lost_online_keys(centre.blobs, centre.secrets, offline, now)
    with centre.registry.transaction() as session:
        append_rows(session, rows or [])
        replayed = replay.replay(session, centre.blobs, centre.vault, rows or [])
        waiting = 0 if rows is not None else replay.distrust_terminals(session)
        step = STEP_WITHOUT_JOURNAL if rows is None else STEP
        replay.publish_anew(session, replayed.versions, step)
        resending.ask_again(session, since, now)
        details = {
            "made_at": manifest.made_at.isoformat(),
            "backup": manifest.audit,
            "journal": None if rows is None else len(rows),
            "waiting": waiting,
            audit.ONLINE_ROTATED: online,
        }
        audit.append(session, now, audit.CENTRE, audit.RESTORED, centre.centre_id, details)
    published = publish_due(centre, now)
    jump(centre.blobs, centre.secrets, offline, replayed.roles, now)
    renewed = ["rotate online"] if online else []
    if offline is not None:
        renewed += _replace_keys(centre, rows or [], offline, now)
    return Restored(
        manifest,
        None if rows is None else len(rows),
        replayed,
        waiting,
        published,
        since,
        tuple(renewed),
        online_due=not online,
        software_due=has_release_keys(centre),
    )


def _require_keys(rows: list[AuditRow], offline: Path | OfflineKeys | None) -> None:
    """Raise CentralError where terminals cannot be brought to believe the restored data centre."""
    if any((row.action, row.subject) == ("keys-retired", "authority") for row in rows):
        raise CentralError(
            "the TLS authority of this backup was retired after it: terminals connect to none of "
            "its certificates; restore a backup that was made after that"
        )
    changed = [
        row.subject
        for row in rows
        if row.action in _BY_TARGETS and (row.action, row.subject) not in _ITSELF
    ]
    if changed and offline is None:
        raise CentralError(
            f"the offline keys signed after this backup ({', '.join(sorted(set(changed)))}): "
            "bring the media with those that count now, --offline"
        )


def _replace_keys(
    centre: Centre, rows: list[AuditRow], offline: Path | OfflineKeys, now: datetime
) -> list[str]:
    """Replace again what was replaced after the backup; return which keys. Raise CentralError."""
    replaced = {row.subject for row in rows if row.action == "keys-rotated"}
    there = set(keys.roles(centre))
    acts = [
        keys.Act("replace", (role,))
        for role in sorted({row.subject for row in rows if row.action == "key-replaced"} & there)
    ]
    if keys.STATEMENTS in replaced:
        acts.append(keys.Act("rotate", (keys.STATEMENTS,), at_once=True))
    if keys.SEALING in replaced:
        acts.append(keys.Act("rotate", (keys.SEALING,)))
    epochs = [int(row.subject) for row in rows if row.action == "time-reset"]
    missing = max(epochs, default=0) - present_keys(centre).time_epoch
    acts += [keys.Act("reset-time")] * max(0, missing)
    for act in acts:
        keys.perform(centre, act, offline, audit.CENTRE, now)
    return [act.text() for act in acts]
