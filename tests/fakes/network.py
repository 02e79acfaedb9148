"""Networks that one meets at a gate: slow, flapping, corrupting, captive."""

from __future__ import annotations

import asyncio
import random
from asyncio.streams import StreamReader, StreamWriter

from edge_app.demo.cable import Cable

PORTAL = b"<html><body>Selamat datang! Silakan masuk ke Wi-Fi.</body></html>"


class SlowCable(Cable):
    """So many bytes a second to the terminal."""

    def __init__(self, target: int, rate: int) -> None:
        super().__init__(target)
        self.rate = rate

    async def carry(self, source: StreamReader, sink: StreamWriter, up: bool) -> None:
        while piece := await source.read(max(1, self.rate // 10)):
            sink.write(piece)
            await sink.drain()
            await asyncio.sleep(0 if up else len(piece) / self.rate)
        sink.write_eof()


class StalledCable(Cable):
    """Takes requests, and answers with a byte now and then."""

    async def carry(self, source: StreamReader, sink: StreamWriter, up: bool) -> None:
        while piece := await source.read(16_384 if up else 1):
            sink.write(piece)
            await sink.drain()
            await asyncio.sleep(0 if up else 1)


class MutedCable(Cable):
    """Breaks no connection and lets none begin to say anything while it is `muted`."""

    muted = False

    async def carry(self, source: StreamReader, sink: StreamWriter, up: bool) -> None:  # noqa: ARG002
        while piece := await source.read(16_384):
            while self.muted:
                await asyncio.sleep(0.05)
            sink.write(piece)
            await sink.drain()
        sink.write_eof()


class FlappingCable(Cable):
    """Breaks every connection after a random number of bytes."""

    def __init__(self, target: int, seed: int, at_most: int = 60_000) -> None:
        super().__init__(target)
        self._random = random.Random(seed)  # noqa: S311
        self._at_most = at_most

    async def carry(self, source: StreamReader, sink: StreamWriter, up: bool) -> None:  # noqa: ARG002
        left = self._random.randrange(500, self._at_most)
        while piece := await source.read(min(left, 4096)):
            sink.write(piece)
            await sink.drain()
            left -= len(piece)
            if left <= 0:
                raise ConnectionResetError
        sink.write_eof()


class CorruptingCable(Cable):
    """Flips a bit now and then on the way to the terminal."""

    def __init__(self, target: int, seed: int, every: int = 20_000) -> None:
        super().__init__(target)
        self._random = random.Random(seed)  # noqa: S311
        self._every = every

    async def carry(self, source: StreamReader, sink: StreamWriter, up: bool) -> None:
        while piece := await source.read(4096):
            if not up and self._random.random() < len(piece) / self._every:
                place = self._random.randrange(len(piece))
                piece = piece[:place] + bytes([piece[place] ^ 4]) + piece[place + 1 :]
            sink.write(piece)
            await sink.drain()
        sink.write_eof()


class PortalCable(Cable):
    """A captive portal: whatever is asked, HTML is the answer."""

    async def carry(self, source: StreamReader, sink: StreamWriter, up: bool) -> None:
        await source.read(1)
        if up:
            return
        sink.write(
            b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: %d\r\n\r\n%b"
            % (len(PORTAL), PORTAL)
        )
        await sink.drain()
        sink.write_eof()
