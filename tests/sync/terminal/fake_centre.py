"""A real TLS server on loopback that answers as a test tells it to."""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from sync.protocol.envelope.certificates import tls_authority, tls_certificate
from sync.protocol.envelope.digests import fingerprint
from sync.protocol.envelope.signatures import SigningKey
from sync.protocol.signing import Signed, verify_request
from sync.protocol.wire import Problem, ProblemCode, Statement, Wire
from sync.terminal.connection import Connection
from sync.terminal.timeouts import Timeouts

CENTRE = "test-centre"
# For a test of giving up. Any other one has a terminal's own patience: a server of this process may
# stand still for seconds.
IMPATIENT = Timeouts(connect=3, silence=2, answer=3, events=2, window=2, min_rate=1000)


@dataclass(frozen=True)
class Asked:
    method: str
    path: str
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True)
class Answer:
    body: bytes | Iterable[bytes] = b""
    status: int = 200
    type: str = "application/json"
    length: int | None = None  # announced; None: that of `body`, or no announcement
    headers: dict[str, str] = field(default_factory=dict)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: FakeCentre

    def do_GET(self) -> None:
        size = int(self.headers.get("content-length", 0))
        body = self.rfile.read(size) if size else b""
        headers = {name.lower(): value for name, value in self.headers.items()}
        asked = Asked(self.command, self.path, headers, body)
        self.server.asked.append(asked)
        answer = self.server.answer(asked)
        whole = answer.body if isinstance(answer.body, bytes) else None
        length = len(whole) if whole is not None and answer.length is None else answer.length
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.type)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        if length is not None:
            self.send_header("Content-Length", str(length))
        if whole is None or length != len(whole):
            self.send_header("Connection", "close")
            self.close_connection = True
        self.end_headers()
        pieces = [answer.body] if isinstance(answer.body, bytes) else answer.body
        for piece in pieces:
            self.wfile.write(piece)
            self.wfile.flush()

    do_POST = do_GET  # noqa: N815

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Keep quiet."""


class FakeCentre(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(
        self,
        folder: Path,
        authority: tuple[bytes, bytes],
        now: datetime | None = None,
        days: int = 30,
    ) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.authority = authority[1]
        key, certificate = tls_certificate(
            *authority, ["127.0.0.1"], now or datetime.now(UTC), days
        )
        (folder / "server.key").write_bytes(key)
        (folder / "server.pem").write_bytes(certificate)
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(folder / "server.pem", folder / "server.key")
        self.answer: Callable[[Asked], Answer] = lambda _: Answer(status=404)
        self.asked: list[Asked] = []
        self.statements = SigningKey.generate()
        self.ending = threading.Event()
        self.terminals: dict[str, bytes] = {}
        self.open: set[socket.socket] = set()

    @property
    def url(self) -> str:
        return f"https://127.0.0.1:{self.server_address[1]}"

    def finish_request(self, request: Any, client_address: tuple[str, int]) -> None:
        request.settimeout(20)
        with (
            contextlib.suppress(OSError, ssl.SSLError),
            self.context.wrap_socket(request, server_side=True) as secured,
        ):
            self.open.add(secured)
            try:
                super().finish_request(secured, client_address)
            finally:
                self.open.discard(secured)

    def signer(self, asked: Asked, now: datetime | None = None) -> Signed:
        return verify_request(
            asked.method,
            asked.path,
            asked.headers,
            asked.body,
            self.terminals.get,
            CENTRE,
            now or datetime.now(UTC),
        )

    def state(self, kind: str, body: Wire) -> Statement:
        text = body.to_json().decode()
        signature = self.statements.sign(f"statement {kind}", text.encode())
        return Statement(kind=kind, body=text, signature=signature)

    def connection(self, key: SigningKey, **settings: Any) -> Connection:
        self.terminals[fingerprint(key.public)[:32]] = key.public
        given: dict[str, Any] = {
            "urls": self.url,
            "centre_id": CENTRE,
            "authority": self.authority,
            "key": key,
            "now": lambda: datetime.now(UTC),
        }
        return Connection(**(given | settings))

    def wait_slowly(self, seconds: float) -> None:
        self.ending.wait(seconds)


def problem(code: ProblemCode, status: int = 403, **more: Any) -> Answer:
    body = Problem(problem=code, text=f"because {code.value}", at=datetime.now(UTC), **more)
    return Answer(body.to_json(), status)


@contextlib.contextmanager
def serving(centre: FakeCentre) -> Iterator[FakeCentre]:
    thread = threading.Thread(target=centre.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield centre
    finally:
        centre.ending.set()
        centre.shutdown()
        for each in list(centre.open):
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
        centre.server_close()
        thread.join()


def new_authority() -> tuple[bytes, bytes]:
    return tls_authority("Test", datetime.now(UTC), 30)
