"""`/v1/keys`: content keys, sealed to the terminal that asks."""

from __future__ import annotations

from sync.central.channel.refusal import RequestRefused
from sync.central.clock import now
from sync.central.keeper.authentication import TerminalCall
from sync.protocol.wire import KeysReply, KeysRequest, ProblemCode


async def keys(call: TerminalCall) -> KeysReply:
    """Return the keys; packages that are not for this terminal are left out.

    Raise RequestRefused for a terminal whose word of what it booted is not good.
    """
    withheld = await call.state.attestation.withheld(call.caller.terminal_id)
    if withheld is not None:
        text = f"no keys for this terminal: {withheld.text}"
        raise RequestRefused(ProblemCode.ATTESTATION, text, now())
    wanted = dict.fromkeys(call.parsed(KeysRequest).packages)
    return KeysReply(keys=await call.state.content_keys.of_any(call.caller, wanted))
