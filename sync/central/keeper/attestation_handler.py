"""What terminals booted: their quotes are held against the releases, and leases ask for more."""

from __future__ import annotations

import asyncio

from sync.central.clock import now
from sync.central.keeper.repository_files import RepositoryFiles
from sync.central.registry import attestations
from sync.central.registry.attestations import Boots, Standing, Told
from sync.central.registry.database import Registry
from sync.protocol.attestation import PCRS
from sync.protocol.roles import SOFTWARE, SOFTWARE_RELEASES
from sync.protocol.software_releases import SoftwareReleases
from sync.protocol.wire import Attestation, Quote, QuoteWish


class AttestationHandler:
    """Knows the releases. Methods that are `async` raise BlobError or RegistryError."""

    def __init__(self, registry: Registry, files: RepositoryFiles) -> None:
        self._registry, self._files = registry, files

    async def told(self, quote: Quote | None) -> Told | None:
        """Return what is to be judged of a heartbeat's quote; None: it has none."""
        if quote is None:
            return None
        published = await self._files.published()

        def released() -> Boots:
            role = self._files.role(published, SOFTWARE)
            target = role and role.targets.get(SOFTWARE_RELEASES)
            if not target:
                return Boots({})
            return Boots.of(SoftwareReleases.from_json(self._files.file(target.blob)))

        return Told(quote, await asyncio.to_thread(released))

    def said(self, standing: Standing | None) -> Attestation | None:
        """Return what a lease says; None: nothing."""
        if standing is None:
            return None
        wish = None
        if standing.nonce is not None:
            wish = QuoteWish(nonce=standing.nonce, pcrs=PCRS, credential=standing.credential)
        return Attestation(verdict=standing.verdict, withheld=standing.withheld, wish=wish)

    async def withheld(self, terminal_id: str) -> Standing | None:
        """Return why the terminal gets no new keys; None: it gets them."""

        def found() -> Standing | None:
            with self._registry.session() as session:
                return attestations.standing(session, terminal_id, now())

        standing = await asyncio.to_thread(found)
        return standing if standing is not None and standing.withheld else None
