"""`/v1/heartbeat`: a terminal's state comes in, its signed lease goes out."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.responses import Response

from sync.central import statements
from sync.central.api.authentication import TerminalCall, authenticate, require_clock
from sync.central.api.clock import now
from sync.central.api.problems import RequestRefused
from sync.central.api.route_documentation import json_response, route_documentation
from sync.central.registry import callers, terminal_chains
from sync.protocol.wire import Heartbeat, ProblemCode, Statement

router = APIRouter()


@router.post(
    "/v1/heartbeat", **route_documentation("heartbeat", Heartbeat, Statement, "A sign of life.")
)
async def heartbeat(
    call: Annotated[TerminalCall, Depends(authenticate(writes=True))],
) -> Response:
    sent = call.parsed(Heartbeat)
    terminal_id = call.caller.terminal_id
    if not call.app_state.heartbeats.take(terminal_id):
        raise RequestRefused(ProblemCode.BUSY, "too many heartbeats of this terminal", now())
    await require_clock(call.app_state)
    at = now()
    outcome = await call.write(
        lambda session: callers.keep_heartbeat(session, terminal_id, sent, at)
    )
    if outcome.chain_cut:
        await call.app_state.writes.write(
            lambda session: terminal_chains.record_cut(session, terminal_id, sent, at),
            audits=True,
        )
    centre = call.app_state.centre
    kiosk_nonce = sent.kiosk.lease_nonce if sent.kiosk is not None else ""
    signed = statements.lease(
        centre.statements,
        terminal_id,
        call.signed.nonce,
        at,
        outcome.until,
        kiosk_nonce,
        resend=outcome.resend,
    )
    return json_response(signed)
