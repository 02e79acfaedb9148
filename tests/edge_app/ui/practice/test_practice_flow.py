"""Practice under a finger: switched on, met, answered, revealed, and pushed away."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from edge_app.domain import Alert, Answer, Image, WatchList
from edge_app.lists.folder_list import serve
from edge_app.lists.served_list import ServedList
from edge_app.store.alerts import AlertStore
from edge_app.store.chain import entries
from edge_app.store.database import StoreDatabase
from edge_app.store.practice import Practice
from edge_app.ui.look import theme
from edge_app.ui.practice.screen import PracticeScreen
from edge_app.ui.screenshots.portraits import BARACK_OBAMA, JOE_BIDEN, close_up, load
from edge_app.ui.session.settings_screen import SettingsScreen
from edge_app.ui.window.application import application
from edge_app.ui.window.places import Place
from models.manifest import load_manifest
from sync.protocol.content import Officer
from tests.edge_app.ui.alert.alert_touches import GUARD, answer, keys, on_screen
from tests.edge_app.ui.conftest import WALL, Screen
from tests.fakes.officers import PINS, everybody
from tests.waiting import until

MODEL = load_manifest().model


@pytest.fixture
def officers() -> tuple[Officer, ...]:
    return everybody()


@pytest.fixture
def practice_lists(
    portrait: Image, portraits: dict[str, Path], watch_list: WatchList
) -> tuple[ServedList, ...]:
    other = load(portraits["biden.jpg"])
    faces = {
        "Barack Obama": close_up(portrait, BARACK_OBAMA.face),
        "Joe Biden": close_up(other, JOE_BIDEN.face),
    }
    rows = np.eye(len(faces), MODEL.template_size, dtype=np.float32)
    enrolled = {name: (face, [row]) for (name, face), row in zip(faces.items(), rows, strict=True)}
    return (serve(watch_list, enrolled, MODEL.require_calibration(), MODEL.model_id),)


def sign_in(screen: Screen, number: str) -> None:
    """Without the keypad; a shift that goes on is the officer's."""
    screen.desk.session.lock()
    screen.desk.session.sign_in(number, PINS[number])
    until(lambda: screen.desk.session.view().number == number)
    until(lambda: (shift := screen.desk.session.view().shift) and shift.shift_id)
    screen.window.refresh()
    screen.pass_time(theme.ANSWER_GUARD_S)
    application().processEvents()


def touch(screen: Screen, widget: Any) -> None:
    screen.touch(widget)
    screen.window.refresh()
    application().processEvents()


Store = tuple[StoreDatabase, AlertStore]


def meet(screen: Screen, store: Store, genuine: bool) -> None:
    """A planted alert is due, and somebody passes."""
    shift = screen.desk.session.view().shift
    assert shift is not None
    Practice(store[0]).plant("9001", WALL, shift.shift_id, [(WALL, genuine)])
    screen.desk.practice.commands.refresh()
    tracks = screen.lane.now_view.tracks

    def somebody_passes() -> None:
        screen.show(tracks=tracks)
        screen.show(tracks=())

    until(lambda: on_screen(screen), between=somebody_passes)


@pytest.mark.parametrize(
    ("genuine", "said"),
    [(True, "Jawaban Anda tepat."), (False, "Jawaban Anda tidak tepat.")],
)
def test_a_planted_alert_is_answered_like_any_and_says_what_it_was(
    screen: Screen, store: Store, texts: Callable[[], list[str]], genuine: bool, said: str
) -> None:
    sign_in(screen, "1001")
    meet(screen, store, genuine)
    assert not any("atihan" in text for text in texts())
    answer(screen, Answer.CONFIRMED)
    page = screen.window.practice.page
    assert page.isVisible()
    assert not on_screen(screen)
    assert {"Ini tadi latihan", said} <= set(texts())
    assert not screen.window.undo_bar.isVisible()
    touch(screen, page.button)  # the second tap of the answer
    screen.pass_time(theme.ANSWER_GUARD_S)
    assert page.isVisible()
    touch(screen, page.button)
    assert not page.isVisible()
    assert screen.lane.answers == []
    assert store[0].rows("SELECT 1 FROM alerts") == []


def test_a_call_reaches_nobody_and_says_so(
    screen: Screen, store: Store, texts: Callable[[], list[str]]
) -> None:
    sign_in(screen, "1001")
    meet(screen, store, True)
    screen.pass_time(GUARD)
    touch(screen, keys(screen).call)
    assert {"Ini tadi latihan", "Tidak ada yang dipanggil."} <= set(texts())
    assert screen.desk.help.view().own is None
    assert not [row for row in entries(store[0]) if row.action in ("escalated", "called")]


def test_its_document_is_not_checked(
    screen: Screen, store: Store, texts: Callable[[], list[str]]
) -> None:
    sign_in(screen, "1001")
    meet(screen, store, False)
    screen.pass_time(GUARD)
    touch(screen, screen.window.alert_screen.document_button)
    assert screen.window.place is Place.LANE
    assert not screen.window.check.under_way
    assert "Ini tadi latihan" in texts()


def test_a_real_alert_takes_its_place_and_what_was_revealed(
    screen: Screen,
    store: Store,
    texts: Callable[[], list[str]],
    make_alert: Callable[..., Alert],
) -> None:
    sign_in(screen, "1001")
    meet(screen, store, True)
    real = make_alert("a" * 32, "Orang sungguhan")
    screen.show(open_alerts=(real,))
    assert "Orang sungguhan" in texts()
    screen.show(open_alerts=())
    assert not screen.window.practice.page.isVisible()


def test_visitors_who_see_the_glass_see_no_face_of_it(
    screen: Screen, store: Store, texts: Callable[[], list[str]]
) -> None:
    sign_in(screen, "1001")
    meet(screen, store, True)
    answer(screen, Answer.CONFIRMED)
    page = screen.window.practice.page
    assert page.captured.isVisible()
    screen.desk.preferences.put("visitor", "half", "1001")
    screen.show()
    assert page.isVisible()
    assert not page.captured.isVisible()
    assert "Barack Obama" not in texts()


def test_a_supervisor_sees_the_plan_and_the_officer_does_not(
    screen: Screen, texts: Callable[[], list[str]]
) -> None:
    sign_in(screen, "1001")
    sign_in(screen, "9001")
    window = screen.window
    touch(screen, window.rail.buttons[Place.SETTINGS])
    settings, page = window.screens[Place.SETTINGS], window.screens[Place.PRACTICE]
    assert isinstance(settings, SettingsScreen)
    assert isinstance(page, PracticeScreen)
    touch(screen, settings.practice_button)
    assert window.screens[window.place] is page
    touch(screen, page.switch)
    until(lambda: any("orang terdaftar" in text for text in texts()), between=screen.show)
    assert "Latihan dinyalakan pada sif ini oleh 9001." in texts()
    assert page.switch.text() == "Matikan untuk sif ini"
    sign_in(screen, "1001")
    window.go(Place.PRACTICE)
    until(lambda: "Hanya Anda yang melihat angka ini." in texts(), between=screen.show)
    until(lambda: "Latihan dinyalakan pada sif ini oleh 9001." in texts(), between=screen.show)
    assert not any("orang terdaftar" in text for text in texts())
    assert not page.switch.isVisible()
