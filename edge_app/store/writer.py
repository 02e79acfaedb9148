"""The one thread that writes the kiosk's store. Nobody else waits for the disk.

Whoever has something to write puts it into a queue of their own. A queue is written in its order.
What the disk refuses is tried again, and holds up its own queue alone: an alert that waits for the
data centre's key keeps no officer's sign-in off the disk. The same thread calls what must be
called again and again (`every`).
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import threading
from collections import deque
from collections.abc import Callable, Coroutine
from concurrent.futures import Future
from typing import Any, TypeVar

from tenacity import AsyncRetrying, RetryCallState, retry_if_exception_type, wait_fixed

from edge_app.errors import StoreError
from sync.logs import describe_fault
from sync.protocol.errors import SyncError

RETRY_S = 2.0  # until a refused write is tried again

log = logging.getLogger(__name__)

T = TypeVar("T")


class WriteQueue:
    """Writes in order. `submit` from any thread; make one with `StoreWriter.queue`."""

    def __init__(self, writer: StoreWriter, name: str, log_refusals: bool) -> None:
        self.name = name
        self.fault = ""  # why the first write waits; empty when all is well
        self._writer, self._log_refusals = writer, log_refusals
        self._lock = threading.Lock()  # guards the next
        self._waiting = 0
        self._turn = asyncio.Lock()  # held by the write whose turn it is

    @property
    def waiting(self) -> int:
        """Return how many writes are in memory only."""
        with self._lock:
            return self._waiting

    def submit(self, write: Callable[[], T]) -> Future[T]:
        """Call `write` soon, again and again while it raises StoreError or SyncError.

        Return at once. Another error is logged, and the next write has its turn. A future that is
        cancelled before its turn takes its write back. After `close` of the writer nothing is
        written: the future is cancelled.
        """
        future: Future[T] = Future()
        with self._lock:
            self._waiting += 1
        if not self._writer.give(lambda: self._written(write, future)):
            self._done()
            future.cancel()
        return future

    def _done(self) -> None:
        with self._lock:
            self._waiting -= 1

    # ---- on the writer's thread ------------------------------------------------------------------

    async def _written(self, write: Callable[[], T], future: Future[T]) -> None:
        async with self._turn:
            if self.fault and self._writer.closing:
                self._done()
                future.cancel()  # the disk refused what came before it
                return
            if not future.set_running_or_notify_cancel():
                self._done()
                return
            try:
                async for attempt in self._writer.attempts(self._refused):
                    with attempt:
                        result = write()
            except (StoreError, SyncError) as error:  # refused once more while closing
                self.fault = str(error)
                self._done()
                future.set_exception(error)
            except BaseException as error:  # noqa: BLE001  a fault must not stop those behind it
                # Some panics of libraries in Rust are no Exception: unseen, they would leave the
                # write counted as waiting for ever. No text of the error: it may hold a name.
                log.error("a write of %s failed: %s", self.name, describe_fault(error))
                self._done()
                future.set_exception(error)
            else:
                self.fault = ""
                self._done()
                future.set_result(result)

    def _refused(self, state: RetryCallState) -> None:
        fault = str(state.outcome.exception()) if state.outcome else ""
        if self._log_refusals and fault != self.fault:
            log.warning("%s cannot be written yet: %s", self.name, fault)
        self.fault = fault


class StoreWriter:
    """`start` and `close` once; `queue` and `every` at any time, from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()  # guards the next three
        self._given: deque[Callable[[], Coroutine[Any, Any, None]]] = deque()
        self._loop: asyncio.AbstractEventLoop | None = None  # while the thread runs
        self._closed = False
        self._close = threading.Event()
        self._thread = threading.Thread(target=self._run, name="writer", daemon=True)

    def queue(self, name: str, log_refusals: bool = True) -> WriteQueue:
        """Make a queue; `name` says in the log what it writes.

        `log_refusals`: False where somebody reads the queue's `fault`.
        """
        return WriteQueue(self, name, log_refusals)

    def every(self, seconds: float, step: Callable[[], object]) -> Callable[[], None]:
        """Call `step` every `seconds` until the writer closes; return what ends that sooner.

        A step is short, and never called twice at a time.
        """
        ended = threading.Event()
        self.give(lambda: self._repeat(seconds, step, ended))
        return ended.set

    def start(self) -> None:
        """Begin to write."""
        self._thread.start()

    def close(self) -> None:
        """Write what waits, each at most once more, and end; also before `start`, and again."""
        self._close.set()
        with self._lock:
            idle = not self._thread.is_alive() and not self._given
            loop = self._loop
        if idle:
            return
        if self._thread.ident is None:
            self._thread.start()
        elif loop is not None:
            with contextlib.suppress(RuntimeError):  # it has ended meanwhile
                loop.call_soon_threadsafe(self._wake)
        self._thread.join()

    # ---- for the queues --------------------------------------------------------------------------

    @property
    def closing(self) -> bool:
        """Return whether `close` was called."""
        return self._close.is_set()

    def give(self, job: Callable[[], Coroutine[Any, Any, None]]) -> bool:
        """Run `job` on the writer's thread; False after its end."""
        with self._lock:
            if self._closed:
                return False
            self._given.append(job)
            if self._loop is not None:
                self._loop.call_soon_threadsafe(self._take)
            return True

    def attempts(self, refused: Callable[[RetryCallState], None]) -> AsyncRetrying:
        """Return the attempts of one write; `refused` is told of each but the last."""
        return AsyncRetrying(
            retry=retry_if_exception_type((StoreError, SyncError)),
            wait=wait_fixed(RETRY_S),
            stop=lambda _: self.closing,
            sleep=self._nap,
            before_sleep=refused,
            reraise=True,
        )

    # ---- the thread ------------------------------------------------------------------------------

    def _run(self) -> None:
        asyncio.run(self._serve())

    async def _serve(self) -> None:
        self._woken, self._jobs = asyncio.Event(), set[asyncio.Task[None]]()
        with self._lock:
            self._loop = asyncio.get_running_loop()
        self._take()
        while not self._close.is_set():
            await self._woken.wait()
        self._woken.set()  # closed before there was a loop to wake: nobody naps any more
        while not self._ended():
            self._take()
            await asyncio.wait(self._jobs)

    def _ended(self) -> bool:
        with self._lock:
            self._closed = not self._given and not self._jobs
            if self._closed:
                self._loop = None
            return self._closed

    def _wake(self) -> None:
        self._woken.set()

    def _take(self) -> None:
        with self._lock:
            given, self._given = self._given, deque()
        for job in given:
            task = asyncio.create_task(job())
            self._jobs.add(task)
            task.add_done_callback(self._jobs.discard)

    async def _nap(self, seconds: float) -> None:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._woken.wait(), seconds)

    async def _repeat(
        self, seconds: float, step: Callable[[], object], ended: threading.Event
    ) -> None:
        await self._nap(seconds)
        while not self.closing and not ended.is_set():
            try:
                step()
            except Exception as error:  # noqa: BLE001  a fault of ours must not end the repetition
                log.error("a repeated step failed: %s", describe_fault(error))
            await self._nap(seconds)
