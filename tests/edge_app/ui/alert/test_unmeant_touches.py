"""Touches on the alert's screen that were not meant."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from edge_app.desk.alerts.queue import UNDO_S
from edge_app.domain import Answer
from tests.edge_app.ui.alert.alert_touches import (
    GUARD,
    answer,
    answer_key,
    on_screen,
    reasons,
)
from tests.edge_app.ui.conftest import Screen


def test_keys_close_and_outside_touches_do_not_dismiss(
    screen: Screen, make_alert: Callable[..., Any]
) -> None:
    screen.show(open_alerts=(make_alert("a"),))
    screen.pass_time(GUARD)
    pressed = (
        Qt.Key.Key_Escape,
        Qt.Key.Key_Return,
        Qt.Key.Key_Space,
        Qt.Key.Key_Tab,
        Qt.Key.Key_Back,
    )
    for key in pressed:
        QTest.keyClick(screen.window, key)
    screen.window.close()
    screen.touch(screen.window.alert_screen.live_view)
    screen.touch(screen.window.status_bar)
    screen.pass_time(UNDO_S)
    assert on_screen(screen)
    assert screen.lane.answers == []


def test_badge_reader_that_types_answers_nothing(
    screen: Screen, make_alert: Callable[..., Any]
) -> None:
    screen.show(open_alerts=(make_alert("a"),))
    screen.pass_time(GUARD)
    QTest.keyClicks(screen.window, "1234567890 y\r")
    QTest.keyClick(screen.window, Qt.Key.Key_Enter)
    screen.pass_time(UNDO_S)
    assert on_screen(screen)
    assert screen.lane.answers == []


def test_touch_before_the_guard_time_is_ignored(
    screen: Screen, make_alert: Callable[..., Any]
) -> None:
    screen.show(open_alerts=(make_alert("a"),))
    screen.pass_time(GUARD - 0.05)
    screen.touch(answer_key(screen, Answer.CONFIRMED))
    screen.pass_time(0.06)
    assert answer_key(screen, Answer.CONFIRMED).isVisible()
    screen.touch(answer_key(screen, Answer.CONFIRMED))
    screen.pass_time(0)
    assert reasons(screen).to_answers.isVisible()


def test_a_double_tap_gives_no_reason(screen: Screen, make_alert: Callable[..., Any]) -> None:
    screen.show(open_alerts=(make_alert("a"),))
    screen.pass_time(GUARD)
    screen.touch(answer_key(screen, Answer.NOT_THIS_PERSON))
    screen.pass_time(0.15)
    screen.touch(reasons(screen).reasons[0])
    screen.pass_time(0)
    assert on_screen(screen)
    assert reasons(screen).to_answers.isVisible()


def test_a_double_tap_on_a_reason_does_not_answer_the_next_alert(
    screen: Screen, make_alert: Callable[..., Any]
) -> None:
    screen.show(open_alerts=(make_alert("a"), make_alert("b")))
    answer(screen, Answer.CONFIRMED)
    screen.pass_time(0.15)
    screen.touch(answer_key(screen, Answer.CONFIRMED))
    screen.pass_time(0)
    assert not reasons(screen).to_answers.isVisible()
    assert [one.alert.alert_id for one in screen.desk.alerts.view().open] == ["b"]


def test_touch_that_began_on_another_alert_answers_none(
    screen: Screen, make_alert: Callable[..., Any]
) -> None:
    screen.show(open_alerts=(make_alert("a"),))
    screen.pass_time(GUARD)
    screen.press(answer_key(screen, Answer.CONFIRMED))
    screen.show(open_alerts=(make_alert("b"),))
    screen.pass_time(GUARD)
    screen.release(answer_key(screen, Answer.CONFIRMED))
    screen.pass_time(0)
    assert answer_key(screen, Answer.CONFIRMED).isVisible()


def test_forty_touches_a_second_answer_each_alert_once(
    screen: Screen, make_alert: Callable[..., Any]
) -> None:
    screen.show(open_alerts=tuple(make_alert(str(n)) for n in range(3)))
    for _ in range(300):
        screen.pass_time(0.025)
        if on_screen(screen):
            asked = reasons(screen).to_answers.isVisible()
            confirm = answer_key(screen, Answer.CONFIRMED)
            screen.touch(reasons(screen).reasons[1] if asked else confirm)
    screen.pass_time(UNDO_S)
    assert sorted(one for one, _ in screen.lane.answers) == ["0", "1", "2"]
