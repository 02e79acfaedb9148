"""A technician tries touch, screen, sound and network, and starts the kiosk anew."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest

from edge_app.desk.technician.check import CheckState, CheckView
from edge_app.desk.technician.link_trial import LinkState, LinkView
from edge_app.domain import Alert
from edge_app.store.chain import entries
from edge_app.ui.kit.shrinking_label import ShrinkingLabel
from edge_app.ui.look import theme
from edge_app.ui.technician.trial_layers import COLOURS, IDLE_S, TouchLayer, TrialLayer
from edge_app.ui.technician.trials_presenter import Trial
from edge_app.ui.technician.trials_screen import TrialsScreen
from edge_app.ui.window.places import Place
from sync.protocol.content import Officer, OfficerRole
from sync.protocol.finding_table import FindingCode
from sync.protocol.findings import found
from tests.edge_app.ui.conftest import Screen
from tests.edge_app.ui.session.test_shift_flow import sign_in, touch
from tests.fakes.officers import everybody
from tests.present import present
from tests.waiting import until


@pytest.fixture
def officers() -> tuple[Officer, ...]:
    return everybody()


def number_of(role: OfficerRole) -> str:
    return next(officer.number for officer in everybody() if officer.role is role)


@pytest.fixture
def page(screen: Screen) -> TrialsScreen:
    screen.show(open_alerts=())
    sign_in(screen, number_of(OfficerRole.TECHNICIAN))
    touch(screen, screen.window.rail.buttons[Place.TRIALS])
    there = screen.window.screens[Place.TRIALS]
    assert isinstance(there, TrialsScreen)
    return there


def shown(page: TrialsScreen) -> TrialLayer | None:
    return page.layer


def begin(screen: Screen, page: TrialsScreen, trial: Trial) -> None:
    page.area.ensureWidgetVisible(page.rows[trial].button)
    touch(screen, page.rows[trial].button)


def wipe(screen: Screen, layer: TouchLayer, across: range, down: range) -> None:
    """Draw a finger over fields, row by row."""
    for row in down:
        points = [layer.field(column, row).center() for column in across]
        finger = QTest.touchEvent(screen.window, screen.finger)
        finger.press(0, points[0], screen.window).commit()
        for point in points[1:]:
            QTest.touchEvent(screen.window, screen.finger).move(0, point, screen.window).commit()
        QTest.touchEvent(screen.window, screen.finger).release(
            0, points[-1], screen.window
        ).commit()


def told(page: TrialsScreen, trial: Trial) -> str:
    row = next(row for row in page._shown[0] if row.trial is trial) if page._shown else None
    return row.text if row is not None else ""


def test_fields_light_up_under_a_finger_and_those_that_do_not_are_counted(
    screen: Screen, page: TrialsScreen
) -> None:
    begin(screen, page, Trial.TOUCH)
    layer = shown(page)
    assert isinstance(layer, TouchLayer)
    assert layer.geometry() == screen.window.rect()
    across = layer.width() // page._style.touch if page._style else 0
    wipe(screen, layer, range(across), range(1))
    assert len(layer.reached) == across
    screen.window.refresh()
    screen.pass_time(IDLE_S - 1)
    assert shown(page) is layer
    screen.pass_time(1.5)
    assert shown(page) is None
    screen.window.refresh()
    assert told(page, Trial.TOUCH).startswith(f"{layer.fields - across} dari {layer.fields} ")


def test_a_glass_that_answers_everywhere_ends_the_trial_at_once(
    screen: Screen, page: TrialsScreen
) -> None:
    begin(screen, page, Trial.TOUCH)
    layer = shown(page)
    assert isinstance(layer, TouchLayer)
    across = max(column for column in range(99) if layer.field(column, 0).right() < layer.width())
    wipe(screen, layer, range(across + 1), range(layer.fields // (across + 1)))
    assert shown(page) is None
    screen.window.refresh()
    assert told(page, Trial.TOUCH) == f"Semua {layer.fields} bidang menjawab sentuhan."


def test_every_colour_fills_the_glass_and_a_touch_leads_on(
    screen: Screen, page: TrialsScreen
) -> None:
    begin(screen, page, Trial.COLOURS)
    seen = []
    while shown(page) is not None:
        image = screen.window.grab().toImage()
        corners = (QPoint(0, 0), QPoint(image.width() - 1, image.height() - 1))
        seen.append(tuple(image.pixelColor(corner).name() for corner in corners))
        screen.touch(screen.window)
    *plain, (left, right) = seen
    assert plain == [(colour, colour) for colour in COLOURS[:-1]]
    assert (left, right[:2]) == ("#000000", "#f")  # all greys: the last pixel is all but white


def test_an_alert_takes_the_glass_back(
    screen: Screen, page: TrialsScreen, make_alert: Callable[..., Alert]
) -> None:
    begin(screen, page, Trial.COLOURS)
    assert shown(page) is not None
    screen.show(open_alerts=(make_alert("a"),))
    assert shown(page) is None
    assert screen.window.banner.isVisible()


def test_sound_is_played_and_a_terminal_without_one_says_so(
    screen: Screen, page: TrialsScreen, monkeypatch: pytest.MonkeyPatch
) -> None:
    played: list[Any] = []
    monkeypatch.setattr(screen.desk.sounds, "play", played.append)
    monkeypatch.setattr(screen.desk.sounds, "fault", "")
    screen.desk.preferences.put("volume", "100", "")
    begin(screen, page, Trial.SOUND)
    assert len(played) == 1
    screen.window.refresh()
    assert told(page, Trial.SOUND).startswith("Nada diputar.")
    monkeypatch.setattr(screen.desk.sounds, "fault", "there is no sound device")
    screen.window.refresh()
    assert told(page, Trial.SOUND).startswith("Tidak ada pengeras suara.")


def test_two_touches_start_the_kiosk_anew_and_stand_in_the_audit_log(
    screen: Screen, page: TrialsScreen, store: Any
) -> None:
    begin(screen, page, Trial.RESTART)
    screen.window.refresh()
    key = page.rows[Trial.RESTART].button
    assert key.text() == "Ya, mulai ulang"
    assert screen.window.isVisible()
    page.area.ensureWidgetVisible(key)
    screen.touch(key)
    assert screen.window.isVisible(), "a double tap is one touch"
    screen.pass_time(theme.STEP_GUARD_S)
    screen.touch(key)
    assert screen.window.restarts
    assert not screen.window.isVisible()
    database, _ = store
    restarted = ("kiosk-restarted", number_of(OfficerRole.TECHNICIAN))
    until(lambda: restarted in [(row.action, row.actor) for row in entries(database)])


def test_a_check_is_begun_with_a_touch_and_its_findings_stand_below_it(
    screen: Screen, page: TrialsScreen, monkeypatch: pytest.MonkeyPatch
) -> None:
    full = found(FindingCode.DISK_FULL, free=3, least=512)
    check = screen.desk.check
    monkeypatch.setattr(check, "_look", lambda: (full, found(FindingCode.AGENT_OFF)))
    monkeypatch.setattr(check, "_view", CheckView(CheckState.IDLE))
    screen.window.refresh()
    begin(screen, page, Trial.CHECK)
    until(lambda: check.view().state is CheckState.DONE, between=screen.window.refresh)
    screen.window.refresh()
    assert told(page, Trial.CHECK) == "Yang perlu dibenahi: 2."
    below = [row for row in page.rows[Trial.CHECK].findings if row.isVisible()]
    assert len(below) == 2
    assert "Sisa ruang hanya 3 MB" in present(below[0].findChild(ShrinkingLabel)).text()
    monkeypatch.setattr(check, "_look", tuple)  # it was mended
    begin(screen, page, Trial.CHECK)
    until(
        lambda: not check.view().findings and check.view().state is CheckState.DONE,
        between=screen.window.refresh,
    )
    screen.window.refresh()
    assert told(page, Trial.CHECK) == "Semuanya baik."
    assert not any(row.isVisible() for row in page.rows[Trial.CHECK].findings)


def test_what_is_in_the_way_to_the_data_centre_stands_by_name(
    screen: Screen, page: TrialsScreen, monkeypatch: pytest.MonkeyPatch
) -> None:
    opener = found(FindingCode.TLS_INTERCEPTED, host="pusat", issuer="Kantor Proxy CA")
    view = LinkView(LinkState.UNREACHABLE, findings=(opener,))
    monkeypatch.setattr(screen.desk.link_trial, "_view", view)
    screen.window.refresh()
    assert told(page, Trial.NETWORK) == ""
    (row,) = page.rows[Trial.NETWORK].findings
    assert "Kantor Proxy CA" in present(row.findChild(ShrinkingLabel)).text()


@pytest.mark.parametrize("role", [OfficerRole.OFFICER, OfficerRole.SUPERVISOR])
def test_nobody_else_comes_there(screen: Screen, role: OfficerRole) -> None:
    sign_in(screen, number_of(role))
    assert (
        Place.TRIALS not in screen.window.rail.buttons
        or screen.window.rail.buttons[Place.TRIALS].isHidden()
    )
    screen.window.go(Place.TRIALS)
    assert screen.window.place is not Place.TRIALS
