"""A technician shows their face, is recognised, and hands the lane over with a report."""

from __future__ import annotations

import re
from datetime import timedelta
from functools import partial
from typing import Any

import numpy as np
import pytest

from edge_app.desk.records.export import ExportState
from edge_app.desk.technician.acceptance import AcceptedPlace
from edge_app.desk.technician.alert_trial import GONE_S, TrialStage
from edge_app.desk.technician.steps import Step
from edge_app.domain import Alert, FaceSample
from edge_app.store.chain import entries
from edge_app.ui.kit.shrinking_label import ShrinkingLabel
from edge_app.ui.look import theme
from edge_app.ui.technician.acceptance_pdf import acceptance_html, acceptance_pdf
from edge_app.ui.technician.acceptance_screen import AcceptanceScreen
from edge_app.ui.window.places import Place
from sync.protocol.acceptance import (
    AcceptanceBody,
    AcceptedStep,
    SignedAcceptance,
    open_acceptance,
    sign_acceptance,
)
from sync.protocol.content import Officer, OfficerRole
from sync.protocol.envelope.signatures import SigningKey
from sync.protocol.wire import ReportedFinding
from tests.edge_app.ui.conftest import WALL, Screen
from tests.edge_app.ui.session.test_shift_flow import sign_in, touch
from tests.fakes.officers import everybody
from tests.present import present
from tests.waiting import until

KIOSK = SigningKey.generate()


@pytest.fixture
def officers() -> tuple[Officer, ...]:
    return everybody()


@pytest.fixture
def page(screen: Screen) -> AcceptanceScreen:
    number = next(one.number for one in everybody() if one.role is OfficerRole.TECHNICIAN)
    screen.show(open_alerts=())
    sign_in(screen, number)
    touch(screen, screen.window.rail.buttons[Place.STEPS])
    screen.window.go(Place.ACCEPTANCE)
    screen.pass_time(theme.STEP_GUARD_S)
    there = screen.window.screens[Place.ACCEPTANCE]
    assert isinstance(there, AcceptanceScreen)
    return there


def noticed(page: AcceptanceScreen) -> str:
    labels = page.notice.findChildren(ShrinkingLabel)
    return " ".join(one.text() for one in labels if one.isVisible() and one.text())


def press(screen: Screen, widget: Any) -> None:
    touch(screen, widget)
    screen.pass_time(theme.STEP_GUARD_S)


def sample(screen: Screen, same: bool = True) -> None:
    face = np.eye(8, dtype=np.float32)[0 if same else 1]
    told = present(screen.lane.sampled)
    picture = np.full((40, 30, 3), 90, np.uint8)
    told(FaceSample(1, picture, "sface", face, screen.clock.now))


def show_and_leave(screen: Screen, page: AcceptanceScreen) -> None:
    press(screen, page.trial)
    sample(screen)
    screen.window.refresh()
    assert page.heading.text() == "Wajah diingat. Sekarang keluarlah dari gambar."
    screen.show(tracks=())
    screen.pass_time(GONE_S)
    assert page.heading.text() == "Kembalilah, dan lihat ke kamera."


def test_who_comes_back_sees_both_faces_and_the_step_is_ticked_off(
    screen: Screen, page: AcceptanceScreen, store: Any
) -> None:
    tracks = screen.lane.now_view.tracks
    assert noticed(page) == "Belum diuji dengan kamera ini."
    show_and_leave(screen, page)
    screen.show(tracks=tracks)
    sample(screen)
    screen.window.refresh()
    assert page.heading.text() == "Ini uji: peringatan muncul."
    assert noticed(page).startswith("Skor 1,00, ambang 0,")
    assert all(face.isVisible() and face.image is not None for face in page.faces)
    assert not page.live_view.isVisible()
    assert screen.lane.now_view.open_alerts == ()
    press(screen, page.back)
    assert screen.window.place is Place.STEPS
    assert all(face.image is None for face in page.faces), "a face is left"
    row = screen.window.screens[Place.STEPS].rows[Step.ALERT]  # type: ignore[attr-defined]
    assert present(row.told.findChild(ShrinkingLabel)).text().startswith("Wajah dikenali 14.32.")
    database, _ = store
    until(lambda: "alert-tried" in [entry.action for entry in entries(database)])


