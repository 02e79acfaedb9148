"""`/v1/heartbeat`: how a terminal is; the answer is its lease, signed."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.responses import Response

from sync.central import statements
from sync.central.api.authentication import Asked, asking
from sync.central.api.clock import now
from sync.central.api.described import answer, described
from sync.central.registry import callers, terminal_chains
from sync.protocol.wire import Heartbeat, Statement

router = APIRouter()


@router.post("/v1/heartbeat", **described("heartbeat", Heartbeat, Statement, "A sign of life."))
async def heartbeat(asked: Annotated[Asked, Depends(asking(writes=True))]) -> Response:
    said = asked.parsed(Heartbeat)
    terminal_id = asked.caller.terminal_id
    at = now()
    seen = await asked.write(lambda session: callers.seen(session, terminal_id, said, at))
    if seen.chain_cut:
        await asked.office.writes.write(
            lambda session: terminal_chains.note_cut(session, terminal_id, said, at), audits=True
        )
    centre = asked.office.centre
    signed = statements.lease(centre.statements, terminal_id, asked.signed.nonce, at, seen.until)
    return answer(signed)
