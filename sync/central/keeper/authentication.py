"""Authentication, where the keys are: RFC 9421 once more, and no request answered twice.

The gateway has verified the signature. It is verified here again, so that a gateway in wrong hands
cannot speak for a terminal.

1. The key id that the signature names is a terminal's.
2. The signature, over method, path, query and body, for this data centre.
3. The time, by the data centre's clock.
4. The terminal's state: a revoked one gets the data centre's signed word, a pending one waits.
5. The nonce: at once for requests that change nothing, else in the transaction of what they change.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable
from contextlib import suppress
from dataclasses import dataclass
from typing import TypeVar

from sync.central.channel.messages import SignedRequest
from sync.central.channel.refusal import RequestRefused
from sync.central.clock import now
from sync.central.exchange import statements
from sync.central.keeper.state import KeeperState
from sync.central.registry import terminals
from sync.central.registry.callers import Caller
from sync.central.registry.errors import RegistryError
from sync.central.registry.group_commit import Effect, RequestReplayed
from sync.central.registry.nonces import RequestNonce
from sync.central.timekeeping.clock_guard import ClockDoubtful
from sync.protocol.errors import PackageError, SignatureRefused
from sync.protocol.signing import Signed, verify_request
from sync.protocol.wire import ProblemCode, Wire

_KEY_ID = re.compile(r';keyid="([0-9a-f]{32})"')

T = TypeVar("T")
Model = TypeVar("Model", bound=Wire)


@dataclass(frozen=True, slots=True)
class TerminalCall:
    """A terminal's request whose signature was verified."""

    caller: Caller
    signed: Signed
    path: str  # as it was sent, with its query
    body: bytes
    state: KeeperState

    def parsed(self, model: type[Model]) -> Model:
        """Return the body as `model`. Raise RequestRefused."""
        return parse_body(self.body, model)

    async def write(self, effect: Effect[T], *, audits: bool = False) -> T:
        """Commit `effect` with the request's nonce and return its result. Raise RequestRefused.

        `audits`: it appends to the audit log.
        """
        return await refuse_replay(self.state.writes.write(effect, self.nonce, audits=audits))

    @property
    def nonce(self) -> RequestNonce:
        """Return the terminal's id and the nonce that make this request unique."""
        return RequestNonce(self.caller.terminal_id, self.signed.nonce)


def parse_body(body: bytes, model: type[Model]) -> Model:
    """Return `body` as `model`. Raise RequestRefused, which names a field and no value."""
    try:
        return model.from_json(body)
    except PackageError as error:
        raise RequestRefused(ProblemCode.INVALID, str(error), now()) from None


def claimed_key_id(request: SignedRequest) -> str:
    """Return the key id that the signature names, not proven yet. Raise RequestRefused."""
    found = _KEY_ID.search(request.signature_input)
    if found is None:
        raise RequestRefused(
            ProblemCode.SIGNATURE, "the request is not signed as it must be", now()
        )
    return found[1]


def verify_signature(
    request: SignedRequest, body: bytes, key_id: str, key: bytes, centre_id: str
) -> Signed:
    """Verify the request's signature with `key`. Raise RequestRefused."""
    headers = {
        "signature-input": request.signature_input,
        "signature": request.signature,
        "content-digest": request.content_digest,
    }
    try:
        return verify_request(
            request.method,
            request.path,
            headers,
            body,
            lambda named: key if named == key_id else None,
            centre_id,
            now(),
        )
    except SignatureRefused as error:
        raise RequestRefused(ProblemCode(error.problem), str(error), now()) from None


async def authenticate(
    state: KeeperState,
    request: SignedRequest,
    body: bytes,
    *,
    writes: bool,
    of_any_state: bool = False,
) -> TerminalCall:
    """Return the request, proven. Raise RequestRefused, RegistryError.

    `writes`: the nonce is used up by `TerminalCall.write`, together with what the request changes.
    `of_any_state`: it is heard also of a terminal that waits, or was revoked.
    """
    key_id = claimed_key_id(request)
    caller = await state.fleet.caller(key_id)
    if caller is None:
        raise RequestRefused(ProblemCode.UNKNOWN, "no terminal of that id", now())
    signed = verify_signature(request, body, key_id, caller.signing_key, state.centre.centre_id)
    if not of_any_state:
        await _require_active(caller, signed, state)
    call = TerminalCall(caller, signed, request.path, body, state)
    if not writes:
        await refuse_replay(state.writes.use_nonce(call.nonce))
    return call


async def require_clock(state: KeeperState) -> None:
    """Raise RequestRefused (busy) where nothing may be signed with this machine's clock."""
    guard = state.centre.clock
    if not guard.fresh:
        try:
            await asyncio.to_thread(guard.require, logs=True)
        except ClockDoubtful as error:
            raise RequestRefused(ProblemCode.BUSY, str(error), now()) from None


async def _require_active(caller: Caller, signed: Signed, state: KeeperState) -> None:
    if caller.state == "active":
        return
    at = now()
    if caller.state == "pending":
        raise RequestRefused(ProblemCode.PENDING, "no operator has approved this terminal yet", at)
    if not caller.told:
        with suppress(RegistryError):  # a full disk keeps the word from nobody
            await state.writes.write(
                lambda session: terminals.note_told(session, caller.terminal_id, at), audits=True
            )
            state.fleet.forget(caller.terminal_id)
    statement = statements.revoked(state.centre.statements, caller.terminal_id, signed.nonce, at)
    raise RequestRefused(ProblemCode.REVOKED, "this terminal was revoked", at, statement)


async def refuse_replay(write: Awaitable[T]) -> T:
    """Return what `write` does. Raise RequestRefused where the very request was here before."""
    try:
        return await write
    except RequestReplayed:
        raise RequestRefused(
            ProblemCode.REPLAY, "this request was answered before", now()
        ) from None
