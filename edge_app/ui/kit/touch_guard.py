"""Which touches may answer an alert: none that was meant for what stood there before."""

from __future__ import annotations

from collections.abc import Callable

from edge_app.ui.kit.touch_button import TouchButton
from edge_app.ui.look import theme

STEP_GUARD_S = theme.STEP_GUARD_S


class TouchGuard:
    """Remember when the alert on the screen appeared and on which alert a touch began.

    All times are seconds on one clock. Within an alert other buttons may come up, or stand
    elsewhere (`step`): they are guarded too, for as long as a double tap takes.
    """

    def __init__(self) -> None:
        self._alert_id: str | None = None
        self._step = ""
        self._armed_at = 0.0
        self._touched: str | None = None

    @property
    def alert_id(self) -> str | None:
        """Return the id of the alert on the screen."""
        return self._alert_id

    def appear(self, alert_id: str | None, now: float, step: str = "") -> None:
        """Note that another alert (or none) is on the screen; forget a touch that has begun."""
        if alert_id != self._alert_id:
            self._armed_at = now + theme.ANSWER_GUARD_S
        elif step != self._step:
            self._armed_at = max(now + STEP_GUARD_S, self._armed_at)
        else:
            return
        self._alert_id, self._step, self._touched = alert_id, step, None

    def armed(self, now: float) -> bool:
        """Return whether the alert has been visible for long enough to be answered."""
        return self._alert_id is not None and now >= self._armed_at

    def press(self, now: float) -> None:
        """Note that a finger came down on an answer."""
        self._touched = self._alert_id if self.armed(now) else None

    def release(self) -> str | None:
        """Note that the finger left the answer; return the alert that it answers, or None."""
        touched, self._touched = self._touched, None
        return touched


def guarded(
    button: TouchButton,
    guard: TouchGuard,
    clock: Callable[[], float],
    act: Callable[[str], object],
) -> None:
    """Let `button` call `act` with the alert on which the touch began, if that was armed."""

    def clicked() -> None:
        alert_id = guard.release()
        if alert_id is not None:
            act(alert_id)

    button.setProperty("armed", False)
    button.pressed.connect(lambda: guard.press(clock()))
    button.clicked.connect(clicked)
