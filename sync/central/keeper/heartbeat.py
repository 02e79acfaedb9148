"""`/v1/heartbeat`: a terminal's state comes in, its signed lease goes out."""

from __future__ import annotations

from sync.central.channel.refusal import RequestRefused
from sync.central.clock import now
from sync.central.exchange import statements
from sync.central.keeper.authentication import TerminalCall, require_clock
from sync.central.registry import attestations, callers, terminal_chains
from sync.protocol.wire import Heartbeat, ProblemCode, Statement


async def heartbeat(call: TerminalCall) -> Statement:
    """Keep the heartbeat and return the lease."""
    sent = call.parsed(Heartbeat)
    terminal_id = call.caller.terminal_id
    if not call.state.heartbeats.take(terminal_id):
        raise RequestRefused(ProblemCode.BUSY, "too many heartbeats of this terminal", now())
    await require_clock(call.state)
    at = now()
    told = await call.state.attestation.told(sent.quote)
    outcome = await call.write(
        lambda session: callers.keep_heartbeat(session, terminal_id, sent, at, told)
    )
    if (cut := outcome.chain_cut) is not None:
        await call.state.writes.write(
            lambda session: terminal_chains.record_cut(session, terminal_id, cut, at),
            audits=True,
        )
    if (standing := outcome.standing) is not None and standing.news:
        await call.state.writes.write(
            lambda session: attestations.note(session, terminal_id, standing, at), audits=True
        )
    centre = call.state.centre
    kiosk_nonce = sent.kiosk.lease_nonce if sent.kiosk is not None else ""
    return statements.lease(
        centre.statements,
        terminal_id,
        call.signed.nonce,
        at,
        outcome.until,
        kiosk_nonce,
        resend=outcome.resend,
        audit=outcome.audit,
        chain_rows=outcome.chain_rows,
        check=outcome.check,
        place=outcome.place,
        attestation=call.state.attestation.said(standing),
    )
