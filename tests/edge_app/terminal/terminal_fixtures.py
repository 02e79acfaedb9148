"""A data centre that publishes real packages, an agent that mirrors them, a provisioned kiosk."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from edge_app.lists.terminal_model import TerminalModel, TerminalModels
from edge_app.terminal.terminal import Terminal
from models.gallery import build
from models.manifest import load_manifest
from sync.central.publisher import Publisher, create
from sync.central.storage.blob_folder import FolderBlobs
from sync.protocol import content, package, wire
from sync.protocol.envelope.random_values import random_id, random_key
from sync.protocol.envelope.sealing import SealingKey, seal
from sync.protocol.envelope.signatures import SigningKey
from sync.protocol.roles import CENTRE_KEYS, Collection
from sync.terminal.spool import Spool
from sync.terminal.state import TerminalConfig, TerminalState
from sync.terminal.statements import lease_facts
from sync.terminal.updater import FolderFetch, Updater
from tests.fakes.offline_acts import put_offline

NOW = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
TERMINAL = "0123456789abcdef0123456789abcdef"
CENTRE = SealingKey(bytes(range(96)))
STATEMENTS = SigningKey(bytes(32))
KIOSK = SealingKey(bytes(reversed(range(96))))
MODELS = TerminalModels.of(load_manifest())
MODEL = MODELS.current
OBAMA, BIDEN = "a" * 32, "b" * 32
THUMBNAIL = cv2.imencode(".jpg", np.full((40, 30, 3), 90, np.uint8))[1].tobytes()


@dataclass
class Person:
    person_id: str
    name: str
    templates: Sequence[np.ndarray]
    thumbnail: bytes = THUMBNAIL
    instruction: content.Phrase | None = None


@dataclass
class Centre:
    """Publishes into a folder."""

    folder: Path
    now: datetime = NOW
    keys: dict[str, bytes] = field(default_factory=dict)
    chains: dict[str, list[wire.PackageRef]] = field(default_factory=dict)
    target_fpir: float = 0.001
    expires_at: datetime = NOW + timedelta(days=300)
    model: TerminalModel = MODEL
    sign_in: bool = True

    def __post_init__(self) -> None:
        self.blobs = FolderBlobs(self.folder / "blobs")
        create(self.blobs, self.folder / "stick", self.folder / "secrets", self.now)
        self.publisher = Publisher(self.blobs, self.folder / "secrets")
        self.root = self.publisher.root_bytes(1)

    def checkpoint(self, *collections: str) -> None:
        """The checkpoint `gate` holds these from now on."""
        for name in set(collections) - self.publisher.versions().keys():
            self.publisher.delegate(name, self.folder / "stick", self.now)
        config = wire.CheckpointConfig(
            checkpoint_id="gate",
            collections=collections,
            lease_days=30,
            stale_after_hours=24,
            outdated_after_hours=48,
            centre=CENTRE.public,
            sign_in=self.sign_in,
        )
        changes = {"checkpoints": {"checkpoints/gate.json": config.to_json()}}
        self.publisher.publish(changes, self.now)

    def description(self, list_id: str = "dpo") -> content.ListDescription:
        return content.ListDescription(
            list_id=list_id,
            name="Daftar Pencarian",
            owner="Polri",
            category=content.Phrase(id="Buron", en="Wanted"),
            colour="#c0392b",
            priority=2,
            instruction=content.Phrase(id="Minta menunggu.", en="Ask to wait."),
            target_fpir=self.target_fpir,
            officers=2,
            agreement=content.Agreement(
                number="PKS-1/2026", starts=date(2026, 1, 1), ends=date(2031, 1, 1)
            ),
            expires_at=self.expires_at,
            published_at=self.now,
            trees=4,
            recall=1.0,
        )

    def members(
        self, list_id: str, persons: Sequence[Person], removed: Sequence[str] | None
    ) -> dict[str, bytes]:
        """Of a snapshot, or of a delta where `removed` is given."""
        offset, lines = 0, []
        for one in persons:
            place = content.Thumbnail(offset=offset, size=len(one.thumbnail))
            offset += len(one.thumbnail)
            entry = content.ReferenceEntry(
                reference_id=one.person_id,
                name=one.name,
                instruction=one.instruction,
                templates=len(one.templates),
                thumbnail=place,
            )
            lines.append(entry.to_json() + b"\n")
        rows = [row for one in persons for row in one.templates]
        templates = np.stack(rows) if rows else np.empty((0, 128), np.float32)
        files = {
            package.DESCRIPTION: self.description(list_id).to_json(),
            package.REFERENCES: b"".join(lines),
        }
        if removed is None:
            path = self.folder / "index.ann"
            build(templates, path, 4)
            files[package.INDEX] = path.read_bytes()
        else:
            files[package.TEMPLATES] = templates.astype("<f4").tobytes()
            files[package.REMOVED] = json.dumps(list(removed)).encode()
        files[package.THUMBNAILS] = b"".join(one.thumbnail for one in persons)
        return files

    def put(
        self,
        collection: str,
        version: int,
        files: dict[str, bytes],
        base: int | None = None,
        replaces: int = 0,
    ) -> wire.PackageRef:
        """Publish a package; of the chain before it, the last `replaces` packages go."""
        parsed = Collection.parse(collection)
        chain = self.chains.setdefault(collection, [])
        if base is None:
            chain.clear()
        del chain[len(chain) - replaces :]
        ref = wire.PackageRef(
            package_id=random_id(), path=parsed.package(version, base), version=version, base=base
        )
        header = content.PackageHeader(
            package_id=ref.package_id,
            collection=collection,
            version=version,
            base=base,
            model_id=self.model.model_id,
            model_sha256=self.model.sha256,
            dimension=self.model.dimension,
            created_at=self.now,
        )
        key = self.keys[ref.package_id] = random_key()
        members = [(name, len(data), [data]) for name, data in files.items()]
        sealed = b"".join(package.write_package(header, members, key))
        chain.append(ref)
        head = wire.Head(collection=collection, version=version, packages=tuple(chain))
        changes = {collection: {parsed.head: head.to_json(), ref.path: sealed}}
        self.publisher.publish(changes, self.now)
        return ref

    def snapshot(self, version: int, *persons: Person, list_id: str = "dpo") -> wire.PackageRef:
        return self.put(f"list-{list_id}", version, self.members(list_id, persons, None))

    def delta(
        self,
        base: int,
        version: int,
        *persons: Person,
        removed: Sequence[str] = (),
        replaces: int = 0,
    ) -> wire.PackageRef:
        files = self.members("dpo", persons, removed)
        return self.put("list-dpo", version, files, base, replaces)

    def publish_keys(self, *statements: bytes, sealing: bytes = CENTRE.public) -> None:
        """Say which keys count from now on, with the stick."""
        keys = wire.CentreKeys(statements=statements, sealing=(sealing,))
        targets = {CENTRE_KEYS: keys.to_json()}
        put_offline(self.publisher, targets, self.folder / "stick", self.now)

    def lease(
        self, at: datetime, days: float = 30, key: SigningKey = STATEMENTS, **more: Any
    ) -> dict[str, str]:
        """Facts of a lease, as the agent keeps them; without a nonce, of an older data centre."""
        until = at + timedelta(days=days)
        lease = wire.Lease(terminal_id=TERMINAL, nonce="n", at=at, until=until, **more)
        body = lease.to_json().decode()
        signature = key.sign("statement lease", body.encode())
        return lease_facts(wire.Statement(kind="lease", body=body, signature=signature), "n", at)


def provision(
    folder: Path, centre: Centre, kiosk_signing: SigningKey | None = None
) -> TerminalState:
    """A terminal of that data centre; without `kiosk_signing`, as an older Gapura enrolled it."""
    state = TerminalState(folder)
    state.prepare()
    state.write_config(
        TerminalConfig(
            terminal_id=TERMINAL,
            checkpoint_id="gate",
            lane="Lajur 2",
            centre_id="centre",
            url="https://localhost:8443",
            statements_key=STATEMENTS.public,
            kiosk_key=kiosk_signing.public if kiosk_signing is not None else None,
        )
    )
    state.trusted_root.write_bytes(centre.root)
    for name, data in (
        ("agent.key", bytes(32)),
        ("kiosk.key", KIOSK.seed),
        ("store.key", b"s" * 32),
        *([("kiosk-signing.key", kiosk_signing.raw)] if kiosk_signing is not None else []),
    ):
        path = state.credentials / name
        path.touch(mode=0o600)
        path.write_bytes(data)
    return state


def mirror(
    centre: Centre,
    state: TerminalState,
    lease_at: datetime | None = NOW,
    checkpoint: str = "gate",
) -> None:
    """What the agent does, with a network, at once."""
    fetch = FolderFetch(centre.folder / "blobs" / "tuf")
    updater = Updater(state.metadata, state.targets, centre.root, fetch, centre.now)
    updater.refresh()
    updater.centre_keys()
    for collection in filter(Collection.is_known, updater.checkpoint(checkpoint).collections):
        head = updater.head(collection)
        for ref in head.packages if head else ():
            updater.fetch_target(ref.path)
            context = f"content-key {ref.package_id} {TERMINAL}"
            sealed = seal(centre.keys[ref.package_id], KIOSK.public, context)
            state.content_key(ref.package_id).write_bytes(sealed)
    if lease_at is not None:
        with Spool(state.spool) as spool:
            spool.put_facts(centre.lease(lease_at))


class PolledTerminal:
    """A terminal whose polls and clock a test moves."""

    def __init__(self, folder: Path, centre: Centre) -> None:
        self.centre, self.now = centre, NOW
        self.state = provision(folder, centre)
        self.terminal = Terminal(self.state, lambda: self.now)

    def poll(self, carry: bool = True, lease_at: datetime | None = None) -> None:
        """Let the agent bring what is new, and the kiosk poll."""
        if carry:
            mirror(self.centre, self.state, lease_at or self.now)
        self.terminal.sync.poll()

    def restart(self, now: datetime | None = None) -> None:
        self.terminal.stop()
        self.now = now or self.now
        self.terminal = Terminal(self.state, lambda: self.now)

    def found(self, template: np.ndarray) -> list[str]:
        """Names of the listed persons that a face is compared with successfully, best first."""
        served = self.terminal.collections.served()
        return [c.reference.name for one in served for c in one.candidates(template, 3)]

    def version(self) -> int:
        (state,) = self.terminal.status.collections()
        return state.version

    def error(self) -> str:
        return self.terminal.status.collections()[0].error
