"""When something is to be read again, while somebody looks at it. For one thread at a time."""

from __future__ import annotations

from collections.abc import Callable


class Interval:
    """Due at once, then every `seconds` on `clock`."""

    def __init__(self, seconds: float, clock: Callable[[], float]) -> None:
        self._seconds, self._clock = seconds, clock
        self._began_at: float | None = None

    def begin_if_due(self) -> bool:
        """Return whether it is due; if so, the next interval begins now."""
        now = self._clock()
        due = self._began_at is None or now - self._began_at >= self._seconds
        if due:
            self._began_at = now
        return due

    def begin(self) -> None:
        """Begin an interval: it was read just now."""
        self._began_at = self._clock()

    def reset(self) -> None:
        """Let it be due at once."""
        self._began_at = None
