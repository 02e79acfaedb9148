"""The published repository as a keeper reads it: small files in memory, whose names never change.

Only `timestamp.json` is ever replaced. It is read anew for every request, but requests that arrive
together share one read, which began after the last of them arrived: no terminal that heard of a
publication is served the state before it.
"""

from __future__ import annotations

import asyncio
import json
import re
import time
from dataclasses import dataclass, field
from threading import Lock

from cachetools import LRUCache

from sync.central.storage.blobs import Blobs
from sync.protocol.roles import CENTRE_KEYS
from sync.protocol.wire import CentreKeys, CheckpointConfig, Head

METADATA, TARGETS = "tuf/metadata", "tuf/targets"
TIMESTAMP = "timestamp.json"
SMALL = 256 * 1024  # bytes of a file that is held in memory
MAX_HELD = 64 * 2**20  # bytes of all that are
MAX_METADATA = 4 * 2**20  # bytes of one metadata file
MAX_ROLES = 4096  # parsed
_VERSIONED = re.compile(r"[1-9][0-9]{0,15}\.[a-z0-9-]{1,64}\.json")
_TARGET = re.compile(r"[a-z0-9-]{1,64}/[0-9a-f]{64}\.[a-z0-9][a-z0-9.-]{0,63}")


@dataclass(frozen=True, slots=True)
class ServedTarget:
    """A file that a role vouches for."""

    blob: str
    length: int  # bytes


@dataclass(frozen=True, slots=True)
class PublishedRole:
    """A delegated role's metadata."""

    blob: str
    version: int
    targets: dict[str, ServedTarget]  # by path


@dataclass(frozen=True, slots=True)
class PublishedState:
    """What one `timestamp.json` stands for; the versions of all roles, root included."""

    timestamp: bytes
    versions: dict[str, int]
    entitled: dict[str, tuple[str, ...]] = field(default_factory=dict)  # memo, by checkpoint


def metadata_blob(file: str) -> str | None:
    """Return the blob behind `/v1/tuf/metadata/<file>`; None for a name that no file has."""
    named = file == TIMESTAMP or _VERSIONED.fullmatch(file)
    return f"{METADATA}/{file}" if named else None


def metadata_role(file: str) -> str:
    """Return the role whose metadata `<version>.<role>.json` is."""
    return file.split(".")[1]


def target_blob(path: str) -> str | None:
    """Return the blob behind `/v1/tuf/targets/<path>`; None for a name that no file has."""
    return f"{TARGETS}/{path}" if _TARGET.fullmatch(path) else None


class RepositoryFiles:
    """Reads the repository. Methods that are not `async` wait for the disk: call them in a thread.

    All raise BlobError.
    """

    def __init__(self, blobs: Blobs) -> None:
        """`blobs` are written to by others."""
        self.blobs = blobs
        self._files: LRUCache[str, bytes] = LRUCache(MAX_HELD, getsizeof=len)  # by blob
        self._roles: LRUCache[str, PublishedRole] = LRUCache(MAX_ROLES)  # by blob
        self._lock = Lock()  # of both caches: reading one moves its entries
        self._published: PublishedState | None = None
        self._read_from = 0.0
        self._receiving = asyncio.Lock()

    async def published(self) -> PublishedState:
        """Return the present state, read after this was called."""
        called = time.monotonic()
        async with self._receiving:
            if self._published is None or self._read_from < called:
                begun = time.monotonic()
                self._published = await asyncio.to_thread(self._read, self._published)
                self._read_from = begun
            return self._published

    def held(self, blob: str) -> bytes | None:
        """Return an immutable file if it is in memory, else None."""
        with self._lock:
            return self._files.get(blob)

    def file(self, blob: str) -> bytes:
        """Return an immutable file of the metadata, or a small target."""
        data = self.held(blob)
        if data is None:
            data = self.blobs.get(blob, MAX_METADATA)
            if len(data) <= SMALL:
                with self._lock:
                    self._files[blob] = data
        return data

    def role(self, published: PublishedState, name: str) -> PublishedRole | None:
        """Return a delegated role as it is published; None where there is none."""
        version = published.versions.get(name)
        if version is None:
            return None
        blob = f"{METADATA}/{version}.{name}.json"
        with self._lock:
            found = self._roles.get(blob)
        if found is None:
            signed = json.loads(self.file(blob))["signed"]
            targets = {
                path: ServedTarget(_target_blob(path, target["hashes"]["sha256"]), target["length"])
                for path, target in signed["targets"].items()
            }
            found = PublishedRole(blob, version, targets)
            with self._lock:
                self._roles[blob] = found
        return found

    def head(self, published: PublishedState, collection: str) -> Head | None:
        """Return the head of a collection; None where none is published."""
        role = self.role(published, collection)
        target = role and role.targets.get(f"{collection}/head.json")
        return Head.from_json(self.file(target.blob)) if target else None

    def collections(self, published: PublishedState, checkpoint_id: str) -> tuple[str, ...]:
        """Return the collections that a checkpoint's terminals are entitled to, as published."""
        held = published.entitled.get(checkpoint_id)
        if held is None:
            role = self.role(published, "checkpoints")
            target = role and role.targets.get(f"checkpoints/{checkpoint_id}.json")
            held = CheckpointConfig.from_json(self.file(target.blob)).collections if target else ()
            published.entitled[checkpoint_id] = held
        return held

    def time_epoch(self, published: PublishedState) -> int:
        """Return the epoch of the data centre's time, as published; 0 before the first."""
        role = self.role(published, "targets")
        target = role and role.targets.get(CENTRE_KEYS)
        return CentreKeys.from_json(self.file(target.blob)).time_epoch if target else 0

    def _read(self, before: PublishedState | None) -> PublishedState:
        timestamp = self.blobs.get(f"{METADATA}/{TIMESTAMP}", MAX_METADATA)
        root = before.versions["root"] if before else 1
        while self.blobs.exists(f"{METADATA}/{root + 1}.root.json"):
            root += 1
        if before and before.timestamp == timestamp and before.versions["root"] == root:
            return before
        signed = json.loads(timestamp)["signed"]
        number = signed["meta"]["snapshot.json"]["version"]
        snapshot = json.loads(self.file(f"{METADATA}/{number}.snapshot.json"))["signed"]["meta"]
        versions = {name.removesuffix(".json"): m["version"] for name, m in snapshot.items()}
        versions |= {"timestamp": signed["version"], "snapshot": number, "root": root}
        return PublishedState(timestamp, versions)


def _target_blob(path: str, sha256: str) -> str:
    folder, _, name = path.partition("/")
    return f"{TARGETS}/{folder}/{sha256}.{name}"
