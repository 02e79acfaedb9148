"""What a reader types reaches the screen that wants it, and no other."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QPushButton
from pytestqt.qtbot import QtBot

from edge_app.ui.window.scanner import MAX_CHARACTERS, Scanner
from tests.edge_app.ui.conftest import Screen
from tests.present import present
from tests.waiting import PATIENCE_MS

ENTER = Qt.Key.Key_Return.value


Typed = tuple[Callable[..., Any], Callable[..., Any], list[Any], Scanner]


class Hand:
    """A clock that a test turns."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def typed(qtbot: QtBot) -> Typed:
    """A scanner, and what it said."""
    clock = Hand()
    scanner = Scanner(clock=clock)
    said: list[str | None] = []
    scanner.scanned.connect(said.append)
    scanner.unreadable.connect(lambda: said.append(None))

    def type_it(text: str, pause: float = 0.005) -> None:
        for letter in text:
            clock.now += pause
            scanner.take_key(ENTER if letter in "\r\n" else ord(letter), letter)

    def settle(count: int) -> list[str | None]:
        qtbot.waitUntil(lambda: len(said) >= count, timeout=PATIENCE_MS)
        return said

    return type_it, settle, said, scanner


def test_a_badge_is_one_text(
    typed: Typed,
) -> None:
    type_it, settle, _, _ = typed
    type_it("A-1042\n")
    assert settle(1) == ["A-1042"]


def test_the_lines_of_a_passport_stay_together(
    typed: Typed,
) -> None:
    type_it, settle, _, _ = typed
    type_it("P<UTOERIKSSON<<ANNA\nL898902C36UTO740812\n")
    assert settle(1) == ["P<UTOERIKSSON<<ANNA\nL898902C36UTO740812"]


def test_a_hand_at_a_keyboard_is_no_reader(
    typed: Typed,
) -> None:
    type_it, settle, said, _ = typed
    type_it("1042\n", pause=0.4)
    type_it("B-2000\n")
    assert settle(1) == ["B-2000"]
    assert said == ["B-2000"]


def test_what_is_longer_than_any_document_is_refused(
    typed: Typed,
) -> None:
    type_it, settle, _, _ = typed
    type_it("9" * (MAX_CHARACTERS + 5000) + "\n")
    type_it("after it\n")
    assert settle(1) == [None]


ESC, TAB = Qt.Key.Key_Escape.value, Qt.Key.Key_Tab.value
STRAY = [
    (ESC, "\x1b"),
    (TAB, "\t"),
    (Qt.Key.Key_Control.value, ""),
    (Qt.Key.Key_Shift.value, ""),
    (Qt.Key.Key_Backspace.value, "\b"),
    (Qt.Key.Key_Delete.value, "\x7f"),
    (Qt.Key.Key_Space.value, " "),
    (Qt.Key.Key_F1.value, ""),
    (ENTER, "\r"),
]


@pytest.mark.parametrize("key", STRAY)
@pytest.mark.parametrize("pause", [0.01, 5.0])
def test_a_stray_key_before_a_scan_spoils_nothing(
    typed: Typed, key: tuple[int, str], pause: float
) -> None:
    type_it, settle, said, scanner = typed
    scanner.take_key(*key)
    type_it("A", pause=pause)
    type_it("-1042\n")
    assert settle(1) == ["A-1042"]
    assert said == ["A-1042"]


@pytest.mark.parametrize("end", ["\n", "\t", "", "\r\n", "\n\n"])
def test_a_reader_ends_as_it_likes(typed: Typed, end: str) -> None:
    type_it, settle, said, _ = typed
    type_it("P<UTOERIKSSON" + (end or "\n") + "L898902C3" + end)
    assert settle(1) == ["P<UTOERIKSSON\nL898902C3"]
    type_it("A-1042" + end)
    assert settle(2)[1:] == ["A-1042"]
    assert len(said) == 2


def test_what_is_no_text_within_a_scan_is_a_blank(typed: Typed) -> None:
    type_it, settle, _, _ = typed
    type_it("\x1b\x07\x003171014408610012\x1d3171011501200007\n")
    assert settle(1) == ["3171014408610012 3171011501200007"]


@pytest.mark.parametrize("place", [0, 3, 16])
def test_ctrl_and_a_letter_within_a_scan_are_read_and_do_nothing(
    screen: Screen, qtbot: QtBot, place: int
) -> None:
    done: list[str] = []
    screen.window.on_key("Ctrl+Q", lambda: done.append("closed"))
    scanned: list[str] = []
    screen.window.scanner.scanned.connect(scanned.append)
    code = "3171014408610012"
    for number, digit in enumerate([*code, ""]):
        if number == place:
            QTest.keyClick(screen.window, Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)
        if digit:
            QTest.keyClick(screen.window, digit)
    QTest.keyClick(screen.window, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(scanned), timeout=PATIENCE_MS)
    assert [text.replace(" ", "") for text in scanned] == [code]
    assert done == []
    assert screen.window.isVisible()


def test_a_hand_that_presses_the_demos_key_is_heard(screen: Screen, qtbot: QtBot) -> None:
    done: list[str] = []
    screen.window.on_key("Ctrl+N", lambda: done.append("switched"))
    QTest.keyClick(screen.window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: done == ["switched"], timeout=PATIENCE_MS)


def test_ctrl_m_and_ctrl_i_end_a_line_as_enter_and_tab_do(typed: Typed) -> None:
    type_it, settle, _, scanner = typed
    control = Qt.KeyboardModifier.ControlModifier
    type_it("A-1042")
    scanner.take_key(Qt.Key.Key_M.value, "\r", control)
    type_it("B-2000")
    scanner.take_key(Qt.Key.Key_I.value, "\t", control)
    assert settle(1) == ["A-1042\nB-2000"]


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


@pytest.mark.parametrize("code", ["\x11", "q\t \r\n", "\x1b"])
def test_what_a_code_types_is_no_shortcut_and_presses_nothing(qtbot: QtBot, code: str) -> None:
    """Qt's own ways for keys: a shortcut, the button that has the focus, the default one."""
    acted: list[str] = []
    dialog = QDialog()
    qtbot.addWidget(dialog)
    button = QPushButton("Tutup", dialog)
    button.setDefault(True)
    button.clicked.connect(lambda: acted.append("pressed"))
    dialog.rejected.connect(lambda: acted.append("closed"))
    for keys in ("Ctrl+Q", "Q", "Esc"):
        QShortcut(QKeySequence(keys), dialog).activated.connect(lambda: acted.append("shortcut"))
    scanner = Scanner()
    scanner.watch()
    try:
        dialog.show()
        dialog.activateWindow()
        button.setFocus()
        qtbot.waitUntil(dialog.isActiveWindow, timeout=PATIENCE_MS)
        for sign in code:
            if sign < " " and sign not in "\t\r\n\x1b":
                QTest.keyClick(
                    button, Qt.Key(ord(sign) + 0x40), Qt.KeyboardModifier.ControlModifier
                )
            else:
                QTest.keyClick(button, _KEYS.get(sign, Qt.Key(ord(sign.upper()))))
    finally:
        present(QApplication.instance()).removeEventFilter(scanner)
    assert acted == []


_KEYS = {
    "\t": Qt.Key.Key_Tab,
    "\r": Qt.Key.Key_Return,
    "\n": Qt.Key.Key_Enter,
    "\x1b": Qt.Key.Key_Escape,
}
