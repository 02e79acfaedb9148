"""`/v1/lane-messages`: lanes of one checkpoint call each other for help.

1. Which lanes there are goes out, signed, where the terminal holds others.
2. What a terminal brings waits for another active one of its checkpoint; for nobody else.
3. What is for the data centre itself is opened: calls, who goes there, and their end are rows of
   the audit log. It is never sent a face.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable

from sync.central.channel.refusal import RequestRefused
from sync.central.clock import now
from sync.central.exchange import statements
from sync.central.keeper.authentication import TerminalCall
from sync.central.keeper.figures import CALLS
from sync.central.keeper.repository_files import PublishedState
from sync.central.registry import callers, calls
from sync.protocol.envelope.digests import fingerprint
from sync.protocol.errors import EnvelopeError, PackageError
from sync.protocol.lanes import (
    MAX_CARRIED,
    LaneMessage,
    LaneMessagesReply,
    LaneMessagesRequest,
    SealedLaneMessage,
    open_message,
)
from sync.protocol.wire import ProblemCode, Statement

log = logging.getLogger(__name__)


async def lane_messages(call: TerminalCall) -> LaneMessagesReply:
    """Take messages and return what waits."""
    sent = call.parsed(LaneMessagesRequest)
    state, caller = call.state, call.caller
    if not state.message_quota.take(caller.terminal_id, len(sent.messages)):
        raise RequestRefused(ProblemCode.BUSY, "too many messages of this terminal", now())
    published = await state.files.published()
    lanes = await asyncio.to_thread(_lanes, call, published, sent.lanes)
    centre_id = state.centre.centre_id
    new = [each for each in sent.messages if not state.board.knows(each.message_id)]
    carried = [each for each in new if each.to != centre_id]
    neighbours = [each for each in carried if await _is_neighbour(call, each.to)]
    for terminal_id in state.board.put(caller.terminal_id, neighbours, now()):
        state.tell_messages(terminal_id)
    await _keep(call, [each for each in new if each.to == centre_id])
    state.board.remember(each.message_id for each in new)
    waiting = state.board.take(caller.terminal_id, sent.taken, MAX_CARRIED)
    return LaneMessagesReply(messages=tuple(waiting), lanes=lanes)


async def _is_neighbour(call: TerminalCall, terminal_id: str) -> bool:
    """Return whether the caller may write to that terminal."""
    if terminal_id == call.caller.terminal_id:
        return False
    other = await call.state.fleet.caller(terminal_id)
    here = call.caller.checkpoint_id
    return other is not None and other.state == "active" and other.checkpoint_id == here


def _lanes(call: TerminalCall, published: PublishedState, held: str | None) -> Statement | None:
    """Return the signed lanes of the caller's checkpoint; None: it holds them."""
    caller, centre = call.caller, call.state.centre
    with centre.registry.session() as session:
        lanes = callers.lanes(session, caller.checkpoint_id, caller.terminal_id)
    # In a new epoch of the time terminals need them anew, though they are the same.
    epoch = call.state.files.time_epoch(published)
    told = [lane.to_json() for lane in lanes] + ([f"epoch {epoch}".encode()] if epoch else [])
    digest = fingerprint(b"\n".join(told))
    if digest == held:
        return None
    return statements.lanes(
        centre.statements, caller.terminal_id, call.signed.nonce, now(), digest, lanes, epoch
    )


async def _keep(call: TerminalCall, messages: Iterable[SealedLaneMessage]) -> None:
    """Put on the audit log what a kiosk tells the data centre of its calls."""
    caller, centre = call.caller, call.state.centre
    told: list[LaneMessage] = []
    for each in messages:
        try:
            sender, message = open_message(
                each,
                centre.centre_id,
                centre.sealing,
                lambda named: caller.kiosk_key if named == caller.terminal_id else None,
            )
        except (EnvelopeError, PackageError) as error:
            log.warning("terminal %s: %s", caller.terminal_id[:8], error)
            continue
        if sender == caller.terminal_id and calls.is_kept(message):
            CALLS.labels(message.kind, message.cause).inc()
            told.append(message)
    if told:
        at, terminal_id, place = now(), caller.terminal_id, caller.checkpoint_id
        await call.state.writes.write(
            lambda session: calls.keep(session, at, terminal_id, place, told), audits=True
        )
