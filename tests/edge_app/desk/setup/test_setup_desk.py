"""A technician's finger is never waited for: what is slow runs beside the window."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from edge_app.desk.setup.setup_desk import AGENT_STARTS_S, SetupDesk, SetupStage
from edge_app.desk.setup.ticket_reader import NoTicket
from edge_app.errors import SourceError
from edge_app.pipeline.picture_source import PictureSource
from sync.protocol.ticket import Ticket
from sync.terminal.state import TerminalState
from tests.edge_app.desk.setup.test_ticket_reader import TICKET
from tests.waiting import until


def no_camera() -> PictureSource:
    raise SourceError("there is none")


class SlowStick:
    """A stick whose reading returns when a test says so."""

    def __init__(self, gives: Callable[[], Ticket]) -> None:
        self.gives, self.reads, self.returns = gives, 0, threading.Event()

    def __call__(self) -> Ticket:
        self.reads += 1
        assert self.returns.wait(60.0)
        return self.gives()


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[Callable[[SlowStick], SetupDesk]]:
    made: list[SetupDesk] = []

    def make(stick: SlowStick) -> SetupDesk:
        made.append(SetupDesk(TerminalState(tmp_path / "terminal"), no_camera, stick))
        return made[-1]

    yield make
    for desk in made:
        desk.stop()


def nothing_there() -> Ticket:
    raise NoTicket("no-file")


def test_a_slow_stick_is_read_once_and_waited_for_by_nobody(
    desks: Callable[[SlowStick], SetupDesk],
) -> None:
    stick = SlowStick(lambda: TICKET)
    desk = desks(stick)
    desk.read_stick()  # returns while the stick has given nothing
    desk.read_stick()  # a second touch
    until(lambda: stick.reads)
    assert (desk.view().stage, desk.view().reads_stick) == (SetupStage.TICKET, True)
    stick.returns.set()
    until(lambda: not desk.view().reads_stick)
    assert (desk.view().stage, desk.view().lane) == (SetupStage.CONFIRM, "Lajur 2")
    assert stick.reads == 1


def test_a_stick_without_a_ticket_is_called_so_and_can_be_read_again(
    desks: Callable[[SlowStick], SetupDesk],
) -> None:
    stick = SlowStick(nothing_there)
    stick.returns.set()
    desk = desks(stick)
    desk.read_stick()
    until(lambda: not desk.view().reads_stick)
    assert (desk.view().stage, desk.view().problem) == (SetupStage.TICKET, "no-file")
    stick.gives = lambda: TICKET
    desk.read_stick()
    until(lambda: desk.view().stage is SetupStage.CONFIRM)
    assert desk.view().problem == ""


def test_a_stick_that_is_late_says_nothing_of_a_ticket_that_came_meanwhile(
    desks: Callable[[SlowStick], SetupDesk],
) -> None:
    stick = SlowStick(nothing_there)
    desk = desks(stick)
    desk.read_stick()
    desk._take(TICKET)  # of the camera's thread
    stick.returns.set()
    until(lambda: not desk.view().reads_stick)
    assert (desk.view().stage, desk.view().problem) == (SetupStage.CONFIRM, "")


def test_an_agent_that_is_only_starting_is_not_missed(tmp_path: Path) -> None:
    """Nobody is to restart a device that was switched on a moment ago."""
    now = [100.0]
    desk = SetupDesk(TerminalState(tmp_path), no_camera, clock=lambda: now[0])
    desk.start()
    try:
        until(lambda: desk.turns > 0)
        assert desk.view().agent_runs
        now[0] += AGENT_STARTS_S
        until(lambda: not desk.view().agent_runs)
    finally:
        desk.stop()
