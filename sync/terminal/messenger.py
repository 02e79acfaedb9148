"""Carries messages between this kiosk and those of other lanes, by way of the data centre.

They are sealed: the agent can lose one, and neither read nor make one. It keeps the signed Lanes
for the kiosk, which verifies them itself.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime

from sync.protocol.errors import PackageError
from sync.protocol.lanes import LaneMessagesReply, LaneMessagesRequest, Lanes
from sync.protocol.wire import ProblemCode, Statement
from sync.terminal.connection import Connection
from sync.terminal.errors import RequestRefused, Unreachable
from sync.terminal.spool import Spool
from sync.terminal.statements import verify_statement

MANY = 8  # that come at once: there may be more. Fewer are told as taken with the next request
LANES_FACT = "lanes"  # of the spool: the statement, JSON

log = logging.getLogger(__name__)


class Messenger:
    """For one thread."""

    def __init__(
        self,
        connection: Connection,
        spool: Spool,
        statements_keys: Callable[[], Sequence[bytes]],
        terminal_id: str,
        now: Callable[[], datetime],
    ) -> None:
        """Send nothing yet. `now`: the time that lanes share."""
        self._connection, self._spool, self._now = connection, spool, now
        self._statements_keys, self._terminal_id = statements_keys, terminal_id
        self.refused = False  # the data centre did not take what was brought last: too much
        self._taken: tuple[str, ...] = ()  # what it is to be told of with the next request
        # As it was read, with which keys, and verified.
        self._held: tuple[tuple[str | None, tuple[bytes, ...]] | None, Lanes | None] = None, None

    def carry(self) -> bool:
        """Bring and take what waits; return whether something came for the kiosk.

        Who has brought too much hears others all the same: `refused`, and what is to be brought
        waits. A data centre before calls knows nothing of it: nothing is carried. Raise
        Unreachable, RequestRefused, StateError.
        """
        came, self.refused = False, False
        while True:
            leaving = () if self.refused else self._spool.messages_to_send(self._now())
            held = self._held_lanes()
            request = LaneMessagesRequest(
                messages=leaving, taken=self._taken, lanes=None if held is None else held.digest
            )
            try:
                reply = self._connection.post("/v1/lane-messages", request, LaneMessagesReply)
            except RequestRefused as error:
                if error.problem is ProblemCode.NOT_FOUND:
                    return came
                if error.problem is ProblemCode.BUSY and leaving:
                    self.refused = True
                    continue
                raise
            self._spool.messages_sent(each.message_id for each in leaving)
            if reply.body.lanes is not None:
                self._keep_lanes(reply.body.lanes, reply.nonce)
                came = True
            self._spool.put_messages(reply.body.messages)
            self._taken = tuple(each.message_id for each in reply.body.messages)
            came = came or bool(self._taken)
            if not leaving and len(self._taken) < MANY:
                return came

    def neighbours(self) -> frozenset[str]:
        """Return the terminals that may be heard in the local network; from any thread."""
        held = self._held_lanes()
        return frozenset(lane.terminal_id for lane in held.lanes) if held else frozenset()

    def _held_lanes(self) -> Lanes | None:
        text = self._spool.fact(LANES_FACT)
        before, found = self._held
        keys = tuple(self._statements_keys())
        if (text, keys) == before:
            return found
        found = None
        with suppress(PackageError, Unreachable):
            found = verify_statement(
                Statement.from_json(text or ""),
                Lanes,
                keys,
                self._terminal_id,
                None,
            )
        self._held = (text, keys), found
        return found

    def _keep_lanes(self, statement: Statement, nonce: str) -> None:
        lanes = verify_statement(
            statement, Lanes, self._statements_keys(), self._terminal_id, nonce
        )
        log.debug("this checkpoint has %d other lanes", len(lanes.lanes))
        self._spool.put_facts({LANES_FACT: statement.to_json().decode()})
