"""`/v1/enrol`: a new terminal brings its keys and a one-time token, and waits for an operator."""

from __future__ import annotations

import asyncio

from sync.central.channel.messages import SignedRequest
from sync.central.channel.refusal import RequestRefused
from sync.central.clock import now
from sync.central.keeper.authentication import (
    claimed_key_id,
    parse_body,
    refuse_replay,
    verify_signature,
)
from sync.central.keeper.state import KeeperState
from sync.central.registry import enrolments
from sync.central.registry.nonces import RequestNonce
from sync.protocol.confirmation import confirmation
from sync.protocol.envelope.digests import fingerprint
from sync.protocol.envelope.sealing import seal
from sync.protocol.envelope.signatures import native_public
from sync.protocol.errors import EnvelopeError
from sync.protocol.wire import EnrolReply, EnrolRequest, ProblemCode, TicketFault

_FAULTS = {
    TicketFault.NONE: "this token was never given; ask for a new one",
    TicketFault.USED: "this ticket was used by another device; ask for a new one",
    TicketFault.OVER: "this ticket is too old, or was withdrawn; ask for a new one",
    TicketFault.LANE: "this ticket is for another lane; ask for one of this lane",
    TicketFault.ALTERED: "this ticket is not as it was made here; ask for a new one",
}


async def enrol(state: KeeperState, request: SignedRequest, body: bytes) -> EnrolReply:
    """Enrol the terminal, pending. It signs with the key that it brings. Raise RequestRefused."""
    key_id = claimed_key_id(request)
    wanted = parse_body(body, EnrolRequest)
    _require_keys(wanted)
    if fingerprint(wanted.signing_key)[:32] != key_id:
        text = "the request is signed with another key than it brings"
        raise RequestRefused(ProblemCode.SIGNATURE, text, now())
    signed = verify_signature(request, body, key_id, wanted.signing_key, state.centre.centre_id)
    index = enrolments.token_index(state.centre.vault, wanted.token)
    try:
        # A guess costs a look, and no write.
        await asyncio.to_thread(_require_token, state, index)
        new = enrolments.NewTerminal(
            key_id,
            wanted.lane,
            wanted.signing_key,
            wanted.sealing_key,
            wanted.kiosk_key,
            wanted.ticket,
            await asyncio.to_thread(_words, wanted),
        )
        terminal = await refuse_replay(
            state.writes.write(
                lambda session: enrolments.enrol(session, index, new, now()),
                RequestNonce(key_id, signed.nonce),
                audits=True,
            )
        )
    except enrolments.TokenRefused as error:
        text = _FAULTS[error.fault]
        raise RequestRefused(ProblemCode.TOKEN, text, now(), ticket=error.fault) from None
    state.fleet.forget(key_id)
    return EnrolReply(
        terminal_id=key_id,
        checkpoint_id=terminal.checkpoint_id,
        approved=terminal.state == "active",
    )


def _words(wanted: EnrolRequest) -> str | None:
    """Return what an operator and the technician compare; None: an older Gapura has no words."""
    if wanted.ticket is None or wanted.kiosk_key is None:
        return None
    keys = wanted.signing_key, wanted.sealing_key, wanted.kiosk_key
    return " ".join(confirmation(wanted.ticket, *keys))


def _require_token(state: KeeperState, index: str) -> None:
    with state.centre.registry.session() as session:
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
