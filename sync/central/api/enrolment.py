"""`/v1/enrol`: a new terminal brings its keys and a one-time token, and waits for an operator."""

from __future__ import annotations

import asyncio

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from sync.central.api.app_state import AppState
from sync.central.api.authentication import SMALL, body_of, key_id_of, parsed, verified
from sync.central.api.clock import now
from sync.central.api.described import answer, described
from sync.central.api.problems import Refused
from sync.central.registry import enrolments
from sync.central.registry.group_commit import Replayed
from sync.central.registry.nonces import Once
from sync.protocol.envelope import fingerprint, native_public, seal
from sync.protocol.errors import EnvelopeError
from sync.protocol.wire import EnrolReply, EnrolRequest, ProblemCode

router = APIRouter()


@router.post("/v1/enrol", **described("enrol", EnrolRequest, EnrolReply, "A new terminal."))
async def enrol(request: Request) -> Response:
    office = AppState.of(request)
    key_id = key_id_of(request)
    body = await body_of(request, SMALL)
    wanted = parsed(body, EnrolRequest)
    _require_keys(wanted)
    if fingerprint(wanted.signing_key)[:32] != key_id:
        text = "the request is signed with another key than it brings"
        raise Refused(ProblemCode.SIGNATURE, text, now())
    signed = verified(request, body, key_id, wanted.signing_key, office.centre.centre_id)
    new = enrolments.NewTerminal(key_id, wanted.lane, wanted.signing_key, wanted.sealing_key)
    index = enrolments.token_index(office.centre.vault, wanted.token)
    try:
        # A guess costs a look, and no write.
        await asyncio.to_thread(_require_token, office, index)
        terminal = await office.writes.write(
            lambda session: enrolments.enrol(session, index, new, now()),
            Once(key_id, signed.nonce),
            audits=True,
        )
    except Replayed:
        raise Refused(ProblemCode.REPLAY, "this request was answered before", now()) from None
    except enrolments.TokenRefused:
        text = "this token was used, is too old, or was never given; ask for a new one"
        raise Refused(ProblemCode.TOKEN, text, now()) from None
    office.fleet.forget(key_id)
    return answer(
        EnrolReply(
            terminal_id=key_id,
            checkpoint_id=terminal.checkpoint_id,
            approved=terminal.state == "active",
        )
    )


def _require_token(office: AppState, index: str) -> None:
    with office.centre.registry.session() as session:
        if not enrolments.was_given(session, index):
            raise enrolments.TokenRefused


def _require_keys(wanted: EnrolRequest) -> None:
    try:
        if len(wanted.signing_key) != 32:
            raise EnvelopeError("a public signing key has 32 bytes")
        native_public(wanted.signing_key)
        seal(b"", wanted.sealing_key, "check")
    except EnvelopeError as error:
        raise Refused(ProblemCode.INVALID, str(error), now()) from None
