"""Versions past those that terminals have seen, after a backup was restored.

A terminal refuses every version that is lower than one it knows, and a role whose line is missing
from the snapshot. Both are so after a restore, until the versions are higher than they ever were.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from tuf.api.metadata import Metadata, MetaFile, Root, Snapshot, Targets, Timestamp

from sync.central.errors import PublisherError
from sync.central.publisher.draft import Draft
from sync.central.publisher.offline_change import OfflineChange
from sync.central.publisher.offline_keys import OfflineKeys
from sync.central.publisher.repository import Repository
from sync.central.publisher.role_keys import RoleKeys
from sync.central.publisher.signing import after, delegated_roles, keys_of, signed
from sync.central.publisher.terms import ROOT_DAYS, TARGETS_DAYS
from sync.central.storage.blobs import Blobs
from sync.protocol.roles import SOFTWARE

ONLINE = (Snapshot.type, Timestamp.type)
STEP = 1_000_000  # a publication every quarter of a second for three days


def replace_lost_online_keys(
    blobs: Blobs, secrets: Path, offline: Path | OfflineKeys | None, now: datetime
) -> bool:
    """Make other keys for snapshot and timestamp, wherever the root keys are at hand.

    Those of a backup lay on its medium too. They must be made where the newest root names none that
    are here: they were rotated after the backup. The root keys sign it; nothing holds until the
    next publication, and nobody is served meanwhile. Return whether they were made. Raise
    PublisherError, BlobError.
    """
    repository, keys = Repository(blobs), RoleKeys(secrets / "roles")
    root = repository.root().signed
    usable = all(
        len(keys.held(role, keys_of(root, role))) >= root.roles[role].threshold for role in ONLINE
    )
    if offline is None:
        if usable:
            return False
        raise PublisherError(
            "the online keys were rotated after this backup: bring the media with the root keys "
            "that count now, --offline"
        )
    old, threshold = keys_of(root, Root.type), root.roles[Root.type].threshold
    try:
        signers = OfflineKeys.of(offline).find(Root.type, old, threshold)  # before a key is made
    except PublisherError:
        if usable:  # media with the targets keys alone: it is due, and told
            return False
        raise
    wanted = OfflineChange(root, Targets())
    for role in ONLINE:
        fresh = [keys.make(role).public_key for _ in keys_of(root, role)]
        wanted.replace_top(role, fresh)
    wanted.root.version += 1
    wanted.root.expires = after(now, ROOT_DAYS)
    metadata = signed(Metadata(wanted.root), signers)
    repository.put(f"{wanted.root.version}.root.json", metadata)
    for role in ONLINE:
        keys.keep_only(role, keys_of(wanted.root, role))
    return True


def jump(
    blobs: Blobs,
    secrets: Path,
    offline: Path | OfflineKeys | None,
    lines: Iterable[str],
    now: datetime,
) -> None:
    """Let timestamp, snapshot and every delegated role jump by STEP, with the keys that are here.

    `offline`: the stick; the targets role jumps too. `lines`: roles that terminals have seen and
    that the restored repository does not know. Raise PublisherError, BlobError.
    """
    repository = Repository(blobs)
    draft = Draft(repository, RoleKeys(secrets / "roles"))
    roles = delegated_roles(draft.targets)
    for role in roles:
        if role == SOFTWARE:  # signed elsewhere: nothing holds until the next release
            draft.skip(role, STEP)
            continue
        metadata = draft.role(role)
        draft.skip(role, STEP)
        draft.stage(role, metadata, now)
    for role in lines:
        if role not in roles:
            draft.snapshot.meta.setdefault(f"{role}.json", MetaFile(STEP))
    if offline is not None:
        root = draft.root.signed
        keys, threshold = keys_of(root, Targets.type), root.roles[Targets.type].threshold
        targets = Metadata(draft.targets)
        targets.signed.version = repository.unused(Targets.type, draft.targets.version + STEP)
        targets.signed.expires = after(now, TARGETS_DAYS)
        signed(targets, OfflineKeys.of(offline).find(Targets.type, keys, threshold))
        draft.stage_targets(targets, now)
    draft.skip_online(STEP)
    draft.commit(now)
