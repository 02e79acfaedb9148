"""Refusals that look like an attack go to the audit log, few a minute.

Whoever has a terminal's id makes one, and a gateway in wrong hands knows all ids: what it invents
must not fill the log.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections import deque

from sync.central.clock import now
from sync.central.registry import audit
from sync.central.registry.errors import RegistryError
from sync.central.registry.group_commit import GroupCommit
from sync.protocol.wire import ProblemCode
from sync.repeated_lines import RepeatedLines

log = logging.getLogger(__name__)
repeated = RepeatedLines(log)

ENTRY_INTERVAL_S = 60.0  # between two entries about one terminal and one kind
MAX_ENTRIES = 60  # within ENTRY_INTERVAL_S, about all terminals together
ATTACKS = {ProblemCode.SIGNATURE, ProblemCode.REPLAY}


class RefusalAudit:
    """Records refusals, without any content of the requests."""

    def __init__(self, writes: GroupCommit) -> None:
        """Write audit entries through `writes`."""
        self._writes = writes
        self._recorded: dict[tuple[str, ProblemCode], tuple[float, int]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._written: deque[float] = deque(maxlen=MAX_ENTRIES)  # when the newest entries were

    def record(self, code: ProblemCode, terminal_id: str, path: str) -> None:
        """Record that a request to `path` that names an enrolled terminal was refused.

        `code` is one of ATTACKS.
        """
        at, unwritten = self._recorded.get((terminal_id, code), (-ENTRY_INTERVAL_S, 0))
        now_s = time.monotonic()
        full = len(self._written) == MAX_ENTRIES and now_s - self._written[0] < ENTRY_INTERVAL_S
        if full or now_s - at < ENTRY_INTERVAL_S:
            self._recorded[terminal_id, code] = (at, unwritten + 1)
            return
        self._recorded[terminal_id, code] = (now_s, 0)
        self._written.append(now_s)
        task = asyncio.create_task(self._write(code, terminal_id, path, unwritten))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _write(self, code: ProblemCode, terminal_id: str, path: str, unwritten: int) -> None:
        details = {"problem": code.value, "path": path, "unwritten_before": unwritten}
        try:
            await self._writes.write(
                lambda session: audit.append(
                    session, now(), terminal_id, "request-refused", terminal_id, details
                ),
                audits=True,
            )
        except RegistryError as error:
            repeated.warn(error)
