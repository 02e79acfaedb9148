"""Which touches may answer an alert: none that was meant for what stood there before."""

from __future__ import annotations

from edge_app.ui import theme


class AnswerGuard:
    """Remembers when the alert on the screen appeared and on which alert a touch began.

    All times are seconds on one clock.
    """

    def __init__(self) -> None:
        self._alert_id: str | None = None
        self._appeared_at = 0.0
        self._touched: str | None = None

    @property
    def alert_id(self) -> str | None:
        """The alert on the screen."""
        return self._alert_id

    def appear(self, alert_id: str | None, now: float) -> None:
        """Another alert (or none) is on the screen; a touch that has begun is forgotten."""
        if alert_id != self._alert_id:
            self._alert_id, self._appeared_at, self._touched = alert_id, now, None

    def armed(self, now: float) -> bool:
        """True when the alert has been visible for long enough to be answered."""
        return self._alert_id is not None and now - self._appeared_at >= theme.ANSWER_GUARD_S

    def press(self, now: float) -> None:
        """A finger came down on an answer."""
        self._touched = self._alert_id if self.armed(now) else None

    def release(self) -> str | None:
        """The finger left the answer: the alert that it answers, or None."""
        touched, self._touched = self._touched, None
        return touched
