"""From light to the officer's answer: real scene, real engine, real threads, real window."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from edge_app.demo.scene import OBAMA, Act, SceneSource
from edge_app.demo.verdict import demo_list
from edge_app.desk.alerts.answers import REASONS
from edge_app.domain import Answer, SourceState, TrackState
from edge_app.terminal.standalone_kiosk import StandaloneKiosk
from edge_app.ui.alert.screen import AlertScreen
from edge_app.ui.look import theme
from edge_app.ui.records.report_pdf import shift_documents
from edge_app.ui.window.kiosk_window import KioskWindow
from tests.waiting import PATIENCE_MS

AWAY_S, BACK_S = 2.0, 4.5

# A listed person comes, leaves and comes back in one visit; somebody on no list stays.
ACTS = (
    Act("obama2.jpg", 0.0, AWAY_S, (0.25, 0.4, 150), (0.30, 0.4, 160)),
    Act("obama3.jpg", BACK_S, 600.0, (0.28, 0.4, 150), (0.33, 0.4, 170)),
    Act("astronaut.png", 0.0, 600.0, (0.70, 0.4, 150), (0.65, 0.4, 150)),
)


@pytest.fixture
def live(weights: Path) -> Iterator[Any]:  # noqa: ARG001  needed by it
    live = StandaloneKiosk((demo_list(),), lambda: SceneSource(ACTS, seconds=600))
    yield live
    live.stop()


@pytest.fixture
def window(qtbot: QtBot, live: Any) -> Iterator[KioskWindow]:
    desk = live.open_desk(shift_documents)
    desk.preferences.put("volume", "0", "")
    window = KioskWindow(live.lane, desk, dpi=theme.DPI)
    qtbot.addWidget(window, before_close_func=lambda one: one.leave())
    window.resize(1280, 800)
    with qtbot.waitExposed(window, timeout=PATIENCE_MS):
        window.show()
    live.start()
    desk.start()
    yield window
    window.leave()
    desk.stop()


def texts(widget: AlertScreen) -> str:
    return "\n".join(one.text() for one in widget.findChildren(QLabel) if one.isVisible())


def test_an_alert_is_shown_answered_by_touches_and_not_shown_again_in_the_visit(
    qtbot: QtBot, live: Any, window: KioskWindow
) -> None:
    screen = window.alert_screen
    qtbot.waitUntil(screen.isVisible, timeout=PATIENCE_MS)
    assert "Barack Obama" in texts(screen)
    assert "Daftar Peragaan" in texts(screen)
    (alert,) = live.lane.view().open_alerts
    assert alert.candidate.reference.reference_id == OBAMA

    for key in (screen.answers.answers[Answer.CONFIRMED], screen.reasons.reasons[0]):
        ready = lambda key=key: key.isVisible() and key.property("armed")  # noqa: E731
        qtbot.waitUntil(ready, timeout=PATIENCE_MS)
        QTest.mouseClick(key, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(screen.isHidden, timeout=PATIENCE_MS)
    assert window.undo_bar.isVisible()
    assert not live.lane.lane.decisions  # it can still be taken back
    qtbot.waitUntil(lambda: bool(live.lane.lane.decisions), timeout=PATIENCE_MS)
    (decision,) = live.lane.lane.decisions
    assert (decision.alert_id, decision.answer) == (alert.alert_id, Answer.CONFIRMED)
    assert decision.reason in {reason.value for reason in REASONS[Answer.CONFIRMED]}
    qtbot.waitUntil(window.undo_bar.isHidden, timeout=PATIENCE_MS)

    def returned_and_known() -> bool:
        view = live.lane.view()
        late = view.frame is not None and view.frame.time_s > BACK_S
        return late and any(track.state is TrackState.ALERT for track in view.tracks)

    qtbot.waitUntil(returned_and_known, timeout=PATIENCE_MS)
    qtbot.wait(200)  # a few more paints
    assert screen.isHidden()
    view = live.lane.view()
    assert view.source_state is SourceState.LIVE
    assert view.counts.alerts == 1
    assert live.lane.faults == 0
