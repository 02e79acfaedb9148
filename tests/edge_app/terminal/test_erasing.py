"""Faces whose time is over are erased: also on an unproven clock, and on a full disk."""

from __future__ import annotations

from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from edge_app.domain import Answer
from edge_app.terminal.store_key import open_store
from edge_app.terminal.terminal import Terminal
from tests.disks import SmallDisk, fill
from tests.edge_app.store.store_fixtures import alert, decision
from tests.edge_app.terminal.terminal_fixtures import NOW, Centre, mirror, provision
from tests.edge_app.terminal.test_broken_in_agent import revoke
from tests.waiting import until

HOUR_S = 3600.0


class Machine:
    """Its clocks: `on`, seconds since the last start; `at`, what the system's clock shows."""

    def __init__(self) -> None:
        self.on, self.at = 100.0, NOW

    def wait(self, seconds: float) -> None:
        self.on += seconds
        self.at += timedelta(seconds=seconds)


def faces(terminal: Terminal) -> int:
    (found,) = terminal.database.rows(
        "SELECT count(*) AS n FROM alerts WHERE length(captured) > 0 OR length(portrait) > 0"
    )
    return int(found["n"])


def names(terminal: Terminal) -> list[dict[str, object]]:
    return terminal.database.rows("SELECT * FROM alerts WHERE name <> '' OR length(portrait)")


@pytest.mark.parametrize("ahead", [timedelta(0), timedelta(days=20)])
def test_a_strangers_face_goes_in_time_after_a_start_without_a_network(
    tmp_path: Path, ahead: timedelta
) -> None:
    """By what was counted: a clock that is ahead erases nothing too early."""
    centre, machine = Centre(tmp_path / "centre"), Machine()
    centre.checkpoint()
    state = provision(tmp_path / "terminal", centre)
    mirror(centre, state, NOW + timedelta(seconds=1))

    def start() -> Terminal:
        return Terminal(state, lambda: machine.at, lambda: machine.on)

    terminal = start()
    terminal.sync.poll()
    assert terminal.clock.confirmed
    one = alert()
    terminal.store.start()
    terminal.store.raised(one)
    terminal.store.answered(decision(one, Answer.NOT_THIS_PERSON))
    terminal.stop()  # it writes what waits
    machine.on, machine.at = 10.0, machine.at + ahead
    terminal = start()
    try:
        for hours in range(1, 15):
            machine.wait(HOUR_S)
            terminal.sync.poll()
            assert not terminal.clock.confirmed
            assert faces(terminal) == (1 if hours <= 12 else 0), hours
    finally:
        terminal.stop()


def test_on_a_full_disk_a_strangers_face_goes_in_time_and_a_wipe_is_done(
    tmp_path: Path, small_disk: SmallDisk
) -> None:
    disk = small_disk(tmp_path / "disk", "32m")
    centre, machine = Centre(tmp_path / "centre"), Machine()
    centre.checkpoint()
    state = provision(disk / "terminal", centre)
    mirror(centre, state, NOW + timedelta(seconds=1))
    terminal = Terminal(state, lambda: machine.at, lambda: machine.on)
    try:
        terminal.sync.poll()
        terminal.store.start()
        for seed in range(20):
            one = alert(seed)
            terminal.store.raised(one)
            terminal.store.answered(decision(one, Answer.NOT_THIS_PERSON))
        waiting = alert(99)
        terminal.store.raised(waiting)
        until(lambda: terminal.store.unwritten == 0)
        terminal.database.give_back()
        fill(disk / "others.log")
        machine.wait(13 * HOUR_S)
        terminal.sync.poll()
        assert faces(terminal) == 1  # the open one
        fill(disk / "others.log")
        before = state.credential("store.key")
        revoke(state)
        terminal.sync.poll()
        assert names(terminal) == []
        assert faces(terminal) == 1  # it was not told yet
        assert state.credential("store.key") != before
    finally:
        terminal.stop()
    with closing(open_store(state)) as database:
        assert len(database.rows("SELECT * FROM alerts WHERE length(captured)")) == 1
