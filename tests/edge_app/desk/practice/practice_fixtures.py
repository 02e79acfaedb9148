"""A post with practice: the real store, spool, alert desk and practice desk; a lane set by hand."""

from __future__ import annotations

import random
from collections.abc import Callable, Collection
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from edge_app.desk.alerts.answers import REASONS
from edge_app.desk.alerts.desk import AlertDesk
from edge_app.desk.practice.desk import PracticeDesk
from edge_app.desk.practice.officer_alerts import OfficerAlerts
from edge_app.desk.readers import ReaderPool
from edge_app.desk.session.views import SecondCheck, SessionState, SessionView, ShiftView, SignedIn
from edge_app.desk.sounds import Sound
from edge_app.domain import (
    Alert,
    Answer,
    Candidate,
    Counts,
    Decision,
    LaneView,
    Reference,
    SourceState,
    Track,
    TrackState,
)
from edge_app.lists.folder_list import serve
from edge_app.lists.served_list import ServedList
from edge_app.store.alerts import AlertStore
from edge_app.store.practice import Practice
from edge_app.store.shifts import Shifts
from models.geometry import Box
from models.manifest import load_manifest
from sync.protocol.content import OfficerRole
from tests.edge_app.store.store_fixtures import NOW, WATCH_LIST, Kiosk

MODEL = load_manifest().model
OFFICER = SignedIn("1001", "Sari Wulandari", OfficerRole.OFFICER, NOW)
SUPERVISOR = SignedIn("9001", "Dewi Anggraini", OfficerRole.SUPERVISOR, NOW)
LIST = WATCH_LIST.model_copy(update={"officers": 1, "expires_at": None})


def photograph(number: int) -> NDArray[np.uint8]:
    """Somebody's photograph, told from others by its shade."""
    picture = np.full((64, 64, 3), 30 + 20 * number, np.uint8)
    picture[::2, ::3] += 8
    return picture


def served(people: int, version: int = LIST.version) -> ServedList:
    """A list of so many; those with neighbouring numbers are somewhat alike."""
    enrolled = {}
    for number in range(people):
        row = np.zeros(MODEL.template_size, np.float32)
        row[number], row[number + 1] = 1.0, 0.25
        enrolled[f"r{number}"] = (photograph(number), [row / np.linalg.norm(row)])
    watch_list = LIST.model_copy(update={"version": version})
    return serve(watch_list, enrolled, MODEL.require_calibration(), MODEL.model_id)


@dataclass
class Session:
    """Who works at the post."""

    now_view: SessionView

    def view(self) -> SessionView:
        return self.now_view

    def check_second(self, number: str, pin: str, first: Collection[str]) -> Future[SecondCheck]:
        raise AssertionError((number, pin, first))  # no list here asks for two


class Lane:
    """A lane that keeps what it raises and what is said of it, as the kiosk's does."""

    def __init__(self, store: AlertStore, now: Callable[[], datetime]) -> None:
        self._store, self._now = store, now
        self.lists: tuple[ServedList, ...] = ()
        self.open_alerts: tuple[Alert, ...] = ()
        self.tracks: tuple[int, ...] = ()

    def raises(self, alert: Alert) -> None:
        self._store.raised(alert)
        self.open_alerts += (alert,)

    def answer(
        self, alert_id: str, answer: Answer, officers: tuple[str, ...] = (), reason: str = ""
    ) -> None:
        self.open_alerts = tuple(one for one in self.open_alerts if one.alert_id != alert_id)
        self._store.answered(Decision(alert_id, answer, self._now(), officers, reason))

    def unmute(self, mute_id: str) -> bool:
        raise AssertionError(mute_id)  # nobody is muted here

    def view(self) -> LaneView:
        tracks = tuple(Track(i, Box(0, 0, 8, 8), TrackState.CLEAR, 0.5) for i in self.tracks)
        lists = tuple(one.watch_list for one in self.lists)
        live = SourceState.LIVE
        return LaneView(None, live, "", tracks, self.open_alerts, Counts(), 30.0, lists, 6)


