"""`/v1/results`: sealed results come in, once each, and a signed receipt goes out.

1. Each is opened and sealed again by the vault, in a thread; those that can never be read are
   named in the receipt, so that the terminal sets them aside.
2. The rest is kept in one transaction with the request's nonce; what is here already stays.
3. After the commit, the receipt. Without one the terminal forgets nothing, and sends again.
"""

from __future__ import annotations

import asyncio
from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.responses import Response

from sync.central import statements
from sync.central.api.authentication import TerminalCall, authenticate, parse_body
from sync.central.api.clock import now
from sync.central.api.route_documentation import json_response, route_documentation
from sync.central.ingest import Ingested, open_batch, settle
from sync.central.registry import received
from sync.protocol.wire import REQUEST_LIMIT, ResultsBatch, Statement

AT_ONCE = 4  # batches that are open in memory, of up to 16 MB each

router = APIRouter()
_opening = asyncio.Semaphore(AT_ONCE)


@router.post("/v1/results", **route_documentation("results", ResultsBatch, Statement, "Results."))
async def results(
    call: Annotated[TerminalCall, Depends(authenticate(limit=REQUEST_LIMIT, writes=True))],
) -> Response:
    centre, terminal_id = call.app_state.centre, call.caller.terminal_id

    def read() -> Ingested:
        return open_batch(centre, terminal_id, parse_body(call.body, ResultsBatch).results)

    async with _opening:
        ingested = await asyncio.to_thread(read)
        at = now()
        owners = await call.write(lambda session: received.keep(session, ingested.results, at))
    mine, refused = settle(ingested, terminal_id, owners)
    return json_response(
        statements.receipt(centre.statements, terminal_id, call.signed.nonce, now(), mine, refused)
    )
