"""`POST /v1/refresh`: every small file that is new for a terminal, in one answer.

Terminals of a checkpoint mostly send equal requests: the shared part of the answer is made once,
and only the content keys are sealed for each terminal.
"""

from __future__ import annotations

import asyncio
import base64
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass

from cachetools import LRUCache

from sync.central.keeper.attestation_handler import AttestationHandler
from sync.central.keeper.content_keys import ContentKeys
from sync.central.keeper.repository_files import (
    METADATA,
    TIMESTAMP,
    PublishedState,
    RepositoryFiles,
)
from sync.central.registry.callers import Caller
from sync.protocol.roles import CENTRE_KEYS, CHECKPOINTS
from sync.protocol.wire import MAX_PACKAGES, File, RefreshReply, RefreshRequest

BUDGET = 256 * 1024  # bytes of all files of an answer
MAX_FILES = 1024
_NO_KEYS = b'"keys":{}'
MAX_SHARED = 32 * 2**20  # bytes of answers' shared parts that are kept


@dataclass(frozen=True, slots=True)
class SharedReply:
    """The part of an answer that all terminals with equal requests share."""

    before: bytes  # RefreshReply's JSON up to the keys, and after them
    after: bytes
    packages: tuple[str, ...]  # whose keys belong to the answer


class RefreshHandler:
    """Makes the answers to `/v1/refresh`."""

    def __init__(
        self, files: RepositoryFiles, keys: ContentKeys, attestation: AttestationHandler
    ) -> None:
        self._files = files
        self._keys = keys
        self._attestation = attestation
        # Used on the event loop alone, so without a lock.
        self._shared: LRUCache[str, SharedReply] = LRUCache(
            MAX_SHARED, getsizeof=lambda shared: len(shared.before)
        )

    async def answer(self, caller: Caller, request: RefreshRequest, body: bytes) -> bytes:
        """Return a RefreshReply's JSON. Raise BlobError, RegistryError.

        `body` is the JSON of `request`: equal bodies share an answer.
        """
        published = await self._files.published()
        state = f"{published.versions['root']} {hashlib.sha256(published.timestamp).hexdigest()}"
        name = f"{state} {caller.checkpoint_id} {hashlib.sha256(body).hexdigest()}"
        shared = self._shared.get(name)
        if shared is None:
            shared = await asyncio.to_thread(self._make, published, caller.checkpoint_id, request)
            self._shared[name] = shared
        keys: dict[str, bytes] = {}
        # Of one whose word of what it booted is not good, `/v1/keys` says why it gets none.
        if shared.packages and await self._attestation.withheld(caller.terminal_id) is None:
            keys = await self._keys.of_current(caller, shared.packages)
        text = {name: base64.urlsafe_b64encode(key).decode() for name, key in keys.items()}
        return shared.before + b'"keys":' + json.dumps(text).encode() + shared.after

    def _make(
        self, published: PublishedState, checkpoint_id: str, request: RefreshRequest
    ) -> SharedReply:
        held = set(request.packages)
        current = self._keys.current(published, checkpoint_id)
        packages = [package_id for package_id in current if package_id not in held]
        files: list[File] = []
        left = BUDGET
        for blob, length in self._wanted_blobs(published, checkpoint_id, request, set(packages)):
            if length > left or len(files) == MAX_FILES:
                continue
            data = published.timestamp if blob.endswith(TIMESTAMP) else self._files.file(blob)
            if len(data) <= left:
                left -= len(data)
                files.append(File(path=blob.removeprefix("tuf/"), data=data))
        reply = RefreshReply(root_version=published.versions["root"], files=tuple(files), keys={})
        # No file holds this text: paths have no quotes, and what is in them is base64.
        before, _, after = reply.to_json().partition(_NO_KEYS)
        return SharedReply(before, after, tuple(packages[:MAX_PACKAGES]))

    def _wanted_blobs(
        self, published: PublishedState, checkpoint_id: str, request: RefreshRequest, new: set[str]
    ) -> Iterator[tuple[str, int]]:
        """Yield blobs and lengths (metadata: 0, not known) in the order of the requests."""
        now, held = published.versions, request.metadata
        for version in range(held.get("root", now["root"]) + 1, now["root"] + 1):
            yield f"{METADATA}/{version}.root.json", 0
        yield f"{METADATA}/{TIMESTAMP}", 0  # TUF asks for it whatever is held
        collections = self._files.collections(published, checkpoint_id)
        own = f"{CHECKPOINTS}/{checkpoint_id}.json"
        for name in ("snapshot", "targets", CHECKPOINTS, *collections):
            if name not in now or held.get(name) == now[name]:
                continue
            yield f"{METADATA}/{now[name]}.{name}.json", 0
            if name == "snapshot":
                continue
            role = self._files.role(published, name)
            wanted = {"targets": CENTRE_KEYS, CHECKPOINTS: own}.get(name, f"{name}/head.json")
            target = role and role.targets.get(wanted)
            if target:
                yield target.blob, target.length
        for collection in collections:
            role = self._files.role(published, collection)
            head = self._files.head(published, collection)
            for package in head.packages if head else ():
                target = role and role.targets.get(package.path)
                if target and package.package_id in new:
                    yield target.blob, target.length
