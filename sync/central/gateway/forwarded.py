"""The requests that the keeper answers: proven here, passed on, and its answer passed back."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from sync.central.gateway.authentication import SMALL, authenticated
from sync.central.gateway.route_documentation import json_response, route_documentation
from sync.protocol.lanes import (
    MAX_CARRIED,
    MAX_LANE_MESSAGE,
    LaneMessagesReply,
    LaneMessagesRequest,
)
from sync.protocol.wiped import SignedWipe, WipeNoted
from sync.protocol.wire import (
    MAX_SEALED,
    REQUEST_LIMIT,
    Heartbeat,
    KeysReply,
    KeysRequest,
    Question,
    RefreshReply,
    RefreshRequest,
    ResultsBatch,
    SealedAnswer,
    Statement,
    Wire,
)


@dataclass(frozen=True, slots=True)
class ForwardedRoute:
    """A path under `/v1` to which terminals post."""

    name: str  # the path is /v1/<name>
    body: type[Wire]
    reply: type[Wire]
    text: str
    limit: int = SMALL  # bytes of a body


ROUTES = (
    ForwardedRoute("refresh", RefreshRequest, RefreshReply, "All that is new."),
    ForwardedRoute("keys", KeysRequest, KeysReply, "Content keys."),
    ForwardedRoute("results", ResultsBatch, Statement, "Results.", REQUEST_LIMIT),
    ForwardedRoute(  # base64
        "questions", Question, SealedAnswer, "1:1 or 1:N.", MAX_SEALED * 4 // 3 + 4096
    ),
    ForwardedRoute("wiped", SignedWipe, WipeNoted, "Its keys are destroyed."),
    ForwardedRoute("heartbeat", Heartbeat, Statement, "A sign of life."),
    ForwardedRoute(
        "lane-messages",
        LaneMessagesRequest,
        LaneMessagesReply,
        "To and from other lanes.",
        MAX_CARRIED * MAX_LANE_MESSAGE * 4 // 3 + SMALL,
    ),
)

router = APIRouter()


def _add(route: ForwardedRoute) -> None:
    async def forward(request: Request) -> Response:
        async with authenticated(request, route.limit) as call:
            return json_response((await call.ask()).body or b"")

    documentation = route_documentation(route.name, route.body, route.reply, route.text)
    router.post(f"/v1/{route.name}", **documentation)(forward)


for each in ROUTES:
    _add(each)
