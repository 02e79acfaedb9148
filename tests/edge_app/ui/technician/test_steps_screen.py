"""A technician goes through the set-up at the glass, leaves it, and finds it as it was left."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from edge_app.desk.technician.link_trial import LinkState, LinkView
from edge_app.desk.technician.steps import KEPT, Step
from edge_app.domain import LaneFault, SourceState, TrackState
from edge_app.ui.kit.shrinking_label import ShrinkingLabel
from edge_app.ui.look import theme
from edge_app.ui.technician.steps_screen import StepsScreen
from edge_app.ui.window.places import Place
from sync.protocol.content import Officer, OfficerRole
from sync.protocol.finding_table import FindingCode
from sync.protocol.findings import found
from tests.edge_app.ui.conftest import Screen
from tests.edge_app.ui.session.test_shift_flow import sign_in, touch
from tests.fakes.officers import everybody
from tests.present import present


@pytest.fixture
def officers() -> tuple[Officer, ...]:
    return everybody()


def number_of(role: OfficerRole) -> str:
    return next(officer.number for officer in everybody() if officer.role is role)


@pytest.fixture
def page(screen: Screen) -> StepsScreen:
    screen.show(open_alerts=())
    sign_in(screen, number_of(OfficerRole.TECHNICIAN))
    touch(screen, screen.window.rail.buttons[Place.STEPS])
    there = screen.window.screens[Place.STEPS]
    assert isinstance(there, StepsScreen)
    return there


def told(page: StepsScreen, step: Step) -> str:
    return present(page.rows[step].told.findChild(ShrinkingLabel)).text()


def press(screen: Screen, page: StepsScreen, step: Step) -> None:
    page.area.ensureWidgetVisible(page.rows[step].button)
    touch(screen, page.rows[step].button)
    screen.pass_time(theme.STEP_GUARD_S)


def test_who_stands_before_the_camera_ticks_off_what_a_face_shows(
    screen: Screen, page: StepsScreen
) -> None:
    assert told(page, Step.FACE) == "232 piksel. Baik."
    assert told(page, Step.TURN) == "Wajah tegak dan terbaca."
    screen.show(tracks=())
    screen.pass_time(1.0)
    assert told(page, Step.FACE) == "Baik, diukur 14.32."
    assert told(page, Step.LIGHT).endswith("Lihat lagi siang dan malam.")


def test_nobody_is_asked_to_stand_there_and_a_fault_says_what_to_do(
    screen: Screen, page: StepsScreen
) -> None:
    screen.show(tracks=())
    screen.pass_time(1.0)
    screen.desk.steps._marks.clear()
    screen.window.refresh()
    assert told(page, Step.FACE) == "Berdirilah di tempat tamu berhenti."
    screen.show(faults=(LaneFault.DARK,))
    assert told(page, Step.LIGHT).startswith("Terlalu gelap")
    screen.show(faults=(), source_state=SourceState.LOST)
    assert told(page, Step.CAMERA) == "Kamera terputus."


def test_a_step_is_left_and_found_again(
    screen: Screen, page: StepsScreen, store: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    played: list[Any] = []
    monkeypatch.setattr(screen.desk.sounds, "play", played.append)
    monkeypatch.setattr(screen.desk.sounds, "fault", "")
    screen.desk.preferences.put("volume", "100", "")
    screen.window.refresh()
    press(screen, page, Step.SOUND)
    assert len(played) == 1
    assert page.rows[Step.SOUND].button.text() == "Terdengar"
    press(screen, page, Step.SOUND)
    press(screen, page, Step.READER)
    assert told(page, Step.READER) == "Tidak ada di lajur ini."
    press(screen, page, Step.CAMERA)
    assert screen.window.place is Place.CAMERA
    touch(screen, screen.window.rail.buttons[Place.STEPS])
    assert told(page, Step.SOUND) == "Terdengar dari tempat petugas berdiri."
    screen.desk.writes.submit(lambda: None).result()
    database, _ = store
    assert b'"sound":{"state":"done"' in (database.fact(KEPT) or b"")


def test_a_code_that_a_reader_typed_is_taken_and_forgotten(
    screen: Screen, page: StepsScreen, store: Any
) -> None:
    assert told(page, Step.READER) == "Pindai satu dokumen atau kartu sekarang."
    screen.window.scanner.scanned.emit("3174015708900001")
    screen.window.refresh()
    assert told(page, Step.READER) == "Pembaca mengirim kode yang utuh."
    screen.desk.writes.submit(lambda: None).result()
    database, _ = store
    assert b"3174015708900001" not in (database.fact(KEPT) or b"")


def test_a_trial_of_the_glass_ticks_its_step_off(screen: Screen, page: StepsScreen) -> None:
    press(screen, page, Step.TOUCH)
    assert screen.window.place is Place.TRIALS
    trials = screen.window.screens[Place.TRIALS]
    trials._told_touch(False)  # type: ignore[attr-defined]
    touch(screen, screen.window.rail.buttons[Place.STEPS])
    assert told(page, Step.TOUCH).startswith("Sebagian bidang tidak menjawab.")
    trials._told_touch(True)  # type: ignore[attr-defined]
    screen.window.refresh()
    assert told(page, Step.TOUCH) == "Semua bidang menjawab sentuhan."


def test_what_is_in_the_way_stands_below_its_step_and_the_next_one_is_named(
    screen: Screen, page: StepsScreen, monkeypatch: pytest.MonkeyPatch
) -> None:
    opener = found(FindingCode.TLS_INTERCEPTED, host="pusat", issuer="Kantor Proxy CA")
    view = LinkView(LinkState.UNREACHABLE, findings=(opener,))
    monkeypatch.setattr(screen.desk.link_trial, "_view", view)
    screen.window.refresh()
    (row,) = page.rows[Step.NETWORK].findings
    assert "Kantor Proxy CA" in present(row.findChild(ShrinkingLabel)).text()
    assert page.progress.text().endswith("Berikutnya: Jaringan.")


def test_a_face_that_is_not_read_is_asked_to_look(screen: Screen, page: StepsScreen) -> None:
    screen.desk.steps._marks.clear()
    track = replace(screen.lane.now_view.tracks[0], state=TrackState.LOOKING)
    screen.show(tracks=(track,))
    screen.pass_time(1.0)
    assert told(page, Step.TURN) == "Wajah belum terbaca. Lihatlah ke kamera."


@pytest.mark.parametrize("role", [OfficerRole.OFFICER, OfficerRole.SUPERVISOR])
def test_nobody_else_sets_a_lane_up(
    screen: Screen, role: OfficerRole, texts: Callable[[], list[str]]
) -> None:
    sign_in(screen, number_of(role))
    assert "Pemasangan" not in texts()
    screen.window.go(Place.STEPS)
    assert screen.window.place is not Place.STEPS
