"""An officer changes their own PIN with a finger: from the rail, with all that goes wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QPointingDevice
from pytestqt.qtbot import QtBot

from edge_app.desk.session.views import OPEN, Notice
from edge_app.ui.look import theme
from edge_app.ui.session import pin_presenter as presenter
from edge_app.ui.session.pin_presenter import PinForm, PinStep
from edge_app.ui.session.pin_screen import PinScreen
from edge_app.ui.session.settings_screen import SettingsScreen
from edge_app.ui.session.sign_in_presenter import FORGET_S, MAX_PIN
from edge_app.ui.text.language import Language
from edge_app.ui.window.places import Place
from sync.protocol.content import Officer
from tests.edge_app.ui.conftest import Screen
from tests.edge_app.ui.session.session_fixtures import SessionWindow
from tests.edge_app.ui.session.test_shift_flow import place, sign_in, touch, until_session
from tests.fakes.officers import NOW, PINS, Desk, everybody
from tests.waiting import until

OLD, NEW = PINS["1001"], "702946"
Kiosk = SessionWindow[PinScreen]


@pytest.fixture
def officers() -> tuple[Officer, ...]:
    return everybody()


@pytest.fixture
def kiosk(tmp_path: Path, qtbot: QtBot, finger: QPointingDevice) -> Iterator[Kiosk]:
    desk = Desk(tmp_path, everybody())
    desk.sign_in("1001", OLD)
    kiosk = SessionWindow(desk, PinScreen(desk.session), finger)
    qtbot.addWidget(kiosk.window)
    yield kiosk
    desk.close()


def give(kiosk: Kiosk, *pins: str) -> None:
    for pin in pins:
        for key in pin:
            kiosk.touch(kiosk.screen.keypad.key(key))
        assert pin not in kiosk.read()
        assert kiosk.screen.entry.text() == "●" * min(len(pin), MAX_PIN)
        kiosk.touch(kiosk.screen.main)


def signs_in(kiosk: Kiosk, pin: str) -> bool:
    kiosk.desk.session.lock()
    kiosk.desk.session.forget_notice()
    return kiosk.desk.sign_in("1001", pin).officer is not None


def test_from_the_rail_two_touches_lead_to_the_change_and_it_counts(
    screen: Screen, texts: Callable[[], list[str]]
) -> None:
    sign_in(screen, "1001")
    window = screen.window
    touch(screen, window.rail.buttons[Place.SETTINGS])
    settings = window.screens[Place.SETTINGS]
    assert isinstance(settings, SettingsScreen)
    touch(screen, settings.pin_button)  # in sight without scrolling
    assert place(screen) is Place.PIN
    page = window.screens[Place.PIN]
    assert isinstance(page, PinScreen)
    for pin in (OLD, NEW, NEW):
        for key in pin:
            touch(screen, page.keypad.key(key))
        touch(screen, page.main)
    until(lambda: "PIN sudah diganti." in texts(), between=window.refresh)
    screen.pass_time(theme.STEP_GUARD_S)
    touch(screen, page.main)
    assert place(screen) is Place.SETTINGS
    screen.desk.session.lock()
    screen.desk.session.sign_in("1001", NEW)
    until_session(screen, lambda view: view.officer is not None)


def test_where_nobody_signs_in_there_is_no_pin_to_change(screen: Screen) -> None:
    assert not Place.PIN.is_open(OPEN)
    assert Place.PIN.is_open(screen.desk.session.view()) is False


def test_the_old_one_then_the_new_one_twice(kiosk: Kiosk) -> None:
    assert "Langkah 1 dari 3" in kiosk.read()
    assert "Ketik PIN yang berlaku sekarang." in kiosk.read()
    give(kiosk, OLD)
    assert "bukan tanggal lahir" in kiosk.read()
    give(kiosk, NEW)
    assert kiosk.screen.main.text() == "Simpan PIN"
    give(kiosk, NEW)
    kiosk.until_shown("Di sini PIN baru berlaku sekarang.")
    assert not kiosk.screen.keypad.isEnabled()
    assert signs_in(kiosk, NEW)


@pytest.mark.parametrize(
    ("pin", "said"),
    [
        ("123456", "PIN ini mengikuti urutan angka"),
        ("112233", "PIN ini mengulang angka"),
        ("170845", "PIN ini terbaca sebagai tanggal lahir"),
        ("731001", "PIN ini berisi nomor petugas"),
        (OLD, "PIN baru sama dengan PIN lama."),
    ],
)
def test_a_weak_pin_is_refused_with_its_reason_before_anything_is_asked(
    kiosk: Kiosk, pin: str, said: str
) -> None:
    give(kiosk, OLD, pin)
    assert said in kiosk.read()
    assert "Pilih PIN lain." in kiosk.read()
    give(kiosk, NEW, NEW)  # the old one need not be typed anew
    kiosk.until_shown("PIN sudah diganti.")


def test_a_wrong_old_pin_is_a_wrong_try_and_locks_as_at_the_sign_in(kiosk: Kiosk) -> None:
    for _ in range(4):
        give(kiosk, "999999", NEW, NEW)
        kiosk.until_shown("PIN lama salah.")
        kiosk.desk.pass_time(10)
        kiosk.refresh()
    give(kiosk, "999999", NEW, NEW)
    kiosk.until_shown("Nomor ini terkunci sementara")
    assert "Coba lagi dalam 15 menit." in kiosk.read()
    kiosk.touch(kiosk.screen.keypad.key("2"))
    assert "Nomor ini terkunci sementara" in kiosk.read(), "typing does not take the word away"
    assert not kiosk.screen.main.isEnabled()
    assert not signs_in(kiosk, OLD)
    assert kiosk.desk.session.view().notice is Notice.NUMBER_LOCKED


def test_two_new_pins_that_differ_are_typed_again(kiosk: Kiosk) -> None:
    give(kiosk, OLD, NEW, "702947")
    assert "Kedua PIN baru tidak sama." in kiosk.read()
    assert "Langkah 2 dari 3" in kiosk.read()
    give(kiosk, NEW, NEW)
    kiosk.until_shown("PIN sudah diganti.")


def test_what_was_typed_is_forgotten_when_the_officer_leaves_or_walks_away(kiosk: Kiosk) -> None:
    give(kiosk, OLD)
    kiosk.desk.pass_time(FORGET_S + 1)
    kiosk.refresh()
    assert "Langkah 1 dari 3" in kiosk.read()
    give(kiosk, OLD)
    kiosk.screen.left()
    kiosk.refresh()
    assert "Langkah 1 dari 3" in kiosk.read()
    give(kiosk, OLD)
    kiosk.touch(kiosk.screen.side)  # start again
    assert "Langkah 1 dari 3" in kiosk.read()
    with_signal: list[bool] = []
    kiosk.screen.back_wanted.connect(lambda: with_signal.append(True))
    kiosk.touch(kiosk.screen.side)  # and back
    assert with_signal == [True]


def test_english_says_the_same(kiosk: Kiosk) -> None:
    kiosk.language = Language.EN
    kiosk.refresh()
    give(kiosk, OLD, "123456")
    assert "This PIN follows the order of the digits and is easy to guess." in kiosk.read()


KEYS = st.one_of(st.sampled_from([*"0123456789A-/", "delete", "clear", "enter"]), st.text())


@given(st.lists(KEYS))
def test_no_typing_breaks_the_form_and_nothing_weak_is_asked(keys: list[str]) -> None:
    form = PinForm()
    for key in keys:
        complete = False
        if key == "enter":
            form, complete = presenter.submitted(form, "1001", NOW.date())
        else:
            form = presenter.pressed(form, key)
        assert len(form.entry) <= MAX_PIN
        assert set(form.entry) <= set("0123456789")
        assert not any(pin in repr(form) for pin in (form.entry, form.old, form.new) if pin)
        assert not complete or (form.step is PinStep.AGAIN and form.new == form.entry != form.old)
