"""Signing in with a finger and with a badge, at a locked screen, with everything that is wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QPointingDevice
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from edge_app.desk.session.views import SessionState
from edge_app.ui.kit.fitted_label import FittedLabel
from edge_app.ui.kit.key_button import KeyButton
from edge_app.ui.kit.touch_button import TouchButton
from edge_app.ui.session.sign_in_screen import SignInScreen
from edge_app.ui.text.language import Language
from tests.edge_app.ui.session.session_fixtures import SessionWindow
from tests.fakes.officers import PINS, Desk, everybody
from tests.present import present

Kiosk = SessionWindow[SignInScreen]


@pytest.fixture
def kiosk(tmp_path: Path, qtbot: QtBot, finger: QPointingDevice) -> Iterator[Kiosk]:
    desk = Desk(tmp_path, everybody())
    kiosk = SessionWindow(desk, SignInScreen(desk.session), finger)
    qtbot.addWidget(kiosk.window)
    yield kiosk
    desk.close()


def type_in(kiosk: Kiosk, keys: str) -> None:
    for key in keys:
        kiosk.touch(kiosk.screen.keypad.key(key))


def submit(kiosk: Kiosk) -> SessionState:
    kiosk.touch(kiosk.screen.main)
    return kiosk.until(lambda view: view.state is not SessionState.CHECKING).state


def test_number_then_pin_on_the_keys_sign_in(kiosk: Kiosk) -> None:
    screen = kiosk.screen
    type_in(kiosk, "1001")
    assert (screen.number.text(), screen.number.active) == ("1001", True)
    kiosk.touch(screen.main)
    assert screen.pin.active
    type_in(kiosk, "246810")
    assert screen.pin.text() == "●●●●●●"
    assert "246810" not in kiosk.read()
    assert submit(kiosk) is SessionState.SIGNED_IN
    assert screen.pin.text() == ""


def test_a_wrong_pin_is_said_in_words_and_the_wait_counts_down(kiosk: Kiosk) -> None:
    for _ in range(2):
        kiosk.screen.scanned("1001")
        kiosk.refresh()
        type_in(kiosk, "999999")
        submit(kiosk)
    assert "Nomor atau PIN salah." in kiosk.read()
    assert "Coba lagi dalam 2 detik." in kiosk.read()
    type_in(kiosk, PINS["1001"])  # typing goes on while it waits
    assert not kiosk.screen.main.isEnabled()
    assert "Coba lagi dalam 2 detik." in kiosk.read()
    kiosk.desk.pass_time(1.5)
    kiosk.refresh()
    assert "Coba lagi dalam 1 detik." in kiosk.read()
    kiosk.desk.pass_time(1)
    kiosk.refresh()
    assert submit(kiosk) is SessionState.SIGNED_IN


def test_a_badge_fills_the_number_and_asks_for_the_pin(kiosk: Kiosk) -> None:
    assert kiosk.screen.scanned(" 1001\r\n")
    kiosk.refresh()
    assert (kiosk.screen.number.text(), kiosk.screen.pin.active) == ("1001", True)
    type_in(kiosk, PINS["1001"])
    assert submit(kiosk) is SessionState.SIGNED_IN


@pytest.mark.parametrize(
    "text",
    [
        "",
        "3171234567890123",  # an identity card's number
        "P<IDNWULANDARI<<SARI<<<<<<<<<<<<<<<<<<<<<<<<",
        "https://example.com/1001",
        "x" * 4096,
        "\x00\x1b[2J١٠٠١",
    ],
)
def test_what_is_no_badge_is_refused_with_a_word(kiosk: Kiosk, text: str) -> None:
    type_in(kiosk, "10")
    assert kiosk.screen.scanned(text)
    kiosk.refresh()
    assert "Yang terbaca bukan kartu petugas." in kiosk.read()
    assert kiosk.screen.number.text() == "10"  # nothing is lost
    type_in(kiosk, "01")
    assert "bukan kartu" not in kiosk.read()
    assert kiosk.screen.number.text() == "1001"


def test_a_number_with_letters_is_typed_too(kiosk: Kiosk) -> None:
    screen = kiosk.screen
    kiosk.touch(screen.side)
    assert not screen.keypad.isVisible()
    for key in "BC":
        kiosk.touch(screen.letter_pad.key(key))
    kiosk.touch(screen.letter_pad.key("digits"))
    for key in "-7":
        kiosk.touch(screen.letter_pad.key(key))
    kiosk.touch(screen.letter_pad.key("/"))  # not part of a number
    assert screen.number.text() == "BC-7"
    kiosk.touch(screen.side)
    type_in(kiosk, "3")
    assert screen.number.text() == "BC-73"


def test_forty_touches_a_second_lose_nothing_and_overflow_nothing(kiosk: Kiosk) -> None:
    screen = kiosk.screen
    for number in range(40):
        key = screen.keypad.key(str(number % 10))
        where = key.mapTo(kiosk.window, key.rect().center())
        touch = QTest.touchEvent(kiosk.window, kiosk.finger)
        touch.press(0, where, kiosk.window).commit()
        QTest.touchEvent(kiosk.window, kiosk.finger).release(0, where, kiosk.window).commit()
    kiosk.refresh()
    assert screen.number.text() == "01234567890123456789"
    kiosk.touch(screen.main)
    for _ in range(3):
        type_in(kiosk, "12345")
    assert screen.pin.text() == "●" * 12
    kiosk.touch(screen.keypad.key("delete"))
    assert screen.pin.text() == "●" * 11
    kiosk.touch(screen.keypad.key("clear"))
    assert screen.pin.text() == ""


def test_an_incomplete_pin_asks_nobody_and_costs_no_try(kiosk: Kiosk) -> None:
    kiosk.touch(kiosk.screen.main)
    assert "Nomor petugas belum diketik." in kiosk.read()
    kiosk.screen.scanned("1001")
    kiosk.refresh()
    type_in(kiosk, "246")
    kiosk.touch(kiosk.screen.main)
    assert "PIN belum lengkap." in kiosk.read()
    assert kiosk.screen.pin.text() == "●●●"
    assert kiosk.desk.database.rows("SELECT * FROM attempts") == []


def test_a_half_typed_pin_is_forgotten(kiosk: Kiosk) -> None:
    kiosk.screen.scanned("1001")
    kiosk.refresh()
    type_in(kiosk, "246")
    kiosk.desk.pass_time(61)
    kiosk.refresh()
    assert (kiosk.screen.number.text(), kiosk.screen.pin.text()) == ("", "")


def test_the_locked_screen_says_who_is_on_shift(kiosk: Kiosk) -> None:
    kiosk.sign_in_directly("1001")
    kiosk.desk.session.lock()
    kiosk.refresh()
    assert "Layar terkunci" in kiosk.read()
    assert "Sif \u2068Sari Wulandari\u2069 sejak" in kiosk.read()
    assert "Barack Obama" not in kiosk.read()
    type_in(kiosk, PINS["1001"])  # the number is there already
    assert kiosk.screen.main.text() == "Buka kunci"
    assert submit(kiosk) is SessionState.SIGNED_IN


def test_another_officer_takes_over_at_the_locked_screen(kiosk: Kiosk) -> None:
    kiosk.sign_in_directly("1001")
    kiosk.desk.session.lock()
    kiosk.refresh()
    kiosk.touch(kiosk.screen.side)  # another officer
    assert "sif ini beralih kepadanya" in kiosk.read()
    type_in(kiosk, "1002")
    kiosk.touch(kiosk.screen.main)
    assert kiosk.screen.main.text() == "Masuk"
    type_in(kiosk, PINS["1002"])
    assert submit(kiosk) is SessionState.SIGNED_IN
    assert present(kiosk.desk.session.view().shift).name == "Budi Hartono"


def test_accounts_that_have_not_arrived_are_said_with_what_to_do(kiosk: Kiosk) -> None:
    kiosk.desk.officers = ()
    kiosk.until(lambda view: view.accounts_missing)
    assert "Akun petugas belum tiba dari pusat data." in kiosk.read()
    assert not kiosk.screen.main.isEnabled()
    kiosk.desk.officers = everybody()
    kiosk.until(lambda view: not view.accounts_missing)
    assert kiosk.screen.main.isEnabled()


def test_a_withdrawn_account_is_told_why_the_screen_went_away(kiosk: Kiosk) -> None:
    kiosk.sign_in_directly("1001")
    kiosk.desk.officers = everybody()[1:]
    kiosk.until(lambda view: view.officer is None)
    assert "Akun Anda dicabut atau ditangguhkan" in kiosk.read()


def test_the_keyboard_of_a_reader_presses_no_key(kiosk: Kiosk) -> None:
    for target in (kiosk.window, kiosk.screen):
        QTest.keyClicks(target, "1001\r")
    kiosk.refresh()
    assert kiosk.screen.number.text() == ""


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("text", [1.0, 2.0])
@pytest.mark.parametrize("size", [(1280, 800), (1920, 1080), (1080, 1920)], ids=str)
@pytest.mark.parametrize("letters", [False, True], ids=["digits", "letters"])
def test_every_key_fits_a_glove_and_nothing_overlaps(
    kiosk: Kiosk,
    make_alert: Callable[..., Any],
    size: tuple[int, int],
    text: float,
    language: Language,
    letters: bool,
) -> None:
    kiosk.language = language
    kiosk.sign_in_directly("1001")
    kiosk.desk.session.lock()
    kiosk.resize(*size, text=text)
    kiosk.with_alerts(make_alert("a"), make_alert("b"))
    screen = kiosk.screen
    kiosk.touch(screen.side)
    if letters:
        kiosk.touch(screen.side)
    else:
        screen.scanned("?")  # a notice, too
    kiosk.refresh()
    keys: list[QWidget] = [one for one in screen.findChildren(KeyButton) if one.isVisible()]
    keys += [one for one in screen.findChildren(TouchButton) if one.isVisible()]
    parts: list[QWidget] = [screen.number, screen.pin, *keys]
    parts += [one for one in screen.findChildren(QLabel) if one.isVisible() and one.text()]
    inside = kiosk.place(screen)
    for key in keys:
        assert min(key.width(), key.height()) >= kiosk.style.touch
    fields = (screen.number, screen.pin)
    for number, part in enumerate(parts):
        assert inside.contains(kiosk.place(part)), part
        for other in parts[number + 1 :]:
            if other.parent() in fields and other.parent() is part:
                continue
            assert not kiosk.place(part).intersects(kiosk.place(other)), (part, other)
    assert all(isinstance(one, FittedLabel) for one in parts if isinstance(one, QLabel))
    cut = [one.text() for one in parts if isinstance(one, FittedLabel) and one.fitted().cut]
    assert cut == []
