"""Read a backup to its end, and prove that it is whole: without restoring it anywhere."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from sync.central.backup import contents
from sync.central.backup.archive import ArchiveMember, BackupError, opened
from sync.central.backup.contents import Manifest
from sync.central.backup.recovery_key import RecoveryKey
from sync.protocol.errors import PackageError

Advance = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Checked:
    """A backup that is whole."""

    manifest: Manifest


@dataclass
class _Seen:
    """What came so far."""

    config: bool = False
    secrets: int = 0
    rows: dict[str, int] = field(default_factory=dict)
    blobs: int = 0
    bytes: int = 0
    timestamp: bool = False


def check(path: Path, key: RecoveryKey | bytes, advance: Advance = lambda *_: None) -> Checked:
    """Read the backup at `path`; `key` as `archive.opened` takes it. Raise BackupError, OSError."""
    seen, manifest = _Seen(), None
    with opened(path, key) as (header, members):
        for number, member in enumerate(members):
            advance(number, 0, "files of the backup are proven")
            if manifest is not None:
                raise BackupError(f"{path}: something follows the manifest")
            if member.name == contents.MANIFEST:
                manifest = read_manifest(member)
            else:
                _take(member, seen)
    if manifest is None:
        raise BackupError(f"{path}: the backup ends before its manifest")
    promised = (manifest.centre_id, manifest.rows, manifest.blobs, manifest.bytes)
    if promised != (header.centre_id, seen.rows, seen.blobs, seen.bytes):
        raise BackupError(f"{path}: the backup does not hold what its manifest says")
    if not (seen.timestamp and seen.config and seen.secrets):
        raise BackupError(f"{path}: keys or the repository are missing from the backup")
    return Checked(manifest)


def read_manifest(member: ArchiveMember) -> Manifest:
    """Return the manifest. Raise BackupError."""
    try:
        return Manifest.from_json(member.whole(contents.MANIFEST_LIMIT))
    except PackageError as error:
        raise BackupError(f"the backup's manifest: {error}") from error


def _take(member: ArchiveMember, seen: _Seen) -> None:
    kind, _, rest = member.name.partition("/")
    if kind == contents.REGISTRY:
        data = member.whole(contents.PART_LIMIT)
        table = rest.partition("/")[0]
        try:
            rows = [json.loads(line) for line in data.splitlines()]
        except ValueError as error:
            raise BackupError(f"the backup's {member.name} is damaged") from error
        seen.rows[table] = seen.rows.get(table, 0) + len(rows) - 1
        return
    size = sum(map(len, member.chunks))
    if kind == contents.BLOBS:
        seen.blobs, seen.bytes = seen.blobs + 1, seen.bytes + size
        seen.timestamp |= rest == "tuf/metadata/timestamp.json"
    seen.config |= member.name == contents.CONFIG
    seen.secrets += kind == contents.SECRETS
