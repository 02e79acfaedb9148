"""A call for help on the screen: what it says, where it stands, and what a touch does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QWidget

from edge_app.desk.help.calls import ANSWER_S, CALL_S
from edge_app.desk.help.views import CallState, Coming, HelpView, LaneCall, OwnCall
from edge_app.desk.session.views import OPEN, SessionState, SessionView
from edge_app.ui.help.presenter import present_call
from edge_app.ui.look import theme
from edge_app.ui.text.language import Language
from edge_app.ui.window.places import Place
from sync.protocol.content import Phrase
from sync.protocol.envelope.random_values import random_id
from sync.protocol.lanes import LaneMessage
from tests.edge_app.ui.conftest import Screen
from tests.present import present

TWO = "2" * 32
NOW = datetime(2026, 11, 25, 8, tzinfo=UTC)
THEIRS = LaneCall(
    "theirs", "Lajur 3", "1001", 20.0, duress=False, priority=2, category=Phrase(id="a", en="b")
)


def arrives(screen: Screen, **more: Any) -> LaneMessage:
    """A call of lane 2, as the agent brings it."""
    usual = {"kind": "call", "call_id": random_id(), "at": NOW, "seconds": int(CALL_S)}
    call = LaneMessage.model_validate(usual | more)
    screen.desk.help._calls.take(TWO, "Lajur 2", call, None, screen.clock())
    screen.window.refresh()
    return call


def place(screen: Screen, widget: QWidget) -> QRect:
    return QRect(widget.mapTo(screen.window, QPoint(0, 0)), widget.size())


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (CallState.CALLING, "Memanggil lajur lain…"),
        (CallState.REACHED, "Panggilan sampai di 2 lajur"),
        (CallState.COMING, "1002 datang dari \u2068Lajur 2\u2069"),
        (CallState.NOBODY, "Tidak ada yang dapat dipanggil: pakai radio"),
    ],
)
def test_the_caller_reads_what_is_so(state: CallState, words: str) -> None:
    coming = (Coming("1002", "Lajur 2"),) if state is CallState.COMING else ()
    view = HelpView(own=OwnCall("own", state, 2, coming))
    assert present(present_call(view, OPEN, Language.ID)).title == words


@pytest.mark.usefixtures("qapp")
def test_a_call_names_lane_and_list_and_how_long_ago() -> None:
    shown = present(present_call(HelpView(calls=(THEIRS,)), OPEN, Language.EN))
    assert shown.title == "\u2068Lajur 3\u2069 calls for help"
    assert shown.detail == "20 seconds ago · 1001 · b, Priority 2"


def test_where_nobody_is_signed_in_there_is_no_face_and_no_key() -> None:
    locked = SessionView(SessionState.LOCKED)
    shown = present(present_call(HelpView(calls=(THEIRS,)), locked, Language.ID))
    assert (shown.go, shown.close, shown.face) == ("", "", None)
    assert "Masuk untuk menjawab" in shown.detail


def test_a_silent_call_is_said_to_who_works_and_to_nobody_else() -> None:
    """Visitors stand before a locked screen."""
    silent = replace(THEIRS, duress=True, priority=None, category=None)
    shown = present(present_call(HelpView(calls=(silent,)), OPEN, Language.ID))
    assert shown.title == "\u2068Lajur 3\u2069: petugas di bawah ancaman"
    locked, plain = (
        present(
            present_call(HelpView(calls=(each,)), SessionView(SessionState.LOCKED), Language.ID)
        )
        for each in (silent, replace(silent, duress=False))
    )
    assert locked == plain


def test_under_duress_who_goes_stands_beside_what_is_asked_of_everybody_else() -> None:
    silent = replace(
        THEIRS, duress=True, priority=None, category=None, coming=(Coming("1002", "Lajur 2"),)
    )
    shown = present(present_call(HelpView(calls=(silent,)), OPEN, Language.ID))
    assert shown.urgent
    assert shown.go == "Saya ke sana"
    assert "1002 menuju \u2068Lajur 3\u2069" in shown.detail
    assert "Jangan telepon" in shown.detail


def test_who_calls_reads_what_became_of_it_beside_another_lanes_call_too() -> None:
    nobody = OwnCall("own", CallState.NOBODY, 0)
    shown = present(present_call(HelpView(nobody, (THEIRS,)), OPEN, Language.ID))
    assert shown.title == "\u2068Lajur 3\u2069 memanggil bantuan"
    radio = "Panggilan Anda: Tidak ada yang dapat dipanggil: pakai radio"
    assert shown.detail.startswith(radio)


@pytest.mark.usefixtures("qapp")
def test_a_call_behind_another_one_is_counted() -> None:
    other = replace(THEIRS, call_id="other", lane="Lajur 4")
    shown = present(present_call(HelpView(calls=(THEIRS, other)), OPEN, Language.EN))
    assert shown.detail.endswith("Other calls: 1")


def test_it_comes_over_the_status_and_moves_and_covers_nothing_else(
    screen: Screen, make_alert: Callable[..., Any]
) -> None:
    window = screen.window
    screen.show(open_alerts=(make_alert("a"),))
    places = {
        name: place(screen, one)
        for name, one in vars(window.alert_screen).items()
        if isinstance(one, QWidget)
    }
    arrives(screen)
    strip = place(screen, window.call_strip)
    assert window.call_strip.isVisible()
    assert place(screen, window.status_bar).contains(strip)
    toggle = window.status_bar.toggle
    assert window.childAt(place(screen, toggle).center()) is toggle
    assert places == {
        name: place(screen, one)
        for name, one in vars(window.alert_screen).items()
        if isinstance(one, QWidget)
    }


@pytest.mark.parametrize("look", ["dark", "light"])
@pytest.mark.parametrize("size", [(1280, 800), (800, 1280)])
def test_the_language_key_keeps_its_round_corners_on_the_strips_colour(
    screen: Screen, look: str, size: tuple[int, int]
) -> None:
    """The hole was a square: black or white corners stood on the red."""
    screen.desk.preferences.put("look", look, "")
    screen.window.resize(*size)
    arrives(screen)
    shot, key = screen.window.grab().toImage(), place(screen, screen.window.status_bar.toggle)
    corners = (key.topLeft(), key.topRight(), key.bottomLeft(), key.bottomRight())
    ground = screen.window.style_now.colour(theme.Tone.ALERT_SURFACE)
    assert {shot.pixelColor(one).name() for one in corners} == {ground.lower()}


def test_one_touch_answers_and_the_next_touch_closes(screen: Screen) -> None:
    call, strip = arrives(screen), screen.window.call_strip
    screen.touch(strip.go)  # meant for what stood there before
    assert not screen.desk.help.view().calls[0].answered
    screen.pass_time(theme.ANSWER_GUARD_S)
    screen.touch(strip.go)
    screen.window.refresh()
    assert screen.desk.help.view().calls[0].answered
    assert strip.go.isHidden()
    screen.pass_time(theme.ANSWER_GUARD_S)
    screen.touch(strip.close_button)
    screen.window.refresh()
    assert strip.isHidden()
    assert call.call_id not in [one.call_id for one in screen.desk.help.view().calls]


def test_a_call_without_a_data_centre_says_to_use_the_radio(
    screen: Screen, make_alert: Callable[..., Any], texts: Callable[[], list[str]]
) -> None:
    screen.show(open_alerts=(make_alert(random_id()),))
    screen.pass_time(ANSWER_S)
    screen.touch(screen.window.alert_screen.answers.call)
    screen.window.refresh()
    assert "Tidak ada yang dapat dipanggil: pakai radio" in texts()
    screen.pass_time(theme.ANSWER_GUARD_S)
    screen.touch(screen.window.call_strip.close_button)
    screen.window.refresh()
    assert screen.window.call_strip.isHidden()


def test_a_case_of_another_lane_is_not_offered_while_one_of_ones_own_covers_it(
    screen: Screen, make_alert: Callable[..., Any]
) -> None:
    """The key did nothing that could be seen, or ended the check of a document half-way."""
    window, strip = screen.window, screen.window.call_strip
    screen.show(open_alerts=(make_alert(random_id()),))
    arrives(screen, alert_id=random_id(), priority=2)
    screen.pass_time(theme.ANSWER_GUARD_S)
    assert (strip.go.isVisible(), strip.look.isVisible()) == (True, False)
    screen.touch(window.alert_screen.document_button)
    screen.pass_time(theme.ANSWER_GUARD_S)
    assert window.check.under_way
    assert (strip.go.isVisible(), strip.look.isVisible()) == (True, False)
    screen.touch(window.check.strip.button)
    screen.show(open_alerts=())
    assert strip.look.isVisible()
    reached = []
    for _ in range(2):  # at first it has just come up where another key stood
        screen.touch(strip.look)
        reached.append(window.place)
        screen.pass_time(theme.ANSWER_GUARD_S)
    assert reached == [Place.LANE, Place.LANES]
