"""A busy gate and its data centre through a year, as fast as their work is done, and their curves.

Real are the kiosk from the tracker on (lone_terminal.py), its store, sync and retention; the
agent's heartbeat, mirror and uploader; the data centre's keeper, timers, publisher, registry and
journal. Not there are camera, window, network (near_centre.py) and pauses.

Each day: twelve alerts, answered or not; six verifications; 20 visitors; one person comes onto the
list, and yesterday's leaves it and is erased; every 150 days the stick is taken out of the safe.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from datetime import datetime, tzinfo
from pathlib import Path
from typing import ClassVar

import pytest
from sqlalchemy import func, inspect, select, table

from edge_app.store.entries import Verification
from sync.boot import Boot
from sync.central.keeper.timers import Timers
from sync.central.registry import forgetting, visitors
from sync.central.timekeeping.clock_guard import ClockGuard
from sync.central.timekeeping.network_time import NetworkTime
from sync.protocol.content import Thumbnail, Visitor
from sync.protocol.envelope.random_values import random_id
from sync.protocol.jakarta import jakarta_day
from sync.terminal.agent import Agent
from sync.terminal.state import TerminalState
from tests.end_to_end.lone_centre import PERSONS, LoneCentre
from tests.end_to_end.lone_terminal import Journal, LoneKiosk
from tests.end_to_end.near_centre import NearConnection, NearKeeper
from tests.end_to_end.passers import IN_VIEW, LISTED_EACH
from tests.end_to_end.simulated_days import DAY_S, HOUR_S, SimulatedDays
from tests.end_to_end.system import CHECKPOINT, MODEL, PROPOSES
from tests.fakes.offline_acts import renew

ALERT_S = 2 * HOUR_S  # from one to the next
STEP_S = 12 * HOUR_S  # from one look of the data centre's timers, and of the agent, to the next
LOOKS = (20.0, 20.0, 40.0)  # of the officer, after each alert
VISITORS, VERIFIED = 20, 6  # a day
RENEWED_EACH = 150  # days; the targets role ends after 180

Curves = dict[str, list[float]]


class SimulatedTime(datetime):
    """In place of `datetime` where the data centre asks for the time."""

    days: ClassVar[SimulatedDays]

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
        return cls.days.true().astimezone(tz)


class GateYear:
    """`run` for so many days; `curves` has a value for each day, by what grew."""

    def __init__(self, centre: LoneCentre, state: TerminalState, days: SimulatedDays) -> None:
        """The server is stopped; from here on the data centre's time is that of `days`."""
        self._centre, self._state, self._days = centre, state, days
        self._timers = Timers(centre.centre)
        self.curves: Curves = {}
        self._listed: list[str] = []  # yesterday's
        self._leaving: list[str] = []  # of the day before

    def run(self, length: int, patch: pytest.MonkeyPatch, folder: Path) -> None:
        SimulatedTime.days = self._days
        for module in ("sync.central.clock", "tests.end_to_end.system"):
            patch.setattr(f"{module}.datetime", SimulatedTime)
        patch.setattr("sync.terminal.agent.Connection", NearConnection)
        house = self._centre.centre
        house.__dict__["clock"] = ClockGuard(
            lambda: house.registry,
            self._days.true,
            lambda: Boot("a-simulated-year", self._days.elapsed()),
            lambda: NetworkTime(True, 0.01),
        )
        with ExitStack() as opened:
            NearConnection.keeper = opened.enter_context(NearKeeper(house, self._days.elapsed))
            agent = Agent(self._state, None, self._days.true, elapsed=self._days.elapsed)
            opened.callback(agent._close)
            told = Journal(folder / "told", self._days)
            kiosk = YearKiosk(self._state, self._days, told, PERSONS)
            kiosk.between = lambda: self._between(agent, kiosk)
            kiosk.run(length * DAY_S, threading.Event())

    def _between(self, agent: Agent, kiosk: YearKiosk) -> None:
        """What agent and data centre do every STEP_S; once a day what operators do, and a look."""
        turn = round(self._days.passed / STEP_S)
        if turn % round(DAY_S / STEP_S) == 0:
            self._operators(round(self._days.passed / DAY_S))
        self._timers.work(self._days.passed)
        kiosk.poll()  # a new nonce for the lease
        agent._heartbeats.send()
        agent._mirror.refresh()
        agent._uploader.drain()
        kiosk.poll()  # the lease, lists, receipts
        if turn % round(DAY_S / STEP_S) == 0:
            for name, value in self._sizes(kiosk):
                self.curves.setdefault(name, []).append(value)

    def _operators(self, day: int) -> None:
        centre, house, now = self._centre, self._centre.centre, self._days.true()
        if day % RENEWED_EACH == RENEWED_EACH - 1:
            renew(centre.publisher, centre.offline, now)
        for person in self._leaving:
            with house.registry.transaction() as session:
                forgetting.forget(session, house.blobs, house.vault, person, PROPOSES, now)
        self._leaving = self._listed
        if self._leaving:
            centre.remove(self._leaving)
        self._listed = centre.people([10_000 + day])
        centre.add(self._listed)
        with house.registry.transaction() as session:
            for number in range(VISITORS):
                expected = Visitor(
                    visitor_id=random_id(),
                    day=jakarta_day(now),
                    name=f"Tamu {number}",
                    nik=None,
                    passport=f"X{day:04}{number:04}",
                    family_card=None,
                    party=None,
                    template=None,
                    thumbnail=Thumbnail(offset=0, size=0),
                )
                visitors.store(session, house.vault, CHECKPOINT, expected, None, MODEL.model_id)

    # ---- what grows ----------------------------------------------------------------------------

    def _sizes(self, kiosk: YearKiosk) -> Iterator[tuple[str, float]]:
        state, house = self._state, self._centre.centre
        yield "terminal: disk, bytes", _bytes(state.root)
        yield "terminal: store, bytes", state.kiosk_store.stat().st_size
        yield "terminal: metadata, files", _files(state.metadata) + _files(state.kiosk_metadata)
        yield "terminal: packages, bytes", _bytes(state.targets)
        yield "terminal: content keys", _files(state.content_keys)
        for name, rows in kiosk.rows():
            yield f"terminal: {name}, rows", rows
        for name, rows in spool_rows(state.spool):
            yield f"terminal: spool {name}, rows", rows
        yield "centre: disk, bytes", _bytes(house.home)
        assert house.registry.file is not None
        yield "centre: registry, bytes", house.registry.file.stat().st_size
        yield "centre: metadata, files", sum(1 for _ in house.blobs.names("tuf/metadata"))
        yield "centre: packages, bytes", _bytes(house.home / "blobs" / "tuf" / "targets")
        yield (
            "centre: photographs, files",
            _files(house.home / "blobs") - _files(house.home / "blobs" / "tuf"),
        )
        yield "centre: journal, bytes", _bytes(house.journal_folder)
        with house.registry.session() as session:
            for name in inspect(session.connection()).get_table_names():
                counted = select(func.count()).select_from(table(name))
                yield f"centre: {name}, rows", session.scalar(counted) or 0


