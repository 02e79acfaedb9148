"""`/v1/keys`: content keys, sealed to the terminal that asks."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.responses import Response

from sync.central.api.authentication import TerminalCall, authenticate
from sync.central.api.route_documentation import json_response, route_documentation
from sync.protocol.wire import KeysReply, KeysRequest

router = APIRouter()


@router.post("/v1/keys", **route_documentation("keys", KeysRequest, KeysReply, "Content keys."))
async def keys(call: Annotated[TerminalCall, Depends(authenticate())]) -> Response:
    """Answer with the keys; packages that are not for this terminal are left out."""
    wanted = dict.fromkeys(call.parsed(KeysRequest).packages)
    return json_response(
        KeysReply(keys=await call.app_state.content_keys.of_any(call.caller, wanted))
    )
