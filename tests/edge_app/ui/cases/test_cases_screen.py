"""An officer says by touch what became of somebody, and a note of their own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from edge_app.domain import Answer, Decision
from edge_app.store.alerts import AlertStore
from edge_app.store.cases import Cases, KeptCase
from edge_app.store.database import StoreDatabase
from edge_app.ui.cases.screen import CasesScreen
from edge_app.ui.look import theme
from edge_app.ui.window.places import Place
from tests.edge_app.ui.conftest import WALL, Screen
from tests.waiting import PATIENCE_MS


@pytest.fixture
def kept(
    store: tuple[StoreDatabase, AlertStore], make_alert: Callable[..., Any], qtbot: QtBot
) -> Cases:
    """Somebody who was confirmed."""
    database, alerts = store
    alerts.raised(replace(make_alert("a" * 32, "Budi Santoso"), raised_at=WALL))
    alerts.answered(Decision("a" * 32, Answer.CONFIRMED, WALL, (), "document_agrees"))
    qtbot.waitUntil(lambda: not alerts.unwritten, timeout=PATIENCE_MS)
    return Cases(database)


def test_a_case_is_noted_of_ended_and_closed_by_touch(
    screen: Screen, kept: Cases, qtbot: QtBot
) -> None:
    def case() -> KeptCase:
        (found,) = kept.unclosed()
        return found

    def shown(so: Callable[[], bool]) -> None:
        def look() -> bool:
            screen.pass_time(3)
            return so()

        qtbot.waitUntil(look, timeout=PATIENCE_MS)

    screen.touch(screen.window.rail.buttons[Place.CASES])
    cases = screen.window.screens[Place.CASES]
    assert isinstance(cases, CasesScreen)
    shown(lambda: cases.list.count == 1)
    cases.list.chosen.emit(0)
    shown(lambda: cases.page.isVisible() and "Budi Santoso" in cases.page._name.text())
    assert not cases.page.close_button.isEnabled()

    def touch(key: QWidget) -> None:
        screen.touch(key)
        screen.pass_time(theme.STEP_GUARD_S)

    touch(cases.page.note_button)
    touch(cases.choices.main)
    for key in "POS 2":
        cases.choices.pad.pressed.emit(key)
    touch(cases.choices.main)
    shown(lambda: any("POS 2" in fact.text() for fact in cases.page.facts))

    touch(cases.page.outcome_button)
    police = next(key for key in cases.choices.buttons if key.text() == "Diserahkan ke polisi")
    touch(police)
    shown(lambda: cases.page.close_button.isEnabled())
    assert "Diserahkan ke polisi" in cases.page.facts[0].text()
    assert [note.text for note in case().notes] == ["POS 2"]

    touch(cases.page.close_button)
    touch(cases.choices.buttons[0])
    shown(lambda: cases.list.count == 0)
    assert kept.unclosed() == ()
    assert not cases.page.isVisible()
    assert all("Budi" not in fact.text() for fact in cases.page.facts)
