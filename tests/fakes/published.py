"""A real repository in a real folder, terminals that follow it, and what an attacker holds."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from securesystemslib.signer import CryptoSigner
from tuf.api.metadata import Metadata

from sync.central.publisher import Publisher, create
from sync.central.publisher.role_keys import RoleKeys
from sync.central.storage.blob_folder import FolderBlobs
from sync.protocol.wire import CheckpointConfig, Head, PackageRef
from sync.terminal.updater import FolderFetch, Updater

NOW = datetime(2031, 5, 1, 8, tzinfo=UTC)  # no test's outcome hangs on today's date

Answer = Callable[[str, int], Iterator[bytes]]


class FakePublished:
    """A data centre's repository with the list `list-a` and the checkpoint `gate`."""

    def __init__(self, folder: Path, now: datetime = NOW) -> None:
        self.folder, self.now = folder, now
        self.stick, self.secrets = folder / "stick", folder / "secrets"
        self.blobs = FolderBlobs(folder / "blobs")
        create(self.blobs, self.stick, self.secrets, now)
        self.publisher = Publisher(self.blobs, self.secrets)
        self.root = self.publisher.root_bytes(1)
        self.publisher.delegate("list-a", self.stick, now)
        config = CheckpointConfig(
            checkpoint_id="gate",
            collections=("list-a",),
            lease_days=30,
            stale_after_hours=24,
            outdated_after_hours=48,
            centre=bytes(1216),
        )
        self.publisher.publish({"checkpoints": {"checkpoints/gate.json": config.to_json()}}, now)
        self.put(1)

    def put(self, version: int, content: bytes = b"", role: str = "list-a") -> None:
        """Publish `version` of a list: a head and one snapshot package."""
        self.publisher.publish(list_changes(version, content, role), self.now)

    def terminal(self, name: str = "terminal", fetch: Answer | None = None, **more: Any) -> Updater:
        """A terminal's updater, over the repository's folder or over `fetch`."""
        home = self.folder / name
        now = more.pop("now", self.now)
        return Updater(
            home / "metadata", home / "targets", self.root, fetch or self.fetch, now, **more
        )

    @property
    def fetch(self) -> FolderFetch:
        """What an honest server answers."""
        return FolderFetch(self.folder / "blobs/tuf")

    def metadata(self, name: str) -> bytes:
        """A file of the repository as it is now."""
        return self.blobs.get(f"tuf/metadata/{name}", 1 << 20)

    def current(self, role: str) -> str:
        """The file name of the present version of `role`."""
        return f"{self.publisher.versions()[role]}.{role}.json"

    def stolen(self, role: str, folder: Path | None = None) -> list[CryptoSigner]:
        """A role's private keys, as a thief has them."""
        keys = RoleKeys(folder or self.secrets / "roles")
        return [CryptoSigner(key.native) for key in map(keys.load, keys.files(role))]


def list_changes(version: int, content: bytes = b"", role: str = "list-a") -> Any:
    """What `publish` takes for `version` of a list."""
    path = f"{role}/{version}.snapshot"
    package = PackageRef(package_id=f"{version:032x}", path=path, version=version, base=None)
    head = Head(collection=role, version=version, packages=(package,))
    body = content or f"list of version {version}".encode() * 100
    return {role: {f"{role}/head.json": head.to_json(), path: body}}


def altered(honest: Answer, answers: dict[str, bytes]) -> Answer:
    """An attacker on the wire: `answers` in place of the honest server's."""

    def fetch(path: str, offset: int) -> Iterator[bytes]:
        if path in answers:
            yield answers[path][offset:]
        else:
            yield from honest(path, offset)

    return fetch


def forged(data: bytes, keys: list[CryptoSigner], change: Callable[[Any], None]) -> bytes:
    """Metadata `data`, changed in its `signed` part and signed again with `keys`."""
    parsed = json.loads(data)
    change(parsed["signed"])
    metadata: Metadata[Any] = Metadata.from_bytes(json.dumps(parsed).encode())
    metadata.signatures.clear()
    for key in keys:
        metadata.sign(key, append=True)
    return metadata.to_bytes()


def expiring(centre: FakePublished, role: str, end: datetime) -> dict[str, bytes]:
    """Answers of a data centre whose `role` ends at `end`, all signatures good."""

    def ends(signed: Any) -> None:
        signed["expires"] = end.strftime("%Y-%m-%dT%H:%M:%SZ")

    def next_root(signed: Any) -> None:
        ends(signed)
        signed["version"] += 1

    def any_snapshot(signed: Any) -> None:
        signed["meta"]["snapshot.json"] = {"version": signed["meta"]["snapshot.json"]["version"]}

    offline = centre.stick if role in {"root", "targets"} else None
    keys = centre.stolen(role, offline)
    if role == "root":
        return {"metadata/2.root.json": forged(centre.root, keys, next_root)}
    name = "timestamp.json" if role == "timestamp" else centre.current(role)
    answers = {f"metadata/{name}": forged(centre.metadata(name), keys, ends)}
    if role == "snapshot":
        timestamp = centre.metadata("timestamp.json")
        answers["metadata/timestamp.json"] = forged(
            timestamp, centre.stolen("timestamp"), any_snapshot
        )
    return answers
