"""The day turns at the gate's own midnight, at the terminal and at the data centre alike.

A real data centre publishes, a real terminal's classes take it; the clock of both is the test's.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select

from edge_app.desk.desk import Desk
from edge_app.desk.readers import ReaderPool
from edge_app.desk.verification.subjects import Subjects
from edge_app.desk.visitors.book import VisitorBook
from edge_app.desk.visitors.manifest import Selection
from edge_app.domain import Counts, LaneView, SourceState
from edge_app.store.arrivals import Arrivals
from edge_app.terminal.provisioned_kiosk import ProvisionedKiosk
from edge_app.terminal.terminal import Terminal
from sync.central.bootstrap import create
from sync.central.centre import Centre
from sync.central.registry import checkpoints, operators, visitors
from sync.central.registry.arrivals import arrivals
from sync.central.registry.checkpoints import ChangeCheckpoint, Settings
from sync.central.registry.schema import Checkpoint
from sync.central.registry.schema import Visitor as VisitorRow
from sync.central.releases.publish import publish_due
from sync.protocol.content import Visitor
from sync.protocol.envelope.random_values import random_id
from sync.protocol.zones import ZONES, Zone
from tests.edge_app.desk.visitors.visitors_fixtures import manifest, visitor
from tests.edge_app.terminal.terminal_fixtures import Centre as HandMade
from tests.edge_app.terminal.terminal_fixtures import mirror, provision
from tests.end_to_end.fake_lane import FakeLane
from tests.sync.central.registry.proposals_fixtures import approve, propose
from tests.sync.central.registry.shift_rows import add_terminal, keep, verified
from tests.sync.central.releases.registry_rows import (
    add_checkpoint,
    configuration,
    delegate,
    expect,
    publisher_of,
)
from tests.sync.central.releases.terminal_view import content_key
from tests.waiting import until

GATE = "gate"
DAY = date(2026, 11, 22)
NEXT = DAY + timedelta(days=1)
START = datetime(2026, 11, 22, tzinfo=UTC)  # of the machine
NOON = datetime(2026, 11, 22, 4, tzinfo=UTC)  # 12:00 in WITA
EVENING = datetime(2026, 11, 22, 15, 30, tzinfo=UTC)  # 23:30 in WITA
NIGHT = datetime(2026, 11, 22, 16, 30, tzinfo=UTC)  # 00:30 in WITA, and 23:30 in WIB
OLD, NEW = "Tamu 1", "Tamu 2"

EVER = st.builds(
    lambda seconds: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds),
    st.integers(0, 14 * 365 * 86_400),
)
TURNS = st.builds(  # the hours in which the three zones have two days
    lambda days, seconds: datetime(2026, 11, 22, 14, tzinfo=UTC) + timedelta(days, seconds),
    st.integers(0, 4000),
    st.integers(0, 4 * 3600),
)


@pytest.fixture
def centre(tmp_path: Path) -> Iterator[Centre]:
    stick = tmp_path / "stick"
    with create(tmp_path / "home", stick, "Uji", ["localhost"], None, None, NOON) as centre:
        add_checkpoint(centre, GATE)
        delegate(centre, stick, f"visitors-{GATE}")
        with centre.registry.transaction() as session:
            for name in ("sari", "budi"):
                operators.add(session, name, name, random_id(), NOON)
        yield centre


def move(centre: Centre, zone: Zone, now: datetime) -> None:
    """Two operators put the gate into that zone."""
    change = ChangeCheckpoint(
        checkpoint_id=GATE,
        name="Gerbang",
        settings=Settings(zone=zone),
        may_verify=True,
        may_identify=False,
    )
    number = propose(centre.registry, centre.vault, change, "sari", now)
    approve(centre.registry, centre.vault, number, "budi", now)


class PublishedCentre:
    """The data centre as the fixtures of a terminal ask it."""

    def __init__(self, centre: Centre, now: datetime) -> None:
        self._centre, self.now = centre, now
        self.folder, self.keys = centre.home, self
        self.root = publisher_of(centre).root_bytes(1)

    def __getitem__(self, package_id: str) -> bytes:
        return content_key(self._centre, package_id)

    def lease(self, at: datetime) -> dict[str, str]:
        return HandMade.lease(cast("Any", self), at, key=self._centre.statements)


class StillLane(FakeLane):
    """A lane that sees nobody."""

    has_camera, counts = True, Counts()

    def __init__(self, terminal: Terminal) -> None:
        super().__init__()
        self._decorate = terminal.status.decorate
        self.latencies_ms = deque[float]()

    def view(self) -> LaneView:
        view = LaneView(None, SourceState.STARTING, "", (), (), Counts(), 0.0, (), 0)
        return self._decorate(view)

    def known(self, *_: object) -> None:
        """Nobody is listed."""

    served = stop = known


class Kiosk:
    """A provisioned kiosk whose polls and clock a test moves, and its officer's desk."""

    def __init__(self, centre: Centre, folder: Path) -> None:
        self._centre, self.now = centre, NOON
        self.state = provision(folder, cast("Any", PublishedCentre(centre, NOON)))
        known = {"statements_key": centre.statements.public}
        self.state.write_config(self.state.config().model_copy(update=known))
        self._open()

    def _open(self) -> None:
        self.terminal = Terminal(
            self.state, lambda: self.now, lambda: (self.now - START).total_seconds()
        )
        lane = cast("Any", StillLane(self.terminal))
        self._kiosk = ProvisionedKiosk(lane, self.terminal)
        self.desk: Desk = self._kiosk.open_desk(cast("Any", None))
        self.terminal.store.start()

    def at(self, now: datetime, carry: bool = True) -> list[str]:
        """Return who is due at that moment, after what was published has come."""
        self.now = now
        if carry:
            publish_due(self._centre, now)
            mirror(cast("Any", PublishedCentre(self._centre, now)), self.state, now)
        self.terminal.sync.poll()
        self.desk.visitors.poll()
        view = self.desk.visitors.view()
        places = view.index.find("", view.among(Selection.DUE))
        return [view.index.visitors[place].name for place in places]

    def expected(self) -> list[Visitor]:
        return [one for each in self.terminal.manifests() for one in each.visitors]

    def listed(self) -> list[str]:
        return [one.name for one in self.expected()]

    def lets_in(self, name: str) -> bool:
        found = [one.visitor_id for one in self.expected() if one.name == name]
        return any(self.desk.visitors.mark_arrived(each, "") for each in found)

    def restart(self) -> None:
        self.stop()
        self._open()

    def stop(self) -> None:
        self.desk.stop()
        self._kiosk.stop()


