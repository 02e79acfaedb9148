"""Who asks: RFC 9421 on every request, a body that is bounded before it is read, no second time.

1. The key id that the signature names is a terminal's: else nothing of the body is read.
2. The body, up to the route's limit.
3. The signature, over method, path, query and body, for this data centre.
4. The time, by the data centre's clock.
5. The terminal's state: a revoked one gets the data centre's signed word, a pending one waits.
6. The nonce: at once for requests that change nothing, else in the transaction of what they change.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeVar

from starlette.requests import Request

from sync.central import statements
from sync.central.api.app_state import AppState
from sync.central.api.clock import now
from sync.central.api.problems import Refused
from sync.central.registry.callers import Caller
from sync.central.registry.group_commit import Effect, Replayed
from sync.central.registry.nonces import Once
from sync.protocol.errors import PackageError, SignatureRefused
from sync.protocol.signing import Signed, verify_request
from sync.protocol.wire import ProblemCode, Wire

SMALL = 256 * 1024  # bytes of a body, unless a route says otherwise
MAX_HEADERS = 4096  # bytes of the two signature headers together
MAX_READING = 128 * 2**20  # bytes of bodies that a worker is receiving
_KEY_ID = re.compile(r';keyid="([0-9a-f]{32})"')

T = TypeVar("T")
Model = TypeVar("Model", bound=Wire)


class _Reading:
    """Bodies on their way into this worker."""

    bytes = 0


_reading = _Reading()


@dataclass(frozen=True, slots=True)
class Asked:
    """A request whose signature was verified."""

    caller: Caller
    signed: Signed
    body: bytes
    office: AppState

    def parsed(self, model: type[Model]) -> Model:
        """The body. Raises Refused."""
        return parsed(self.body, model)

    async def write(self, effect: Effect[T]) -> T:
        """What `effect` returns, committed together with the request's nonce. Raises Refused."""
        return await _once(self.office.writes.write(effect, self.once))

    @property
    def once(self) -> Once:
        """What this request is known by."""
        return Once(self.caller.terminal_id, self.signed.nonce)


def parsed(body: bytes, model: type[Model]) -> Model:
    """`body` as `model`. Raises Refused, which names a field and no value."""
    try:
        return model.from_json(body)
    except PackageError as error:
        raise Refused(ProblemCode.INVALID, str(error), now()) from None


async def body_of(request: Request, limit: int) -> bytes:
    """The body; Refused as soon as it is known to be longer than `limit` bytes.

    Whoever sends it has not proven yet who he is, so all that are on their way share MAX_READING.
    """
    declared = request.headers.get("content-length", "0")
    received = bytearray()
    try:
        if declared.isdigit() and int(declared) <= limit:
            async for chunk in request.stream():
                received += chunk
                _reading.bytes += len(chunk)
                if len(received) > limit:
                    break
                if _reading.bytes > MAX_READING:
                    raise Refused(ProblemCode.BUSY, "too much is being received; again", now())
            else:
                return bytes(received)
    finally:
        _reading.bytes -= len(received)
    raise Refused(ProblemCode.TOO_LARGE, f"at most {limit} bytes are read here", now())


def signed_path(request: Request) -> str:
    """Path and query as they were sent."""
    path = request.scope["raw_path"].decode("latin-1")
    query = request.scope["query_string"].decode("latin-1")
    return f"{path}?{query}" if query else path


def key_id_of(request: Request) -> str:
    """The key id that the signature names, not proven. Raises Refused."""
    inputs = request.headers.getlist("signature-input")
    signatures = request.headers.getlist("signature")
    found = _KEY_ID.search(inputs[0]) if len(inputs) == len(signatures) == 1 else None
    if found is None or len(inputs[0]) + len(signatures[0]) > MAX_HEADERS:
        raise Refused(ProblemCode.SIGNATURE, "the request is not signed as it must be", now())
    return found[1]


def verified(request: Request, body: bytes, key_id: str, key: bytes, centre_id: str) -> Signed:
    """Who signed the request, with `key`. Raises Refused."""
    try:
        return verify_request(
            request.method,
            signed_path(request),
            dict(request.headers),
            body,
            lambda asked: key if asked == key_id else None,
            centre_id,
            now(),
        )
    except SignatureRefused as error:
        raise Refused(ProblemCode(error.problem), str(error), now()) from None


def asking(*, limit: int = SMALL, writes: bool = False) -> Callable[[Request], Awaitable[Asked]]:
    """What a route depends on. `writes`: the nonce is left to `Asked.write`."""

    async def authenticated(request: Request) -> Asked:
        office = AppState.of(request)
        key_id = key_id_of(request)
        caller = await office.fleet.caller(key_id)
        if caller is None:
            raise Refused(ProblemCode.UNKNOWN, "no terminal of that id", now())
        request.state.terminal_id = key_id
        body = await body_of(request, limit)
        signed = verified(request, body, key_id, caller.signing_key, office.centre.centre_id)
        _require_active(caller, signed, office)
        asked = Asked(caller, signed, body, office)
        if not writes:
            await _once(office.writes.once(asked.once))
        return asked

    return authenticated


def _require_active(caller: Caller, signed: Signed, office: AppState) -> None:
    if caller.state == "active":
        return
    at = now()
    if caller.state == "pending":
        raise Refused(ProblemCode.PENDING, "no operator has approved this terminal yet", at)
    said = statements.revoked(office.centre.statements, caller.terminal_id, signed.nonce, at)
    raise Refused(ProblemCode.REVOKED, "this terminal was revoked", at, said)


async def _once(answer: Awaitable[T]) -> T:
    try:
        return await answer
    except Replayed:
        raise Refused(ProblemCode.REPLAY, "this request was answered before", now()) from None
