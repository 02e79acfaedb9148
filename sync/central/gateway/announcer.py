"""Server-sent events of one gateway: the keeper says once what all streams are to hear.

A stream holds one number and some flags, so whoever reads slowly misses nothing but repetitions:
what is announced is that there is something new, and the newest is all that counts.
"""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict

from starlette.types import Receive, Scope, Send

from sync.protocol.wire import Announcement

log = logging.getLogger(__name__)

KEEP_ALIVE_S = 2.0  # of silence; then a comment is sent: an officer hears within 5 that it fails
SEND_TIMEOUT_S = 20.0  # in which a reader must take what is sent
MAX_STREAMS_PER_TERMINAL = 4  # the oldest ends when there are more
RECONNECT_MS = 2_000

_HEADERS = [
    (b"content-type", b"text/event-stream"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
]


_MESSAGES = b"event: lane-messages\ndata: {}\n\n"


class Stream:
    """One terminal's open response; an ASGI application."""

    def __init__(self, announcer: Announcer, terminal_id: str) -> None:
        """Start with the last publication, so that a terminal hears at once what it missed."""
        self.terminal_id = terminal_id
        self._announcer = announcer
        self._news = asyncio.Event()
        self._news.set()
        self._changed, self._messages = True, False  # what the next event says
        self._last = False
        self._ended = False

    def notify(self) -> None:
        """Send one event: something was published, or the terminal's state changed."""
        self._changed = True
        self._news.set()

    def notify_messages(self) -> None:
        """Send one event: messages of other lanes wait."""
        self._messages = True
        self._news.set()

    def notify_and_end(self) -> None:
        """Send one event and end: the terminal must authenticate again, its state has changed."""
        self._last = True
        self.notify()

    def end(self) -> None:
        """Close the response."""
        self._ended = True
        self._news.set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002
        """Send events until the client leaves or reads too slowly, or until `end`."""
        leaving = asyncio.ensure_future(receive())  # http.disconnect: the body was read
        leaving.add_done_callback(lambda _: self.end())
        self._announcer.streams[self.terminal_id].append(self)
        try:
            async with asyncio.timeout(SEND_TIMEOUT_S):
                await send({"type": "http.response.start", "status": 200, "headers": _HEADERS})
            await self._events(send)
        except TimeoutError:
            log.info("%s reads its events too slowly: closed", self.terminal_id)
        finally:
            leaving.cancel()
            self._announcer.remove(self)

    async def _events(self, send: Send) -> None:
        while (text := await self._next()) is not None:
            async with asyncio.timeout(SEND_TIMEOUT_S):
                await send({"type": "http.response.body", "body": text, "more_body": True})
        async with asyncio.timeout(SEND_TIMEOUT_S):
            await send({"type": "http.response.body", "body": b"", "more_body": False})

    async def _next(self) -> bytes | None:
        """Wait for what to send next and return it; None at the end."""
        if not self._ended:
            try:
                async with asyncio.timeout(KEEP_ALIVE_S):
                    await self._news.wait()
            except TimeoutError:
                return b": still here\n\n"
        if self._ended:
            return None
        self._news.clear()
        if self._last:
            self.end()
        changed, messages = self._changed, self._messages
        self._changed = self._messages = False
        return (self._announcer.event() if changed else b"") + (_MESSAGES if messages else b"")


class Announcer:
    """The open streams of this gateway, and what is sent to them."""

    def __init__(self) -> None:
        """Know nothing before the keeper has said it."""
        self._sequence = 0
        self._closed = False
        self.streams: defaultdict[str, list[Stream]] = defaultdict(list)

    def open(self, terminal_id: str) -> Stream:
        """Return a new stream for a terminal; end its oldest where there are too many."""
        for oldest in self.streams.get(terminal_id, [])[: -MAX_STREAMS_PER_TERMINAL + 1]:
            oldest.end()
        stream = Stream(self, terminal_id)
        if self._closed:
            stream.end()
        return stream

    def remove(self, stream: Stream) -> None:
        """Forget a stream that has ended."""
        others = self.streams[stream.terminal_id]
        others.remove(stream)
        if not others:
            del self.streams[stream.terminal_id]

    def event(self) -> bytes:
        """Return the server-sent event that names the last publication."""
        data = Announcement(sequence=self._sequence, alive_s=KEEP_ALIVE_S).to_json()
        return b"event: changed\nretry: %d\ndata: %s\n\n" % (RECONNECT_MS, data)

    def changed(self, terminal_id: str) -> None:
        """Tell a terminal that its state or checkpoint changed, and end its streams."""
        for stream in self.streams.get(terminal_id, []):
            stream.notify_and_end()

    def messages_wait(self, terminal_id: str) -> None:
        """Tell a terminal that messages of other lanes wait for it."""
        for stream in self.streams.get(terminal_id, []):
            stream.notify_messages()

    def close(self) -> None:
        """End every stream; the server is stopping."""
        self._closed = True
        for streams in list(self.streams.values()):
            for stream in streams:
                stream.end()

    def published(self, sequence: int) -> None:
        """Announce a publication, where it is new."""
        if sequence == self._sequence:
            return
        self._sequence = sequence
        for streams in self.streams.values():
            for stream in streams:
                stream.notify()

    def authenticate_again(self) -> None:
        """End every stream: whose state changed while the keeper was away is not known here."""
        for terminal_id in list(self.streams):
            self.changed(terminal_id)
