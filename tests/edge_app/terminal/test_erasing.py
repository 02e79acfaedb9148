"""Faces whose time is over are erased, also where no lease has confirmed the clock."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from edge_app.domain import Answer
from edge_app.terminal.terminal import Terminal
from tests.edge_app.store.store_fixtures import alert, decision
from tests.edge_app.terminal.terminal_fixtures import NOW, Centre, mirror, provision

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
