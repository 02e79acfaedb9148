"""`/v1/events`: tells a terminal at once that something was published, or its state changed."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from sync.central.gateway.announcer import Stream
from sync.central.gateway.authentication import authenticated
from sync.central.gateway.route_documentation import Responses, route_documentation

router = APIRouter()
_STREAM: Responses = {
    200: {
        "description": "Server-sent events `changed`, whose data is an Announcement",
        "content": {"text/event-stream": {"schema": {"type": "string"}}},
    }
}


class _Streamed(Response):
    """FastAPI wants a Response; a Stream is the application that makes it."""

    def __init__(self, stream: Stream) -> None:
        super().__init__()
        self._stream = stream

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._stream(scope, receive, send)


@router.get("/v1/events", **route_documentation("events", None, None, "What is new.", _STREAM))
async def events(request: Request) -> Response:
    async with authenticated(request) as call:
        await call.ask()  # it may hear them: active, and asked for the first time
    return _Streamed(call.app_state.announcer.open(request.state.terminal_id))
