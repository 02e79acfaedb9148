"""How often alerts as strong as one were right at this lane, as its officers answered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from edge_app.domain import RightAlerts

AGAIN = timedelta(minutes=5)

Found = Mapping[tuple[str, int], RightAlerts]  # by list and strength


class OwnAnswers:
    """Answers at once, from any thread; what reads the store is handed to `later`."""

    def __init__(
        self,
        read: Callable[[], Found],
        now: Callable[[], datetime],
        later: Callable[[Callable[[], object]], object],
    ) -> None:
        """`later` calls soon, on a thread of its own, and again while that raises StoreError."""
        self._read, self._now, self._later = read, now, later
        self._asked: datetime | None = None
        self._found: Found = {}

    def found(self) -> Found:
        """Return what was read last; nothing at first."""
        now = self._now()
        if self._asked is None or abs(now - self._asked) > AGAIN:
            self._asked = now
            self._later(self._take)
        return self._found

    def _take(self) -> None:
        self._found = self._read()
