"""Authentication: RFC 9421 on every request, a bounded body, no request answered twice.

1. The key id that the signature names is a terminal's: else nothing of the body is read.
2. The body, up to the route's limit.
3. The signature, over method, path, query and body, for this data centre.
4. The time, by the data centre's clock.
5. The terminal's state: a revoked one gets the data centre's signed word, a pending one waits.
6. The nonce: at once for requests that change nothing, else in the transaction of what they change.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeVar

from starlette.requests import Request

from sync.central import statements
from sync.central.api.app_state import AppState
from sync.central.api.clock import now
from sync.central.api.problems import RequestRefused
from sync.central.clock_guard import ClockDoubtful
from sync.central.http_connection import prove
from sync.central.registry.callers import Caller
from sync.central.registry.group_commit import Effect, RequestReplayed
from sync.central.registry.nonces import RequestNonce
from sync.protocol.errors import PackageError, SignatureRefused
from sync.protocol.signing import Signed, verify_request
from sync.protocol.wire import ProblemCode, Wire

SMALL = 256 * 1024  # bytes of a body, unless a route says otherwise
MAX_HEADERS = 4096  # bytes of the two signature headers together
MAX_READING = 128 * 2**20  # bytes of bodies that a worker is receiving
_KEY_ID = re.compile(r';keyid="([0-9a-f]{32})"')

T = TypeVar("T")
Model = TypeVar("Model", bound=Wire)


class _BodyBudget:
    """How many bytes of bodies this worker is receiving now."""

    bytes = 0


_receiving = _BodyBudget()


@dataclass(frozen=True, slots=True)
class TerminalCall:
    """A terminal's request whose signature was verified."""

    caller: Caller
    signed: Signed
    body: bytes
    app_state: AppState

    def parsed(self, model: type[Model]) -> Model:
        """Return the body as `model`. Raise RequestRefused."""
        return parse_body(self.body, model)

    async def write(self, effect: Effect[T]) -> T:
        """Commit `effect` with the request's nonce and return its result. Raise RequestRefused."""
        return await _refuse_replay(self.app_state.writes.write(effect, self.nonce))

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


async def read_body(request: Request, limit: int) -> bytes:
    """Return the body. Raise RequestRefused as soon as it is longer than `limit` bytes.

    Whoever sends it has not proven yet who he is, so all that are on their way share MAX_READING.
    """
    declared = request.headers.get("content-length", "0")
    received = bytearray()
    try:
        if declared.isdigit() and int(declared) <= limit:
            async for chunk in request.stream():
                received += chunk
                _receiving.bytes += len(chunk)
                if len(received) > limit:
                    break
                if _receiving.bytes > MAX_READING:
                    raise RequestRefused(
                        ProblemCode.BUSY, "too much is being received; again", now()
                    )
            else:
                return bytes(received)
    finally:
        _receiving.bytes -= len(received)
    raise RequestRefused(ProblemCode.TOO_LARGE, f"at most {limit} bytes are read here", now())


def signed_path(request: Request) -> str:
    """Return path and query as they were sent: the signature covers these bytes."""
    path = request.scope["raw_path"].decode("latin-1")
    query = request.scope["query_string"].decode("latin-1")
    return f"{path}?{query}" if query else path


def claimed_key_id(request: Request) -> str:
    """Return the key id that the signature names, not proven yet. Raise RequestRefused."""
    inputs = request.headers.getlist("signature-input")
    signatures = request.headers.getlist("signature")
    found = _KEY_ID.search(inputs[0]) if len(inputs) == len(signatures) == 1 else None
    if found is None or len(inputs[0]) + len(signatures[0]) > MAX_HEADERS:
        raise RequestRefused(
            ProblemCode.SIGNATURE, "the request is not signed as it must be", now()
        )
    return found[1]


def verify_signature(
    request: Request, body: bytes, key_id: str, key: bytes, centre_id: str
) -> Signed:
    """Verify the request's signature with `key`. Raise RequestRefused."""
    try:
        return verify_request(
            request.method,
            signed_path(request),
            dict(request.headers),
            body,
            lambda named: key if named == key_id else None,
            centre_id,
            now(),
        )
    except SignatureRefused as error:
        raise RequestRefused(ProblemCode(error.problem), str(error), now()) from None


def authenticate(
    *, limit: int = SMALL, writes: bool = False
) -> Callable[[Request], Awaitable[TerminalCall]]:
    """Return the FastAPI dependency that authenticates a route's requests.

    `limit`: bytes of a body. `writes`: the nonce is used up by `TerminalCall.write`, together with
    what the request changes.
    """

    async def dependency(request: Request) -> TerminalCall:
        app_state = AppState.of(request)
        key_id = claimed_key_id(request)
        caller = await app_state.fleet.caller(key_id)
        if caller is None:
            raise RequestRefused(ProblemCode.UNKNOWN, "no terminal of that id", now())
        request.state.terminal_id = key_id
        body = await read_body(request, limit)
        signed = verify_signature(
            request, body, key_id, caller.signing_key, app_state.centre.centre_id
        )
        prove(getattr(request.state, "connection", None), key_id)
        _require_active(caller, signed, app_state)
        call = TerminalCall(caller, signed, body, app_state)
        if not writes:
            await _refuse_replay(app_state.writes.use_nonce(call.nonce))
        return call

    return dependency


async def require_clock(app_state: AppState) -> None:
    """Raise RequestRefused (busy) where nothing may be signed with this machine's clock."""
    guard = app_state.centre.clock
    if not guard.fresh:
        try:
            await asyncio.to_thread(guard.require, logs=True)
        except ClockDoubtful as error:
            raise RequestRefused(ProblemCode.BUSY, str(error), now()) from None


def _require_active(caller: Caller, signed: Signed, app_state: AppState) -> None:
    if caller.state == "active":
        return
    at = now()
    if caller.state == "pending":
        raise RequestRefused(ProblemCode.PENDING, "no operator has approved this terminal yet", at)
    statement = statements.revoked(
        app_state.centre.statements, caller.terminal_id, signed.nonce, at
    )
    raise RequestRefused(ProblemCode.REVOKED, "this terminal was revoked", at, statement)


async def _refuse_replay(write: Awaitable[T]) -> T:
    try:
        return await write
    except RequestReplayed:
        raise RequestRefused(
            ProblemCode.REPLAY, "this request was answered before", now()
        ) from None
