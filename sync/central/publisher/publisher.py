"""What a publisher does: every day without the stick, a few times a year with it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path

from tuf.api.metadata import Metadata, Root, Snapshot, Targets, Timestamp

from sync.central.blobs import Blobs
from sync.central.errors import PublisherError
from sync.central.publisher.draft import Draft
from sync.central.publisher.repository import Repository
from sync.central.publisher.signing import (
    after,
    delegate,
    delegated_roles,
    ends_soon,
    public_key,
    signed,
)
from sync.central.publisher.targets import TargetSource, check_path, put_target
from sync.central.publisher.terms import ROLE_DAYS, ROOT_DAYS
from sync.central.role_keys import RoleKeys
from sync.protocol.envelope import SigningKey

_ROLE = re.compile(r"[a-z0-9-]{1,64}")
_ONLINE = (Snapshot.type, Timestamp.type)

Changes = Mapping[str, Mapping[str, bytes | TargetSource | None]]
"""Delegated role -> target path -> its bytes, or a source from `put_target`; None removes it."""


class Publisher:
    """Writes new versions. Every method raises PublisherError or BlobError."""

    def __init__(self, blobs: Blobs, secrets: Path) -> None:
        self._blobs = blobs
        self._repository = Repository(blobs)
        self._keys = RoleKeys(secrets / "roles")

    # ---- reading -----------------------------------------------------------------------------

    def root_bytes(self, version: int = 1) -> bytes:
        """Return `<version>.root.json`; a terminal is provisioned with one."""
        return self._repository.get(f"{version}.root.json")

    def versions(self) -> dict[str, int]:
        """Return the present version of every delegated role, and of the four top-level roles."""
        return self._draft().versions()

    def targets(self, role: str) -> dict[str, TargetSource]:
        """Return what the delegated `role` signs for at present, by path."""
        listed = self._draft().role(role).signed.targets
        return {path: TargetSource.of(target) for path, target in listed.items()}

    def offline_targets(self) -> dict[str, TargetSource]:
        """Return what the offline targets role itself signs for at present, by path."""
        listed = self._draft().targets.targets
        return {path: TargetSource.of(target) for path, target in listed.items()}

    def offline_expiries(self) -> dict[str, datetime]:
        """Return when root and targets expire; `renew` needs the stick before that."""
        draft = self._draft()
        return {Root.type: draft.root.signed.expires, Targets.type: draft.targets.expires}

    # ---- every day -----------------------------------------------------------------------------

    def put_target(self, path: str, chunks: bytes | Iterable[bytes]) -> TargetSource:
        """Put the bytes of target `path` among the blobs; no role signs for them yet.

        Hashed on the way; more than a megabyte waits in a file of the temporary folder.
        """
        return put_target(self._blobs, path, chunks)

    def publish(self, changes: Changes, now: datetime) -> None:
        """Publish all of `changes` in one step: a terminal sees all of it or nothing."""
        draft = self._draft()
        for role, targets in changes.items():
            metadata = draft.role(role)
            for path, content in targets.items():
                self._change(metadata.signed, role, path, content)
            draft.stage(role, metadata, now)
        draft.commit(now)

    def refresh_timestamp(self, now: datetime) -> None:
        """Sign again what expires soon; the server's timer calls it every hour.

        Also the delegated roles and the snapshot, when less than half of their time is left.
        """
        draft = self._draft()
        for role in delegated_roles(draft.targets):
            metadata = draft.role(role)
            if ends_soon(metadata, ROLE_DAYS, now):
                draft.stage(role, metadata, now)
        draft.commit(now)

    def sweep(self) -> int:
        """Remove leftovers of killed processes, withdrawn roles, old versions; return how many.

        Call it under the lock, and while nobody is between `put_target` and `publish`.
        """
        draft = self._draft()
        return self._repository.sweep(draft.snapshot, draft.targets)

    # ---- with the stick ----------------------------------------------------------------------

    def publish_offline(self, targets: Mapping[str, bytes], offline: Path, now: datetime) -> None:
        """Publish targets of the offline targets role, by path."""
        draft = self._draft()
        for path, data in targets.items():
            draft.targets.targets[path] = put_target(self._blobs, path, data).vouched()
        draft.stage_targets(offline, now)
        draft.commit(now)

    def require_targets_keys(self, offline: Path) -> None:
        """Raise PublisherError unless the stick holds the keys that sign the targets role now."""
        self._draft().signers(RoleKeys(offline), Targets.type)

    def delegate(self, role: str, offline: Path, now: datetime) -> None:
        """Make a key that signs for the targets `<role>/*`, and for no others."""
        draft = self._draft()
        taken = {*draft.root.signed.roles, *delegated_roles(draft.targets)}
        if not _ROLE.fullmatch(role) or role in taken:
            raise PublisherError(
                f"{role!r} cannot be delegated: no role's name, or one that has it"
            )
        key = self._keys.make(role)
        delegate(draft.targets, role, key)
        draft.stage(role, Metadata(Targets()), now)
        draft.stage_targets(offline, now)
        draft.commit(now)
        self._keys.keep_only(role, [key.public])

    def undelegate(self, role: str, offline: Path, now: datetime) -> None:
        """Take the role from `<role>/*`. Its line stays in the snapshot, as TUF demands.

        `sweep` removes its files.
        """
        draft = self._draft()
        for keyid in list(draft.delegated(role).keyids):
            draft.targets.revoke_key(keyid, role)
        del delegated_roles(draft.targets)[role]
        draft.stage_targets(offline, now)
        draft.commit(now)
        self._keys.keep_only(role, [])

    def replace_key(self, role: str, offline: Path, now: datetime) -> None:
        """Replace the key of the delegated `role`: the old one, stolen or lost, is void.

        The targets stay as they are here; when the thief could write here too, publish them anew.
        """
        draft = self._draft()
        metadata = draft.role(role)
        for keyid in list(draft.delegated(role).keyids):
            draft.targets.revoke_key(keyid, role)
        key = self._keys.make(role)
        draft.targets.add_key(public_key(key), role)
        draft.stage(role, metadata, now)
        draft.stage_targets(offline, now)
        draft.commit(now)
        self._keys.keep_only(role, [key.public])

    def rotate_online_keys(self, offline: Path, now: datetime) -> None:
        """Replace the keys of snapshot and timestamp: the old ones are void.

        So are the versions that a thief ran up with them (fast-forward attack).
        """
        self._rotate(_ONLINE, offline, now)

    def rotate_targets_keys(self, offline: Path, now: datetime) -> None:
        """Replace the keys of the targets role, in `offline`."""
        self._rotate((Targets.type,), offline, now)

    def rotate_root(self, offline: Path, now: datetime) -> None:
        """Replace the root keys, in `offline`; enough of the old and the new sign the new root.

        The old files are removed: with them, terminals that slept could still be deceived.
        """
        self._rotate((Root.type,), offline, now)

    def renew(self, offline: Path, now: datetime) -> None:
        """Renew root and targets with the same keys, before they expire."""
        draft = self._draft()
        draft.stage_targets(offline, now)
        draft.commit(now)
        self._rotate((), offline, now)

    # ---- how ---------------------------------------------------------------------------------

    def _draft(self) -> Draft:
        return Draft(self._repository, self._keys)

    def _rotate(self, roles: tuple[str, ...], offline: Path, now: datetime) -> None:
        """Replace the keys of top-level `roles`.

        1. The role itself is signed by the old keys and the new ones, and published: it holds under
           the old root and the new one, so that there is no moment at which nothing holds.
        2. The new root is written, signed by the old root keys and, if they change, the new.
        3. The old keys are removed.
        """
        draft, stick = self._draft(), RoleKeys(offline)
        folders = {role: self._keys if role in _ONLINE else stick for role in roles}
        by_root = draft.signers(stick, Root.type)
        root = Metadata[Root].from_bytes(draft.root.to_bytes())
        fresh: dict[str, list[SigningKey]] = {}
        for role, folder in folders.items():
            old = list(root.signed.roles[role].keyids)
            fresh[role] = [folder.make(role) for _ in old]
            for keyid in old:
                root.signed.revoke_key(keyid, role)
            for key in fresh[role]:
                root.signed.add_key(public_key(key), role)
        root.signed.version += 1
        root.signed.expires = after(now, ROOT_DAYS)
        draft.also = {role: keys for role, keys in fresh.items() if role != Root.type}
        if Targets.type in fresh:
            draft.stage_targets(offline, now)
        if draft.also:
            draft.commit(now)
        data = signed(root, [*by_root, *fresh.get(Root.type, ())])
        self._repository.put(f"{root.signed.version}.root.json", data)
        for role, keys in fresh.items():
            folders[role].keep_only(role, [key.public for key in keys])

    def _change(
        self, targets: Targets, role: str, path: str, content: bytes | TargetSource | None
    ) -> None:
        check_path(role, path)
        if content is None:
            targets.targets.pop(path, None)
            return
        source = self.put_target(path, content) if isinstance(content, bytes) else content
        if source.path != path or not self._blobs.exists(source.blob):
            raise PublisherError(f"{path} is not among the blobs: put_target comes before publish")
        targets.targets[path] = source.vouched()
