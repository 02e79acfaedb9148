"""`/v1/enrol`: a request that proves the key that it brings."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from sync.central.channel.refusal import RequestRefused
from sync.central.clock import now
from sync.central.gateway.app_state import AppState
from sync.central.gateway.authentication import (
    claimed_key_id,
    parse_body,
    read_body,
    signed_request,
    verify_signature,
)
from sync.central.gateway.limits import MAX_ENROLMENT, BodyBudget, BodyRoom
from sync.central.gateway.route_documentation import json_response, route_documentation
from sync.protocol.envelope.digests import fingerprint
from sync.protocol.wire import EnrolReply, EnrolRequest, ProblemCode

router = APIRouter()


@router.post(
    "/v1/enrol", **route_documentation("enrol", EnrolRequest, EnrolReply, "A new terminal.")
)
async def enrol(request: Request) -> Response:
    key_id = claimed_key_id(request)
    state = AppState.of(request)
    # Strangers' bodies need no room of their own: there are few of them, and small ones.
    body = await read_body(request, MAX_ENROLMENT, BodyRoom(BodyBudget(), key_id))
    brought = parse_body(body, EnrolRequest).signing_key
    if fingerprint(brought)[:32] != key_id:
        text = "the request is signed with another key than it brings"
        raise RequestRefused(ProblemCode.SIGNATURE, text, now())
    verify_signature(request, body, key_id, brought)
    answer = await state.keeper.ask(signed_request(request), body)
    state.terminals.enrolled(key_id)
    return json_response(answer.body or b"")
