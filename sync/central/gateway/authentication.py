"""Authentication at the network: RFC 9421 on every request, and a bounded body.

1. The key id that the signature names is a terminal's.
2. The signature, over method, path, query and the body's digest, for this data centre; the time.
   Of a stranger nothing more is read, and from here on the connection is the terminal's: what comes
   on it later in the terminal's name is verified by the keeper alone.
3. The terminal's requests a second, and its bodies that are on their way.
4. The body, up to the route's limit.

What is proven so far goes on to the keeper, which verifies it again with the body, judges the
terminal's state and uses up the nonce.
"""

from __future__ import annotations

import io
import re
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TypeVar

from starlette.requests import Request

from sync.central.channel.frames import Frame
from sync.central.channel.messages import MAX_FIELD, MAX_PATH, FromKeeper, SignedRequest
from sync.central.channel.refusal import RequestRefused
from sync.central.clock import now
from sync.central.gateway.app_state import AppState
from sync.central.gateway.http_connection import prove, proven
from sync.central.gateway.limits import BodyRoom
from sync.central.gateway.refusals import RefusalKind
from sync.protocol.errors import PackageError, SignatureRefused
from sync.protocol.signing import verify_request
from sync.protocol.wire import ProblemCode, Wire

SMALL = 256 * 1024  # bytes of a body, unless a route says otherwise
MAX_HEADERS = MAX_FIELD  # bytes of the two signature headers together
_KEY_ID = re.compile(r';keyid="([0-9a-f]{32})"')

Model = TypeVar("Model", bound=Wire)


@dataclass(frozen=True, slots=True)
class SignedCall:
    """A request whose signature was verified here."""

    request: SignedRequest
    body: bytes
    app_state: AppState

    async def ask(self) -> Frame[FromKeeper]:
        """Return the keeper's answer. Raise RequestRefused, KeeperAway, KeeperFault."""
        return await self.app_state.keeper.ask(self.request, self.body)


@asynccontextmanager
async def authenticated(request: Request, limit: int = SMALL) -> AsyncIterator[SignedCall]:
    """Yield a request of an enrolled terminal; `limit`: bytes of its body.

    Within the block the body counts among those that the terminal may have under way. Raise
    RequestRefused, KeeperAway.
    """
    app_state = AppState.of(request)
    key_id = claimed_key_id(request)
    key = await app_state.terminals.key(key_id)
    if key is None:
        raise RequestRefused(ProblemCode.UNKNOWN, "no terminal of that id", now())
    request.state.terminal_id = key_id
    connection = getattr(request.state, "connection", None)
    if not proven(connection, key_id):
        verify_signature(request, None, key_id, key)
        prove(connection, key_id)
    signed = signed_request(request)
    if not app_state.rates.take(key_id, time.monotonic()):
        app_state.refusals.count(RefusalKind.RATE, key_id)
        raise RequestRefused(ProblemCode.BUSY, "too many requests a second; again later", now())
    room = BodyRoom(app_state.bodies, key_id)
    declared = request.headers.get("content-length", "0")
    if declared.isdigit() and int(declared) > SMALL and not room.begin_large():
        raise RequestRefused(ProblemCode.BUSY, "one large body at a time; again later", now())
    try:
        yield SignedCall(signed, await read_body(request, limit, room), app_state)
    finally:
        room.give_back()


def parse_body(body: bytes, model: type[Model]) -> Model:
    """Return `body` as `model`. Raise RequestRefused, which names a field and no value."""
    try:
        return model.from_json(body)
    except PackageError as error:
        raise RequestRefused(ProblemCode.INVALID, str(error), now()) from None


async def read_body(request: Request, limit: int, room: BodyRoom) -> bytes:
    """Return the body. Raise RequestRefused as soon as it is longer than `limit` bytes.

    `room`: what its bytes take, until somebody gives it back.
    """
    declared = request.headers.get("content-length", "0")
    received = io.BytesIO()  # whose bytes are not copied at the end, as a bytearray's are
    if declared.isdigit() and int(declared) <= limit:
        async for chunk in request.stream():
            received.write(chunk)
            if received.tell() > limit:
                break
            if not room.take(len(chunk)):
                raise RequestRefused(ProblemCode.BUSY, "too much is being received; again", now())
        else:
            return received.getvalue()
    raise RequestRefused(ProblemCode.TOO_LARGE, f"at most {limit} bytes are read here", now())


def signed_path(request: Request) -> str:
    """Return path and query as they were sent: the signature covers these bytes.

    Raise RequestRefused for one that is too long to be anything here.
    """
    path = request.scope["raw_path"].decode("latin-1")
    query = request.scope["query_string"].decode("latin-1")
    whole = f"{path}?{query}" if query else path
    if len(whole) > MAX_PATH:
        raise RequestRefused(ProblemCode.NOT_FOUND, "there is no such thing here", now())
    return str(whole)


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


def verify_signature(request: Request, body: bytes | None, key_id: str, key: bytes) -> None:
    """Verify the signature with `key`; `body`: None before it has come.

    Raise RequestRefused, KeeperAway.
    """
    try:
        verify_request(
            request.method,
            signed_path(request),
            dict(request.headers),
            body,
            lambda named: key if named == key_id else None,
            AppState.of(request).keeper.centre_id,
            now(),
        )
    except SignatureRefused as error:
        raise RequestRefused(ProblemCode(error.problem), str(error), now()) from None


def signed_request(request: Request) -> SignedRequest:
    """Return what the keeper needs to verify the signature of a request that claims a key id."""
    return SignedRequest(
        method=request.method,
        path=signed_path(request),
        signature_input=request.headers["signature-input"],
        signature=request.headers["signature"],
        content_digest=request.headers.get("content-digest", "")[:MAX_FIELD],
    )
