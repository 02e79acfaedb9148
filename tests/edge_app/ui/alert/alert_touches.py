"""What an officer does on the alert's screen, as touches."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from edge_app.domain import Alert, Answer
from edge_app.ui.kit.touch_button import TouchButton
from edge_app.ui.kit.touch_guard import STEP_GUARD_S
from edge_app.ui.look import theme
from edge_app.ui.window.application import application
from tests.edge_app.ui.conftest import Screen
from tests.waiting import until

GUARD = theme.ANSWER_GUARD_S
ALERT_ID = "0123456789abcdef" * 2  # as the store takes them


def keys(screen: Screen) -> Any:
    return screen.window.alert_screen.answers


def reasons(screen: Screen) -> Any:
    return screen.window.alert_screen.reasons


def answer_key(screen: Screen, answer: Answer) -> TouchButton:
    key: TouchButton = keys(screen).answers[answer]
    return key


def settle(screen: Screen) -> None:
    """The next step is on the screen, and its keys are armed."""
    screen.pass_time(0)
    application().processEvents()
    screen.pass_time(STEP_GUARD_S)


def answer(screen: Screen, answer: Answer, reason: int = 0) -> None:
    """Tap the answer, then its reason."""
    screen.pass_time(GUARD)
    screen.touch(answer_key(screen, answer))
    settle(screen)
    screen.touch(reasons(screen).reasons[reason])
    screen.pass_time(0)


def on_screen(screen: Screen) -> bool:
    return screen.window.alert_screen.isVisible()


def until_shown(screen: Any, reached: Callable[[], bool]) -> None:
    """What another thread does has come to the window."""

    def show() -> None:
        screen.window.refresh()
        application().processEvents()

    until(reached, between=show)


def in_list(alert: Alert, **changes: Any) -> Alert:
    watch_list = alert.candidate.watch_list.model_copy(update=changes)
    return replace(alert, candidate=replace(alert.candidate, watch_list=watch_list))
