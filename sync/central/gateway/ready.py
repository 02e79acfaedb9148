"""`/v1/ready`: tells a front whether this gateway's keeper answers; nobody has to prove himself.

Without content: a front takes an answer of status 200 for a terminal's.
"""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from sync.central.gateway.app_state import AppState

PATH = "/v1/ready"
READY, AWAY = 204, 503

router = APIRouter()


@router.get(PATH, include_in_schema=False)
async def ready(request: Request) -> Response:
    return Response(status_code=READY if AppState.of(request).keeper.is_there else AWAY)
