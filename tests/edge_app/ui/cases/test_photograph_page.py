"""A document is photographed by touch: from a case, and while an alert's document is checked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from edge_app.domain import Answer, Decision, Frame, Image
from edge_app.store.alerts import AlertStore
from edge_app.store.database import StoreDatabase
from edge_app.store.history import History
from edge_app.ui.cases.photograph_page import PhotographPage
from edge_app.ui.cases.screen import CasesScreen
from edge_app.ui.kit.touch_button import TouchButton
from edge_app.ui.look import theme
from edge_app.ui.screenshots.portraits import BARACK_OBAMA, close_up
from edge_app.ui.screenshots.specimen_card import held, specimen_card
from edge_app.ui.window.places import Place
from tests.edge_app.ui.conftest import WALL, Screen
from tests.waiting import PATIENCE_MS

ONE = "a" * 32


class Photographer:
    """An officer before one alert, with a card in their hand."""

    def __init__(self, screen: Screen, qtbot: QtBot, history: History, portrait: Image) -> None:
        self.screen, self._qtbot, self._history = screen, qtbot, history
        card = specimen_card(close_up(portrait, BARACK_OBAMA.face))
        seen = held(np.full((720, 1280, 3), 120, np.uint8), card)
        screen.show(frame=Frame(1, 0.0, screen.clock.now, seen))

    @property
    def page(self) -> PhotographPage:
        return self.screen.window.photograph.page

    def shown(self, so: Callable[[], bool]) -> None:
        def look() -> bool:
            self.screen.pass_time(1)
            return so()

        self._qtbot.waitUntil(look, timeout=PATIENCE_MS)

    def touch(self, button: TouchButton) -> None:
        """Touch what has stood there for a while."""
        self.screen.pass_time(2)
        self.screen.touch(button)

    def kept(self) -> int:
        return len(self._history.documents((ONE,)))

    def take_and_keep(self) -> None:
        self.shown(lambda: self.page.go_button.isEnabled())
        self.touch(self.page.go_button)
        self.shown(lambda: self.page.go_button.text() == "Simpan foto ini")
        self.touch(self.page.go_button)
        self.shown(lambda: self.page.isHidden())


@pytest.fixture
def photographer(
    screen: Screen,
    qtbot: QtBot,
    store: tuple[StoreDatabase, AlertStore],
    make_alert: Callable[..., Any],
    portrait: Image,
) -> Photographer:
    database, alerts = store
    alerts.raised(replace(make_alert(ONE, "Budi Santoso"), raised_at=WALL))
    qtbot.waitUntil(lambda: not alerts.unwritten, timeout=PATIENCE_MS)
    return Photographer(screen, qtbot, History(database), portrait)


def case_page(one: Photographer) -> CasesScreen:
    one.screen.touch(one.screen.window.rail.buttons[Place.CASES])
    cases = one.screen.window.screens[Place.CASES]
    assert isinstance(cases, CasesScreen)
    one.shown(lambda: cases.list.count == 1)
    cases.list.chosen.emit(0)
    one.shown(lambda: cases.page.isVisible())
    return cases


@pytest.mark.slow
def test_from_a_case_it_is_taken_looked_at_kept_and_seen_there(
    photographer: Photographer, store: tuple[StoreDatabase, AlertStore], texts: Callable[[], Any]
) -> None:
    store[1].answered(Decision(ONE, Answer.CONFIRMED, WALL, (), "document_agrees"))
    cases = case_page(photographer)
    photographer.screen.touch(cases.page.photograph_button)
    photographer.shown(lambda: photographer.page.isVisible())
    assert not any("Budi" in text for text in texts_of(photographer.page)), "visitors may see it"
    photographer.take_and_keep()
    assert photographer.kept() == 1
    assert "Foto dokumen tersimpan." in texts()
    assert cases.page.isVisible()
    photographer.shown(lambda: cases.page.documents.papers[0].isVisible())
    assert any(fact.text().endswith("dokumen difoto") for fact in cases.page.facts)
    photographer.screen.touch(cases.page.photograph_button)
    photographer.take_and_keep()
    photographer.shown(lambda: not cases.page.photograph_button.isEnabled())


def texts_of(page: PhotographPage) -> list[str]:
    return [page._title.text(), page.said.text(), page.back_button.text(), page.go_button.text()]


def test_the_second_tap_of_taking_keeps_nothing(photographer: Photographer) -> None:
    screen, page = photographer.screen, photographer.page
    screen.desk.photograph.open(ONE)
    photographer.shown(lambda: page.go_button.isEnabled())
    photographer.touch(page.go_button)

    def taken() -> bool:
        screen.window.refresh()
        return page.back_button.text() == "Ulangi foto"

    photographer._qtbot.waitUntil(taken, timeout=PATIENCE_MS)
    screen.clock.now += theme.STEP_GUARD_S / 2
    screen.touch(page.go_button)
    screen.pass_time(1)
    assert page.back_button.text() == "Ulangi foto"
    photographer.touch(page.back_button)
    photographer.shown(lambda: page.back_button.text() == "Kembali")
    photographer.touch(page.back_button)
    photographer.shown(lambda: page.isHidden())
    assert photographer.kept() == 0


def test_while_an_alerts_document_is_checked_the_alert_stays_in_sight(
    photographer: Photographer, make_alert: Callable[..., Any]
) -> None:
    screen = photographer.screen
    screen.show(open_alerts=(make_alert(ONE),))
    screen.window.check_document(ONE)
    screen.pass_time(1)
    screen.touch(screen.window.check.strip.photograph_button)
    photographer.shown(lambda: photographer.page.isVisible())
    assert screen.window.check.strip.isVisible()
    photographer.take_and_keep()
    assert screen.window.check.strip.isVisible()
    assert screen.window.place is Place.VERIFY
    assert photographer.kept() == 1
    screen.pass_time(1)  # what stands there now was not there when a finger set out
    screen.touch(screen.window.check.strip.photograph_button)
    photographer.shown(lambda: photographer.page.isVisible())
    screen.show(open_alerts=())  # answered elsewhere
    assert photographer.page.isHidden()
    assert screen.desk.photograph.view() is None


def test_another_place_ends_it(photographer: Photographer) -> None:
    cases = case_page(photographer)
    photographer.screen.touch(cases.page.photograph_button)
    photographer.shown(lambda: photographer.page.isVisible())
    photographer.screen.pass_time(1)
    photographer.screen.touch(photographer.screen.window.rail.buttons[Place.LANE])
    assert photographer.page.isHidden()
    assert photographer.screen.desk.photograph.view() is None
