"""A technician tries the network, and reads what came of it, or that nothing came."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from edge_app.desk.readers import ReaderPool
from edge_app.desk.session.views import SessionState, SessionView, SignedIn
from edge_app.desk.technician.link_trial import WAITS_S, LinkDesk, LinkState, LinkView
from edge_app.terminal.agent_link import SpooledLink
from sync.protocol.content import OfficerRole
from sync.protocol.wire import ProblemCode
from sync.terminal.errors import RequestRefused, Unreachable
from sync.terminal.link_trial import TOLD, LinkTrials
from sync.terminal.spool import Spool

NOW = datetime(2026, 3, 11, 6, 32, tzinfo=UTC)


class Bench:
    """A desk, the spool behind it, and the agent's end of a trial."""

    def __init__(self, spool: Spool, role: OfficerRole | None) -> None:
        who = None if role is None else SignedIn("9001", "Made", role, NOW)
        session = SessionView(SessionState.SIGNED_IN, who, open_mode=role is None)
        self.now, self.woken = 100.0, 0
        self.agent, self._pool = LinkTrials(spool, lambda: NOW), ReaderPool()
        link = SpooledLink(spool, lambda: NOW, self._wake)
        self.desk = LinkDesk(link, lambda: session, self._pool, lambda: self.now)

    def _wake(self) -> None:
        self.woken += 1

    def look(self) -> LinkView:
        """Do what the pool would do now."""
        for queue in self._pool._queues:
            queue.run_pending()
        return self.desk.view()


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Callable[[OfficerRole | None], Bench]]:
    with Spool(tmp_path / "spool.db") as spool:
        yield lambda role: Bench(spool, role)


def test_an_answer_is_told_with_its_time(bench: Callable[..., Bench]) -> None:
    made = bench(OfficerRole.TECHNICIAN)
    assert made.desk.view().state is LinkState.IDLE
    made.desk.test()
    assert made.look().state is LinkState.RUNNING
    assert made.woken == 1
    with made.agent.made(made.agent.wanted()):
        pass
    assert made.look().state is LinkState.ANSWERED
    assert made.desk.view().seconds >= 0
    made.desk.test()  # the former answer is none to a new trial
    assert made.look().state is LinkState.RUNNING


@pytest.mark.parametrize(
    ("error", "state"),
    [
        (Unreachable("no answer"), LinkState.UNREACHABLE),
        (RequestRefused("a clock", ProblemCode.CLOCK, NOW), LinkState.REFUSED),
        (KeyError("a fault of the agent's own is no answer"), LinkState.REFUSED),
    ],
)
def test_what_failed_is_told(
    bench: Callable[..., Bench], error: Exception, state: LinkState
) -> None:
    made = bench(OfficerRole.TECHNICIAN)
    made.desk.test()
    made.look()
    with pytest.raises(type(error)), made.agent.made(made.agent.wanted()):
        raise error
    assert made.look().state is state


def test_an_agent_that_does_not_answer_is_told_after_a_while(bench: Callable[..., Bench]) -> None:
    made = bench(OfficerRole.TECHNICIAN)
    made.desk.test()
    made.look()
    made.now += WAITS_S - 1
    assert made.look().state is LinkState.RUNNING
    made.now += 1
    assert made.look().state is LinkState.SILENT


@pytest.mark.parametrize("role", [None, OfficerRole.OFFICER, OfficerRole.SUPERVISOR])
def test_nobody_else_tries_it(bench: Callable[..., Bench], role: OfficerRole | None) -> None:
    made = bench(role)
    made.desk.test()
    assert made.look().state is LinkState.IDLE
    assert made.woken == 0


def test_without_a_data_centre_there_is_nothing_to_try() -> None:
    who = SignedIn("9001", "Made", OfficerRole.TECHNICIAN, NOW)
    session = SessionView(SessionState.SIGNED_IN, who)
    desk = LinkDesk(None, lambda: session, ReaderPool(), lambda: 0.0)
    desk.test()
    assert desk.view().state is LinkState.NONE


@pytest.mark.parametrize("seconds", ["NaN", "Infinity", "-1", "1e9"])
def test_a_time_that_cannot_be_is_no_answer(
    bench: Callable[..., Bench], tmp_path: Path, seconds: str
) -> None:
    made = bench(OfficerRole.TECHNICIAN)
    made.desk.test()
    made.look()
    with made.agent.made(made.agent.wanted()):
        pass
    with Spool(tmp_path / "spool.db") as spool, spool._writing() as connection:
        connection.execute(  # an agent in other hands writes what it likes
            "UPDATE status SET value = replace(value, '\"seconds\": ', ?) WHERE key = ?",
            [f'"seconds": {seconds}, "was": ', TOLD],
        )
    assert made.look().state is LinkState.REFUSED
