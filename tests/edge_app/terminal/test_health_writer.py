"""What the kiosk says to whoever installs software: that nobody is disturbed, what it can do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from edge_app.domain import Counts, LaneView, SourceState, SyncView
from edge_app.terminal import health_writer
from edge_app.terminal.health_writer import CASE_S, HealthWriter
from sync.terminal.kiosk_health import KioskHealth, read_health
from sync.terminal.state import TerminalState
from tests.edge_app.desk.alerts.alerts_fixtures import alert
from tests.present import present

EMPTY = LaneView(None, SourceState.LIVE, "", (), (), Counts(frames=50), 10.0, (), 0)
SYNC = SyncView(
    waiting=0,
    unwritten=0,
    contact_at=None,
    unreachable=False,
    confirmed_at=None,
    stale_after=timedelta(hours=24),
    refused="",
    fault="",
    revoked=False,
)


FIRST = alert("a")


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(health_writer, "boot_seconds", clock)
    return clock


@pytest.fixture
def say(tmp_path: Path, clock: Clock) -> Callable[..., KioskHealth]:
    """What is told `after_s` seconds later of a view."""
    state = TerminalState(tmp_path)
    state.prepare()
    writer = HealthWriter(state)

    def told(view: LaneView, after_s: float, sync: SyncView = SYNC) -> KioskHealth:
        clock.now += after_s
        writer.write(view, sync)
        return present(read_health(state))

    return told


def test_a_lane_without_anybody_is_quiet_since_the_last_one(
    say: Callable[..., KioskHealth],
) -> None:
    assert say(EMPTY, 30).quiet_s == 30
    passed = replace(EMPTY, counts=replace(EMPTY.counts, people=1))  # between two looks
    assert say(passed, 30).quiet_s == 0
    assert say(passed, 90).quiet_s == 90


def test_a_case_holds_an_update_up_for_ten_minutes_and_no_longer(
    say: Callable[..., KioskHealth],
) -> None:
    waiting = replace(EMPTY, open_alerts=(FIRST,))
    assert say(waiting, 30).quiet_s == 0
    assert say(waiting, CASE_S - 10).quiet_s == 0
    assert say(waiting, 80).quiet_s > 60
    another = replace(waiting, open_alerts=(FIRST, alert("b")))
    assert say(another, 30).quiet_s == 0


def test_what_is_wrong_inside_is_told_and_so_is_the_link(say: Callable[..., KioskHealth]) -> None:
    well = say(EMPTY, 30)
    assert (well.camera, well.contact, well.fault, well.frames) == (True, True, "", 50)
    lost = replace(EMPTY, source_state=SourceState.LOST)
    ill = say(lost, 30, replace(SYNC, unreachable=True, fault="the database cannot be written"))
    assert (ill.camera, ill.contact) == (False, False)
    assert ill.fault == "the database cannot be written"
