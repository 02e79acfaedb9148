"""Authentication at the network: RFC 9421 on every request, and a bounded body.

1. The key id that the signature names is a terminal's: else nothing of the body is read.
2. The body, up to the route's limit.
3. The signature, over method, path, query and body, for this data centre; and the time.

What is proven so far goes on to the keeper, which verifies it again, judges the terminal's state
and uses up the nonce.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TypeVar

from starlette.requests import Request

from sync.central.channel.frames import Frame
from sync.central.channel.messages import MAX_FIELD, MAX_PATH, FromKeeper, SignedRequest
from sync.central.channel.refusal import RequestRefused
from sync.central.clock import now
from sync.central.gateway.app_state import AppState
from sync.central.gateway.http_connection import prove
from sync.protocol.errors import PackageError, SignatureRefused
from sync.protocol.signing import verify_request
from sync.protocol.wire import ProblemCode, Wire

SMALL = 256 * 1024  # bytes of a body, unless a route says otherwise
MAX_HEADERS = MAX_FIELD  # bytes of the two signature headers together
MAX_READING = 128 * 2**20  # bytes of bodies that a gateway is receiving
_KEY_ID = re.compile(r';keyid="([0-9a-f]{32})"')

Model = TypeVar("Model", bound=Wire)


class _BodyBudget:
    """How many bytes of bodies this worker is receiving now."""

    bytes = 0


_receiving = _BodyBudget()


@dataclass(frozen=True, slots=True)
class SignedCall:
    """A request whose signature was verified here."""

    request: SignedRequest
    body: bytes
    app_state: AppState

    async def ask(self) -> Frame[FromKeeper]:
        """Return the keeper's answer. Raise RequestRefused, KeeperAway, KeeperFault."""
        return await self.app_state.keeper.ask(self.request, self.body)


async def authenticate(request: Request, limit: int = SMALL) -> SignedCall:
    """Verify a request of an enrolled terminal; `limit`: bytes of its body.

    Raise RequestRefused, KeeperAway.
    """
    app_state = AppState.of(request)
    key_id = claimed_key_id(request)
    key = await app_state.terminals.key(key_id)
    if key is None:
        raise RequestRefused(ProblemCode.UNKNOWN, "no terminal of that id", now())
    request.state.terminal_id = key_id
    body = await read_body(request, limit)
    call = verify_signature(request, body, key_id, key)
    prove(getattr(request.state, "connection", None), key_id)
    return call


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


def verify_signature(request: Request, body: bytes, key_id: str, key: bytes) -> SignedCall:
    """Verify the request's signature with `key`. Raise RequestRefused, KeeperAway."""
    app_state = AppState.of(request)
    path = signed_path(request)
    if len(path) > MAX_PATH:
        raise RequestRefused(ProblemCode.NOT_FOUND, "there is no such thing here", now())
    try:
        verify_request(
            request.method,
            path,
            dict(request.headers),
            body,
            lambda named: key if named == key_id else None,
            app_state.keeper.centre_id,
            now(),
        )
    except SignatureRefused as error:
        raise RequestRefused(ProblemCode(error.problem), str(error), now()) from None
    signed = SignedRequest(
        method=request.method,
        path=path,
        signature_input=request.headers["signature-input"],
        signature=request.headers["signature"],
        content_digest=request.headers["content-digest"][:MAX_FIELD],
    )
    return SignedCall(signed, body, app_state)
