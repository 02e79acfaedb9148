"""Server-sent events of one worker: one query of the database, however many streams there are.

A stream holds one number and one flag, so whoever reads slowly misses nothing but repetitions: what
is announced is that there is something new, and the newest is all that counts.
"""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict

from starlette.types import Receive, Scope, Send

from sync.central.registry import callers
from sync.central.registry.database import Registry
from sync.central.registry.errors import RegistryError
from sync.protocol.wire import Announcement

log = logging.getLogger(__name__)

POLL_INTERVAL_S = 0.2  # between two reads of the last publication
KEEP_ALIVE_S = 15.0  # of silence; then a comment is sent
SEND_TIMEOUT_S = 20.0  # in which a reader must take what is sent
MAX_STREAMS_PER_TERMINAL = 4  # the oldest ends when there are more
RECONNECT_MS = 2_000

_HEADERS = [
    (b"content-type", b"text/event-stream"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
]


class Stream:
    """One terminal's open response; an ASGI application."""

    def __init__(self, announcer: Announcer, terminal_id: str) -> None:
        """Start with the last publication, so that a terminal hears at once what it missed."""
        self.terminal_id = terminal_id
        self._announcer = announcer
        self._news = asyncio.Event()
        self._news.set()
        self._last = False
        self._ended = False

    def notify(self) -> None:
        """Send one event."""
        self._news.set()

    def notify_and_end(self) -> None:
        """Send one event and end: the terminal must authenticate again, its state has changed."""
        self._last = True
        self._news.set()

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
        return self._announcer.event()


class Announcer:
    """The open streams of this worker, and what is sent to them."""

    def __init__(self, registry: Registry) -> None:
        """Know nothing before `watch` has read the registry."""
        self._registry = registry
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
        data = Announcement(sequence=self._sequence).to_json()
        return b"event: changed\nretry: %d\ndata: %s\n\n" % (RECONNECT_MS, data)

    def changed(self, terminal_id: str) -> None:
        """Tell a terminal that its state or checkpoint changed, and end its streams."""
        for stream in self.streams.get(terminal_id, []):
            stream.notify_and_end()

    def close(self) -> None:
        """End every stream; the server is stopping."""
        self._closed = True
        for streams in list(self.streams.values()):
            for stream in streams:
                stream.end()

    async def watch(self) -> None:
        """Announce every new publication, until cancelled."""
        while True:
            try:
                latest = await asyncio.to_thread(self._latest)
            except RegistryError as error:
                log.warning("%s", error)
                await asyncio.sleep(10 * POLL_INTERVAL_S)
                continue
            if latest != self._sequence:
                self._sequence = latest
                for streams in self.streams.values():
                    for stream in streams:
                        stream.notify()
            await asyncio.sleep(POLL_INTERVAL_S)

    def _latest(self) -> int:
        with self._registry.session() as session:
            return callers.latest_publication(session)
