"""Whether an agent goes on: by it systemd starts one anew that hangs."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence

from sync.terminal.agent_state import AgentStatus
from sync.terminal.loop import Loop


class AgentProgress:
    """Of all its loops; a dead network is known and waited for, and is no hanging."""

    def __init__(
        self, loops: Sequence[Loop], leases: Loop, status: Callable[[], AgentStatus]
    ) -> None:
        """`leases`: which of the loops asks for them; `status`: the newest."""
        self._loops, self._leases, self._status = loops, leases, status

    def has_moved(self) -> bool:
        """Return whether a lease was asked for, if in vain, and no loop hangs."""
        return self._leases.ended > 0 and not any(loop.hangs for loop in self._loops)

    def words(self) -> str:
        """Return how the terminal stands with its data centre, in English, for a technician."""
        hanging = ", ".join(loop.name for loop in self._loops if loop.hangs)
        if hanging:
            return f"hangs: {hanging}"
        status = self._status()
        link = "connected" if status.connected else f"not connected: {status.error or 'no answer'}"
        return f"{status.standing}, {link}"


def note_bytes() -> None:
    """Note that the loop whose thread calls goes on: a large package takes its time."""
    loop = threading.current_thread()
    if isinstance(loop, Loop):
        loop.note_bytes()