class Post:
    """One officer's post; `wait` lets time pass, and asks lane and desks as the window does."""

    def __init__(self, folder: Path, people: int = 6) -> None:
        self.kiosk = Kiosk(folder)
        self.kiosk.store.start()
        self.clock = 1000.0
        self.lane = Lane(self.kiosk.store, self.now)
        self.lane.lists = (served(people),) if people else ()
        self.calls: list[str] = []
        self.heard: list[Sound] = []
        self.free = True
        self.shift = Shifts(self.kiosk.database).begin(OFFICER.number, NOW)
        self.session = Session(self.of(OFFICER))
        self.readers = ReaderPool()
        self.alerts = AlertDesk(
            lane=self.lane,
            session=self.session,
            record=self.kiosk.store,
            sounds=self,
            clock=lambda: self.clock,
            now=self.now,
            help_desk=self,
        )
        self.practice = PracticeDesk(
            lists=lambda: self.lane.lists,
            database=self.kiosk.database,
            session=self.session.view,
            sounds=self,
            write=lambda change: change(),
            readers=self.readers,
            now=self.now,
            clock=lambda: self.clock,
            rng=random.Random(7),  # noqa: S311  the same each time
        )
        self.desk = OfficerAlerts(self.alerts, self.practice)
        self.store = Practice(self.kiosk.database)

    def __enter__(self) -> Post:
        return self

    def __exit__(self, *_: object) -> None:
        self.kiosk.close()

    def of(self, who: SignedIn | None) -> SessionView:
        """The session while `who` is signed in, in the officer's shift; None: locked."""
        shift = ShiftView(self.shift.shift_id, OFFICER.number, OFFICER.name, NOW)
        state = SessionState.SIGNED_IN if who else SessionState.LOCKED
        return SessionView(state, officer=who, shift=shift)

    def now(self) -> datetime:
        return NOW + timedelta(seconds=self.clock - 1000.0)

    # ---- ears and colleagues ---------------------------------------------------------------------

    def play(self, sound: Sound) -> None:
        self.heard.append(sound)

    def quiet(self) -> None:
        self.heard.clear()

    def call(self, alert: Alert, officer: str) -> None:
        """A call that reaches the other lanes."""
        self.calls.append(f"{alert.alert_id} {officer}")

    # ---- what happens ----------------------------------------------------------------------------

    def sign_in(self, who: SignedIn | None) -> None:
        self.session.now_view = self.of(who)
        self.practice.commands.run_pending()
        self.wait(0.0)

    def wait(self, seconds: float) -> None:
        """Time goes by; then the window asks once."""
        self.clock += seconds
        self.kiosk.clock = self.now()
        self.alerts.tick(self.clock)
        self.desk.tick(self.lane.view(), self.clock, self.free)
        self.desk.view()

    def plant(self, *genuine: bool, by: SignedIn = SUPERVISOR) -> None:
        """Plant alerts that are due now."""
        drawn = [(self.now(), one) for one in genuine]
        self.store.plant(by.number, self.now(), self.shift.shift_id, drawn)
        self.practice.commands.run_pending()

    def somebody_leaves(self) -> None:
        """Somebody stands in the picture, and then no more."""
        self.lane.tracks = (1,)
        self.wait(0.0)
        self.lane.tracks = ()
        self.wait(0.0)

    def front(self) -> str:
        """The alert on the screen; empty: none."""
        front = self.desk.view().front
        return "" if front is None else front.alert.alert_id

    def planted(self) -> str:
        """The planted alert that came up."""
        self.somebody_leaves()
        assert self.practice.holds(self.front())
        return self.front()

    def say(self, answer: Answer) -> None:
        """Answer what is in front."""
        front = self.front()
        self.desk.choose(front, answer)
        self.desk.answer(front, answer, REASONS[answer][0])


def real_alert(number: int) -> Alert:
    """An alert that the lane raises."""
    alert_id = f"{number:032x}"
    candidate = Candidate(Reference("r1", "Budi", "dpo", photograph(1)), LIST, 0.7, 0.4, 1e-5)
    box = Box(0, 0, 8, 8)
    return Alert(alert_id, 1, 0, 0.0, box, photograph(2), candidate, 100.0)
