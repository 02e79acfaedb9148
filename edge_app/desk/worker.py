"""The thread on which a desk does what takes time: commands in order, and a look now and then."""

from __future__ import annotations

import logging
import threading
from collections import deque
from collections.abc import Callable

from edge_app.pacing import share_interpreter
from sync.logs import describe_fault

POLL_INTERVAL_S = 0.1  # between looks while there is something to look at
MAX_COMMANDS = 32  # that wait; a finger cannot mean more

log = logging.getLogger(__name__)


class Worker:
    """Commands from any thread; without `start` they are done by `run_pending`, for tests."""

    def __init__(
        self,
        name: str,
        look: Callable[[], object],
        busy: Callable[[], bool],
        failed: Callable[[], object],
    ) -> None:
        """`look` is called every POLL_INTERVAL_S while `busy`, and after each command.

        `failed` is called when one of them had a fault of ours.
        """
        self._look, self._busy, self._failed = look, busy, failed
        self._changed = threading.Condition()  # guards the two below
        self._commands: deque[Callable[[], object]] = deque()
        self._stopping = False
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End after what is being done; what waits is dropped. Also before `start`."""
        with self._changed:
            self._stopping = True
            self._commands.clear()
            self._changed.notify_all()
        if self._thread.is_alive():
            self._thread.join()

    def submit(self, command: Callable[[], object], first: bool = False) -> None:
        """Do it soon; returns at once. `first`: in place of everything that waits.

        What comes while MAX_COMMANDS wait is dropped.
        """
        with self._changed:
            if first:
                self._commands.clear()
            if len(self._commands) < MAX_COMMANDS and not self._stopping:
                self._commands.append(command)
            self._changed.notify_all()

    def run_pending(self) -> None:
        """Do what waits, and look once."""
        while (command := self._next()) is not None:
            self._guarded(command)
        self._guarded(self._look)

    def _next(self) -> Callable[[], object] | None:
        with self._changed:
            return self._commands.popleft() if self._commands else None

    def _run(self) -> None:
        share_interpreter()
        while True:
            self.run_pending()
            with self._changed:
                if self._stopping:
                    return
                if not self._commands:
                    self._changed.wait(POLL_INTERVAL_S if self._busy() else None)

    def _guarded(self, step: Callable[[], object]) -> None:
        try:
            step()
        except Exception as error:  # noqa: BLE001  a fault of ours must not end the desk
            log.error("a step of the desk failed: %s", describe_fault(error))
            self._failed()
