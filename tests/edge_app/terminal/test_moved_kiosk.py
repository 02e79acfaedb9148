"""A terminal that was moved starts its window anew, and not while an alert is open."""

from __future__ import annotations

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any, cast

import pytest

from edge_app.desk.alerts.views import NO_ALERTS
from edge_app.desk.session.views import OPEN
from edge_app.domain import Counts, LaneView, SourceState
from edge_app.terminal import kiosk
from edge_app.terminal.provisioned_kiosk import ProvisionedKiosk
from edge_app.ui.screenshots.fake_desk import FakeLane, fake_desk
from edge_app.ui.window.kiosk_window import KioskWindow
from sync.protocol.zones import Zone


class ShownLane(FakeLane):
    """What a window is shown, and what systemd is told of it."""

    lane = SimpleNamespace(counts=Counts())
    capture = SimpleNamespace(turns=0)


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("moved", [True, False])
def test_the_window_closes_to_start_anew_where_the_terminal_was_moved(
    monkeypatch: pytest.MonkeyPatch, moved: bool
) -> None:
    lane = ShownLane(LaneView(None, SourceState.STARTING, "", (), (), Counts(), 0.0, (), 0))
    monkeypatch.setattr(kiosk, "run", lambda window, *_: KioskWindow.refresh(window))

    with fake_desk(lane, OPEN, NO_ALERTS) as desk:

        class MovedKiosk:
            def __init__(self) -> None:
                self.lane = lane

            def now(self) -> datetime:
                return datetime.now(UTC)

            def zone(self) -> Zone:
                return "WIB"

            def must_start_anew(self) -> bool:
                return moved

            def start(self) -> None:
                pass

            stop = start

            def open_desk(self, *_: object) -> Any:
                return desk

        again = kiosk.show(cast("kiosk.Kiosk", MovedKiosk()), restartable=True)
    assert again is moved


@pytest.mark.parametrize(("alerts", "starts"), [((), True), (("one",), False)])
def test_nobody_s_open_alert_is_closed_by_it(alerts: tuple[str, ...], starts: bool) -> None:
    moved = SimpleNamespace(is_set=lambda: True)
    running = SimpleNamespace(
        terminal=SimpleNamespace(sync=SimpleNamespace(moved=moved)),
        lane=SimpleNamespace(view=lambda: SimpleNamespace(open_alerts=alerts)),
    )
    assert ProvisionedKiosk.must_start_anew(cast("ProvisionedKiosk", running)) is starts
