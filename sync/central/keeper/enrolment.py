"""`/v1/enrol`: a new terminal brings its keys and a one-time token, and waits for an operator."""

from __future__ import annotations

import asyncio

from sync.central.channel.messages import SignedRequest
from sync.central.channel.refusal import RequestRefused
from sync.central.clock import now
from sync.central.exchange.new_terminals import FAULTS, new_terminal, require_keys
from sync.central.keeper.authentication import (
    claimed_key_id,
    parse_body,
    refuse_replay,
    verify_signature,
)
from sync.central.keeper.state import KeeperState
from sync.central.registry import enrolments
from sync.central.registry.nonces import RequestNonce
from sync.protocol.envelope.digests import fingerprint
from sync.protocol.errors import EnvelopeError
from sync.protocol.wire import EnrolReply, EnrolRequest, ProblemCode


async def enrol(state: KeeperState, request: SignedRequest, body: bytes) -> EnrolReply:
    """Enrol the terminal, pending. It signs with the key that it brings. Raise RequestRefused."""
    key_id = claimed_key_id(request)
    wanted = parse_body(body, EnrolRequest)
    try:
        require_keys(wanted)
    except EnvelopeError as error:
        raise RequestRefused(ProblemCode.INVALID, str(error), now()) from None
    if fingerprint(wanted.signing_key)[:32] != key_id:
        text = "the request is signed with another key than it brings"
        raise RequestRefused(ProblemCode.SIGNATURE, text, now())
    signed = verify_signature(request, body, key_id, wanted.signing_key, state.centre.centre_id)
    index = enrolments.token_index(state.centre.vault, wanted.token)
    try:
        # A guess costs a look, and no write.
        await asyncio.to_thread(_require_token, state, index)
        new = await asyncio.to_thread(new_terminal, wanted)
        terminal = await refuse_replay(
            state.writes.write(
                lambda session: enrolments.enrol(session, index, new, now()),
                RequestNonce(key_id, signed.nonce),
                audits=True,
            )
        )
    except enrolments.TokenRefused as error:
        text = FAULTS[error.fault]
        raise RequestRefused(ProblemCode.TOKEN, text, now(), ticket=error.fault) from None
    state.fleet.forget(key_id)
    return EnrolReply(
        terminal_id=key_id,
        checkpoint_id=terminal.checkpoint_id,
        approved=terminal.state == "active",
    )


def _require_token(state: KeeperState, index: str) -> None:
    with state.centre.registry.session() as session:
        if not enrolments.was_given(session, index):
            raise enrolments.TokenRefused
