"""Versions past those that terminals have seen, after a backup was restored.

A terminal refuses every version that is lower than one it knows, and a role whose line is missing
from the snapshot. Both are so after a restore, until the versions are higher than they ever were.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from tuf.api.metadata import MetaFile, Targets

from sync.central.blobs import Blobs
from sync.central.publisher.draft import Draft
from sync.central.publisher.repository import Repository
from sync.central.publisher.signing import delegated_roles
from sync.central.role_keys import RoleKeys

STEP = 1_000_000  # a publication every quarter of a second for three days


def jump(
    blobs: Blobs, secrets: Path, offline: Path | None, lines: Iterable[str], now: datetime
) -> None:
    """Let timestamp, snapshot and every delegated role jump by STEP, with the keys that are here.

    `offline`: the stick; the targets role jumps too. `lines`: roles that terminals have seen and
    that the restored repository does not know. Raise PublisherError, BlobError.
    """
    draft = Draft(Repository(blobs), RoleKeys(secrets / "roles"))
    roles = delegated_roles(draft.targets)
    for role in roles:
        metadata = draft.role(role)
        draft.skip(role, STEP)
        draft.stage(role, metadata, now)
    for role in lines:
        if role not in roles:
            draft.snapshot.meta.setdefault(f"{role}.json", MetaFile(STEP))
    if offline is not None:
        draft.skip(Targets.type, STEP)
        draft.stage_targets(offline, now)
    draft.skip_online(STEP)
    draft.commit(now)
