"""`/v1/keys`: content keys, sealed to the terminal that asks."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.responses import Response

from sync.central.api.authentication import Asked, asking
from sync.central.api.described import answer, described
from sync.protocol.wire import KeysReply, KeysRequest

router = APIRouter()


@router.post("/v1/keys", **described("keys", KeysRequest, KeysReply, "Content keys."))
async def keys(asked: Annotated[Asked, Depends(asking())]) -> Response:
    """Of packages that are not for this terminal nothing is said."""
    wanted = dict.fromkeys(asked.parsed(KeysRequest).packages)
    return answer(KeysReply(keys=await asked.office.content_keys.of_any(asked.caller, wanted)))
