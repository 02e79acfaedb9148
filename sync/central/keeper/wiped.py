"""`/v1/wiped`: what a terminal says last, whatever its state: that its keys are destroyed."""

from __future__ import annotations

from sync.central.channel.refusal import RequestRefused
from sync.central.clock import now
from sync.central.keeper.authentication import TerminalCall
from sync.central.registry import terminal_wipes
from sync.central.registry.errors import OperationRefused
from sync.protocol.errors import PackageError
from sync.protocol.wiped import SignedWipe, WipeNoted
from sync.protocol.wire import ProblemCode


async def wiped(call: TerminalCall) -> WipeNoted:
    """Keep the statement."""
    proof, terminal_id = call.parsed(SignedWipe), call.caller.terminal_id
    try:
        await call.write(
            lambda session: terminal_wipes.keep_proof(
                session, terminal_id, proof, terminal_id, now()
            ),
            audits=True,
        )
    except (PackageError, OperationRefused) as error:
        raise RequestRefused(ProblemCode.INVALID, str(error), now()) from None
    call.state.fleet.forget(terminal_id)
    return WipeNoted(terminal_id=terminal_id)
