"""`/v1/enrol`: a request that proves the key that it brings."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from sync.central.channel.refusal import RequestRefused
from sync.central.clock import now
from sync.central.gateway.authentication import (
    claimed_key_id,
    parse_body,
    read_body,
    verify_signature,
)
from sync.central.gateway.limits import MAX_ENROLMENT
from sync.central.gateway.route_documentation import json_response, route_documentation
from sync.protocol.envelope import fingerprint
from sync.protocol.wire import EnrolReply, EnrolRequest, ProblemCode

router = APIRouter()


@router.post(
    "/v1/enrol", **route_documentation("enrol", EnrolRequest, EnrolReply, "A new terminal.")
)
async def enrol(request: Request) -> Response:
    key_id = claimed_key_id(request)
    body = await read_body(request, MAX_ENROLMENT)
    brought = parse_body(body, EnrolRequest).signing_key
    if fingerprint(brought)[:32] != key_id:
        text = "the request is signed with another key than it brings"
        raise RequestRefused(ProblemCode.SIGNATURE, text, now())
    call = verify_signature(request, body, key_id, brought)
    answer = await call.ask()
    call.app_state.terminals.enrolled(key_id)
    return json_response(answer.body or b"")
