"""A cable between two processes on this machine that can be pulled out, and plugged in again."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Coroutine
from types import TracebackType
from typing import Any, Self, TypeVar

_PIECE = 16_384  # bytes

Result = TypeVar("Result")


class Cable:
    """Passes TCP on from `port` to `target` while it is plugged in. A context manager.

    Every method may be called from any thread.
    """

    def __init__(self, target: int) -> None:
        """Lead to `target`: a port on 127.0.0.1."""
        self.target = target
        self.port = 0  # known after __enter__
        self.plugged = True
        self._connections: set[asyncio.Task[Any]] = set()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="cable", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        self._server = self._run(asyncio.start_server(self._connected, "127.0.0.1", 0))
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._run(self._close())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def _run(self, work: Coroutine[Any, Any, Result]) -> Result:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result()

    async def _close(self) -> None:
        self._server.close()
        await self._drop()

    def pull(self) -> None:
        """Break every connection, and let none begin."""
        self.plugged = False
        self._run(self._drop())

    def plug(self) -> None:
        """Let connections pass again."""
        self.plugged = True

    async def _drop(self) -> None:
        for task in list(self._connections):
            task.cancel()
        await asyncio.gather(*self._connections, return_exceptions=True)

    async def _connected(self, here: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        if task is not None:
            self._connections.add(task)
        forth = None
        try:
            if self.plugged:
                there, forth = await asyncio.open_connection("127.0.0.1", self.target)
                async with asyncio.TaskGroup() as both:
                    both.create_task(self.carry(here, forth, up=True))
                    both.create_task(self.carry(there, back, up=False))
        except* (OSError, asyncio.CancelledError):
            pass  # a broken cable says nothing
        finally:
            if task is not None:
                self._connections.discard(task)
            for writer in filter(None, (forth, back)):
                writer.transport.abort()

    async def carry(
        self,
        source: asyncio.StreamReader,
        sink: asyncio.StreamWriter,
        up: bool,  # noqa: ARG002  for those who treat the directions differently
    ) -> None:
        """Carry one direction until its end; `up` goes to the target."""
        while piece := await source.read(_PIECE):
            sink.write(piece)
            await sink.drain()
        sink.write_eof()
