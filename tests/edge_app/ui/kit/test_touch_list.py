"""A list under a finger: long, quick, and deaf to what was not meant as a choice."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QPointingDevice
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from edge_app.ui.kit.touch_list import TouchList
from edge_app.ui.look.style import Style, style_for
from edge_app.ui.window.application import application
from tests.present import present
from tests.waiting import PATIENCE_MS

ROWS = 20_000


class Row(QLabel):
    def restyle(self, style: Style) -> None:
        pass

    def set_pressed(self, pressed: bool) -> None:
        self.setProperty("down", pressed)


class Hand:
    """A list of 500 px in a window, what is chosen, and a finger."""

    def __init__(self, qtbot: QtBot, finger: QPointingDevice) -> None:
        self.window, self.finger = QWidget(), finger
        self.chosen: list[int] = []
        qtbot.addWidget(self.window)
        self.window.resize(400, 500)
        style = style_for(1280, 800)

        def fill(row: QWidget, number: int) -> None:
            assert isinstance(row, Row)
            row.setText(f"{number}")

        self.list = TouchList(Row, fill, lambda style: style.touch)
        self.list.setParent(self.window)
        self.list.setGeometry(0, 0, 400, 500)
        self.list.restyle(style)
        self.list.chosen.connect(self.chosen.append)
        with qtbot.waitExposed(self.window, timeout=PATIENCE_MS):
            self.window.show()

    def seen(self) -> list[int]:
        rows = [one for one in self.list.findChildren(Row) if one.isVisible()]
        inside = [one for one in rows if one.y() < 500 and one.y() + one.height() > 0]
        return [int(one.text()) for one in sorted(inside, key=lambda one: one.y())]

    def press(self, where: QPoint, number: Any = 0) -> None:
        QTest.touchEvent(self.window, self.finger).press(number, where, self.window).commit()

    def release(self, where: QPoint, number: Any = 0) -> None:
        QTest.touchEvent(self.window, self.finger).release(number, where, self.window).commit()

    def touch(self, where: QPoint) -> None:
        self.press(where)
        self.release(where)

    def drag(self, start: QPoint, end: QPoint, steps: int = 12) -> None:
        self.press(start)
        for step in range(1, steps + 1):
            place = start + (end - start) * (step / steps)
            QTest.touchEvent(self.window, self.finger).move(0, place, self.window).commit()
            QTest.qWait(8)  # the scroller counts real time
        self.release(end)


@pytest.fixture
def hand(qtbot: QtBot, finger: QPointingDevice) -> Hand:
    return Hand(qtbot, finger)


def top_of(hand: Hand) -> int:
    return hand.list.verticalScrollBar().value()


def test_only_what_can_be_seen_is_a_widget(hand: Hand) -> None:
    hand.list.show_entries(ROWS)
    for place in (0, 77_777, 10**9):
        hand.list.verticalScrollBar().setValue(place)
        assert hand.list.widgets <= 8
        seen = hand.seen()
        assert seen == list(range(seen[0], seen[0] + len(seen)))
    assert seen[-1] == ROWS - 1


def test_a_touch_chooses_the_row_under_it(hand: Hand) -> None:
    hand.list.show_entries(ROWS)
    row = present(hand.list.row(2))
    hand.touch(row.mapTo(hand.window, row.rect().center()))
    assert hand.chosen == [2]


def test_a_touch_after_the_last_row_chooses_nothing(hand: Hand) -> None:
    hand.list.show_entries(2)
    hand.touch(QPoint(200, 450))
    assert hand.chosen == []


def test_a_finger_that_moves_scrolls_and_chooses_nothing(hand: Hand) -> None:
    hand.list.show_entries(ROWS)
    hand.drag(QPoint(200, 450), QPoint(200, 100))
    assert top_of(hand) > 100
    assert hand.chosen == []


def test_a_finger_that_stops_a_moving_list_chooses_nothing(hand: Hand) -> None:
    hand.list.show_entries(ROWS)
    hand.drag(QPoint(200, 480), QPoint(200, 30), steps=6)
    assert hand.list._scroller.state() == hand.list._scroller.State.Scrolling
    hand.touch(QPoint(200, 250))
    assert hand.chosen == []


def test_a_second_finger_chooses_nothing(hand: Hand) -> None:
    hand.list.show_entries(ROWS)
    both = QTest.touchEvent(hand.window, hand.finger)
    both.press(0, QPoint(200, 40), hand.window).press(1, QPoint(200, 300), hand.window).commit()
    both = QTest.touchEvent(hand.window, hand.finger)
    both.release(0, QPoint(200, 40), hand.window).release(1, QPoint(200, 300), hand.window)
    both.commit()
    assert hand.chosen == [0]


def test_a_finger_on_a_row_is_seen_at_once(hand: Hand) -> None:
    hand.list.show_entries(5)
    row = present(hand.list.row(1))
    where = row.mapTo(hand.window, row.rect().center())
    hand.press(where)
    assert row.property("down")
    hand.release(where)
    assert not row.property("down")


def test_other_entries_while_a_finger_rests_choose_nothing(hand: Hand) -> None:
    """The list changed under the finger: it was not this entry that was meant."""
    hand.list.show_entries(5)
    where = QPoint(200, 130)
    hand.press(where)
    hand.list.show_entries(3)
    hand.release(where)
    assert hand.chosen == []


def test_a_new_list_begins_at_its_first_row(hand: Hand) -> None:
    hand.list.show_entries(ROWS)
    hand.list.verticalScrollBar().setValue(50_000)
    hand.list.show_entries(300, from_top=True)
    assert hand.seen()[0] == 0
    hand.list.verticalScrollBar().setValue(10**6)
    hand.list.show_entries(2)
    assert hand.seen() == [0, 1]
    hand.list.show_entries(0)
    assert hand.seen() == []


def test_forty_touches_choose_forty_times(hand: Hand) -> None:
    hand.list.show_entries(ROWS)
    for _ in range(40):
        hand.touch(QPoint(200, 40))
    application().processEvents()
    assert hand.chosen == [0] * 40


def test_rows_that_change_under_a_scrolling_finger_hold_up_neither_it_nor_the_next_touch(
    hand: Hand,
) -> None:
    hand.list.show_entries(ROWS)
    start = QPoint(200, 450)
    hand.press(start)
    for step in range(1, 7):
        place = start - QPoint(0, 40 * step)
        QTest.touchEvent(hand.window, hand.finger).move(0, place, hand.window).commit()
        QTest.qWait(8)  # the scroller counts real time
        if step == 3:
            before = top_of(hand)
            hand.list.show_entries(ROWS + 1)  # somebody has come
    assert top_of(hand) > before
    hand.release(place)
    hand.list._scroller.stop()  # where it ran out
    hand.touch(QPoint(200, 250))
    assert len(hand.chosen) == 1
