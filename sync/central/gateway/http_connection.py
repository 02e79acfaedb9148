"""uvicorn's HTTP/1.1 for one connection, of which nothing costs more than `limits` says.

uvicorn bounds neither the head of a request, nor the time for head and body, nor requests that are
sent before their answers. Here each stage of a connection has its time, which the Listener judges
twice a second, and whatever is no body is counted by the byte.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from uvicorn import Config
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.server import ServerState

from sync.central.gateway import limits
from sync.central.gateway.limits import Connections, LivedClock
from sync.central.gateway.refusals import RefusalKind, Refusals

_REFUSALS = {
    kind: b"HTTP/1.1 " + line + b"\r\nconnection: close\r\ncontent-length: 0\r\n\r\n"
    for kind, line in (
        (RefusalKind.HEAD_TOO_LARGE, b"431 Request Header Fields Too Large"),
        (RefusalKind.MALFORMED, b"400 Bad Request"),
    )
}


@dataclass(frozen=True, slots=True)
class Admission:
    """What all connections of a worker share."""

    connections: Connections
    clock: LivedClock
    refusals: Refusals


class _Stage(Enum):
    WAITING = auto()  # for a request
    HEAD = auto()  # of a request is coming
    BODY = auto()  # of a request is coming
    ANSWER = auto()  # is being made, or sent


class HttpConnection(HttpToolsProtocol):
    """One connection, from the moment it is accepted; a limits.Guest."""

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        loop: asyncio.AbstractEventLoop,
        admission: Admission,
        address: str,
    ) -> None:
        """`address`: whose connection it is, as the socket or the front says."""
        super().__init__(config, server_state, app_state, loop)
        self._admission = admission
        self.address = address
        self.terminal_id = ""
        self.since = admission.clock.now
        self.end_handshake: Callable[[], object] = lambda: None  # while there is one
        self.is_open = False  # from the end of the handshake on
        self._stage, self._stage_since = _Stage.WAITING, self.since
        self._received = self._body = 0  # bytes of this message, and of its body
        self._head = self._fields = 0  # bytes of its address and headers, and their number
        self._window = 0  # bytes of the body when this window began
        self._unread_since: float | None = None
        self._refused: RefusalKind | None = None
        self._requests = 0  # answered, before one proved anything

    # ---- limits.Guest, and what else the server asks ---------------------------------------------

    def drop(self) -> None:
        """Cut the connection: somebody else needs its place."""
        self._refuse(RefusalKind.CROWDED)
        self._cut()

    def prove(self, terminal_id: str) -> None:
        """Make it the connection of the terminal whose signature was verified on it."""
        self._admission.connections.prove(self, terminal_id)

    def judge(self) -> None:
        """Cut the connection if its present stage has lasted too long."""
        kind = self._overdue(self._admission.clock.now)
        if kind is not None:
            self._refuse(kind)
            self._cut()

    def _cut(self) -> None:
        self.end_handshake()
        if self.is_open:
            self.transport.abort()  # `close` would wait for the other side

    def _end(self) -> None:
        """End the connection of somebody who need not agree: TLS would wait for him, and read."""
        self.transport.close()
        self.loop.call_later(limits.STRANGERS_END_S, self._cut)

    def _overdue(self, now: float) -> RefusalKind | None:
        if not self.is_open or self.transport.is_closing() or self._refused is not None:
            return None  # the handshake has a limit of its own, and so has the end
        lasted = now - self._stage_since
        if self._unread_since is not None and now - self._unread_since > limits.UNREAD_S:
            return RefusalKind.UNREAD
        if self._stage is _Stage.WAITING:
            silent = not self.terminal_id and lasted > limits.FIRST_REQUEST_S
            return RefusalKind.SILENT if silent else None
        if self._stage is _Stage.HEAD:
            return RefusalKind.SLOW_HEAD if lasted > limits.HEAD_S else None
        if self._stage is _Stage.BODY:
            return RefusalKind.SLOW_BODY if self._body_is_late(now, lasted) else None
        return None

    def _body_is_late(self, now: float, lasted: float) -> bool:
        if self.flow.read_paused:  # it is we who do not read
            self._begin(_Stage.BODY, now)
            return False
        if not self.terminal_id:
            return lasted > limits.STRANGER_BODY_S
        if lasted <= limits.BODY_WINDOW_S:
            return False
        if self._body - self._window < limits.MIN_RATE * limits.BODY_WINDOW_S:
            return True
        self._begin(_Stage.BODY, now)
        return False

    def _begin(self, stage: _Stage, now: float | None = None) -> None:
        self._stage = stage
        self._stage_since = self._admission.clock.now if now is None else now
        self._window = self._body

    def _refuse(self, kind: RefusalKind) -> None:
        who = self.terminal_id or "somebody unknown"
        self._admission.refusals.count(kind.value, time.monotonic(), who, f"from {self.address}")

    # ---- the transport's calls -------------------------------------------------------------------

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for the first request."""
        super().connection_made(transport)
        self.is_open = True
        self.client = (self.address, 0)
        self._begin(_Stage.WAITING)

    def connection_lost(self, exc: Exception | None) -> None:
        """Leave."""
        self._admission.connections.leave(self)
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Parse, and refuse what is neither body nor a head of a decent size."""
        if self.transport.is_closing() or self._refused is not None:
            return
        if self._stage is _Stage.WAITING:
            self._begin(_Stage.HEAD)
        self._received += len(data)
        super().data_received(data)
        allowed = limits.MAX_HEAD + self._body // limits.BODY_PER_FRAMING
        if self._received - self._body > allowed and not self.transport.is_closing():
            self._refused = RefusalKind.HEAD_TOO_LARGE
            self.send_400_response("")

    def pause_writing(self) -> None:
        """Note since when an answer has not been taken."""
        self._unread_since = self._admission.clock.now
        super().pause_writing()

    def resume_writing(self) -> None:
        """Note that the answer is being taken."""
        self._unread_since = None
        super().resume_writing()

    def send_400_response(self, msg: str) -> None:
        """Refuse what the parser cannot take, or what it was not to take."""
        del msg  # the answer tells a stranger nothing of the parser
        kind = self._refused = self._refused or RefusalKind.MALFORMED
        self._refuse(kind)
        if self.cycle is not None and not self.cycle.response_complete:
            self.transport.abort()  # an answer is on its way: nothing may be written into it
            return
        # `close` would go on to decrypt what comes, and drop it: nothing more is read.
        self.transport.pause_reading()
        self.transport.write(_REFUSALS[kind])
        self.loop.call_later(limits.STRANGERS_END_S, self._cut)

    # ---- the parser's calls ----------------------------------------------------------------------

    def on_message_begin(self) -> None:
        """Begin a request; raise ValueError before the answer to the one before it."""
        if self.cycle is not None and not self.cycle.response_complete:
            raise ValueError("a request before the answer to the last one")
        self._head = self._fields = 0
        super().on_message_begin()
        self.scope["state"]["connection"] = self

    def on_url(self, url: bytes) -> None:
        """Take a part of the address. Raise ValueError when there is too much."""
        self._take(len(url), 0)
        super().on_url(url)

    def on_header(self, name: bytes, value: bytes) -> None:
        """Take a header, or a trailer. Raise ValueError when there is too much."""
        self._take(len(name) + len(value), 1)
        super().on_header(name, value)

    def on_headers_complete(self) -> None:
        """Begin to answer."""
        self._begin(_Stage.BODY)
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        """Take a part of the body."""
        self._body += len(body)
        super().on_body(body)

    def on_message_complete(self) -> None:
        """Note that nothing more is to come; the answer may have been given already."""
        self._received = self._body = 0
        done = self.cycle is not None and self.cycle.response_complete
        self._begin(_Stage.WAITING if done else _Stage.ANSWER)
        super().on_message_complete()

    def on_response_complete(self) -> None:
        """Wait for the next request; of somebody who never proves anything, not for long."""
        if self._stage is _Stage.ANSWER:
            self._begin(_Stage.WAITING)
        if not self.terminal_id:
            self._requests += 1
            if self._requests >= limits.MAX_STRANGERS_REQUESTS:
                self._refuse(RefusalKind.STRANGER)
                self._end()
            elif self.transport.is_closing():  # what he still sends is not even dropped for long
                self._end()
        super().on_response_complete()

    def _take(self, size: int, fields: int) -> None:
        self._head += size
        self._fields += fields
        if self._head > limits.MAX_HEAD or self._fields > limits.MAX_FIELDS:
            self._refused = RefusalKind.HEAD_TOO_LARGE
            raise ValueError("a head that is too large")


def proven(connection: object, terminal_id: str) -> bool:
    """Return whether a request that the terminal signed was verified on this very connection."""
    return isinstance(connection, HttpConnection) and connection.terminal_id == terminal_id


def prove(connection: object, terminal_id: str) -> None:
    """Give the connection of a request to the terminal whose signature was verified on it.

    `connection` is what `on_message_begin` puts into the request's state; of another server's
    request there is none.
    """
    if isinstance(connection, HttpConnection):
        connection.prove(terminal_id)
