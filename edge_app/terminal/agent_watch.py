"""The agent's own word of the data centre: what the screen says of it is at most 5 s old.

A lease says more, for the data centre signs it, but it comes twice a minute. An agent that was
broken into may call a dead network alive until the lease tells otherwise, and no longer.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from enum import Enum

from sync.logs import describe_fault
from sync.protocol.errors import SyncError
from sync.terminal.agent_state import AgentStatus
from sync.terminal.spool import Spool
from sync.terminal.wake import Waker

READ_INTERVAL_S = 0.5
WORD_AGE_S = 3.0  # an older word counts no more: the spool cannot be read, or hangs
CONNECTING_S = 15.0  # that a first connection may take, before it is called out

log = logging.getLogger(__name__)


class Link(Enum):
    """How the terminal is linked with its data centre."""

    CONNECTED = "connected"
    CONNECTING = "connecting"  # the agent, or this process, has only just begun
    OUT = "out"


class AgentWatch:
    """Reads the agent's status on a thread of its own; `link` from any thread, at once."""

    def __init__(
        self, spool: Spool, agent: Waker, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """Read nothing yet. `agent`: the way on which it can be woken, where it runs."""
        self._spool, self._agent, self._clock = spool, agent, clock
        self._began = clock()
        self._word: tuple[Link, float] = (Link.CONNECTING, self._began)
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="agent-watch", daemon=True)

    def start(self) -> None:
        """Read on, until `stop`."""
        self._began = self._clock()
        self._thread.start()

    def stop(self) -> None:
        """End the thread; also before `start`."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join(timeout=5)

    def link(self) -> Link:
        """Return what the agent said last."""
        said, at = self._word
        now = self._clock()
        if now - at > WORD_AGE_S:
            said = Link.OUT
        if said is Link.CONNECTING and now - self._began > CONNECTING_S:
            return Link.OUT
        return said

    @property
    def is_opening(self) -> bool:
        """Return whether what is not there yet may only be on its way."""
        return self._clock() - self._began <= CONNECTING_S

    def read(self) -> None:
        """Take the agent's word anew. Raise SyncError."""
        self._word = (self._said(), self._clock())

    def _said(self) -> Link:
        if not self._agent.is_heard():
            return Link.CONNECTING  # the two processes start at the same time
        found = self._spool.status("agent")
        if found is None:
            return Link.CONNECTING
        status = AgentStatus.of_json(found.value)
        if status.connected:
            return Link.CONNECTED
        return Link.OUT if status.error else Link.CONNECTING

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                self.read()
            except SyncError as error:
                log.debug("the agent's word cannot be read: %s", error)
            except Exception as error:  # noqa: BLE001  what the agent wrote ends no thread of ours
                log.warning("the agent's word cannot be read: %s", describe_fault(error))
            self._stopping.wait(READ_INTERVAL_S)
