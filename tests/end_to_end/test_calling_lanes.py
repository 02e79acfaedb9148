"""A call for help, from one lane to the next and back, and what is kept of it.

Real: server with gateway and keeper, agents, terminals with their keys, spools and help desks. Who
works at a lane is the test's word.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, cast

import pytest

from edge_app.desk.help.desk import HelpDesk
from edge_app.desk.help.views import CallState, Coming, LaneCall, OwnCall
from edge_app.desk.readers import ReaderPool
from edge_app.desk.session.views import SessionState, SessionView, SignedIn
from edge_app.desk.sounds import Sounds
from edge_app.domain import Alert, Candidate, Reference, WatchList
from edge_app.store.audit_log import AuditLog
from edge_app.terminal.terminal import Terminal
from models.geometry import Box
from sync.central.registry import audit
from sync.protocol.content import OfficerRole, Phrase
from sync.protocol.envelope.random_values import random_id
from sync.terminal.clock import ClockState, TrustedClock
from sync.terminal.spool import Spool
from sync.terminal.state import TerminalState
from tests.end_to_end.fake_lane import FakeLane
from tests.end_to_end.system import DataCentre, agent, picture
from tests.present import present
from tests.waiting import until

NO_TIME = timedelta(0)


class Lane:
    """A kiosk without camera and window, with an officer who works there."""

    def __init__(self, state: TerminalState, number: str, ahead: timedelta = NO_TIME) -> None:
        self.state, self.terminal = state, Terminal(state)
        if ahead:  # its clock was set wrong, and agreed with a data centre that was so as well
            wrong = TrustedClock(ClockState(), lambda _: None, lambda: datetime.now(UTC) + ahead)
            wrong.adopt(wrong.now())
            vars(self.terminal.clock).update(vars(wrong))
        store = self.terminal.store
        self.readers = ReaderPool(store.writer.every)
        officer = SignedIn(number, f"Petugas {number}", OfficerRole.OFFICER, datetime.now(UTC))
        self.session = SessionView(SessionState.SIGNED_IN, officer)
        self.desk = HelpDesk(
            self.terminal.link,
            lambda: self.session,
            Sounds(volume=0.0),
            AuditLog(self.terminal.database, self.terminal.clock.now),
            store.writer.queue("help"),
            self.readers,
            self.terminal.clock.shared,
        )
        self.terminal.start(cast("Any", FakeLane()))
        self.readers.start()

    def own(self) -> OwnCall:
        return present(self.desk.view().own)

    def call(self) -> None:
        """Call for help about somebody on a list."""
        watch_list = WatchList(
            list_id="dpo",
            name="Daftar",
            owner="Polri",
            target_fpir=0.001,
            instruction=Phrase(id="Tunggu.", en="Wait."),
            version=1,
            issued_at=datetime.now(UTC),
            category=Phrase(id="Buron", en="Wanted"),
            priority=1,
        )
        face = picture(1, 300)
        candidate = Candidate(Reference("a", "Budi", "dpo", face), watch_list, 0.7, 0.4, 1e-5)
        made = Alert(random_id(), 1, 0, 0.0, Box(0, 0, 8, 8), face, candidate, 100.0)
        self.desk.call(made, self.session.number)

    def hears(self) -> LaneCall:
        """The call of another lane, once it is on the screen here."""
        (call,) = until(lambda: self.desk.view().calls, "the call")
        return call

    def knows(self, other: Lane) -> bool:
        return other.state.config().terminal_id in self.terminal.link.lanes()

    def stop(self) -> None:
        self.readers.stop()
        self.terminal.stop()


@contextlib.contextmanager
def working(state: TerminalState, number: str, ahead: timedelta = NO_TIME) -> Iterator[Lane]:
    lane = Lane(state, number, ahead)
    try:
        yield lane
    finally:
        lane.stop()


@pytest.fixture(scope="module")
def centre(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DataCentre]:
    with DataCentre(tmp_path_factory.mktemp("centre")) as made:
        made.publish()
        made.start()
        yield made


def said(centre: DataCentre, *officers: str) -> list[tuple[str, str]]:
    """What the data centre's audit log says of calls, of these officers."""
    with centre.centre.registry.session() as session:
        return [
            (row.action, row.details["officer"])
            for row in audit.entries(session)
            if row.action.startswith(("help-", "duress-")) and row.details["officer"] in officers
        ]


def held_messages(state: TerminalState) -> int:
    with Spool(state.spool) as spool, spool._reading() as connection:
        return sum(
            connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608
            for table in ("messages_out", "messages_in")
        )