@pytest.fixture
def kiosk(centre: Centre, tmp_path: Path) -> Iterator[Kiosk]:
    expect(centre, GATE, 1, DAY)
    expect(centre, GATE, 2, NEXT)
    publish_due(centre, NOON)
    made = Kiosk(centre, tmp_path / "terminal")
    yield made
    made.stop()


def test_half_past_midnight_in_wita_is_the_new_day(centre: Centre, kiosk: Kiosk) -> None:
    move(centre, "WITA", NOON)
    assert kiosk.at(EVENING) == [OLD]
    assert not kiosk.lets_in(NEW)
    old = next(one.visitor_id for one in kiosk.expected() if one.name == OLD)
    assert kiosk.at(NIGHT, carry=False) == [NEW], "also without a network"
    assert kiosk.listed() == [NEW], "the past day is gone"
    assert not kiosk.desk.visitors.mark_arrived(old, "")
    assert kiosk.lets_in(NEW)
    database = kiosk.terminal.database
    came = Arrivals(database, kiosk.terminal.zone)
    until(lambda: came.times(NEXT), "the arrival of the new day")
    assert set(came.times(NEXT).values()) == {NIGHT}
    assert came.times(DAY) == {}
    assert kiosk.at(NIGHT) == [NEW]
    assert kiosk.desk.visitors.view().counts.came == 1


