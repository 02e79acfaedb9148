"""The terminals as this worker knows them, at most two seconds old: a request costs no query.

Another process revokes or moves a terminal: the poll sees it. This worker never waits for the poll
about a terminal that it does not know yet.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable

from sync.central.registry import callers
from sync.central.registry.callers import Caller
from sync.central.registry.database import Registry
from sync.central.registry.errors import RegistryError

log = logging.getLogger(__name__)

EVERY = 0.5  # seconds between two looks at all terminals' states
BELIEVED = 2.0  # seconds; what was seen longer ago is asked anew
MAX_STRANGERS = 10_000  # remembered as unknown, for EVERY


class Fleet:
    """Who may ask."""

    def __init__(self, registry: Registry, changed: Callable[[str], None]) -> None:
        """`changed` is told the id of each terminal whose state or checkpoint changed."""
        self._registry = registry
        self._changed = changed
        self._known: dict[str, tuple[float, Caller]] = {}
        self._strangers: dict[str, float] = {}

    async def caller(self, terminal_id: str) -> Caller | None:
        """The terminal of that id. Raises RegistryError."""
        begun = time.monotonic()
        held = self._known.get(terminal_id)
        if held is not None and begun - held[0] < BELIEVED:
            return held[1]
        if begun - self._strangers.get(terminal_id, -BELIEVED) < EVERY:
            return None
        found = await asyncio.to_thread(self._asked, terminal_id)
        if found is None:
            if len(self._strangers) >= MAX_STRANGERS:
                self._strangers.clear()
            self._strangers[terminal_id] = begun
            return None
        self._known[terminal_id] = (begun, found)
        return found

    def forget(self, terminal_id: str) -> None:
        """Ask anew: it was changed here."""
        self._known.pop(terminal_id, None)
        self._strangers.pop(terminal_id, None)

    async def watch(self) -> None:
        """Look at all terminals' states, again and again, until cancelled."""
        while True:
            await asyncio.sleep(EVERY)
            begun = time.monotonic()
            before = dict(self._known)  # what comes to be known meanwhile is newer than the answer
            try:
                now = await asyncio.to_thread(self._standings)
            except RegistryError as error:
                log.warning("%s", error)
                await asyncio.sleep(BELIEVED)
                continue
            for terminal_id, held in before.items():
                caller, standing = held[1], now.get(terminal_id)
                if self._known.get(terminal_id) is not held:
                    continue
                if standing == (caller.state, caller.checkpoint_id):
                    self._known[terminal_id] = (begun, caller)
                else:
                    self.forget(terminal_id)
                    self._changed(terminal_id)

    def _asked(self, terminal_id: str) -> Caller | None:
        with self._registry.session() as session:
            return callers.caller(session, terminal_id)

    def _standings(self) -> dict[str, callers.CallerState]:
        with self._registry.session() as session:
            return callers.standings(session)
