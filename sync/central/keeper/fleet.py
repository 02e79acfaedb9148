"""The terminals' keys and states in memory, at most two seconds old: a request needs no query.

When another process revokes or moves a terminal, the poll notices. For a terminal that this keeper
does not know yet it queries the registry at once.
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
from sync.repeated_lines import RepeatedLines

log = logging.getLogger(__name__)
repeated = RepeatedLines(log)

POLL_INTERVAL_S = 0.5  # between two reads of all terminals' states
MAX_AGE_S = 2.0  # what was read longer ago is read anew
MAX_STRANGERS = 10_000  # remembered as unknown, for POLL_INTERVAL_S


class Fleet:
    """The terminals that this keeper knows."""

    def __init__(self, registry: Registry, changed: Callable[[str], None]) -> None:
        """Call `changed` with the id of each terminal whose state or checkpoint changed."""
        self._registry = registry
        self._changed = changed
        self._known: dict[str, tuple[float, Caller]] = {}
        self._strangers: dict[str, float] = {}

    async def caller(self, terminal_id: str) -> Caller | None:
        """Return the terminal of that id; None where there is none. Raise RegistryError."""
        begun = time.monotonic()
        held = self._known.get(terminal_id)
        if held is not None and begun - held[0] < MAX_AGE_S:
            return held[1]
        if begun - self._strangers.get(terminal_id, -MAX_AGE_S) < POLL_INTERVAL_S:
            return None
        found = await asyncio.to_thread(self._load, terminal_id)
        if found is None:
            if len(self._strangers) >= MAX_STRANGERS:
                self._strangers.clear()
            self._strangers[terminal_id] = begun
            return None
        self._known[terminal_id] = (begun, found)
        return found

    def forget(self, terminal_id: str) -> None:
        """Read a terminal anew at its next request: this keeper has changed it."""
        self._known.pop(terminal_id, None)
        self._strangers.pop(terminal_id, None)

    async def watch(self) -> None:
        """Read all terminals' states every POLL_INTERVAL_S, until cancelled."""
        while True:
            await asyncio.sleep(POLL_INTERVAL_S)
            begun = time.monotonic()
            before = dict(self._known)  # what comes to be known meanwhile is newer than the answer
            try:
                now = await asyncio.to_thread(self._load_states)
            except RegistryError as error:
                repeated.warn(error)
                await asyncio.sleep(MAX_AGE_S)
                continue
            for terminal_id, held in before.items():
                caller, state = held[1], now.get(terminal_id)
                if self._known.get(terminal_id) is not held:
                    continue
                if state == (caller.state, caller.checkpoint_id):
                    self._known[terminal_id] = (begun, caller)
                else:
                    self.forget(terminal_id)
                    self._changed(terminal_id)

    def _load(self, terminal_id: str) -> Caller | None:
        with self._registry.session() as session:
            return callers.caller(session, terminal_id)

    def _load_states(self) -> dict[str, callers.CallerState]:
        with self._registry.session() as session:
            return callers.states(session)
