"""An officer at work: an alert that outlives its kiosk, and a document that is photographed.

Everything is real: data centre, agent, terminal, faces, accounts, window; fingers are QTest's.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from edge_app.cli import main
from edge_app.demo.centre import APPROVES, PROPOSES
from edge_app.demo.scene import SceneSource
from edge_app.demo.system import DemoSystem
from edge_app.desk.cases.photograph import Stage
from edge_app.domain import Answer
from edge_app.store.chain import verify
from edge_app.terminal.provisioned_kiosk import open_terminal
from edge_app.ui.alert.screen import AlertScreen
from edge_app.ui.look import theme
from edge_app.ui.records.report_pdf import shift_documents
from edge_app.ui.session.sign_in_screen import SignInScreen
from edge_app.ui.window.kiosk_window import KioskWindow
from edge_app.ui.window.places import Place
from models.images import read_image
from sync.central.centre import Centre
from sync.central.registry import operators
from sync.central.registry.answers import alerts
from tests.present import present
from tests.waiting import PATIENCE_MS

ORGANISERS = (PROPOSES, APPROVES)  # who vouch for a new operator


@pytest.fixture
def system(weights: Path) -> Iterator[DemoSystem]:  # noqa: ARG001  needed by it
    with DemoSystem(None, lambda _: None) as running:
        yield running


def texts(widget: AlertScreen | KioskWindow) -> str:
    return "\n".join(one.text() for one in widget.findChildren(QLabel) if one.isVisible())


class Shift:
    """A window over a terminal, and a hand."""

    def __init__(self, qtbot: QtBot, running: Any) -> None:
        self.qtbot, self.running = qtbot, running
        self.desk = running.open_desk(shift_documents)
        self.desk.preferences.put("volume", "0", "")
        self.window = KioskWindow(running.lane, self.desk, dpi=theme.DPI)
        qtbot.addWidget(self.window, before_close_func=lambda one: one.leave())
        self.window.resize(1280, 800)
        with qtbot.waitExposed(self.window, timeout=PATIENCE_MS):
            self.window.show()
        self.desk.start()

    def end(self) -> None:
        self.window.leave()
        self.desk.stop()

    def until(self, what: Callable[..., Any]) -> None:
        self.qtbot.waitUntil(what, timeout=PATIENCE_MS)

    def touch(self, key: Any) -> None:
        self.until(lambda: key.isVisible() and key.isEnabled())
        QTest.mouseClick(key, Qt.MouseButton.LeftButton)

    def touch_anew(self, key: Any) -> None:
        """Touch what has just come: not as the second tap of a double one."""
        self.until(key.isVisible)
        QTest.qWait(2 * round(theme.STEP_GUARD_S * 1000))
        self.touch(key)

    def sign_in(self, number: str, pin: str) -> None:
        screen = self.window.screens[Place.SIGN_IN]
        assert isinstance(screen, SignInScreen)
        for text in (number, pin):
            for digit in text:
                self.touch(screen.keypad.key(digit))
            self.until(screen.main.isEnabled)
            self.touch(screen.main)
        self.until(lambda: self.desk.session.view().officer is not None)

    def judge(self, screen: AlertScreen, number: str, pin: str, answer: Answer) -> None:
        page, key = screen.second_page, screen.answers.answers[answer]
        self.until(page.isVisible)
        for text in (number, pin):
            for digit in text:
                self.touch(page.keypad.key(digit))
            if text is number:
                self.touch(page.to_next)
        self.until(lambda: key.isEnabled() and key.property("armed"))
        self.touch(key)


@pytest.mark.slow
def test_an_alert_outlives_the_kiosk_and_is_answered_by_who_signs_in(
    qtbot: QtBot, system: DemoSystem
) -> None:
    officer, second = system.accounts[:2]
    first = Shift(qtbot, system.running)
    first.until(lambda: bool(system.running.terminal.officers()))
    first.until(lambda: first.window.place is Place.SIGN_IN)
    system.running.start_lane()
    first.until(first.window.banner.isVisible)
    said = texts(first.window)
    names = {one.candidate.reference.name for one in system.running.lane.view().open_alerts}
    assert names
    assert not any(name in said for name in names)  # who is listed is for officers only
    assert not first.window.alert_screen.isVisible()
    raised = {one.alert_id for one in system.running.lane.view().open_alerts}
    first.end()
    system.running.stop()

    again = open_terminal(system.running.terminal.state.root, lambda: SceneSource((), seconds=None))
    try:
        shift = Shift(qtbot, again)
        again.start_sync()
        again.start_lane()
        shift.until(lambda: bool(again.terminal.officers()))
        assert raised <= {one.alert_id for one in again.lane.view().open_alerts}
        shift.sign_in(officer.number, officer.pin)
        screen = shift.window.alert_screen
        shift.until(screen.isVisible)
        alert_id = shift.desk.alerts.view().front.alert.alert_id
        assert any(name in texts(screen) for name in names)
        for key in (screen.answers.answers[Answer.NOT_THIS_PERSON], screen.reasons.reasons[0]):
            shift.until(lambda key=key: key.isVisible() and key.property("armed"))
            shift.touch(key)
        # The list's priority is 1: a second officer says the same, without knowing it.
        shift.judge(screen, second.number, second.pin, Answer.NOT_THIS_PERSON)
        shift.until(lambda: alert_id not in {a.alert_id for a in again.lane.view().open_alerts})
        with Centre.open(system.centre.home) as centre:

            def answers() -> Any:
                with centre.registry.session() as session:
                    return [
                        one.answered
                        for one in alerts(session, centre.vault)
                        if one.raised.alert_id == alert_id and one.answered is not None
                    ]

            shift.until(lambda: bool(answers()))
            (found,) = answers()
        assert found.answer == "not_this_person"
        assert found.officers == (officer.number, second.number)
        assert found.reason
        shift.end()
        assert verify(again.terminal.database).broken is None
    finally:
        again.stop()


@pytest.mark.slow
def test_a_document_goes_from_the_lane_s_camera_to_a_file_at_the_data_centre(
    qtbot: QtBot, system: DemoSystem, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    officer, running, home = system.accounts[0], system.running, str(system.centre.home)
    shift = Shift(qtbot, running)
    shift.until(lambda: bool(running.terminal.officers()))
    running.start_lane()
    shift.sign_in(officer.number, officer.pin)
    shift.until(shift.window.alert_screen.isVisible)
    alert_id = shift.desk.alerts.view().front.alert.alert_id
    desk, page = shift.desk.photograph, shift.window.photograph.page
    shift.window.check_document(alert_id)
    shift.touch_anew(shift.window.check.strip.photograph_button)

    def stands(stage: Stage) -> bool:
        view = desk.view()
        return view is not None and view.stage is stage and bool(view.left)

    for before, after in ((Stage.AIMING, Stage.TAKEN), (Stage.TAKEN, Stage.KEPT)):
        shift.until(lambda before=before: stands(before))
        if before is Stage.TAKEN:
            photographed = present(present(desk.view()).picture).image
        shift.touch_anew(page.go_button)
        shift.until(lambda after=after: stands(after) or desk.view() is None)
    shift.end()

    with Centre.open(system.centre.home) as centre:
        with centre.registry.transaction() as session:
            operators.add(
                session, "tono", "Tono", "kunci yang panjang", datetime.now(UTC), ORGANISERS
            )

        def has_come() -> bool:
            with centre.registry.session() as session:
                found = [one for one in alerts(session, centre.vault) if one.documents]
            return [one.raised.alert_id for one in found] == [alert_id]

        shift.until(has_come)
    secret = tmp_path / "passphrase.txt"
    secret.touch(mode=0o600)
    secret.write_text("kunci yang panjang\n")
    monkeypatch.setenv("GAPURA_PASSPHRASE_FILE", str(secret))
    rows, card = tmp_path / "all.jsonl", tmp_path / "card.png"
    central = ("--operator", "tono", "--home", home)
    assert main(["central", "results", "export", str(rows), *central]) == 0
    told = [json.loads(line) for line in rows.read_text().splitlines()]
    assert [row["documents"] for row in told if row["alert"] == alert_id] == [1]
    show = ["central", "results", "show", alert_id, "--documents", str(card), *central]
    assert main(show) == 0
    found = read_image(card)
    assert found.shape == photographed.shape
    assert np.abs(found.astype(np.int16) - photographed).mean() < 4, "the same, but for JPEG's loss"
