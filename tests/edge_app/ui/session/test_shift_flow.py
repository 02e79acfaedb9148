"""A shift from sign-in to handover, through the kiosk's own window, as a finger walks it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from edge_app.desk.alerts.queue import UNDO_S
from edge_app.desk.session.views import SessionState, SessionView
from edge_app.domain import Answer
from edge_app.store.alerts import AlertStore
from edge_app.store.database import StoreDatabase
from edge_app.store.handovers import Handovers
from edge_app.ui.look import theme
from edge_app.ui.session.handover_screen import HandoverScreen
from edge_app.ui.session.note_screen import NoteScreen
from edge_app.ui.session.sign_in_screen import SignInScreen
from edge_app.ui.verify.screen import VerifyScreen
from edge_app.ui.window.application import application
from edge_app.ui.window.discretion import OPEN_S
from edge_app.ui.window.places import Place
from sync.protocol.content import Officer
from tests.edge_app.ui.alert.alert_touches import (
    ALERT_ID,
    answer,
    answer_key,
    on_screen,
    reasons,
    settle,
)
from tests.edge_app.ui.conftest import WALL, Screen
from tests.fakes.officers import PINS, everybody
from tests.waiting import until


@pytest.fixture
def officers() -> tuple[Officer, ...]:
    return everybody()


def until_session(screen: Any, holds: Callable[[SessionView], bool]) -> None:
    until(lambda: holds(screen.desk.session.view()))
    screen.window.refresh()
    screen.pass_time(theme.ANSWER_GUARD_S)
    application().processEvents()


def touch(screen: Screen, widget: Any) -> None:
    screen.touch(widget)
    screen.window.refresh()
    application().processEvents()


def sign_in_screen(screen: Screen) -> SignInScreen:
    page = screen.window.screens[Place.SIGN_IN]
    assert isinstance(page, SignInScreen)
    return page


def place(screen: Screen) -> Place:
    """Where the window is now."""
    # A function: mypy would remember what an attribute was before a finger moved the window on.
    return screen.window.place


def type_in(screen: Screen, keys: str) -> None:
    keypad = sign_in_screen(screen).keypad
    for key in keys:
        touch(screen, keypad.key(key))


def sign_in(screen: Screen, number: str) -> None:
    page = sign_in_screen(screen)
    if not page.pin.active:
        type_in(screen, number)
        touch(screen, page.main)
    type_in(screen, PINS[number])
    touch(screen, page.main)
    until_session(screen, lambda view: view.officer is not None)


def test_from_sign_in_through_a_lock_to_the_handover_in_two_taps(
    screen: Screen, texts: Callable[..., Any], make_alert: Callable[..., Any]
) -> None:
    window = screen.window
    assert (window.place, window.rail.isVisible()) == (Place.SIGN_IN, False)
    sign_in(screen, "1001")
    assert (window.place, window.rail.isVisible()) == (Place.LANE, True)
    # Nobody touches the screen: it warns, then locks, and does not lose the alert.
    screen.pass_time(275)
    assert any("terkunci dalam 25 detik" in text for text in texts())
    screen.pass_time(26)
    screen.show(open_alerts=(make_alert("a"),))
    assert screen.desk.session.view().state is SessionState.LOCKED
    assert not any("Barack Obama" in text for text in texts())
    assert any("menunggu jawaban" in text for text in texts())
    sign_in(screen, "1001")
    assert any("Barack Obama" in text for text in texts())
    screen.show(open_alerts=())
    # The end, in two taps, once what the alert covered is back for longer than a double tap.
    screen.pass_time(theme.STEP_GUARD_S)
    until_session(screen, lambda view: bool(view.shift and view.shift.shift_id))
    touch(screen, window.rail.buttons[Place.HANDOVER])
    assert place(screen) is Place.HANDOVER
    screen.pass_time(1)
    handover = window.screens[Place.HANDOVER]
    assert isinstance(handover, HandoverScreen)
    touch(screen, handover.end)
    assert place(screen) is Place.SIGN_IN
    assert "Sif selesai dan sudah dicatat." in texts()


def test_the_next_officer_reads_what_was_left_before_they_begin(
    screen: Screen, texts: Callable[..., Any]
) -> None:
    window = screen.window
    sign_in(screen, "1001")
    until_session(screen, lambda view: bool(view.shift and view.shift.shift_id))
    touch(screen, window.rail.buttons[Place.HANDOVER])
    handover = window.screens[Place.HANDOVER]
    assert isinstance(handover, HandoverScreen)
    note = window.screens[Place.NOTE]
    assert isinstance(note, NoteScreen)
    touch(screen, handover.note)
    assert place(screen) is Place.NOTE
    touch(screen, note.phrases["visitor-awaited"])
    assert place(screen) is Place.HANDOVER
    touch(screen, handover.note)
    touch(screen, note.main)
    for key in "KUNCI DI LACI":
        touch(screen, note.pad.key(key))
    touch(screen, note.main)
    assert place(screen) is Place.HANDOVER
    until(lambda: len(screen.desk.handover.view().written) == 2)
    assert not window.taken.page.isVisible()
    screen.pass_time(1)
    touch(screen, handover.end)
    sign_in(screen, "1002")
    until(lambda: len(screen.desk.handover.view().left) == 2)
    touch(screen, window)
    assert window.taken.page.isVisible()
    touch(screen, window.taken.page.read_button)  # the finger of an impatient sign-in
    screen.pass_time(theme.ANSWER_GUARD_S)
    assert window.taken.page.isVisible()
    assert {"Masih ada tamu yang ditunggu.", "KUNCI DI LACI"} <= set(texts())
    touch(screen, window.taken.page.read_button)
    assert not window.taken.page.isVisible()
    until(lambda: screen.desk.handover.view().taken_over)
    assert screen.desk.handover.view().left == ()


def test_where_visitors_see_the_glass_notes_are_read_once_it_is_turned(
    screen: Screen, texts: Callable[..., Any], store: tuple[StoreDatabase, AlertStore]
) -> None:
    window = screen.window
    screen.desk.preferences.put("visitor", "half", "")
    Handovers(store[0]).write("1002", WALL, text="IBU DEWI DARI POLRES DATANG PUKUL TIGA")
    sign_in(screen, "1001")
    until(lambda: screen.desk.handover.view().left)
    touch(screen, window)
    page = window.discreet.page
    assert page.isVisible()
    assert page.geometry() == window.alert_screen.geometry(), "all but the status bar"
    assert page.back_button.isHidden(), "there is no way but to read them"
    assert not any("DEWI" in text for text in texts())
    screen.pass_time(1)
    touch(screen, page.open_button)
    screen.pass_time(1)
    assert page.isHidden()
    assert any("DEWI" in text for text in texts())
    screen.pass_time(OPEN_S + 1)
    assert page.isVisible(), "the officer went away from it"
    screen.pass_time(1)
    touch(screen, page.open_button)
    screen.pass_time(0)
    touch(screen, window.taken.page.read_button)  # the second tap of the same finger
    screen.pass_time(1)
    assert window.taken.page.isVisible()
    touch(screen, window.taken.page.read_button)
    until(lambda: screen.desk.handover.view().taken_over)
    touch(screen, window)
    assert window.taken.page.isHidden()
    assert page.isHidden()
    assert place(screen) is Place.LANE


def test_a_technician_is_not_led_to_the_visitors(screen: Screen) -> None:
    sign_in(screen, "7001")
    screen.window.go(Place.VISITORS)
    assert place(screen) is Place.LANE
    screen.window.go(Place.SETTINGS)
    assert place(screen) is Place.SETTINGS


def test_a_supervisor_searches_without_a_document_and_is_still_at_verifying(screen: Screen) -> None:
    window = screen.window
    sign_in(screen, "9001")
    touch(screen, window.rail.buttons[Place.VERIFY])
    verify = window.screens[Place.VERIFY]
    assert isinstance(verify, VerifyScreen)
    touch(screen, verify.document.identify)
    assert place(screen) is Place.IDENTIFY
    assert Place.IDENTIFY not in window.rail.buttons
    assert window.rail.buttons[Place.VERIFY].isChecked()
    touch(screen, window.rail.buttons[Place.LANE])
    assert place(screen) is Place.LANE
    assert not window.rail.buttons[Place.VERIFY].isChecked()


def test_a_badge_read_while_somebody_works_signs_nobody_in_or_out(
    screen: Screen, texts: Callable[..., Any]
) -> None:
    sign_in(screen, "1001")
    screen.window.scanner.scanned.emit("1002")
    screen.window.refresh()
    assert screen.desk.session.view().number == "1001"
    assert any("tidak diperlukan di layar ini" in text for text in texts())


def test_what_one_officer_left_half_done_does_not_wait_for_the_next(
    screen: Screen, make_alert: Callable[..., Any]
) -> None:
    """The screen locks over a chosen answer; another answer, given before, counts for its giver."""
    sign_in(screen, "1001")
    screen.show(open_alerts=(make_alert(ALERT_ID), make_alert(f"{2:032x}", "Joe Biden", 2)))
    answer(screen, Answer.CANNOT_TELL)
    screen.pass_time(theme.ANSWER_GUARD_S)
    screen.touch(answer_key(screen, Answer.CONFIRMED))
    settle(screen)
    assert reasons(screen).isVisible()
    screen.desk.session.lock()
    screen.window.refresh()
    screen.desk.session.sign_in("1002", PINS["1002"])
    until_session(screen, lambda view: view.number == "1002")
    assert on_screen(screen)
    assert not reasons(screen).isVisible()
    screen.pass_time(UNDO_S)
    assert screen.lane.answers == [(ALERT_ID, Answer.CANNOT_TELL)]
    assert screen.lane.said[0][0] == ("1001",)
