"""The one connection to the data centre: signed requests over TLS; the door to httpx.

HTTP/1.1, one host, no redirects, nothing from the environment, every answer of a bounded size and
of the type that was asked for. What does not come from the data centre (a captive portal, a proxy's
page) is Unreachable and is never parsed as if it did. May be used by several threads.
"""

from __future__ import annotations

import contextlib
import random
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

import httpx
import httpx_sse

from sync.protocol.envelope.digests import fingerprint
from sync.protocol.envelope.signatures import SigningKey
from sync.protocol.errors import PackageError
from sync.protocol.lanes import LaneMessagesWait
from sync.protocol.signing import sign_request
from sync.protocol.wire import Announcement, Problem, ProblemCode, Wire
from sync.terminal.errors import RequestRefused, TargetMissing, Unreachable
from sync.terminal.http_answers import (
    ConnectionBroken,
    LimitedEventStream,
    Opening,
    announcement,
    require_answer,
    translate_errors,
)
from sync.terminal.timeouts import Timeouts, TokenBucket
from sync.terminal.tls import Context, make_context
from sync.terminal.tunnel import TunnelTransport

ANSWER_LIMIT = 24 * 2**20  # bytes of an answer's body
PROBLEM_LIMIT = 64 * 2**10
PIECE = 16 * 2**10  # bytes of a request's body between two looks at the bandwidth
KEPT_S = 40.0  # a connection without a request: heartbeats keep it; our server waits for 75
MAX_CONNECTIONS = 8  # more than an agent has loops
RESUMES = 3  # in a row, without a byte of progress
FILES = ("application/json", "application/octet-stream")

Model = TypeVar("Model", bound=Wire)


@dataclass(frozen=True, slots=True)
class Reply(Generic[Model]):
    """An answer, and the nonce of its request, which a statement in it must echo."""

    body: Model
    nonce: str


