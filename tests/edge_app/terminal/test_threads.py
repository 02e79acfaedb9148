"""Two cores: a kiosk at work has no more threads than it needs, and leaves none."""

from __future__ import annotations

import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from edge_app.demo.scene import SceneSource, crowd
from edge_app.desk.desk import Desk
from edge_app.desk.readers import THREADS
from edge_app.desk.session.views import ShiftView
from edge_app.desk.sounds import Sound
from edge_app.terminal.provisioned_kiosk import ProvisionedKiosk, open_terminal
from tests.edge_app.terminal.terminal_fixtures import Centre, provision
from tests.waiting import until

ALWAYS = {"capture", "vision", "recognition", "sync", "lease", "agent-watch", "writer"}
READERS = {f"reader_{number}" for number in range(THREADS)}
ON_DEMAND = READERS | {
    "sounds",  # once something is to be heard
    "comparison_0",  # once a list is long enough to be worth a second core
}


@pytest.fixture
def kiosk(tmp_path: Path, weights: Path) -> ProvisionedKiosk:  # noqa: ARG001  needed by it
    now = datetime.now(UTC)
    centre = Centre(tmp_path / "centre", now, expires_at=now + timedelta(days=9))
    centre.checkpoint("list-dpo")
    state = provision(tmp_path / "terminal", centre)
    return open_terminal(state.root, lambda: SceneSource(crowd(3), seconds=None))


def work(kiosk: ProvisionedKiosk, desk: Desk) -> None:
    """Let every part of the desk have something to do at once."""
    shift = ShiftView("0" * 32, "1001", "Sari", datetime.now(UTC))
    desk.verification.enter()
    desk.identification.enter()
    desk.session.sign_in("1001", "246810")
    desk.summaries.ask(shift)
    desk.put_aside_outdated()
    desk.shift_counts.of(shift, kiosk.lane.view().counts)
    desk.alerts.tick(time.monotonic())
    desk.sounds.play(Sound.SOFT)
    for part in (desk.history, desk.statistics, desk.visitors, desk.alerts):
        part.view()


@pytest.mark.slow
def test_a_kiosk_at_work_has_a_writer_a_few_readers_and_the_lane(kiosk: ProvisionedKiosk) -> None:
    before = set(threading.enumerate())
    desk = kiosk.open_desk(lambda _: pytest.fail("nobody asked for a report"))
    kiosk.start_sync()
    kiosk.start_lane()
    desk.start()
    try:
        until(lambda: kiosk.lane.view().counts.people)
        for _ in range(20):
            work(kiosk, desk)
            time.sleep(0.02)
        until(lambda: desk.summaries.view())
        names = [one.name for one in set(threading.enumerate()) - before]
    finally:
        desk.stop()
        kiosk.stop()
    assert set(names) >= ALWAYS
    assert set(names) <= ALWAYS | ON_DEMAND
    assert len(names) == len(set(names)) <= 11
    left = {one.name for one in set(threading.enumerate()) - before}
    assert left <= {"comparison_0"}  # the library's, for whoever compares next
