"""`/v1/keys`: content keys, sealed to the terminal that asks."""

from __future__ import annotations

from sync.central.keeper.authentication import TerminalCall
from sync.protocol.wire import KeysReply, KeysRequest


async def keys(call: TerminalCall) -> KeysReply:
    """Return the keys; packages that are not for this terminal are left out."""
    wanted = dict.fromkeys(call.parsed(KeysRequest).packages)
    return KeysReply(keys=await call.state.content_keys.of_any(call.caller, wanted))
