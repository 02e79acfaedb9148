"""Signing in with a finger and with a badge, at a locked screen, with everything that is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fakes.officers import PINS, Desk, everybody
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from edge_app.desk.session.views import SessionState
from edge_app.ui.kit.key_button import KeyButton
from edge_app.ui.kit.touch_button import TouchButton
from edge_app.ui.session.sign_in_screen import SignInScreen
from edge_app.ui.text.language import Language
from tests.edge_app.ui.session.session_fixtures import Stand


@pytest.fixture
def stand(tmp_path: Path, qtbot, finger) -> Iterator[Stand]:
    desk = Desk(tmp_path, everybody())
    stand = Stand(desk, SignInScreen(desk.session), finger)
    qtbot.addWidget(stand.window)
    yield stand
    desk.close()


def type_in(stand: Stand, keys: str) -> None:
    for key in keys:
        stand.touch(stand.screen.keypad.key(key))


def submit(stand: Stand) -> SessionState:
    stand.touch(stand.screen.main)
    return stand.until(lambda view: view.state is not SessionState.CHECKING).state


def test_number_then_pin_on_the_keys_sign_in(stand: Stand):
    screen = stand.screen
    type_in(stand, "1001")
    assert (screen.number.text(), screen.number.active) == ("1001", True)
    stand.touch(screen.main)
    assert screen.pin.active
    type_in(stand, "246810")
    assert screen.pin.text() == "●●●●●●"
    assert "246810" not in stand.read()
    assert submit(stand) is SessionState.SIGNED_IN
    assert screen.pin.text() == ""


def test_a_wrong_pin_is_said_in_words_and_the_wait_counts_down(stand: Stand):
    for _ in range(2):
        stand.screen.scanned("1001")
        stand.refresh()
        type_in(stand, "999999")
        submit(stand)
    assert "Nomor atau PIN salah." in stand.read()
    assert "Coba lagi dalam 2 detik." in stand.read()
    type_in(stand, PINS["1001"])  # typing goes on while it waits
    assert not stand.screen.main.isEnabled()
    assert "Coba lagi dalam 2 detik." in stand.read()
    stand.desk.pass_time(1.5)
    stand.refresh()
    assert "Coba lagi dalam 1 detik." in stand.read()
    stand.desk.pass_time(1)
    stand.refresh()
    assert submit(stand) is SessionState.SIGNED_IN


def test_a_badge_fills_the_number_and_asks_for_the_pin(stand: Stand):
    assert stand.screen.scanned(" 1001\r\n")
    stand.refresh()
    assert (stand.screen.number.text(), stand.screen.pin.active) == ("1001", True)
    type_in(stand, PINS["1001"])
    assert submit(stand) is SessionState.SIGNED_IN


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
def test_what_is_no_badge_is_refused_with_a_word(stand: Stand, text: str):
    type_in(stand, "10")
    assert stand.screen.scanned(text)
    stand.refresh()
    assert "Yang terbaca bukan kartu petugas." in stand.read()
    assert stand.screen.number.text() == "10"  # nothing is lost
    type_in(stand, "01")
    assert "bukan kartu" not in stand.read()
    assert stand.screen.number.text() == "1001"


def test_a_number_with_letters_is_typed_too(stand: Stand):
    screen = stand.screen
    stand.touch(screen.side)
    assert not screen.keypad.isVisible()
    for key in "BC":
        stand.touch(screen.letter_pad.key(key))
    stand.touch(screen.letter_pad.key("digits"))
    for key in "-7":
        stand.touch(screen.letter_pad.key(key))
    stand.touch(screen.letter_pad.key("/"))  # not part of a number
    assert screen.number.text() == "BC-7"
    stand.touch(screen.side)
    type_in(stand, "3")
    assert screen.number.text() == "BC-73"


def test_forty_touches_a_second_lose_nothing_and_overflow_nothing(stand: Stand):
    screen = stand.screen
    for number in range(40):
        key = screen.keypad.key(str(number % 10))
        where = key.mapTo(stand.window, key.rect().center())
        touch = QTest.touchEvent(stand.window, stand.finger)
        touch.press(0, where, stand.window).commit()
        QTest.touchEvent(stand.window, stand.finger).release(0, where, stand.window).commit()
    stand.refresh()
    assert screen.number.text() == "01234567890123456789"
    stand.touch(screen.main)
    for _ in range(3):
        type_in(stand, "12345")
    assert screen.pin.text() == "●" * 12
    stand.touch(screen.keypad.key("delete"))
    assert screen.pin.text() == "●" * 11
    stand.touch(screen.keypad.key("clear"))
    assert screen.pin.text() == ""


def test_an_incomplete_pin_asks_nobody_and_costs_no_try(stand: Stand):
    stand.touch(stand.screen.main)
    assert "Nomor petugas belum diketik." in stand.read()
    stand.screen.scanned("1001")
    stand.refresh()
    type_in(stand, "246")
    stand.touch(stand.screen.main)
    assert "PIN belum lengkap." in stand.read()
    assert stand.screen.pin.text() == "●●●"
    assert stand.desk.database.rows("SELECT * FROM attempts") == []


def test_a_half_typed_pin_is_forgotten(stand: Stand):
    stand.screen.scanned("1001")
    stand.refresh()
    type_in(stand, "246")
    stand.desk.pass_time(61)
    stand.refresh()
    assert (stand.screen.number.text(), stand.screen.pin.text()) == ("", "")


def test_the_locked_screen_says_who_is_on_shift_and_that_alerts_wait(stand: Stand, make_alert):
    stand.sign_in_directly("1001")
    stand.desk.session.lock()
    stand.with_alerts(make_alert("a"), make_alert("b"))
    assert "Layar terkunci" in stand.read()
    assert "Giliran Sari Wulandari sejak" in stand.read()
    assert "2 peringatan menunggu jawaban." in stand.read()
    assert "Barack Obama" not in stand.read()
    type_in(stand, PINS["1001"])  # the number is there already
    assert stand.screen.main.text() == "Buka kunci"
    assert submit(stand) is SessionState.SIGNED_IN


def test_another_officer_takes_over_at_the_locked_screen(stand: Stand):
    stand.sign_in_directly("1001")
    stand.desk.session.lock()
    stand.refresh()
    stand.touch(stand.screen.side)  # another officer
    assert "giliran ini beralih kepadanya" in stand.read()
    type_in(stand, "1002")
    stand.touch(stand.screen.main)
    assert stand.screen.main.text() == "Masuk"
    type_in(stand, PINS["1002"])
    assert submit(stand) is SessionState.SIGNED_IN
    assert stand.desk.session.view().shift.name == "Budi Hartono"


def test_accounts_that_have_not_arrived_are_said_with_what_to_do(stand: Stand):
    stand.desk.officers = ()
    stand.until(lambda view: view.accounts_missing)
    assert "Akun petugas belum tiba dari pusat data." in stand.read()
    assert not stand.screen.main.isEnabled()
    stand.desk.officers = everybody()
    stand.until(lambda view: not view.accounts_missing)
    assert stand.screen.main.isEnabled()


def test_a_withdrawn_account_is_told_why_the_screen_went_away(stand: Stand):
    stand.sign_in_directly("1001")
    stand.desk.officers = everybody()[1:]
    stand.until(lambda view: view.officer is None)
    assert "Akun Anda dicabut atau ditangguhkan" in stand.read()


def test_the_keyboard_of_a_reader_presses_no_key(stand: Stand):
    for target in (stand.window, stand.screen):
        QTest.keyClicks(target, "1001\r")
    stand.refresh()
    assert stand.screen.number.text() == ""


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("text", [1.0, 2.0])
@pytest.mark.parametrize("size", [(1280, 800), (1920, 1080), (1080, 1920)], ids=str)
@pytest.mark.parametrize("letters", [False, True], ids=["digits", "letters"])
def test_every_key_fits_a_glove_and_nothing_overlaps(
    stand: Stand, make_alert, size, text, language, letters
):
    stand.language = language
    stand.sign_in_directly("1001")
    stand.desk.session.lock()
    stand.resize(*size, text)
    stand.with_alerts(make_alert("a"), make_alert("b"))
    screen = stand.screen
    stand.touch(screen.side)
    if letters:
        stand.touch(screen.side)
    else:
        screen.scanned("?")  # a notice, too
    stand.refresh()
    keys = [one for one in screen.findChildren(KeyButton) if one.isVisible()]
    keys += [one for one in screen.findChildren(TouchButton) if one.isVisible()]
    parts = [screen.number, screen.pin, *keys]
    parts += [one for one in screen.findChildren(QLabel) if one.isVisible() and one.text()]
    inside = stand.place(screen)
    for key in keys:
        assert min(key.width(), key.height()) >= stand.style.touch
    fields = (screen.number, screen.pin)
    for number, part in enumerate(parts):
        assert inside.contains(stand.place(part)), part
        for other in parts[number + 1 :]:
            if other.parent() in fields and other.parent() is part:
                continue
            assert not stand.place(part).intersects(stand.place(other)), (part, other)
    cut = [one.text() for one in parts if isinstance(one, QLabel) and one.fitted().cut]
    assert cut == []
