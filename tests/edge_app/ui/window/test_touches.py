"""Fingers that were aimed at what stood there before."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from edge_app.ui.kit.keypad import Keypad
from edge_app.ui.kit.touch_button import TouchButton
from edge_app.ui.look import theme
from edge_app.ui.window.application import application
from edge_app.ui.window.scanner import Scanner
from edge_app.ui.window.touches import Touches
from tests.edge_app.ui.conftest import Screen


@pytest.mark.usefixtures("qapp")
def test_a_page_that_goes_shortens_no_guard_of_one_that_came() -> None:
    clock = [0.0]
    alert, came, went = QWidget(), QWidget(), QWidget()
    owner = QObject()
    touches = Touches(Scanner(owner), lambda: clock[0], lambda: None, lambda: 60, owner)
    pages = (came, went)

    def ignored() -> bool:
        event = QMouseEvent(
            QEvent.Type.MouseButtonPress,
            QPointF(),
            QPointF(),
            Qt.MouseButton.LeftButton,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
        return touches.eventFilter(came, event)

    alert.hide()
    came.hide()
    went.show()
    touches.note_what_came(alert, pages, True)
    clock[0] = 10.0
    came.show()
    touches.note_what_came(alert, pages, True)
    clock[0] += 0.1
    went.hide()
    touches.note_what_came(alert, pages, True)
    clock[0] = 10.0 + theme.ANSWER_GUARD_S - 0.01
    assert ignored()
    clock[0] = 10.0 + theme.ANSWER_GUARD_S
    assert not ignored()


def test_a_double_tap_means_the_key_that_it_began_on(screen: Screen) -> None:
    """Its second tap fell on what the first brought up there: it went back, or closed the lane."""
    window = screen.window
    place = QPoint(600, 400)
    for number, second in enumerate(("same", "another", "another later")):
        first, other = TouchButton("plain", parent=window), TouchButton("plain", parent=window)
        clicked: list[str] = []
        for name, key in (("first", first), ("other", other)):
            key.setGeometry(place.x() - 60, place.y() - 50, 120, 100)
            key.clicked.connect(lambda _=False, name=name, clicked=clicked: clicked.append(name))
        first.show()
        first.raise_()
        screen.touch(first)
        if second != "same":
            first.hide()
            other.show()
            other.raise_()
        if second == "another later":
            screen.clock.now += theme.STEP_GUARD_S
        screen.touch(first if second == "same" else other)
        expected = (["first", "first"], ["first"], ["first", "other"])[number]
        assert clicked == expected, second
        screen.clock.now += 1.0
        first.hide()
        other.hide()


def test_two_quick_digits_of_one_key_are_two(screen: Screen) -> None:
    pad = Keypad(parent=screen.window)
    pad.restyle(screen.window.style_now)
    pad.setGeometry(400, 200, 500, 500)
    pad.show()
    pad.raise_()
    typed: list[str] = []
    pad.pressed.connect(typed.append)
    for _ in range(2):
        screen.touch(pad.key("1"))
    assert typed == ["1", "1"]


def test_quick_digits_of_neighbouring_keys_are_all_taken(screen: Screen) -> None:
    """Within 40 pixels of each other at the edge between both: the second was no double tap."""
    pad = Keypad(parent=screen.window)
    pad.restyle(screen.window.style_now)
    pad.setGeometry(400, 200, 500, 500)
    pad.show()
    pad.raise_()
    application().processEvents()
    typed: list[str] = []
    pad.pressed.connect(typed.append)
    edges = {"1": QPoint(-12, 0), "2": QPoint(12, 0)}  # from the right side and from the left one
    for name, inwards in edges.items():
        key = pad.key(name)
        side = key.rect().right() if name == "1" else 0
        where = key.mapTo(screen.window, QPoint(side, key.height() // 2) + inwards)
        QTest.touchEvent(screen.window, screen.finger).press(0, where, screen.window).commit()
        QTest.touchEvent(screen.window, screen.finger).release(0, where, screen.window).commit()
    assert typed == ["1", "2"]