class Connection:
    """The way to one data centre; a context manager."""

    def __init__(
        self,
        urls: str | Sequence[str],
        centre_id: str,
        authority: bytes,
        key: SigningKey,
        now: Callable[[], datetime],
        signing_time: Callable[[], datetime] | None = None,
        bandwidth: int | None = None,
        proxy: str | None = None,
        timeouts: Timeouts | None = None,
        heard: Callable[[], None] = lambda: None,
    ) -> None:
        """Send nothing yet.

        `urls`: of the data centre; where one gives no connection, the next one is tried next.
        `now`: the time that certificates are judged by. `bandwidth`: bytes a second, each way.
        `heard` is called whenever bytes of an answer come, by any thread.

        Raise Unreachable for an authority that is no certificate.
        """
        # The one that is used now comes first.
        self._urls = (urls,) if isinstance(urls, str) else tuple(urls)
        self._turning = threading.Lock()  # over the addresses: several threads use and turn them
        self._centre_id, self._key, self._heard = centre_id, key, heard
        self._key_id = fingerprint(key.public)[:32]
        self._signing_time = signing_time or now
        self._timeouts = timeouts or Timeouts()
        try:
            self._context = make_context(authority, now)
        except (ssl.SSLError, ValueError) as error:
            raise Unreachable("the data centre's certificate authority cannot be read") from error
        self._up, self._down = (
            TokenBucket(bandwidth, time.monotonic, self._context.stopped.wait) for _ in range(2)
        )
        self._proxy = proxy
        self._client = self._make_client(self._context)
        self._replaced: list[httpx.Client] = []

    @property
    def url(self) -> str:
        """Return the address that is used now."""
        return self._urls[0]

    def use(self, urls: Sequence[str]) -> None:
        """Use other addresses from now on, the first one first; what is under way ends as it is."""
        with self._turning:
            self._urls = tuple(urls)

    def _try_next(self, failed: str) -> None:
        """Let the next request go to the address after `failed`, unless another thread did so."""
        with self._turning:
            first, *others = self._urls
            if first == failed:
                self._urls = (*others, first)

    def stop(self) -> None:
        """End every wait of every thread within a second; each gets Unreachable."""
        self._context.stopped.set()

    def trust(self, authority: bytes) -> None:
        """Pin other authorities (PEM) from now on; what is under way ends as it began.

        Raise Unreachable for what is no certificate.
        """
        try:
            context = make_context(authority, self._context.now, self._context)
        except (ssl.SSLError, ValueError) as error:
            raise Unreachable("the data centre's new authority cannot be read") from error
        self._replaced.append(self._client)
        self._context, self._client = context, self._make_client(context)

    def close(self) -> None:
        """Stop, and close what is open."""
        self.stop()
        for client in (self._client, *self._replaced):
            client.close()

    def _make_client(self, context: Context) -> httpx.Client:
        limits = httpx.Limits(max_connections=MAX_CONNECTIONS, keepalive_expiry=KEPT_S)
        return httpx.Client(
            verify=context,
            transport=TunnelTransport(context, self._proxy, limits) if self._proxy else None,
            trust_env=False,
            follow_redirects=False,
            headers={"Accept-Encoding": "identity", "User-Agent": "gapura"},
            timeout=httpx.Timeout(self._timeouts.silence, connect=self._timeouts.connect),
            limits=limits,
        )

    def __enter__(self) -> Connection:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # ---- what the rest of the terminal asks --------------------------------------------------

    def post(
        self, path: str, body: Wire, reply_type: type[Model], limit: int = ANSWER_LIMIT
    ) -> Reply[Model]:
        """Send `body`, get a `reply_type` of at most `limit` bytes.

        Raise Unreachable, RequestRefused.
        """
        return self.post_json(path, body.to_json(), reply_type, limit=limit)

    def post_json(
        self,
        path: str,
        body: bytes,
        reply_type: type[Model],
        meanwhile: Callable[[], None] | None = None,
        limit: int = ANSWER_LIMIT,
    ) -> Reply[Model]:
        """Send `body`, which is JSON, as `post` sends a message.

        `meanwhile` is called when all is sent, while the data centre works on it.
        """
        with self._answer("POST", path, body, meanwhile=meanwhile) as (response, nonce):
            require_answer(response, 200, ("application/json",))
            data = self._whole(response, limit)
        try:
            return Reply(reply_type.from_json(data), nonce)
        except PackageError as error:
            raise Unreachable(f"{path}: the answer is not the data centre's: {error}") from error

    def fetch(self, path: str, offset: int = 0) -> Iterator[bytes]:
        """Yield the file `path` under /v1/tuf/ from byte `offset`, on after a cut too.

        The caller counts the bytes and stops at what it was promised. Raise TargetMissing,
        Unreachable, RequestRefused.
        """
        left = RESUMES
        while True:
            try:
                for piece in self._part(path, offset):
                    offset, left = offset + len(piece), RESUMES
                    yield piece
            except RequestRefused as error:
                if error.problem is ProblemCode.NOT_FOUND:
                    raise TargetMissing(str(error)) from error
                raise
            except ConnectionBroken:
                left -= 1
                if left <= 0:
                    raise
                self._context.stopped.wait(random.uniform(0.1, 1.0))  # noqa: S311  no secret
            else:
                return

    def events(self) -> Iterator[Announcement | LaneMessagesWait | None]:
        """Yield what is announced, for as long as the stream stands; None first: it stands.

        End, or raise Unreachable or RequestRefused; the caller comes back after a while.
        """
        headers = {"Accept": "text/event-stream", "Cache-Control": "no-store"}
        with self._answer("GET", "/v1/events", b"", headers) as (response, _):
            require_answer(response, 200, ("text/event-stream",))
            self._context.set_deadline(None)
            response.stream = LimitedEventStream(response.stream, self._heard)
            yield None
            with translate_errors("/v1/events"):
                for event in httpx_sse.EventSource(response).iter_sse():
                    if event.event == "changed":
                        yield announcement(event.data)
                    elif event.event == "lane-messages":
                        yield LaneMessagesWait()

    # ---- how ---------------------------------------------------------------------------------

    @contextlib.contextmanager
    def _answer(
        self,
        method: str,
        path: str,
        body: bytes,
        headers: dict[str, str] | None = None,
        meanwhile: Callable[[], None] | None = None,
    ) -> Iterator[tuple[httpx.Response, str]]:
        """Yield the head of the answer to a signed request; its body is still to be read."""
        signed, nonce = sign_request(
            method, path, body, self._key, self._key_id, self._centre_id, self._signing_time()
        )
        given = {**signed, **(headers or {})}
        if body:
            given |= {"Content-Type": "application/json", "Content-Length": str(len(body))}
        url = self.url
        silence = self._timeouts.events if path == "/v1/events" else self._timeouts.silence
        opening = Opening()
        request = self._client.build_request(
            method,
            url + path,
            headers=given,
            content=self._paced(body, meanwhile) if body else None,
            timeout=httpx.Timeout(silence, connect=self._timeouts.connect),
            extensions={"trace": opening.note},
        )
        allowed = self._timeouts.answer + len(body) / self._timeouts.min_rate
        self._context.set_deadline(time.monotonic() + allowed)
        with translate_errors(path, url):
            try:
                response = self._client.send(request, stream=True)
            except httpx.TransportError:
                if opening.under_way:  # a proxy that finds no way says so as it likes, or hangs up
                    self._try_next(url)
                raise
        try:
            if response.status_code >= 400:
                self._refused(path, response, nonce)
            if response.headers.get("content-encoding", "identity") != "identity":
                raise Unreachable(f"{path}: something on the way changed the answer's encoding")
            yield response, nonce
        finally:
            with translate_errors(path):
                response.close()

    def _paced(self, body: bytes, meanwhile: Callable[[], None] | None) -> Iterator[bytes]:
        for start in range(0, len(body), PIECE):
            piece = body[start : start + PIECE]
            waited = self._up.consume(len(piece))
            if waited:
                self._context.set_deadline(self._context.deadline() + waited)
            yield piece
        if meanwhile is not None:
            meanwhile()

    def _part(self, path: str, offset: int) -> Iterator[bytes]:
        address = f"/v1/tuf/{path}"
        headers = {"Range": f"bytes={offset}-"} if offset else {}
        with self._answer("GET", address, b"", headers) as (response, _):
            if response.status_code == 206:
                start = response.headers.get("content-range", "").partition("-")[0]
                if start != f"bytes {offset}":
                    raise Unreachable(f"{address}: another part of the file came back")
                skip = 0
            else:
                require_answer(response, 200, FILES)
                skip = offset  # somebody on the way does not know ranges
            for piece in self._pieces(response):
                dropped = min(skip, len(piece))
                skip -= dropped
                if len(piece) > dropped:
                    yield piece[dropped:]

    def _pieces(self, response: httpx.Response) -> Iterator[bytes]:
        """Yield the body as it comes. Raise Unreachable when it comes slower than it must."""
        path, timeouts = response.url.path, self._timeouts
        raw = response.iter_raw()
        left, received = timeouts.window, 0
        while True:
            begun = time.monotonic()
            self._context.set_deadline(begun + left)
            with translate_errors(path):
                piece = next(raw, None)
            if piece is None:
                return
            left -= time.monotonic() - begun  # the network's time alone: not ours, not the pace's
            received += len(piece)
            self._heard()
            if received >= timeouts.min_rate * timeouts.window:
                left, received = timeouts.window, 0
            self._down.consume(len(piece))
            yield piece

    def _whole(self, response: httpx.Response, limit: int) -> bytes:
        data = bytearray()
        for piece in self._pieces(response):
            data += piece
            if len(data) > limit:
                raise Unreachable(f"{response.url.path}: the answer is larger than {limit} bytes")
        return bytes(data)

    def _refused(self, path: str, response: httpx.Response, nonce: str) -> None:
        status = response.status_code
        try:
            require_answer(response, status, ("application/json", "application/problem+json"))
            problem = Problem.from_json(self._whole(response, PROBLEM_LIMIT))
        except (Unreachable, PackageError) as error:
            raise Unreachable(
                f"{path}: status {status}, and not in the data centre's words: a proxy, or the data"
                " centre is being restarted",
                status,
            ) from error
        text = "".join(c for c in problem.text if c.isprintable())[:200]
        raise RequestRefused(
            f"{path}: {text or problem.problem.value}",
            problem.problem,
            problem.at,
            problem.statement,
            nonce,
            status,
            problem.ticket,
        )
