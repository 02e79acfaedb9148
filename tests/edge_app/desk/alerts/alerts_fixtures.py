"""Alerts at a gate, and the officers who answer them."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np

from edge_app.desk.alerts.answers import Reason
from edge_app.desk.alerts.desk import AlertDesk
from edge_app.desk.session.views import (
    SecondCheck,
    SessionState,
    SessionView,
    SignedIn,
)
from edge_app.desk.sounds import Sound
from edge_app.domain import (
    Alert,
    Answer,
    Candidate,
    Counts,
    LaneView,
    Mute,
    Phrase,
    Reference,
    SourceState,
    Track,
    TrackState,
    WatchList,
)
from edge_app.store.entries import Cause
from models.geometry import Box
from sync.protocol.content import OfficerRole

NOW = datetime(2026, 3, 11, 6, 32, tzinfo=UTC)
LIST = WatchList(
    list_id="dpo",
    name="Daftar",
    owner="Polri",
    target_fpir=0.001,
    instruction=Phrase(id="Tunggu.", en="Wait."),
    version=1,
    issued_at=NOW,
)
FACE = np.zeros((8, 8, 3), np.uint8)
BY_EYE = Reason.SAME_BY_EYE
ANI = SignedIn("A-1", "Ani", OfficerRole.OFFICER, NOW)
BIMA = SignedIn("B-2", "Bima", OfficerRole.OFFICER, NOW)


def alert(alert_id: str, priority: int = 5, officers: int = 1, track_id: int = 1) -> Alert:
    watch_list = LIST.model_copy(update={"priority": priority, "officers": officers})
    candidate = Candidate(Reference(alert_id, "Budi", "dpo", FACE), watch_list, 0.7, 0.4, 1e-5)
    return Alert(alert_id, track_id, 0, 0.0, Box(0, 0, 8, 8), FACE, candidate, 100.0)


@dataclass
class Gate:
    """A desk at a lane that a test sets by hand; officers, a record and an ear."""

    now: float = 1000.0
    open_alerts: list[Alert] = field(default_factory=list)
    tracks: tuple[int, ...] = (1,)
    session: SessionView = field(
        default_factory=lambda: SessionView(SessionState.SIGNED_IN, officer=ANI)
    )
    given: list[tuple[str, Answer, tuple[str, ...], str]] = field(default_factory=list)
    told: list[tuple[object, ...]] = field(default_factory=list)
    heard: list[Sound] = field(default_factory=list)
    checks: list[tuple[str, str, Future[SecondCheck]]] = field(default_factory=list)
    first: tuple[str, ...] = ()
    mutes: tuple[Mute, ...] = ()

    @property
    def date(self) -> datetime:
        """The time that alerts state: NOW at the beginning."""
        return NOW + timedelta(seconds=self.now - 1000)

    def __post_init__(self) -> None:
        gate = self

        class Lane:
            def view(self) -> LaneView:
                tracks = tuple(
                    Track(i, Box(0, 0, 8, 8), TrackState.ALERT, 0.5) for i in gate.tracks
                )
                live, waiting = SourceState.LIVE, tuple(gate.open_alerts)
                return LaneView(
                    None,
                    live,
                    "",
                    tracks,
                    waiting,
                    Counts(),
                    30.0,
                    (LIST,),
                    1,
                    mutes=gate.mutes,
                )

            def answer(
                self, alert_id: Any, answer: Any, officers: Any = (), reason: Any = ""
            ) -> None:
                gate.open_alerts = [a for a in gate.open_alerts if a.alert_id != alert_id]
                gate.given.append((alert_id, answer, officers, reason))

            def unmute(self, mute_id: str) -> bool:
                left = tuple(mute for mute in gate.mutes if mute.mute_id != mute_id)
                found, gate.mutes = len(left) < len(gate.mutes), left
                return found

        class Session:
            def view(self) -> SessionView:
                return gate.session

            def check_second(self, number: Any, pin: Any, first: Any) -> Future[SecondCheck]:
                gate.first = tuple(first)
                gate.checks.append((number, pin, Future()))
                return gate.checks[-1][2]

        class Record:
            def escalated(self, alert_id: str, cause: Cause, officer: str | None = None) -> None:
                gate.told.append(("escalated", alert_id, cause, officer))

            def withdrawn(self, alert_id: str, officer: str | None = None) -> None:
                gate.told.append(("withdrawn", alert_id, officer))

            def unmuted(self, mute_id: str, officer: str | None = None) -> None:
                gate.told.append(("unmuted", mute_id, officer))

        class Ear:
            def play(self, sound: Sound) -> None:
                gate.heard.append(sound)

            def quiet(self) -> None:
                pass

        self.desk = AlertDesk(
            Lane(), Session(), Record(), Ear(), lambda: self.now, now=lambda: gate.date
        )

    def raises(self, *alerts: Alert) -> None:
        self.open_alerts.extend(alerts)
        self.wait(0.0)

    def wait(self, seconds: float) -> None:
        """Time passes, looked at once a second."""
        end = self.now + seconds
        while True:
            self.desk.tick(self.now)
            if self.now >= end:
                return
            self.now = min(self.now + 1.0, end)

    @property
    def order(self) -> list[str]:
        return [one.alert.alert_id for one in self.desk.view().open]

    @property
    def front(self) -> str | None:
        front = self.desk.view().front
        return None if front is None else front.alert.alert_id
