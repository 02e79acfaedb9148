"""Keys on the glass: every finger counts, none twice, and each key is large enough."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPointingDevice
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from edge_app.ui.kit.keypad import Keypad
from edge_app.ui.kit.keypad_layout import (
    CLEAR,
    DELETE,
    DIGITS,
    LETTERS,
    SPACE,
    digit_rows,
    letter_rows,
    typed,
)
from edge_app.ui.kit.letter_pad import LetterPad
from edge_app.ui.look.style import style_for
from edge_app.ui.text.language import Language
from edge_app.ui.window.application import application
from tests.waiting import PATIENCE_MS

ALPHABET = set("ABCDEFGHIJKLMNOPQRSTUVWXYZ")


class Glass:
    """A pad in a window, what it says, and fingers."""

    def __init__(
        self,
        qtbot: QtBot,
        pad: Keypad | LetterPad,
        finger: QPointingDevice,
        width: int,
        height: int,
        text: float = 1.0,
    ) -> None:
        self.pad, self.finger = pad, finger
        self.said: list[str] = []
        self.window = QWidget()
        qtbot.addWidget(self.window)
        pad.setParent(self.window)
        self.style = style_for(width, height, text=text)
        pad.restyle(self.style)
        pad.pressed.connect(self.said.append)
        self.window.resize(width, height)
        pad.setGeometry(self.window.rect())
        with qtbot.waitExposed(self.window, timeout=PATIENCE_MS):
            self.window.show()
        application().processEvents()

    def at(self, name: str) -> QPoint:
        key = self.pad.key(name)
        return key.mapTo(self.window, key.rect().center())

    def touch(self, *names: str) -> None:
        """All at once, and up again."""
        down = QTest.touchEvent(self.window, self.finger)
        for number, name in enumerate(names):
            down.press(number, self.at(name), self.window)
        places = [self.at(name) for name in names]
        down.commit()
        up = QTest.touchEvent(self.window, self.finger)
        for number, place in enumerate(places):
            up.release(number, place, self.window)
        up.commit()


@pytest.fixture
def glass(qtbot: QtBot, finger: QPointingDevice) -> Callable[..., Any]:
    def make(pad: Any, width: Any = 400, height: Any = 500, text: Any = 1.0) -> Any:
        return Glass(qtbot, pad, finger, width, height, text)

    return make


def test_every_digit_is_said_once(glass: Callable[..., Any]) -> None:
    keys = glass(Keypad())
    for digit in "1234567890":
        keys.touch(digit)
    keys.touch(DELETE)
    keys.touch(CLEAR)
    assert keys.said == [*"1234567890", DELETE, CLEAR]


def test_forty_touches_lose_nothing(glass: Callable[..., Any]) -> None:
    keys = glass(Keypad())
    for number in range(40):
        keys.touch(str(number % 10))
    assert keys.said == [str(number % 10) for number in range(40)]


def test_two_fingers_press_two_keys(glass: Callable[..., Any]) -> None:
    keys = glass(Keypad())
    keys.touch("1", "9")
    assert sorted(keys.said) == ["1", "9"]


def test_contacts_on_one_key_at_one_time_are_one_finger(glass: Callable[..., Any]) -> None:
    """A thumb in a glove touched a key in three places, and typed three digits of a PIN."""
    on = glass(Keypad(), 1280, 800)
    beside = (QPoint(0, 0), QPoint(30, 20), QPoint(-30, 20))
    for together in (True, False):
        on.said.clear()
        event = QTest.touchEvent(on.window, on.finger)
        for number, away in enumerate(beside):
            event.press(number, on.at("4") + away, on.window)
            if not together:
                event.commit()
                event = QTest.touchEvent(on.window, on.finger)
                for earlier in range(number + 1):
                    event.stationary(earlier)
        if together:
            event.commit()
        assert on.said == ["4"]
        event = QTest.touchEvent(on.window, on.finger)
        for number, away in enumerate(beside):
            event.release(number, on.at("4") + away, on.window)
        event.commit()
        on.touch("4")
        assert on.said == ["4", "4"], "the next touch counts"


def test_a_finger_that_rests_presses_once(glass: Callable[..., Any]) -> None:
    keys = glass(Keypad())
    place = keys.at("5")
    QTest.touchEvent(keys.window, keys.finger).press(0, place, keys.window).commit()
    for _ in range(5):
        QTest.touchEvent(keys.window, keys.finger).stationary(0).commit()
    QTest.touchEvent(keys.window, keys.finger).release(0, place, keys.window).commit()
    assert keys.said == ["5"]


def test_a_mouse_presses_too(glass: Callable[..., Any]) -> None:
    keys = glass(Keypad())
    QTest.mouseClick(keys.pad.key("4"), Qt.MouseButton.LeftButton)
    assert keys.said == ["4"]


def test_what_a_keyboard_types_presses_nothing(glass: Callable[..., Any]) -> None:
    keys = glass(Keypad())
    QTest.keyClicks(keys.window, "1234\r")
    assert keys.said == []


@pytest.mark.parametrize("columns", [3, 4, 6, 12])
def test_a_keypad_has_twelve_keys_in_any_shape(columns: int) -> None:
    keys = [name for row in digit_rows(columns) for name in row if name]
    assert sorted(keys) == sorted([*"0123456789", CLEAR, DELETE])


@pytest.mark.parametrize("size", [(1280, 800), (1920, 1080), (1080, 1920)], ids=str)
@pytest.mark.parametrize("text", [1.0, 2.0])
@pytest.mark.parametrize("make", [Keypad, LetterPad])
def test_no_key_is_smaller_than_a_gloved_finger(
    glass: Callable[..., Any],
    make: type[Keypad] | type[LetterPad],
    size: tuple[int, int],
    text: float,
) -> None:
    pad = make()
    keys = glass(pad, *size, text)
    if isinstance(pad, LetterPad):
        assert pad.height_at(size[0]) <= size[1] / 2
    shown = [key for row in pad.rows for key in row if key]
    for name in shown:
        key = pad.key(name)
        assert min(key.width(), key.height()) >= keys.style.touch
        assert pad.rect().contains(key.geometry())
    places = [pad.key(name).geometry() for name in set(shown)]
    assert not any(a.intersects(b) for a in places for b in places if a is not b)


@pytest.mark.parametrize("columns", range(3, 14))
def test_every_letter_is_there_at_any_width(columns: int) -> None:
    letters = {key for row in letter_rows(columns, digits=False) for key in row}
    assert letters >= {*ALPHABET, SPACE, DELETE, DIGITS}
    digits = {key for row in letter_rows(columns, digits=True) for key in row}
    assert digits >= {*"0123456789-'./", SPACE, DELETE, LETTERS}
    assert len(letter_rows(columns, digits=True)) == len(letter_rows(columns, digits=False))


def test_letters_and_digits_change_places_without_a_word(glass: Callable[..., Any]) -> None:
    pad = glass(LetterPad(), 1280, 400)
    pad.touch("B")
    pad.touch(DIGITS)
    pad.touch("3")
    pad.touch(LETTERS)
    pad.touch("U")
    assert pad.said == ["B", "3", "U"]


def test_words_on_keys_follow_the_language(glass: Callable[..., Any]) -> None:
    keys = glass(Keypad())
    assert keys.pad.key(CLEAR).text() == "Kosongkan"
    keys.pad.set_language(Language.EN)
    assert keys.pad.key(CLEAR).text() == "Clear"


@pytest.mark.parametrize(
    ("text", "key", "after"),
    [
        ("BU", "D", "BUD"),
        ("BUD", DELETE, "BU"),
        ("", DELETE, ""),
        ("BUD", CLEAR, ""),
        ("", SPACE, ""),
        ("BUD", SPACE, "BUD "),
        ("12345", "6", "12345"),
        ("BU", "digits", "BU"),
    ],
)
def test_a_key_changes_the_text(text: str, key: str, after: str) -> None:
    assert typed(text, key, most=5) == after
