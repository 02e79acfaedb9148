"""Nobody but a technician closes the kiosk: no key of a keyboard or of a reader does."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from edge_app.store.chain import entries
from edge_app.ui.look import theme
from edge_app.ui.session.settings_screen import SettingsScreen
from edge_app.ui.window.application import application
from edge_app.ui.window.places import Place
from sync.protocol.content import Officer, OfficerRole
from tests.edge_app.ui.conftest import Screen
from tests.edge_app.ui.session.test_shift_flow import sign_in, touch
from tests.fakes.officers import everybody
from tests.waiting import until

CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
KEYS = [getattr(Qt.Key, f"Key_{name}") for name in [*"ABCDEFGHIJKLMNOPQRSTUVWXYZ", "F4", "F11"]]


@pytest.fixture
def officers() -> tuple[Officer, ...]:
    return everybody()


def settings(screen: Screen) -> SettingsScreen:
    touch(screen, screen.window.rail.buttons[Place.SETTINGS])
    page = screen.window.screens[Place.SETTINGS]
    assert isinstance(page, SettingsScreen)
    page.area.ensureWidgetVisible(page.close_button)
    return page


def number_of(role: OfficerRole) -> str:
    return next(officer.number for officer in everybody() if officer.role is role)


@pytest.mark.parametrize("role", [None, OfficerRole.OFFICER, OfficerRole.TECHNICIAN])
def test_no_key_closes_the_window_or_leaves_the_full_screen(
    screen: Screen, role: OfficerRole | None
) -> None:
    window = screen.window
    if role is not None:
        sign_in(screen, number_of(role))
    window.showFullScreen()
    for key in KEYS:
        for held in (Qt.KeyboardModifier.NoModifier, CONTROL, ALT, CONTROL | ALT):
            QTest.keyClick(window, key, held)
            application().processEvents()
            assert (window.isVisible(), window.isFullScreen()) == (True, True), (key, held)
    window.close()  # as a window manager would
    assert window.isVisible()


@pytest.mark.parametrize("role", [OfficerRole.OFFICER, OfficerRole.SUPERVISOR])
def test_an_officer_is_not_offered_to_close_it(screen: Screen, role: OfficerRole) -> None:
    sign_in(screen, number_of(role))
    page = settings(screen)
    assert page.close_button.isHidden()
    page.close_button.click()
    page.close_button.click()
    assert screen.window.isVisible()


def test_a_technician_closes_it_with_two_touches_and_stands_in_the_audit_log(
    screen: Screen, store: Any
) -> None:
    number = number_of(OfficerRole.TECHNICIAN)
    sign_in(screen, number)
    page = settings(screen)
    touch(screen, page.close_button)
    assert page.close_button.text() == "Ya, tutup"
    assert screen.window.isVisible()
    # Another place in between: it is asked anew.
    touch(screen, screen.window.rail.buttons[Place.LANE])
    page = settings(screen)
    assert page.close_button.text() == "Tutup Gapura"
    touch(screen, page.close_button)
    screen.touch(page.close_button)
    assert screen.window.isVisible(), "a double tap is one touch, and closes no lane"
    screen.pass_time(theme.STEP_GUARD_S)
    screen.touch(page.close_button)
    assert not screen.window.isVisible()
    database, _ = store
    closed = ("kiosk-closed", number)
    until(lambda: closed in [(row.action, row.actor) for row in entries(database)])


def test_where_nobody_signs_in_the_screen_offers_nothing_to_close() -> None:
    from edge_app.desk.session.roles import Action, may

    assert not may(None, Action.CLOSE_KIOSK)