class YearKiosk(LoneKiosk):
    """With an alert now and then in place of all passers."""

    between: Callable[[], None]

    def poll(self) -> None:
        self._poll()

    def rows(self) -> Iterator[tuple[str, int]]:
        database = self._terminal.database
        for row in database.rows("SELECT name FROM sqlite_master WHERE type = 'table'"):
            name = row["name"]
            counted = database.rows(f"SELECT count(*) AS n FROM {name}")  # noqa: S608  its own
            yield name, counted[0]["n"]

    def _work(self, until_s: float, ending: threading.Event) -> None:
        days, done = self._days, 0.0
        while days.passed < until_s and not ending.is_set():
            begun = days.passed
            self._group(days.advance)
            days.count(LISTED_EACH - IN_VIEW)  # the next group begins with somebody listed, too
            for wait in LOOKS:
                self._officer.work()
                days.advance(wait)
            if int(begun // ALERT_S) % round(DAY_S / ALERT_S / VERIFIED) == 0:
                self._verify()
            if days.passed >= done:
                done += STEP_S
                self.between()
            days.advance(ALERT_S - (days.passed - begun))

    def _verify(self) -> None:
        verified = Verification(random_id(), None, "document", None, "not_compared", admitted=True)
        self._terminal.store.verified(verified, "Tamu")


def spool_rows(path: Path) -> Iterator[tuple[str, int]]:
    """Of each table of the spool."""
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as spool:
        named = spool.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        for (name,) in named:
            (count,) = spool.execute(f"SELECT count(*) FROM {name}").fetchone()  # noqa: S608  its own
            yield name, count


def _files(folder: Path) -> int:
    return sum(1 for each in folder.rglob("*") if each.is_file())


def _bytes(folder: Path) -> int:
    return sum(each.stat().st_size for each in folder.rglob("*") if each.is_file())
