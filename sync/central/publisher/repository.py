"""The metadata among the blobs: read and write the present, remove the old."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, TypeVar

from tuf.api.metadata import Metadata, Root, Snapshot, Targets, Timestamp
from tuf.api.serialization import DeserializationError

from sync.central.errors import NoSuchBlob, PublisherError
from sync.central.publisher.signing import delegated_roles
from sync.central.publisher.targets import TARGETS, TargetSource
from sync.central.publisher.terms import VERSIONS_KEPT
from sync.central.storage.blobs import Blobs
from sync.protocol.roles import SOFTWARE

METADATA = "tuf/metadata"
_LIMIT = 4 * 2**20  # bytes of one file; terminals take 2 MB

S = TypeVar("S", Root, Targets, Snapshot, Timestamp)


class Repository:
    """Reads, writes and removes metadata files. Every method raises PublisherError or BlobError."""

    def __init__(self, blobs: Blobs) -> None:
        self.blobs = blobs
        self._root_seen = 1

    def get(self, name: str) -> bytes:
        """Return a metadata file."""
        try:
            return self.blobs.get(f"{METADATA}/{name}", _LIMIT)
        except NoSuchBlob as error:
            raise PublisherError(f"the repository has no {name}: is it this centre's?") from error

    def put(self, name: str, data: bytes) -> None:
        """Write a metadata file."""
        self.blobs.put(f"{METADATA}/{name}", data)

    def exists(self, name: str) -> bool:
        """Return whether there is such a metadata file."""
        return self.blobs.exists(f"{METADATA}/{name}")

    def read(self, kind: type[S], name: str) -> Metadata[S]:
        """Return a metadata file, parsed."""
        try:
            metadata: Metadata[Any] = Metadata.from_bytes(self.get(name))
        except DeserializationError as error:
            raise PublisherError(f"the repository's {name} is damaged: restore it") from error
        if not isinstance(metadata.signed, kind):
            raise PublisherError(f"the repository's {name} is damaged: restore it")
        return metadata

    def root(self) -> Metadata[Root]:
        """Return the newest root."""
        while self.exists(f"{self._root_seen + 1}.root.json"):
            self._root_seen += 1
        return self.read(Root, f"{self._root_seen}.root.json")

    def unused(self, role: str, version: int) -> int:
        """Return the first version above `version` without a file, also of a killed process."""
        version += 1
        while self.exists(f"{version}.{role}.json"):
            version += 1
        return version

    def forget(self, role: str, version: int) -> None:
        """Remove this version of `role` and those below, and the targets that only they name."""
        gone: set[str] = set()
        newest = version
        while version > 0 and self.exists(f"{version}.{role}.json"):
            if role != Snapshot.type:
                gone |= self._vouched(f"{version}.{role}.json")
            self.blobs.delete(f"{METADATA}/{version}.{role}.json")
            version -= 1
        for kept in range(newest + 1, newest + 1 + VERSIONS_KEPT) if gone else ():
            if self.exists(f"{kept}.{role}.json"):
                gone -= self._vouched(f"{kept}.{role}.json")
        for blob in gone:
            self.blobs.delete(blob)

    def sweep(self, snapshot: Snapshot, targets: Targets) -> int:
        """Remove files that neither the present state nor the last few need; return how many."""
        present = {
            f"{role}.json": snapshot.meta[f"{role}.json"].version
            for role in (Targets.type, *delegated_roles(targets))
            if role != SOFTWARE
        }
        present["snapshot.json"] = snapshot.version
        kept: set[str] = set()
        removed: list[str] = []
        for blob in list(self.blobs.names(METADATA)):
            number, _, name = blob.removeprefix(f"{METADATA}/").partition(".")
            if name in ("root.json", f"{SOFTWARE}.json") or not number.isdigit():
                continue
            if name in present and 0 <= present[name] - int(number) < VERSIONS_KEPT:
                if name != "snapshot.json":
                    kept |= self._vouched(f"{number}.{name}")
            else:
                removed.append(blob)
        software = f"{TARGETS}/{SOFTWARE}/"  # what waits for release keys, too: `erase_targets`
        removed += [
            blob
            for blob in self.blobs.names(TARGETS)
            if blob not in kept and not blob.startswith(software)
        ]
        for blob in removed:
            self.blobs.delete(blob)
        return len(removed)

    def erase_targets(self, role: str, kept: Collection[str]) -> None:
        """Remove all targets of `role` but the blobs `kept`."""
        for blob in set(self.blobs.names(f"{TARGETS}/{role}")).difference(kept):
            self.blobs.delete(blob)

    def _vouched(self, name: str) -> set[str]:
        """Return the blobs that a version of a role names."""
        listed = self.read(Targets, name).signed.targets
        return {TargetSource.of(target).blob for target in listed.values()}
