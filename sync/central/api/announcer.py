"""Server-sent events of one worker: one look at the database, however many streams there are.

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

EVERY = 0.2  # seconds between two looks at the publications
KEEP_ALIVE = 15.0  # seconds of silence
PATIENCE = 20.0  # seconds in which a reader must take what is sent
STREAMS_EACH = 4  # of one terminal; the oldest ends when there are more
RECONNECT_MS = 2_000

_HEADERS = [
    (b"content-type", b"text/event-stream"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
]


class Stream:
    """One terminal's open response; an ASGI application."""

    def __init__(self, announcer: Announcer, terminal_id: str) -> None:
        """Starts with the last publication: what was missed is told at once."""
        self.terminal_id = terminal_id
        self._announcer = announcer
        self._news = asyncio.Event()
        self._news.set()
        self._last = False
        self._ended = False

    def tell(self) -> None:
        """There is news."""
        self._news.set()

    def finish(self) -> None:
        """There is news, and after it this stream ends: the terminal must ask who it is now."""
        self._last = True
        self._news.set()

    def end(self) -> None:
        """Close the response."""
        self._ended = True
        self._news.set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002
        """Until the client leaves, reads too slowly, or `end`."""
        leaving = asyncio.ensure_future(receive())  # http.disconnect: the body was read
        leaving.add_done_callback(lambda _: self.end())
        self._announcer.streams[self.terminal_id].append(self)
        try:
            async with asyncio.timeout(PATIENCE):
                await send({"type": "http.response.start", "status": 200, "headers": _HEADERS})
            await self._events(send)
        except TimeoutError:
            log.info("%s reads its events too slowly: closed", self.terminal_id)
        finally:
            leaving.cancel()
            self._announcer.leave(self)

    async def _events(self, send: Send) -> None:
        while (text := await self._next()) is not None:
            async with asyncio.timeout(PATIENCE):
                await send({"type": "http.response.body", "body": text, "more_body": True})
        async with asyncio.timeout(PATIENCE):
            await send({"type": "http.response.body", "body": b"", "more_body": False})

    async def _next(self) -> bytes | None:
        """What to send next; None: nothing more."""
        if not self._ended:
            try:
                async with asyncio.timeout(KEEP_ALIVE):
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
    """The streams of this worker, and what they are told."""

    def __init__(self, registry: Registry) -> None:
        """Knows nothing before `watch` looked."""
        self._registry = registry
        self._sequence = 0
        self._closed = False
        self.streams: defaultdict[str, list[Stream]] = defaultdict(list)

    def open(self, terminal_id: str) -> Stream:
        """A new stream."""
        for oldest in self.streams.get(terminal_id, [])[: -STREAMS_EACH + 1]:
            oldest.end()
        stream = Stream(self, terminal_id)
        if self._closed:
            stream.end()
        return stream

    def leave(self, stream: Stream) -> None:
        """It ended."""
        others = self.streams[stream.terminal_id]
        others.remove(stream)
        if not others:
            del self.streams[stream.terminal_id]

    def event(self) -> bytes:
        """The server-sent event."""
        data = Announcement(sequence=self._sequence).to_json()
        return b"event: changed\nretry: %d\ndata: %s\n\n" % (RECONNECT_MS, data)

    def changed(self, terminal_id: str) -> None:
        """State or checkpoint of a terminal changed: it hears of it, and must ask again."""
        for stream in self.streams.get(terminal_id, []):
            stream.finish()

    def close(self) -> None:
        """End every stream; the server is stopping."""
        self._closed = True
        for streams in list(self.streams.values()):
            for stream in streams:
                stream.end()

    async def watch(self) -> None:
        """Look for publications, again and again, until cancelled."""
        while True:
            try:
                latest = await asyncio.to_thread(self._latest)
            except RegistryError as error:
                log.warning("%s", error)
                await asyncio.sleep(10 * EVERY)
                continue
            if latest != self._sequence:
                self._sequence = latest
                for streams in self.streams.values():
                    for stream in streams:
                        stream.tell()
            await asyncio.sleep(EVERY)

    def _latest(self) -> int:
        with self._registry.session() as session:
            return callers.latest_publication(session)
