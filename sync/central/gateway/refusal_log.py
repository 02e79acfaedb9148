"""Refused requests: counted, in the log, and for the audit log if they look like an attack."""

from __future__ import annotations

import asyncio
import logging
import time

from sync.central.channel.messages import RefusedAtGateway
from sync.central.channel.refusal import RequestRefused
from sync.central.gateway.keeper_client import KeeperAway, KeeperClient, KeeperFault
from sync.central.gateway.refusals import RefusalKind, Refusals
from sync.protocol.wire import ProblemCode
from sync.repeated_lines import RepeatedLines

log = logging.getLogger(__name__)
repeated = RepeatedLines(log)

ATTACKS = {ProblemCode.SIGNATURE, ProblemCode.REPLAY}
MAX_NOTES = 64  # on their way to the keeper; the audit log has one entry a minute anyway


class RefusalLog:
    """Records refusals, without any content of the requests."""

    def __init__(self, keeper: KeeperClient, refusals: Refusals) -> None:
        """Tell `keeper` of what belongs on the audit log and was refused here."""
        self._keeper, self._refusals = keeper, refusals
        self._tasks: set[asyncio.Task[None]] = set()

    def record(self, code: ProblemCode, terminal_id: str | None, path: str) -> None:
        """Record that a request to `path` was refused; `terminal_id`: None for a stranger."""
        attack = terminal_id is not None and code in ATTACKS
        level = logging.WARNING if attack else logging.INFO
        who = terminal_id or "somebody unknown"
        self._refusals.count(code.value, time.monotonic(), who, path, level)
        if terminal_id is None or code is not ProblemCode.SIGNATURE:
            return  # a replay was found by the keeper itself
        if len(self._tasks) < MAX_NOTES:
            note = RefusedAtGateway(problem=code, terminal_id=terminal_id, path=path)
            task = asyncio.create_task(self._tell(note))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    def count(self, kind: RefusalKind, terminal_id: str) -> None:
        """Count why a request is about to be refused, where the problem's code does not tell."""
        self._refusals.count(kind.value, time.monotonic(), terminal_id)

    async def _tell(self, note: RefusedAtGateway) -> None:
        try:
            await self._keeper.ask(note)
        except (KeeperAway, KeeperFault, RequestRefused) as error:
            repeated.warn(f"a refusal is not on the audit log: {error}")
