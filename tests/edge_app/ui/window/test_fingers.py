"""A hand that rests on the glass, and the finger of the other one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QEventPoint
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from edge_app.domain import Answer
from edge_app.ui.kit.keypad import Keypad
from edge_app.ui.kit.touch_button import TouchButton
from edge_app.ui.look import theme
from edge_app.ui.session.settings_screen import SettingsScreen
from edge_app.ui.window.application import application
from edge_app.ui.window.fingers import RESTS_S, Contact, Fingers
from edge_app.ui.window.places import Place
from tests.edge_app.ui.alert.alert_touches import ALERT_ID, answer_key, keys, reasons
from tests.edge_app.ui.conftest import Screen
from tests.waiting import until

DOWN, UP = QEventPoint.State.Pressed, QEventPoint.State.Released
MOVED = QEventPoint.State.Updated
FINGER = 60  # pixels


def middle(screen: Screen, widget: QWidget) -> QPoint:
    return widget.mapTo(screen.window, widget.rect().center())


def rest(screen: Screen, place: QPoint) -> None:
    QTest.touchEvent(screen.window, screen.finger).press(0, place, screen.window).commit()


def tap_beside(screen: Screen, place: QPoint) -> None:
    """A finger comes and goes while the hand, point 0, stays where it is."""
    for what in ("press", "release"):
        touch_beside(screen, what, place)


def touch_beside(screen: Screen, what: str, place: QPoint) -> None:
    event = QTest.touchEvent(screen.window, screen.finger)
    event.stationary(0)
    getattr(event, what)(1, place, screen.window)
    event.commit()


def lift(screen: Screen, place: QPoint) -> None:
    QTest.touchEvent(screen.window, screen.finger).release(0, place, screen.window).commit()


def long_settings(screen: Screen) -> SettingsScreen:
    """Open the settings in the largest type: higher than their place."""
    screen.window.go(Place.SETTINGS)
    screen.desk.preferences.put("text", "200", "")
    screen.show()
    page = screen.window.screens[Place.SETTINGS]
    assert isinstance(page, SettingsScreen)
    bar = page.area.verticalScrollBar()
    until(lambda: bar.maximum() > 200, between=application().processEvents)
    screen.clock.now += 1
    return page


@pytest.mark.parametrize("where", ["live picture", "another answer"])
def test_a_resting_hand_lets_a_finger_call_a_colleague(
    screen: Screen, make_alert: Callable[..., Any], where: str
) -> None:
    screen.show(open_alerts=(make_alert(ALERT_ID),))
    screen.pass_time(theme.ANSWER_GUARD_S)
    rests_on: QWidget = screen.window.alert_screen.live_view
    if where == "another answer":
        rests_on = answer_key(screen, Answer.CONFIRMED)
    palm = middle(screen, rests_on)
    rest(screen, palm)
    screen.pass_time(RESTS_S)
    tap_beside(screen, middle(screen, keys(screen).call))
    screen.pass_time(0)
    assert screen.desk.alerts.view().open[0].called_s is not None
    lift(screen, palm)
    screen.pass_time(0)
    assert not reasons(screen).to_answers.isVisible()  # the hand has answered nothing
    screen.pass_time(1.0)
    screen.touch(answer_key(screen, Answer.CONFIRMED))
    screen.pass_time(0)
    assert reasons(screen).to_answers.isVisible()


@pytest.mark.parametrize("palm_on_pad", [True, False])
def test_a_hand_on_the_keypad_lets_the_key_beside_it_answer(
    screen: Screen, palm_on_pad: bool
) -> None:
    pad, key = Keypad(parent=screen.window), TouchButton(parent=screen.window)
    pad.restyle(screen.window.style_now)
    pad.setGeometry(300, 200, 500, 500)
    key.setGeometry(900, 300, 120, 100)
    done: list[str] = []
    pad.pressed.connect(done.append)
    key.clicked.connect(lambda: done.append("key"))
    for one in (pad, key):
        one.show()
        one.raise_()
    application().processEvents()
    places = {"1": middle(screen, pad.key("1")), "key": middle(screen, key)}
    first, second = ("1", "key") if palm_on_pad else ("key", "1")
    rest(screen, places[first])
    tap_beside(screen, places[second])
    assert done == (["1", "key"] if palm_on_pad else ["1"])
    screen.clock.now += RESTS_S
    lift(screen, places[first])
    assert done == (["1", "key"] if palm_on_pad else ["1"])


def test_a_finger_still_scrolls_and_a_hand_that_rests_on_a_list_does_not_hold_it(
    screen: Screen,
) -> None:
    page = long_settings(screen)
    bar, area = page.area.verticalScrollBar(), page.area
    corner = area.mapTo(screen.window, QPoint(area.width() - 40, area.height() - 20))
    start = area.mapTo(screen.window, QPoint(area.width() // 2, area.height() - 60))
    rest(screen, corner)
    screen.clock.now += RESTS_S
    before = bar.value()

    touch_beside(screen, "press", start)
    for moved in range(20, 320, 20):
        touch_beside(screen, "move", start - QPoint(0, moved))
    pump = application().processEvents
    until(lambda: bar.value() > before + 100, between=pump)  # the scroller counts real time
    touch_beside(screen, "release", start - QPoint(0, 300))
    lift(screen, corner)


@pytest.mark.parametrize("pressing", ["mouse", "finger"])
def test_a_drag_that_began_on_a_key_scrolls_and_presses_nothing(
    screen: Screen, pressing: str
) -> None:
    page = long_settings(screen)
    key, bar = page.buttons["look", "light"], page.area.verticalScrollBar()
    page.area.ensureWidgetVisible(key)
    here, before, handle = middle(screen, key), bar.value(), screen.window.windowHandle()
    path = [here - QPoint(0, moved) for moved in range(10, 160, 10)]

    def scrolls() -> None:
        """Wait for it: the scroller counts real time."""
        until(lambda: bar.value() != before, between=application().processEvents)

    if pressing == "mouse":
        QTest.mousePress(handle, Qt.MouseButton.LeftButton, pos=here)
        for place in path:
            QTest.mouseMove(handle, place)
        scrolls()
        QTest.mouseRelease(handle, Qt.MouseButton.LeftButton, pos=path[-1])
    else:
        rest(screen, here)
        for place in path:
            event = QTest.touchEvent(screen.window, screen.finger)
            event.move(0, place, screen.window).commit()
        scrolls()
        lift(screen, path[-1])
    assert screen.desk.preferences.view().look != "light"


@pytest.mark.parametrize("pressing", ["mouse", "finger"])
def test_a_key_in_what_scrolls_is_pressed(screen: Screen, pressing: str) -> None:
    screen.window.go(Place.SETTINGS)
    screen.show()
    page = screen.window.screens[Place.SETTINGS]
    assert isinstance(page, SettingsScreen)
    screen.clock.now += 1
    key = page.buttons["look", "light"]
    if pressing == "mouse":
        QTest.mouseClick(
            screen.window.windowHandle(), Qt.MouseButton.LeftButton, pos=middle(screen, key)
        )
    else:
        screen.touch(key)
    assert screen.desk.preferences.view().look == "light"


def test_a_finger_that_left_a_key_does_not_answer_the_alert_that_came_meanwhile(
    screen: Screen, make_alert: Callable[..., Any]
) -> None:
    screen.show(open_alerts=(make_alert(ALERT_ID),))
    screen.pass_time(theme.ANSWER_GUARD_S)
    confirm = answer_key(screen, Answer.CONFIRMED)
    here = middle(screen, confirm)
    screen.press(confirm)
    drag(screen, middle(screen, screen.window.alert_screen.live_view))
    screen.show(open_alerts=(make_alert("f" * 32, "Joe Biden", 2),))
    screen.pass_time(theme.ANSWER_GUARD_S)
    drag(screen, here)
    screen.release(confirm)
    screen.pass_time(0)
    assert not reasons(screen).to_answers.isVisible()
    screen.pass_time(1)
    screen.press(confirm)
    drag(screen, here + QPoint(20, 5))  # a glove that rolls
    screen.release(confirm)
    screen.pass_time(0)
    assert reasons(screen).to_answers.isVisible()


def drag(screen: Screen, place: QPoint) -> None:
    QTest.touchEvent(screen.window, screen.finger).move(0, place, screen.window).commit()


class Pressed:
    """Keys beside each other, and what was pressed."""

    def __init__(self) -> None:
        self.window, self.now = QWidget(), 0.0
        self.window.resize(400, 200)
        self.key = TouchButton(parent=self.window)
        self.key.setGeometry(0, 0, 200, 200)
        self.clicks = 0
        self.key.clicked.connect(self._clicked)
        self.window.show()
        self.fingers = Fingers(lambda: self.now)

    def _clicked(self) -> None:
        self.clicks += 1

    def take(self, state: QEventPoint.State, breadth: float, number: int = 0) -> None:
        contact = Contact(number, state, QPointF(100, 100), breadth)
        self.fingers.take(self.window, contact, FINGER)


@pytest.fixture
def pressed(qapp: object) -> Pressed:
    del qapp
    return Pressed()


def test_a_finger_presses_however_small_or_of_unknown_size(pressed: Pressed) -> None:
    for breadth in (0.0, 8.0, FINGER, 2.0 * FINGER):
        pressed.take(DOWN, breadth)
        pressed.take(UP, breadth)
    assert pressed.clicks == 4


def test_a_palm_presses_nothing_also_where_it_grows_from_a_point(pressed: Pressed) -> None:
    pressed.take(DOWN, 2.5 * FINGER)
    pressed.take(UP, 2.5 * FINGER)
    pressed.take(DOWN, 20.0)
    assert pressed.key.isDown()
    pressed.take(MOVED, 2.5 * FINGER)
    assert not pressed.key.isDown()
    pressed.take(UP, 10.0)
    assert pressed.clicks == 0


def test_what_rests_on_a_key_does_not_press_it_and_a_slow_finger_does(pressed: Pressed) -> None:
    pressed.take(DOWN, 0.0)
    pressed.now += RESTS_S - 0.1
    pressed.take(UP, 0.0)
    assert pressed.clicks == 1
    pressed.take(DOWN, 0.0)
    pressed.now += RESTS_S
    pressed.take(UP, 0.0)
    assert pressed.clicks == 1


def test_a_glass_that_takes_all_fingers_back_has_pressed_nothing(pressed: Pressed) -> None:
    pressed.take(DOWN, 0.0)
    pressed.fingers.cancel()
    pressed.take(UP, 0.0)
    assert (pressed.clicks, pressed.key.isDown()) == (0, False)


def test_a_key_that_goes_under_a_finger_is_no_fault(pressed: Pressed) -> None:
    pressed.take(DOWN, 0.0)
    pressed.key.setParent(None)
    pressed.key.deleteLater()
    application().sendPostedEvents(None, 52)  # DeferredDelete
    pressed.take(MOVED, 0.0)
    pressed.take(UP, 0.0)
    pressed.take(DOWN, 0.0)
    pressed.take(UP, 0.0)
    assert pressed.clicks == 0
