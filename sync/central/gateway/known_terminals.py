"""The terminals' public keys in memory: a signature is verified without a question.

A terminal's id is the fingerprint of its key, so what was heard once is true for ever; whether the
terminal may still ask is the keeper's to say.
"""

from __future__ import annotations

import time

from cachetools import LRUCache

from sync.central.channel.messages import Who, WhoIs
from sync.central.gateway.keeper_client import KeeperClient

MAX_KNOWN = 65_536
STRANGER_S = 0.5  # that long an id is remembered as unknown
MAX_STRANGERS = 10_000


class KnownTerminals:
    """The terminals that this gateway knows."""

    def __init__(self, keeper: KeeperClient) -> None:
        """Ask `keeper` about those that are not known yet."""
        self._keeper = keeper
        self._keys: LRUCache[str, bytes] = LRUCache(MAX_KNOWN)
        self._strangers: dict[str, float] = {}

    async def key(self, terminal_id: str) -> bytes | None:
        """Return its public key; None for a stranger. Raise KeeperAway, RequestRefused."""
        found = self._keys.get(terminal_id)
        if found is not None:
            return found
        begun = time.monotonic()
        if begun - self._strangers.get(terminal_id, -STRANGER_S) < STRANGER_S:
            return None
        answer = await self._keeper.ask(WhoIs(key_id=terminal_id))
        found = answer.message.signing_key if isinstance(answer.message, Who) else None
        if found is None:
            if len(self._strangers) >= MAX_STRANGERS:
                self._strangers.clear()
            self._strangers[terminal_id] = begun
            return None
        self._keys[terminal_id] = found
        return found

    def enrolled(self, terminal_id: str) -> None:
        """Forget that it was a stranger."""
        self._strangers.pop(terminal_id, None)
