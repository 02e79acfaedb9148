"""What a reader types reaches the screen that wants it, and no other."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from edge_app.ui.window.scanner import MAX_CHARACTERS, Scanner
from tests.edge_app.ui.conftest import Screen
from tests.waiting import PATIENCE_MS

ENTER = Qt.Key.Key_Return.value


class Hand:
    """A clock that a test turns."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def typed(qtbot: QtBot) -> tuple[Callable[..., Any], Callable[..., Any], list[Any], Scanner]:
    """A scanner, and what it said."""
    clock = Hand()
    scanner = Scanner(clock=clock)
    said: list[str | None] = []
    scanner.scanned.connect(said.append)
    scanner.unreadable.connect(lambda: said.append(None))

    def type_it(text: str, pause: float = 0.005) -> None:
        for letter in text:
            clock.now += pause
            scanner.take_key(
                ENTER if letter == "\n" else ord(letter), "" if letter == "\n" else letter
            )

    def settle(count: int) -> list[str | None]:
        qtbot.waitUntil(lambda: len(said) >= count, timeout=PATIENCE_MS)
        return said

    return type_it, settle, said, scanner


def test_a_badge_is_one_text(
    typed: tuple[Callable[..., Any], Callable[..., Any], list[Any], Scanner],
) -> None:
    type_it, settle, _, _ = typed
    type_it("A-1042\n")
    assert settle(1) == ["A-1042"]


def test_the_lines_of_a_passport_stay_together(
    typed: tuple[Callable[..., Any], Callable[..., Any], list[Any], Scanner],
) -> None:
    type_it, settle, _, _ = typed
    type_it("P<UTOERIKSSON<<ANNA\nL898902C36UTO740812\n")
    assert settle(1) == ["P<UTOERIKSSON<<ANNA\nL898902C36UTO740812"]


def test_a_hand_at_a_keyboard_is_no_reader(
    typed: tuple[Callable[..., Any], Callable[..., Any], list[Any], Scanner],
) -> None:
    type_it, settle, said, _ = typed
    type_it("1042\n", pause=0.4)
    type_it("B-2000\n")
    assert settle(1) == ["B-2000"]
    assert said == ["B-2000"]


def test_what_is_longer_than_any_document_is_refused(
    typed: tuple[Callable[..., Any], Callable[..., Any], list[Any], Scanner],
) -> None:
    type_it, settle, _, _ = typed
    type_it("9" * (MAX_CHARACTERS + 5000) + "\n")
    type_it("after it\n")
    assert settle(1) == [None]


def test_the_next_reading_after_a_refused_one_is_whole(
    typed: tuple[Callable[..., Any], Callable[..., Any], list[Any], Scanner],
) -> None:
    type_it, settle, _, _ = typed
    type_it("\x1b\x07\x00garbage\n")
    assert settle(1) == [None]
    type_it("A-1042\n")
    assert settle(2) == [None, "A-1042"]


def test_a_badge_on_the_lane_is_thrown_away_with_a_word(
    screen: Screen, texts: Callable[..., Any], qtbot: QtBot
) -> None:
    QTest.keyClicks(screen.window, "A-1042")
    QTest.keyClick(screen.window, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: any("dibuang" in text for text in texts()), timeout=PATIENCE_MS)
    assert not any("A-1042" in text for text in texts())


def test_enter_presses_no_key(screen: Screen, make_alert: Callable[..., Any]) -> None:
    screen.show(open_alerts=(make_alert("a"),))
    screen.pass_time(5)
    QTest.keyClicks(screen.window, "12345678")
    QTest.keyClick(screen.window, Qt.Key.Key_Return)
    QTest.keyClick(screen.window, Qt.Key.Key_Space)
    screen.pass_time(11)
    assert screen.lane.answers == []
