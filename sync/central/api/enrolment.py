"""`/v1/enrol`: a new terminal brings its keys and a one-time token, and waits for an operator."""

from __future__ import annotations

import asyncio

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from sync.central.api.app_state import AppState
from sync.central.api.authentication import (
    claimed_key_id,
    parse_body,
    read_body,
    verify_signature,
)
from sync.central.api.clock import now
from sync.central.api.problems import RequestRefused
from sync.central.api.route_documentation import json_response, route_documentation
from sync.central.limits import MAX_ENROLMENT
from sync.central.registry import enrolments
from sync.central.registry.group_commit import RequestReplayed
from sync.central.registry.nonces import RequestNonce
from sync.protocol.envelope import fingerprint, native_public, seal
from sync.protocol.errors import EnvelopeError
from sync.protocol.wire import EnrolReply, EnrolRequest, ProblemCode

router = APIRouter()


@router.post(
    "/v1/enrol", **route_documentation("enrol", EnrolRequest, EnrolReply, "A new terminal.")
)
async def enrol(request: Request) -> Response:
    app_state = AppState.of(request)
    key_id = claimed_key_id(request)
    body = await read_body(request, MAX_ENROLMENT)
    wanted = parse_body(body, EnrolRequest)
    _require_keys(wanted)
    if fingerprint(wanted.signing_key)[:32] != key_id:
        text = "the request is signed with another key than it brings"
        raise RequestRefused(ProblemCode.SIGNATURE, text, now())
    signed = verify_signature(request, body, key_id, wanted.signing_key, app_state.centre.centre_id)
    new = enrolments.NewTerminal(
        key_id, wanted.lane, wanted.signing_key, wanted.sealing_key, wanted.kiosk_key
    )
    index = enrolments.token_index(app_state.centre.vault, wanted.token)
    try:
        # A guess costs a look, and no write.
        await asyncio.to_thread(_require_token, app_state, index)
        terminal = await app_state.writes.write(
            lambda session: enrolments.enrol(session, index, new, now()),
            RequestNonce(key_id, signed.nonce),
            audits=True,
        )
    except RequestReplayed:
        raise RequestRefused(
            ProblemCode.REPLAY, "this request was answered before", now()
        ) from None
    except enrolments.TokenRefused:
        text = "this token was used, is too old, or was never given; ask for a new one"
        raise RequestRefused(ProblemCode.TOKEN, text, now()) from None
    app_state.fleet.forget(key_id)
    return json_response(
        EnrolReply(
            terminal_id=key_id,
            checkpoint_id=terminal.checkpoint_id,
            approved=terminal.state == "active",
        )
    )


def _require_token(app_state: AppState, index: str) -> None:
    with app_state.centre.registry.session() as session:
        if not enrolments.was_given(session, index):
            raise enrolments.TokenRefused


def _require_keys(wanted: EnrolRequest) -> None:
    try:
        if len(wanted.signing_key) != 32:
            raise EnvelopeError("a public signing key has 32 bytes")
        native_public(wanted.signing_key)
        seal(b"", wanted.sealing_key, "check")
        if wanted.kiosk_key is not None:
            native_public(wanted.kiosk_key)
        if wanted.kiosk_key == wanted.signing_key:
            raise EnvelopeError("the kiosk's key is the agent's: it would prove nothing")
    except EnvelopeError as error:
        raise RequestRefused(ProblemCode.INVALID, str(error), now()) from None
