"""While visitors see the glass, an alert is a neutral mark: rendered with and without, compared."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from edge_app.desk.alerts.answers import Reason
from edge_app.desk.sounds import Sound
from edge_app.domain import Alert, Answer, Mute, TrackState
from edge_app.ui.alert.discreet_mark import DiscreetMark
from edge_app.ui.look import theme
from edge_app.ui.window.application import application
from edge_app.ui.window.discretion import ASKED_S, OPEN_S, Discretion, Stage
from edge_app.ui.window.places import Place
from sync.protocol.lanes import LaneMessage
from tests.edge_app.ui.conftest import WALL, Screen

Pixels = NDArray[np.uint8]


@pytest.fixture
def half(screen: Screen) -> Screen:
    """The guidance stands beside the lane."""
    screen.desk.preferences.put("visitor", "half", "")
    screen.window.refresh()
    application().processEvents()
    return screen


def pixels(screen: Screen) -> Pixels:
    """The whole window, (height, width, 3) uint8."""
    application().processEvents()
    image = screen.window.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    flat = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1)
    return flat[:, : image.width() * 3].reshape(image.height(), image.width(), 3).copy()


def place_of(screen: Screen, widget: QWidget) -> tuple[slice, slice]:
    area = QRect(widget.mapTo(screen.window, widget.rect().topLeft()), widget.size())
    return slice(area.top(), area.bottom() + 1), slice(area.left(), area.right() + 1)


def raised(screen: Screen, *alerts: Alert) -> None:
    """The lane raises `alerts`: a red box, a count, and a place in the queue."""
    view = screen.lane.now_view
    tracks = tuple(replace(one, state=TrackState.ALERT) for one in view.tracks)
    counts = replace(view.counts, alerts=view.counts.alerts + len(alerts))
    screen.show(open_alerts=alerts, tracks=tracks, counts=counts)


def turn(screen: Screen) -> None:
    """Touch the mark, turn the screen, and open it."""
    screen.touch(screen.window.discreet.mark)
    screen.pass_time(1)  # the page comes
    screen.pass_time(1)  # and was there for a while
    screen.touch(screen.window.discreet.page.open_button)


def read(screen: Screen) -> str:
    widgets: list[QLabel | QPushButton] = [*screen.window.findChildren(QLabel)]
    widgets += screen.window.findChildren(QPushButton)
    return "\n".join(one.text() for one in widgets if one.isVisible())


@pytest.mark.parametrize("look", ["dark", "light"])
@pytest.mark.parametrize("size", [(1280, 800), (1080, 1920)], ids=str)
def test_nothing_but_a_neutral_mark_tells_an_alert(
    half: Screen, make_alert: Callable[..., Alert], size: tuple[int, int], look: str
) -> None:
    half.desk.preferences.put("look", look, "")
    half.window.resize(*size)
    half.window.refresh()
    calm = pixels(half)
    raised(half, make_alert("a"), make_alert("b", "Joe Biden"))
    alarmed = pixels(half)
    visitors = place_of(half, half.window.lane_screen.visitor)
    assert np.array_equal(alarmed[visitors], calm[visitors])
    mark = half.window.discreet.mark
    assert mark.isVisible()
    assert min(mark.width(), mark.height()) >= half.window.style_now.touch
    alarmed[place_of(half, mark)] = calm[place_of(half, mark)]
    assert np.array_equal(alarmed, calm)


def test_a_call_for_help_is_the_same_mark_until_the_screen_is_turned(half: Screen) -> None:
    calm = pixels(half)
    call = LaneMessage(
        kind="call", call_id="c" * 32, at=WALL, officer="1001", cause="duress", seconds=300
    )
    half.desk.help._calls.take("2" * 32, "Lajur 2", call, None, half.clock())
    half.window.refresh()
    called = pixels(half)
    mark = place_of(half, half.window.discreet.mark)
    called[mark] = calm[mark]
    assert np.array_equal(called, calm)
    half.touch(half.window.discreet.mark)
    half.pass_time(1)
    assert "Lajur 2" not in read(half)
    half.pass_time(1)
    half.touch(half.window.discreet.page.open_button)
    half.pass_time(1)
    assert "\u2068Lajur 2\u2069: petugas di bawah ancaman" in read(half)
    half.pass_time(OPEN_S + 1)
    assert "Lajur 2" not in read(half)


def test_a_muted_person_has_the_box_of_everybody(
    half: Screen, make_alert: Callable[..., Alert]
) -> None:
    calm = pixels(half)
    said = Mute(make_alert("a"), ("1001",), WALL, WALL + timedelta(minutes=10))
    (track,) = half.lane.now_view.tracks
    half.show(tracks=(replace(track, state=TrackState.MUTED, mute=said),), mutes=(said,))
    assert np.array_equal(pixels(half), calm)


def test_the_mark_has_no_colour(half: Screen, make_alert: Callable[..., Alert]) -> None:
    raised(half, make_alert("a"))
    seen = pixels(half)[place_of(half, half.window.discreet.mark)].astype(int)
    palette = theme.PALETTES["dark"]
    red = np.array([int(palette[theme.Tone.ALERT][n : n + 2], 16) for n in (1, 3, 5)])
    assert np.abs(seen - red).sum(axis=2).min() > 100
    assert (seen.max(axis=2) - seen.min(axis=2)).max() < 40


def test_everywhere_else_too_no_name_and_no_word_of_it(
    half: Screen, make_alert: Callable[..., Alert]
) -> None:
    half.window.go(Place.SETTINGS)
    raised(half, make_alert("a"))
    assert half.window.discreet.mark.isVisible()
    assert half.window.alert_screen.isHidden()
    assert "Barack Obama" not in read(half)
    assert "Peringatan:" not in read(half)


def test_a_touch_asks_to_turn_the_screen_and_a_second_shows_the_alert(
    half: Screen, make_alert: Callable[..., Alert]
) -> None:
    raised(half, make_alert("a"))
    half.touch(half.window.discreet.mark)
    half.pass_time(1)
    assert "Putar layar ke arah Anda." in read(half)
    assert "Barack Obama" not in read(half)
    half.pass_time(1)
    half.touch(half.window.discreet.page.open_button)
    half.pass_time(1)
    assert half.window.alert_screen.isVisible()
    assert "Barack Obama" in read(half)


def test_an_answer_can_be_taken_back_while_the_screen_is_turned(
    half: Screen, make_alert: Callable[..., Alert]
) -> None:
    raised(half, make_alert("a"))
    turn(half)
    half.pass_time(1)
    half.desk.alerts.answer("a", Answer.NOT_THIS_PERSON, Reason.DIFFERENT_BY_EYE)
    half.pass_time(1)
    assert half.window.undo_bar.isVisible()
    half.pass_time(OPEN_S)  # it counts, and nothing waits
    assert half.window.undo_bar.isHidden()
    assert half.window.discreet.mark.isHidden()


def test_the_alert_knocks(
    half: Screen, make_alert: Callable[..., Alert], monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[Sound] = []
    monkeypatch.setattr(half.desk.sounds, "play", heard.append)
    raised(half, make_alert("a"))
    half.pass_time(11)
    assert set(heard) == {Sound.KNOCK}
    half.desk.preferences.put("visitor", "off", "")
    half.pass_time(11)
    assert heard[-1] is not Sound.KNOCK


def test_where_visitors_do_not_see_the_glass_the_alert_takes_it(
    screen: Screen, make_alert: Callable[..., Alert]
) -> None:
    raised(screen, make_alert("a"))
    assert screen.window.alert_screen.isVisible()
    assert not screen.window.findChildren(DiscreetMark)[0].isVisible()


@pytest.mark.parametrize(("seconds", "stage"), [(OPEN_S - 1, Stage.OPEN), (OPEN_S + 1, Stage.MARK)])
def test_details_go_when_nobody_touches_the_screen(seconds: float, stage: Stage) -> None:
    discretion = Discretion()
    discretion.open(0.0)
    assert discretion.stage(True, True, 0.0) is Stage.MARK  # not without being asked
    discretion.ask(0.0)
    assert discretion.stage(True, True, ASKED_S) is Stage.ASKED
    discretion.open(ASKED_S)
    assert discretion.stage(True, True, ASKED_S + seconds) is stage


def test_the_next_alert_begins_with_the_mark_again() -> None:
    discretion = Discretion()
    discretion.ask(0.0)
    discretion.open(0.0)
    assert discretion.stage(True, True, 1.0) is Stage.OPEN
    assert discretion.stage(True, False, 2.0) is Stage.MARK
    assert discretion.stage(True, True, 3.0) is Stage.MARK


@pytest.mark.parametrize("place", [Place.VISITORS, Place.CASES, Place.HISTORY])
def test_a_screen_that_names_people_opens_once_the_glass_is_turned(
    half: Screen, place: Place
) -> None:
    window = half.window
    window.go(place)
    page = window.discreet.page
    assert page.isVisible()
    assert page.geometry() == window.alert_screen.geometry(), "all but the status bar"
    half.touch(page.open_button)  # the second tap of the key that led here
    half.pass_time(1)
    assert page.isVisible()
    assert window.discreet.mark.isHidden(), "no alert waits"
    half.touch(page.open_button)
    half.pass_time(1)
    assert page.isHidden()
    assert window.place is place
    half.pass_time(OPEN_S + 1)
    assert page.isVisible(), "the officer went away from it"
    half.pass_time(1)
    half.touch(page.back_button)
    half.pass_time(1)
    assert page.isHidden()
    assert window.place is Place.LANE


def test_what_names_people_is_every_list_of_them() -> None:
    named = {place for place in Place if place.names_people}
    lists = {Place.VISITORS, Place.CASES, Place.HISTORY, Place.IDENTIFY}
    assert named == lists | {Place.HANDOVER, Place.NOTE}


def test_a_screen_that_names_nobody_else_needs_no_turn(half: Screen) -> None:
    for place in (Place.VERIFY, Place.FIGURES, Place.SETTINGS, Place.LANE):
        half.window.go(place)
        half.pass_time(1)
        assert half.window.discreet.page.isHidden()


def test_a_document_check_waits_behind_the_page_and_loses_nothing(
    half: Screen, make_alert: Callable[..., Alert]
) -> None:
    raised(half, make_alert("a"))
    turn(half)
    half.pass_time(1)
    half.window.check_document("a")
    half.desk.photograph.open("a")
    half.pass_time(1)
    half.pass_time(OPEN_S + 1)  # the visitor looks for the passport
    page = half.window.discreet.page
    assert page.isVisible()
    assert half.window.check.under_way
    assert half.desk.photograph.view() is not None
    half.pass_time(1)
    half.touch(page.open_button)
    half.pass_time(1)
    assert page.isHidden()
    assert half.window.check.strip.isVisible()
    assert half.window.photograph.page.isVisible()
    half.show(open_alerts=())  # answered elsewhere
    assert not half.window.check.under_way
