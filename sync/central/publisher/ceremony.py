"""Make all keys and the first version of the repository, when a data centre is made."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from securesystemslib.signer import Signer
from tuf.api.metadata import Metadata, MetaFile, Root, Snapshot, Targets, Timestamp

from sync.central.errors import PublisherError
from sync.central.publisher.offline_keys import OfflineKeys
from sync.central.publisher.repository import Repository
from sync.central.publisher.role_keys import RoleKeys
from sync.central.publisher.signing import after, delegate, no_delegations, signed
from sync.central.publisher.targets import put_target
from sync.central.publisher.terms import (
    ROLE_DAYS,
    ROOT_DAYS,
    ROOT_KEYS,
    ROOT_THRESHOLD,
    SNAPSHOT_DAYS,
    TARGETS_DAYS,
    TARGETS_KEYS,
    TARGETS_THRESHOLD,
    TIMESTAMP_DAYS,
)
from sync.central.storage.blobs import Blobs
from sync.protocol.roles import CHECKPOINTS


def create(
    blobs: Blobs,
    offline: Path | OfflineKeys,
    secrets: Path,
    now: datetime,
    offline_targets: Mapping[str, bytes] | None = None,
) -> None:
    """Make the keys and the repository. Raise PublisherError.

    `offline_targets`: what the offline targets role itself signs for, by path.

    Nothing is overwritten. A ceremony that was interrupted starts again with empty folders.
    """
    media, online = OfflineKeys.of(offline), RoleKeys(secrets / "roles")
    repository = Repository(blobs)
    here = any(map(media.any, (Root.type, Targets.type)))
    if here or any(map(online.any, (Snapshot.type, Timestamp.type))) or _begun(repository):
        raise PublisherError(
            f"there is a repository, or a part of one: {', '.join(map(str, media.folders))}, "
            f"{online.folder} and the blobs below tuf/ must be empty"
        )
    keys = {
        Root.type: media.make(Root.type, ROOT_KEYS),
        Targets.type: media.make(Targets.type, TARGETS_KEYS),
    }
    signers: dict[str, list[Signer]] = {role: media.held(role, keys[role]) for role in keys}
    for role in (Snapshot.type, Timestamp.type, CHECKPOINTS):
        signer = online.make(role)
        signers[role], keys[role] = [signer], [signer.public_key]
    root = Root(expires=after(now, ROOT_DAYS), consistent_snapshot=True)
    for role in root.roles:
        for key in keys[role]:
            root.add_key(key, role)
    root.roles[Root.type].threshold = ROOT_THRESHOLD
    root.roles[Targets.type].threshold = TARGETS_THRESHOLD
    targets = Targets(expires=after(now, TARGETS_DAYS), delegations=no_delegations())
    for path, data in (offline_targets or {}).items():
        targets.targets[path] = put_target(blobs, path, data).vouched()
    delegate(targets, CHECKPOINTS, keys[CHECKPOINTS])
    checkpoints = Targets(expires=after(now, ROLE_DAYS))
    repository.put("1.root.json", signed(Metadata(root), signers[Root.type]))
    repository.put("1.targets.json", signed(Metadata(targets), signers[Targets.type]))
    repository.put(f"1.{CHECKPOINTS}.json", signed(Metadata(checkpoints), signers[CHECKPOINTS]))
    meta = {f"{role}.json": MetaFile(1) for role in (Targets.type, CHECKPOINTS)}
    snapshot = Snapshot(expires=after(now, SNAPSHOT_DAYS), meta=meta)
    data = signed(Metadata(snapshot), signers[Snapshot.type])
    repository.put("1.snapshot.json", data)
    timestamp = Timestamp(
        expires=after(now, TIMESTAMP_DAYS), snapshot_meta=MetaFile.from_data(1, data, ["sha256"])
    )
    repository.put("timestamp.json", signed(Metadata(timestamp), signers[Timestamp.type]))


def _begun(repository: Repository) -> bool:
    return repository.exists("1.root.json") or repository.exists("timestamp.json")
