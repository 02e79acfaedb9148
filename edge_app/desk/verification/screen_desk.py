"""What 1:1 and 1:N have in common: a screen that is entered and left, and forgets who was there."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable

from edge_app.desk.readers import ReaderPool

IDLE_S = 60.0  # without a touch, until everybody is forgotten
POLL_INTERVAL_S = 0.1  # of the camera and the data centre, while the screen is shown


class ScreenDesk(ABC):
    """Commands return at once, from any thread; a reader does them in order."""

    def __init__(self, readers: ReaderPool, clock: Callable[[], float]) -> None:
        self._clock = clock
        self.commands = readers.queue(
            self._poll_screen, self._fault, POLL_INTERVAL_S, is_open=lambda: self._open
        )
        self._touched_at = clock()
        self._open = False  # the screen is shown; of the thread that does the commands

    def enter(self) -> None:
        """Begin to poll: the screen is shown."""
        self._submit(self._enter)

    def leave(self) -> None:
        """Forget everybody: the screen is gone.

        What waits to be done is dropped, but for what the officer decided.
        """
        self.commands.submit(self._leave, first=True)

    def reset(self) -> None:
        """Forget this person; the next one may come."""
        self._submit(self._forget)

    def touched(self) -> None:
        """Record that the officer is there."""
        self._touched_at = self._clock()

    def _submit(self, command: Callable[[], object], stays: bool = False) -> None:
        """Do `command` soon; `stays`: also where the screen is left before."""
        self.touched()
        self.commands.submit(command, stays=stays)

    # ---- on a reader's thread --------------------------------------------------------------------

    def _enter(self) -> None:
        self._open = True

    def _leave(self) -> None:
        self._forget()
        self._open = False

    def _poll_screen(self) -> None:
        if self._open:
            self._poll()

    def _is_idle(self) -> bool:
        return self._clock() - self._touched_at >= IDLE_S

    @abstractmethod
    def _poll(self) -> None:
        """Read camera and data centre, and go on; forget everybody when it is idle."""

    @abstractmethod
    def _forget(self) -> None:
        """Forget who was there, and what was asked for them."""

    @abstractmethod
    def _fault(self) -> None:
        """Let the officer go on: after a fault of ours no result comes."""
