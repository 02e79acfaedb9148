"""Refusals go to the log; what looks like an attack on a terminal's name also to the keeper."""

from __future__ import annotations

import asyncio
import logging

from sync.central.channel.messages import RefusedAtGateway
from sync.central.channel.refusal import RequestRefused
from sync.central.gateway.keeper_client import KeeperAway, KeeperClient, KeeperFault
from sync.protocol.wire import ProblemCode

log = logging.getLogger(__name__)

ATTACKS = {ProblemCode.SIGNATURE, ProblemCode.REPLAY}
MAX_NOTES = 64  # on their way to the keeper; the audit log has one entry a minute anyway


class RefusalLog:
    """Records refusals, without any content of the requests."""

    def __init__(self, keeper: KeeperClient) -> None:
        """Tell `keeper` of what belongs on the audit log and was refused here."""
        self._keeper = keeper
        self._tasks: set[asyncio.Task[None]] = set()

    def record(self, code: ProblemCode, terminal_id: str | None, path: str) -> None:
        """Record that a request to `path` was refused; `terminal_id`: None for a stranger."""
        attack = terminal_id is not None and code in ATTACKS
        level = logging.WARNING if attack else logging.INFO
        log.log(level, "refused %s: %s, %s", path, code.value, terminal_id or "somebody unknown")
        if terminal_id is None or code is not ProblemCode.SIGNATURE:
            return  # a replay was found by the keeper itself
        if len(self._tasks) < MAX_NOTES:
            note = RefusedAtGateway(problem=code, terminal_id=terminal_id, path=path)
            task = asyncio.create_task(self._tell(note))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _tell(self, note: RefusedAtGateway) -> None:
        try:
            await self._keeper.ask(note)
        except (KeeperAway, KeeperFault, RequestRefused) as error:
            log.warning("a refusal is not on the audit log: %s", error)
