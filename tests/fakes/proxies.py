"""An HTTP proxy that says something of its own, until it is told to let requests through."""

from __future__ import annotations

import asyncio
from asyncio import StreamReader, StreamWriter

from edge_app.demo.cable import Cable


class SayingProxy(Cable):
    """Answers every CONNECT with `answer`; with None it connects, as a proxy should."""

    def __init__(self, answer: bytes | None) -> None:
        super().__init__(0)
        self.answer = answer
        self.passed = 0  # connections that it made

    async def _connected(self, here: StreamReader, back: StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._connections.add(task)
        forth = None
        try:
            asked = (await here.readuntil(b"\r\n\r\n")).split()
            answer = self.answer  # which another thread may change meanwhile
            if answer is not None:
                back.write(answer)
                await back.drain()
                return
            host, _, port = asked[1].decode().partition(":")
            there, forth = await asyncio.open_connection(host, int(port))
            back.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
            self.passed += 1
            async with asyncio.TaskGroup() as both:
                both.create_task(self.carry(here, forth, up=True))
                both.create_task(self.carry(there, back, up=False))
        except* (OSError, asyncio.CancelledError, asyncio.IncompleteReadError):
            pass
        finally:
            self._connections.discard(task)
            for writer in filter(None, (forth, back)):
                writer.close()
