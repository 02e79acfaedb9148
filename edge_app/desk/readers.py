"""The threads on which desks do what takes time: read the store, compare faces and PINs.

Each desk has a queue of commands, done in order and one at a time, on whichever thread is free.
After its commands, and again and again while somebody looks, the desk's `poll` is called.
"""

from __future__ import annotations

import logging
import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from sync.logs import describe_fault

# One officer looks at one screen. The second walks along the audit chain or indexes a manifest,
# for seconds; the third compares a PIN, for which somebody waits.
THREADS = 3
MAX_COMMANDS = 32  # that wait; a finger cannot mean more

log = logging.getLogger(__name__)

Every = Callable[[float, Callable[[], object]], Callable[[], None]]


class CommandQueue:
    """Commands of one desk, from any thread; make one with `ReaderPool.queue`.

    Where the pool does not run, `run_pending` does them, for tests.
    """

    def __init__(
        self, pool: ReaderPool, poll: Callable[[], object], on_fault: Callable[[], object]
    ) -> None:
        self._pool, self._poll, self._on_fault = pool, poll, on_fault
        self._lock = threading.Lock()  # guards what follows
        self._commands: deque[tuple[Callable[[], object], bool]] = deque()  # and whether it stays
        self._due = False  # there is something to do
        self._running = False  # a thread of the pool has it

    def submit(
        self, command: Callable[[], object], first: bool = False, stays: bool = False
    ) -> bool:
        """Do `command` soon; return False where MAX_COMMANDS wait: it is dropped.

        Return at once. `first`: in place of everything that waits, but for what `stays`: what an
        officer decided is kept, though they leave at once.
        """
        with self._lock:
            if first:
                self._commands = deque(one for one in self._commands if one[1])
            if len(self._commands) >= MAX_COMMANDS:
                return False
            self._commands.append((command, stays))
        self.refresh()
        return True

    def refresh(self) -> None:
        """Poll soon; return at once."""
        with self._lock:
            self._due = True
            self._running = self._running or self._pool.run(self._run)

    def drop(self) -> None:
        """Forget what waits."""
        with self._lock:
            self._commands.clear()

    def run_pending(self) -> None:
        """Do what waits, then poll once."""
        while (command := self._next()) is not None:
            self._guarded(command)
        self._guarded(self._poll)

    def _next(self) -> Callable[[], object] | None:
        with self._lock:
            return self._commands.popleft()[0] if self._commands else None

    def _run(self) -> None:
        while self._is_due():
            self.run_pending()

    def _is_due(self) -> bool:
        with self._lock:
            due, self._due = self._due and self._pool.running, False
            if not due:
                self._running = False
            return due

    def _guarded(self, step: Callable[[], object]) -> None:
        """Take `step`; where it fails, tell the desk."""
        for act in (step, self._on_fault):
            try:
                act()
            # A fault must not end the desk; some panics of libraries in Rust are no Exception.
            except BaseException as error:  # noqa: BLE001
                log.error("a step of the desk failed: %s", describe_fault(error))
            else:
                return


class ReaderPool:
    """`start` and `stop` once; the rest at any time, from any thread."""

    def __init__(self, every: Every | None = None) -> None:
        """Make it; `every` is `StoreWriter.every`. None: nothing is polled by itself, for tests."""
        self._every = every
        self._executor: ThreadPoolExecutor | None = None  # while the pool runs
        self._queues: list[CommandQueue] = []
        self._polls: list[tuple[float, Callable[[], object]]] = []
        self._endings: list[Callable[[], None]] = []

    def queue(
        self,
        poll: Callable[[], object] = lambda: None,
        on_fault: Callable[[], object] = lambda: None,
        every_s: float | None = None,
        is_open: Callable[[], bool] = lambda: True,
    ) -> CommandQueue:
        """Make a queue before `start`.

        `poll` is called after commands, and every `every_s` while `is_open`; None: not by itself.
        `on_fault` is called when one of them had a fault of ours.
        """
        made = CommandQueue(self, poll, on_fault)
        self._queues.append(made)
        if every_s is not None:
            self._polls.append((every_s, lambda: made.refresh() if is_open() else None))
        return made

    @property
    def running(self) -> bool:
        """Return whether commands are done."""
        return self._executor is not None

    def start(self) -> None:
        """Begin to do commands."""
        self._executor = ThreadPoolExecutor(THREADS, thread_name_prefix="reader")
        if self._every is not None:
            self._endings = [self._every(seconds, step) for seconds, step in self._polls]
        for queue in self._queues:
            queue.refresh()

    def stop(self) -> None:
        """End after what is being done, and drop what waits; also before `start`, and again."""
        for end in self._endings:
            end()
        executor, self._executor = self._executor, None
        for queue in self._queues:
            queue.drop()
        if executor is not None:
            executor.shutdown()

    def run(self, work: Callable[[], object]) -> bool:
        """Do `work` on a thread of the pool; False where none runs."""
        executor = self._executor
        if executor is None:
            return False
        try:
            executor.submit(work)
        except RuntimeError:  # it ends in this moment
            return False
        return True
