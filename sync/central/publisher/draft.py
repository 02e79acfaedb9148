"""One publication in the making: nothing that it writes is valid before `commit` ends."""

from __future__ import annotations

from datetime import datetime

from securesystemslib.signer import Signer
from tuf.api.metadata import DelegatedRole, Metadata, MetaFile, Root, Snapshot, Targets, Timestamp

from sync.central.errors import PublisherError
from sync.central.publisher.repository import Repository
from sync.central.publisher.role_keys import RoleKeys
from sync.central.publisher.signing import (
    after,
    delegated_roles,
    ends_soon,
    holds,
    keys_of,
    signed,
)
from sync.central.publisher.terms import (
    ROLE_DAYS,
    SNAPSHOT_DAYS,
    TIMESTAMP_DAYS,
    VERSIONS_KEPT,
)
from sync.protocol.roles import SOFTWARE


class Draft:
    """The present metadata, and the changes that are staged."""

    def __init__(self, repository: Repository, keys: RoleKeys) -> None:
        """Read the present metadata. `keys`: the online ones. Raise PublisherError."""
        self._repository, self._keys = repository, keys
        self._staged: dict[str, int] = {}  # new versions, by role
        self.also: dict[str, list[Signer]] = {}  # by role, keys that sign beside today's
        self.root: Metadata[Root] = repository.root()
        self._timestamp = repository.read(Timestamp, "timestamp.json")
        number = self._timestamp.signed.snapshot_meta.version
        self._snapshot = repository.read(Snapshot, f"{number}.snapshot.json")
        self._targets = repository.read(Targets, f"{self._version(Targets.type)}.targets.json")

    @property
    def snapshot(self) -> Snapshot:
        """Return the snapshot role: which versions belong together."""
        return self._snapshot.signed

    @property
    def timestamp_expires(self) -> datetime:
        """Return when the timestamp ends."""
        return self._timestamp.signed.expires

    @property
    def targets(self) -> Targets:
        """Return the targets role: who may sign what."""
        return self._targets.signed

    def versions(self) -> dict[str, int]:
        """Return the present version of every role in use."""
        return {
            Root.type: self.root.signed.version,
            Timestamp.type: self._timestamp.signed.version,
            Snapshot.type: self.snapshot.version,
            Targets.type: self._version(Targets.type),
            **{role: self._version(role) for role in self.published_roles()},
        }

    def expiries(self) -> dict[str, datetime]:
        """Return when the present version of every role in use expires."""
        return {
            Root.type: self.root.signed.expires,
            Timestamp.type: self._timestamp.signed.expires,
            Snapshot.type: self.snapshot.expires,
            Targets.type: self.targets.expires,
            **{role: self.role(role).signed.expires for role in self.published_roles()},
        }

    def published_roles(self) -> list[str]:
        """Return the delegated roles of which there is a version.

        The role of software has none before the first release, nor after a restore before the next.
        """
        return [
            role
            for role in delegated_roles(self.targets)
            if role != SOFTWARE
            or self._repository.exists(f"{self._known_version(role)}.{role}.json")
        ]

    def delegated(self, role: str) -> DelegatedRole:
        """Return the keys and the threshold of `role`."""
        found = delegated_roles(self.targets).get(role)
        if found is None:
            raise PublisherError(f"there is no role {role}: delegate it first, with the stick")
        return found

    def role(self, role: str) -> Metadata[Targets]:
        """Return the present version of a delegated role."""
        self.delegated(role)
        return self._repository.read(Targets, f"{self._version(role)}.{role}.json")

    def stage(self, role: str, metadata: Metadata[Targets], now: datetime) -> None:
        """Write the next version of a delegated role."""
        threshold = self.delegated(role).threshold
        signers = self._keys.find(role, keys_of(self.targets, role), threshold)
        metadata.signed.version = self._repository.unused(role, self._known_version(role))
        metadata.signed.expires = after(now, ROLE_DAYS)
        self._put(role, metadata.signed.version, signed(metadata, signers))

    def stage_targets(self, targets: Metadata[Targets], now: datetime) -> None:
        """Take the next version of the targets role, signed already, and what follows from it.

        A role that it delegates anew, or to another key, gets a new version, signed by that key.
        """
        before, self._targets = self._targets, targets
        self._put(Targets.type, targets.signed.version, targets.to_bytes())
        for role in delegated_roles(targets.signed):
            if role == SOFTWARE:
                continue  # its keys are not here: the next release is signed by those that count
            if role not in delegated_roles(before.signed):
                self.stage(role, Metadata(Targets()), now)
            elif not holds(targets.signed, role, metadata := self.role(role)):
                self.stage(role, metadata, now)

    def next_software(self) -> int:
        """Return the version that the next release has."""
        return self._repository.unused(SOFTWARE, self._known_version(SOFTWARE))

    def stage_software(self, metadata: Metadata[Targets]) -> None:
        """Take the next version of the role of software, signed already."""
        self._put(SOFTWARE, metadata.signed.version, metadata.to_bytes())

    def skip(self, role: str, versions: int) -> None:
        """Let the next version of `role`, staged after this, come so many later."""
        self.snapshot.meta[f"{role}.json"] = MetaFile(self._known_version(role) + versions)

    def skip_online(self, versions: int) -> None:
        """Let the next snapshot and timestamp come so many versions later."""
        self._timestamp.signed.snapshot_meta.version += versions
        self._timestamp.signed.version += versions

    def commit(self, now: datetime) -> None:
        """Write the snapshot, if anything changed or it expires soon; then the timestamp."""
        stands = holds(self.root.signed, Snapshot.type, self._snapshot)
        ends = ends_soon(self._snapshot, SNAPSHOT_DAYS, now)
        timestamp = self._timestamp.signed
        if self._staged or Snapshot.type in self.also or ends or not stands:
            version = self._repository.unused(Snapshot.type, timestamp.snapshot_meta.version)
            self.snapshot.version = version
            self.snapshot.expires = after(now, SNAPSHOT_DAYS)
            data = signed(self._snapshot, self._online(Snapshot.type))
            self._repository.put(f"{version}.snapshot.json", data)
            timestamp.snapshot_meta = MetaFile.from_data(version, data, ["sha256"])
            self._staged[Snapshot.type] = version
        timestamp.version += 1
        timestamp.expires = after(now, TIMESTAMP_DAYS)
        data = signed(self._timestamp, self._online(Timestamp.type))
        self._repository.put("timestamp.json", data)
        for role, version in self._staged.items():
            self._repository.forget(role, version - VERSIONS_KEPT)

    def _version(self, role: str) -> int:
        return self.snapshot.meta[f"{role}.json"].version

    def _known_version(self, role: str) -> int:
        known = self.snapshot.meta.get(f"{role}.json")
        return known.version if known else 0

    def _online(self, role: str) -> list[Signer]:
        root = self.root.signed
        found = self._keys.find(role, keys_of(root, role), root.roles[role].threshold)
        return found + self.also.get(role, [])

    def _put(self, role: str, version: int, data: bytes) -> None:
        self._repository.put(f"{version}.{role}.json", data)
        self.snapshot.meta[f"{role}.json"] = MetaFile(version)
        self._staged[role] = version
