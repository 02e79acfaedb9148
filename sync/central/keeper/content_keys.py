"""Content keys, sealed to one terminal on demand: those that it is entitled to, no others.

What the present heads name is known from the published repository. The packages of the heads just
before them, in whose middle a terminal may be, the registry still has; it forgets older ones.
"""

from __future__ import annotations

import asyncio
from collections.abc import Collection
from threading import Lock

from cachetools import LRUCache

from sync.central.keeper.repository_files import PublishedState, RepositoryFiles
from sync.central.registry import packages
from sync.central.registry.callers import Caller
from sync.central.registry.database import Registry
from sync.central.registry.published import PackageRow
from sync.protocol.envelope.sealing import seal
from sync.protocol.envelope.vault import Vault

MAX_OPENED = 4096  # content keys held in memory
INLINE = 8  # keys sealed on the event loop; each takes 0.1 ms


class ContentKeys:
    """Seals content keys. Every method raises BlobError, RegistryError or EnvelopeError."""

    def __init__(self, registry: Registry, vault: Vault, files: RepositoryFiles) -> None:
        self._registry = registry
        self._vault = vault
        self._files = files
        self._opened: LRUCache[str, bytes] = LRUCache(MAX_OPENED)  # by package id
        self._lock = Lock()  # of the cache: reading it moves entries

    def current(self, published: PublishedState, checkpoint_id: str) -> list[str]:
        """Return the ids of the packages that a checkpoint's terminals shall hold.

        It reads the disk: call it in a thread.
        """
        found: list[str] = []
        for collection in self._files.collections(published, checkpoint_id):
            head = self._files.head(published, collection)
            found += [package.package_id for package in (head.packages if head else ())]
        return found

    async def of_current(self, caller: Caller, package_ids: Collection[str]) -> dict[str, bytes]:
        """Return the sealed keys of packages that are `current` for the terminal's checkpoint."""
        opened = self._cached(package_ids, set(package_ids))
        if None in opened.values():
            await asyncio.to_thread(self._load, opened, None)
        if len(opened) <= INLINE:
            return _sealed(caller, opened)
        return await asyncio.to_thread(_sealed, caller, opened)

    async def of_any(self, caller: Caller, package_ids: Collection[str]) -> dict[str, bytes]:
        """Return the sealed keys of those among these packages that the terminal is entitled to."""
        published = await self._files.published()

        def found() -> dict[str, bytes]:
            current = set(self.current(published, caller.checkpoint_id))
            opened = self._cached(package_ids, current)
            entitled = self._files.collections(published, caller.checkpoint_id)
            self._load(opened, set(entitled))
            return _sealed(caller, opened)

        return await asyncio.to_thread(found)

    def _cached(
        self, package_ids: Collection[str], allowed: Collection[str]
    ) -> dict[str, bytes | None]:
        """Return each package's key; None for one that is not in the cache, or not `allowed`."""
        with self._lock:
            return {
                wanted: self._opened.get(wanted) if wanted in allowed else None
                for wanted in package_ids
            }

    def _load(self, opened: dict[str, bytes | None], entitled: Collection[str] | None) -> None:
        missing = [wanted for wanted, key in opened.items() if key is None]
        if not missing:
            return
        with self._registry.session() as session:
            found = packages.content_keys(session, missing)
        for package_id, kept in found.items():
            if entitled is None or kept.collection in entitled:
                key = self._vault.unseal(kept.sealed, PackageRow.context(package_id))
                with self._lock:
                    self._opened[package_id] = key
                opened[package_id] = key


def _sealed(caller: Caller, opened: dict[str, bytes | None]) -> dict[str, bytes]:
    return {
        wanted: seal(key, caller.sealing_key, f"content-key {wanted} {caller.terminal_id}")
        for wanted, key in opened.items()
        if key is not None
    }