def test_a_real_alert_ends_the_test_and_forgets_the_face(
    screen: Screen, page: AcceptanceScreen, make_alert: Any
) -> None:
    show_and_leave(screen, page)
    real: Alert = make_alert("a")
    screen.show(open_alerts=(real,))
    assert screen.desk.alert_trial.view().stage is TrialStage.FAILED
    assert noticed(page).startswith("Ada peringatan sungguhan")
    assert screen.lane.sampled is None


def test_who_locks_the_screen_leaves_no_face(screen: Screen, page: AcceptanceScreen) -> None:
    show_and_leave(screen, page)
    screen.window.go(Place.LANE)
    assert screen.desk.alert_trial.view().stage is TrialStage.IDLE
    assert screen.desk.alert_trial._template is None
    assert screen.lane.sampled is None


def test_a_terminal_without_a_key_writes_no_report_and_says_why(
    page: AcceptanceScreen,
) -> None:
    assert page.write.isHidden()
    text = [one.text() for one in page.outcome.findChildren(ShrinkingLabel)]
    assert any(one.startswith("Terminal ini tidak punya kunci") for one in text)


def test_a_touch_writes_the_report_and_says_where_it_lies(
    screen: Screen, page: AcceptanceScreen, monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    place = AcceptedPlace("1" * 32, "gate-1", "Lajur 1", partial(sign_acceptance, key=KIOSK))
    acceptance = screen.desk.acceptance
    monkeypatch.setattr(acceptance, "_place", place)
    monkeypatch.setattr(acceptance, "_pdf", acceptance_pdf)
    monkeypatch.setattr(acceptance._exporter, "_mounts", tmp_path / "none")
    screen.window.refresh()
    assert page.open_steps.text().startswith("Belum selesai: ")
    press(screen, page.write)
    until(lambda: acceptance.view().state is ExportState.DONE, between=screen.window.refresh)
    (file,) = (tmp_path / "reports").glob("*.json")
    read = open_acceptance(SignedAcceptance.from_json(file.read_bytes()), KIOSK.public)
    assert {one.step for one in read.steps} == {step.value for step in Step}
    pdf = file.with_suffix(".pdf").read_bytes()
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 1


BODY = AcceptanceBody(
    terminal_id="3f9a02c1" + "0" * 24,
    checkpoint_id="gate-1",
    checkpoint="Gerbang <b>",
    lane="Lajur 2",
    made_at=WALL,
    technician="9001",
    software="gapura 0.3.0",
    steps=(
        AcceptedStep(step="network", state="done"),
        AcceptedStep(step="touch", state="failing", at=WALL - timedelta(hours=2)),
        AcceptedStep(step="roof", state="humming"),
    ),
    findings=(ReportedFinding(code="disk-full", about={"free": "3", "least": "512"}),),
)


def test_the_paper_says_all_and_takes_no_name_for_markup() -> None:
    text = acceptance_html(BODY, "Made <i>")
    assert "Gerbang &lt;b&gt; (gate-1), Lajur 2" in text
    assert "Made &lt;i&gt; (9001)" in text
    assert "<td>Layar sentuh</td><td>bermasalah</td><td>11 Mar 2026 pukul 12.32</td>" in text
    assert "<td>roof</td><td>humming</td>" in text, "of a newer step no word is made up"
    assert "Sisa ruang hanya 3 MB" in text
    assert "Belum diuji dengan kamera ini." in text
    failed = replace_state(BODY)
    assert "Wajah tidak dikenali lagi" in acceptance_html(failed, "Made")


def replace_state(body: AcceptanceBody) -> AcceptanceBody:
    return body.model_copy(update={"steps": (AcceptedStep(step="alert", state="failing"),)})
