"""Content keys, sealed to one terminal on demand: of what it is entitled to, and nothing else.

What the present heads name is known from the published repository. The packages of the heads just
before them, in whose middle a terminal may be, the registry still has; it forgets older ones.
"""

from __future__ import annotations

import asyncio
from collections.abc import Collection

from sync.central.api.lru_cache import LruCache
from sync.central.api.repository_files import Published, RepositoryFiles
from sync.central.registry import packages
from sync.central.registry.callers import Caller
from sync.central.registry.database import Registry
from sync.central.registry.published import PackageRow
from sync.protocol.envelope import Vault, seal

MAX_OPENED = 4096  # content keys held in memory
INLINE = 8  # keys sealed on the event loop; each takes 0.1 ms


class ContentKeys:
    """Seals keys. Every method raises BlobError, RegistryError or EnvelopeError."""

    def __init__(self, registry: Registry, vault: Vault, files: RepositoryFiles) -> None:
        self._registry = registry
        self._vault = vault
        self._files = files
        self._opened: LruCache[bytes] = LruCache(MAX_OPENED)

    def current(self, published: Published, checkpoint_id: str) -> list[str]:
        """The packages that the terminals of a checkpoint shall hold; waits for the disk."""
        found: list[str] = []
        for collection in self._files.collections(published, checkpoint_id):
            head = self._files.head(published, collection)
            found += [package.package_id for package in (head.packages if head else ())]
        return found

    async def of_current(self, caller: Caller, package_ids: Collection[str]) -> dict[str, bytes]:
        """The keys of packages that are `current` for the terminal's checkpoint."""
        opened = {wanted: self._opened.get(wanted) for wanted in package_ids}
        if None in opened.values():
            await asyncio.to_thread(self._load, opened, None)
        if len(opened) <= INLINE:
            return _sealed(caller, opened)
        return await asyncio.to_thread(_sealed, caller, opened)

    async def of_any(self, caller: Caller, package_ids: Collection[str]) -> dict[str, bytes]:
        """The keys of whatever the terminal is entitled to among these packages."""
        published = await self._files.published()

        def found() -> dict[str, bytes]:
            current = set(self.current(published, caller.checkpoint_id))
            opened = {
                wanted: self._opened.get(wanted) if wanted in current else None
                for wanted in package_ids
            }
            entitled = self._files.collections(published, caller.checkpoint_id)
            self._load(opened, set(entitled))
            return _sealed(caller, opened)

        return await asyncio.to_thread(found)

    def _load(self, opened: dict[str, bytes | None], entitled: Collection[str] | None) -> None:
        missing = [wanted for wanted, key in opened.items() if key is None]
        if not missing:
            return
        with self._registry.session() as session:
            found = packages.content_keys(session, missing)
        for package_id, kept in found.items():
            if entitled is None or kept.collection in entitled:
                key = self._vault.unseal(kept.sealed, PackageRow.context(package_id))
                self._opened.put(package_id, key)
                opened[package_id] = key


def _sealed(caller: Caller, opened: dict[str, bytes | None]) -> dict[str, bytes]:
    return {
        wanted: seal(key, caller.sealing_key, f"content-key {wanted} {caller.terminal_id}")
        for wanted, key in opened.items()
        if key is not None
    }
