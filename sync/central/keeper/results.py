"""`/v1/results`: sealed results come in, once each, and a signed receipt goes out.

1. Each is opened, proven to be its kiosk's, judged and sealed again by the vault, in a thread; what
   is not taken is named in the receipt, so that the terminal sets it aside.
   With too little room on the disk none is taken, so that what is over can still be erased.
2. The rest is kept in one transaction with the request's nonce; what is here already stays. A
   terminal whose quota of the day is used up is told to come again.
3. After the commit, the receipt. Without one the terminal forgets nothing, and sends again.
"""

from __future__ import annotations

import asyncio

from sync.central.channel.refusal import RequestRefused
from sync.central.clock import now
from sync.central.exchange import statements
from sync.central.exchange.ingest import Ingested, open_batch, settle
from sync.central.keeper.authentication import TerminalCall, parse_body, require_clock
from sync.central.registry import officer_pins
from sync.protocol.wire import ProblemCode, ResultsBatch, Statement

AT_ONCE = 4  # batches that are open in memory, of up to 16 MB each

_opening = asyncio.Semaphore(AT_ONCE)


async def results(call: TerminalCall) -> Statement:
    """Keep the results and return the receipt."""
    centre, terminal_id = call.state.centre, call.caller.terminal_id

    def read() -> Ingested:
        if not centre.registry.has_room():
            text = "the data centre's disk is full; again later"
            raise RequestRefused(ProblemCode.BUSY, text, now())
        batch = parse_body(call.body, ResultsBatch).results
        return open_batch(centre, call.caller, batch, now())

    await require_clock(call.state)
    async with _opening:
        ingested = await asyncio.to_thread(read)
        at = now()
        taken = await call.write(
            lambda session: officer_pins.take(
                session, centre.vault, terminal_id, ingested.results, ingested.refused, at
            ),
            audits=any(one.pin is not None for one in ingested.results),
        )
    if taken.spent:
        text = "the results of this terminal are used up for today; again tomorrow"
        raise RequestRefused(ProblemCode.BUSY, text, now())
    mine, refused = settle(ingested, terminal_id, taken.owners)
    return statements.receipt(
        centre.statements, terminal_id, call.signed.nonce, now(), mine, refused
    )