@pytest.mark.slow
def test_a_call_reaches_the_next_lane_and_its_answer_comes_back(
    centre: DataCentre, tmp_path: Path
) -> None:
    first = centre.provision(tmp_path / "one", lane="Lajur 1")
    second = centre.provision(tmp_path / "two", lane="Lajur 2")
    with (
        agent(first),
        agent(second),
        working(first, "1001") as one,
        working(second, "1002") as two,
    ):
        until(lambda: one.knows(two) and two.knows(one), "the other lane")
        one.call()
        call = two.hears()
        assert (call.lane, call.officer, call.duress) == ("Lajur 1", "1001", False)
        assert (call.priority, present(call.category).id) == (1, "Buron")
        until(lambda: two.hears().face is not None, "the face, which comes after the call")
        assert present(two.hears().face).shape[0] > 100
        until(lambda: one.own().state is CallState.REACHED, lambda: one.own())
        assert one.own().reached == 1
        two.desk.come(call.call_id)
        until(lambda: one.own().state is CallState.COMING, lambda: one.own())
        assert one.own().coming == (Coming("1002", "Lajur 2"),)
        until(lambda: len(said(centre, "1001", "1002")) == 2, lambda: said(centre, "1001", "1002"))
        assert said(centre, "1001", "1002") == [("help-called", "1001"), ("help-coming", "1002")]
        one.call()  # nobody came after all
        until(lambda: two.hears().waits, "the call, made once more")
        until(lambda: one.own().state is CallState.REACHED, lambda: one.own())
        one.desk.withdraw()
        until(lambda: not two.desk.view().calls, "the end of the call")
        again = [("help-called", "1001"), ("help-withdrawn", "1001")]
        until(
            lambda: said(centre, "1001", "1002")[2:] == again,
            lambda: said(centre, "1001", "1002"),
        )
        until(lambda: held_messages(first) + held_messages(second) == 0, "empty spools")


@pytest.mark.slow
def test_a_silent_call_is_known_next_door_and_at_the_centre_and_nowhere_here(
    centre: DataCentre, tmp_path: Path
) -> None:
    first = centre.provision(tmp_path / "one", lane="Lajur 1")
    second = centre.provision(tmp_path / "two", lane="Lajur 2")
    with (
        agent(first),
        agent(second),
        working(first, "2001") as one,
        working(second, "2002") as two,
    ):
        until(lambda: one.knows(two) and two.knows(one), "the other lane")
        one.desk.duress("2001")
        call = two.hears()
        assert (call.lane, call.officer, call.duress) == ("Lajur 1", "2001", True)
        two.desk.come(call.call_id)
        until(lambda: len(said(centre, "2001", "2002")) == 2, lambda: said(centre, "2001", "2002"))
        assert said(centre, "2001", "2002") == [("duress-called", "2001"), ("help-coming", "2002")]
        view = one.desk.view()
        assert (view.own, view.calls) == (None, ())


@pytest.mark.slow
@pytest.mark.parametrize("hours", [-3, pytest.param(3, marks=pytest.mark.slow)])
def test_a_lane_whose_clock_is_hours_wrong_calls_silently_all_the_same(
    centre: DataCentre, tmp_path: Path, hours: int
) -> None:
    ahead = timedelta(hours=hours)
    first = centre.provision(tmp_path / "one", lane="Lajur 1")
    second = centre.provision(tmp_path / "two", lane="Lajur 2")
    with (
        agent(first),
        agent(second),
        working(first, "4001", ahead) as one,
        working(second, "4002") as two,
    ):
        until(lambda: one.knows(two) and two.knows(one), "the other lane")
        clock = one.terminal.clock
        until(lambda: abs(clock.doubt + ahead) < timedelta(minutes=1), "a lease it cannot believe")
        one.desk.duress("4001")
        call = two.hears()
        assert (call.lane, call.duress) == ("Lajur 1", True)


@pytest.mark.slow
def test_without_the_data_centre_the_next_lane_is_reached_over_the_local_network(
    centre: DataCentre, tmp_path: Path
) -> None:
    first = centre.provision(tmp_path / "one", lane="Lajur 1")
    second = centre.provision(tmp_path / "two", lane="Lajur 2")
    with (
        agent(first),
        agent(second),
        working(first, "3001") as one,
        working(second, "3002") as two,
    ):
        until(lambda: one.knows(two) and two.knows(one), "the other lane")
        centre.stop()
        one.call()
        call = two.hears()
        assert (call.lane, call.officer, call.face) == ("Lajur 1", "3001", None)
        until(lambda: one.own().reached == 1, lambda: one.own())
        two.desk.come(call.call_id)
        until(lambda: one.own().coming == (Coming("3002", "Lajur 2"),), lambda: one.own())
        centre.start()  # it hears of it as soon as it is back
        until(lambda: len(said(centre, "3001", "3002")) == 2, "the audit log")