def test_a_kiosk_that_starts_without_a_network_knows_its_zone(centre: Centre, kiosk: Kiosk) -> None:
    assert kiosk.at(NIGHT) == [OLD], "the zone of old: an older data centre says none"
    assert kiosk.terminal.zone() == "WIB"
    move(centre, "WITA", NIGHT)
    assert kiosk.at(NIGHT) == [NEW]
    kiosk.restart()
    assert kiosk.terminal.zone() == "WITA"
    assert kiosk.desk.lane.view().zone == "WITA"
    assert kiosk.at(NIGHT + timedelta(minutes=1), carry=False) == [NEW]


def test_a_gate_that_is_moved_back_expects_those_of_the_day_there(
    centre: Centre, kiosk: Kiosk
) -> None:
    move(centre, "WIT", NOON)
    assert kiosk.at(EVENING) == [NEW]
    move(centre, "WIB", EVENING)
    assert configuration(centre, GATE).zone == "WIT", "until it is published"
    assert kiosk.at(EVENING) == [OLD]


def test_the_data_centre_publishes_and_erases_by_each_gates_day(centre: Centre) -> None:
    add_checkpoint(centre, "other")  # in WIB
    expect(centre, "other", 3, DAY)
    expect(centre, GATE, 1, DAY)
    expect(centre, GATE, 2, NEXT)
    move(centre, "WITA", NOON)
    publish_due(centre, EVENING)
    assert not publish_due(centre, EVENING + timedelta(minutes=29)).anything
    assert publish_due(centre, NIGHT).collections == {f"visitors-{GATE}": 2}
    with centre.registry.transaction() as session:
        assert visitors.forget_past(session, EVENING) == 0
        assert visitors.forget_past(session, NIGHT) == 1
        left = session.execute(select(VisitorRow.checkpoint_id, VisitorRow.day)).all()
        assert sorted(tuple(each) for each in left) == [(GATE, NEXT), ("other", DAY)]
        assert visitors.forget_past(session, NIGHT + timedelta(hours=1)) == 1


def test_who_came_at_half_past_midnight_came_on_the_new_day(centre: Centre) -> None:
    move(centre, "WITA", NOON)
    who = visitor(2, NEW, day=NEXT, passport="A1234567")
    with centre.registry.transaction() as session:
        visitors.store(session, centre.vault, GATE, who, None, "m")
        terminal = add_terminal(session, NOON, GATE)
        keep(session, centre.vault, terminal, verified(NIGHT, who.visitor_id), verified(EVENING))
    with centre.registry.session() as session:
        found = arrivals(session, centre.vault, GATE, NEXT)
        assert [each.at for each in found.expected] == [NIGHT]
        assert found.others == 0
        assert arrivals(session, centre.vault, GATE, DAY).others == 1


@pytest.mark.slow
@pytest.mark.parametrize("zone", ZONES)
@given(now=EVER | TURNS)
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_at_any_moment_terminal_and_data_centre_expect_the_same_people(
    centre: Centre, zone: Zone, now: datetime
) -> None:
    """Those of the calendar date that it is in the gate's zone, and no other."""
    day = now.astimezone(ZONES[zone]).date()
    people = [
        visitor(n, f"Tamu {n}", day=day + timedelta(days=n - 2), passport=f"X{n:07}")
        for n in (1, 2, 3)
    ]
    held = (manifest(1, *people),)
    book = VisitorBook(lambda: held, None, lambda *_: None, lambda: now, ReaderPool(), lambda: zone)
    book.poll()
    view = book.view()
    due = [view.index.visitors[place] for place in view.index.find("", view.among(Selection.DUE))]
    assert due == [people[1]]
    assert [book.mark_arrived(each.visitor_id, "") for each in people] == [False, True, False]
    assert Subjects(lambda: held, lambda: now, lambda: zone).today == day
    with centre.registry.transaction() as session:
        session.get_one(Checkpoint, GATE).settings = Settings(zone=zone).model_dump()
        session.execute(delete(VisitorRow))
        for each in people:
            visitors.store(session, centre.vault, GATE, each, None, "m")
        assert checkpoints.day_at(session, GATE, now) == day
        assert [each.visitor for each in arrivals(session, centre.vault, GATE, day).expected] == due
        assert visitors.forget_past(session, now) == 1
        left = visitors.list_all(session, centre.vault, GATE, date.min)
        assert left == people[1:]
