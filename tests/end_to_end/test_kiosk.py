"""From light to the officer's answer: real scene, real engine, real threads, real window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from edge_app.demo import demo_list
from edge_app.domain import Answer, SourceState, TrackState
from edge_app.pipeline.lane import open_lane
from edge_app.pipeline.live import LiveLane
from edge_app.pipeline.scene import OBAMA, Act, SceneSource
from edge_app.ui.kiosk_window import KioskWindow

PATIENCE_MS = 30_000  # for what comes sooner on any machine; reached only by a failure
AWAY_S, BACK_S = 2.0, 4.5

# A listed person comes, leaves and comes back in one visit; somebody on no list stays.
ACTS = (
    Act("obama2.jpg", 0.0, AWAY_S, (0.25, 0.4, 150), (0.30, 0.4, 160)),
    Act("obama3.jpg", BACK_S, 60.0, (0.28, 0.4, 150), (0.33, 0.4, 170)),
    Act("astronaut.png", 0.0, 60.0, (0.70, 0.4, 150), (0.65, 0.4, 150)),
)


@pytest.fixture
def live(weights):  # noqa: ARG001  needed by it
    scene = SceneSource(ACTS, seconds=60)
    live = LiveLane(open_lane((demo_list(),)), lambda: scene)
    yield live
    live.stop()


@pytest.fixture
def window(qtbot, live):
    window = KioskWindow(live)
    qtbot.addWidget(window, before_close_func=lambda one: one.leave())
    window.resize(1280, 800)
    with qtbot.waitExposed(window):
        window.show()
    live.start()
    return window


def texts(widget) -> str:
    return "\n".join(one.text() for one in widget.findChildren(QLabel) if one.isVisible())


def test_an_alert_is_shown_answered_by_a_touch_and_not_shown_again_in_the_visit(
    qtbot, live, window
):
    panel = window.alert_panel
    qtbot.waitUntil(panel.isVisible, timeout=PATIENCE_MS)
    assert "Barack Obama" in texts(panel)
    assert "Daftar Peragaan" in texts(panel)
    (alert,) = live.view().open_alerts
    assert alert.candidate.reference.reference_id == OBAMA

    qtbot.waitUntil(lambda: panel.confirm.property("armed"), timeout=PATIENCE_MS)
    qtbot.mouseClick(panel.confirm, Qt.MouseButton.LeftButton)
    assert panel.isHidden()
    assert [(d.alert_id, d.answer) for d in live.lane.decisions] == [
        (alert.alert_id, Answer.CONFIRMED)
    ]

    shown_again = []
    watch = panel.show_alert
    panel.show_alert = lambda view: (shown_again.append(view) if view else None, watch(view))

    def returned_and_known() -> bool:
        view = live.view()
        late = view.frame is not None and view.frame.time_s > BACK_S
        return late and any(track.state is TrackState.ALERT for track in view.tracks)

    qtbot.waitUntil(returned_and_known, timeout=PATIENCE_MS)
    qtbot.wait(200)  # a few more paints
    assert shown_again == []
    assert panel.isHidden()
    view = live.view()
    assert view.source_state is SourceState.LIVE
    assert view.counts.alerts == 1
    assert live.faults == 0
