"""People whose faces are vectors, before the real lane, recogniser and desk.

A picture carries in its pixels who stands where, and a stand-in of the engine reads it back as a
template: everything behind the templates is the kiosk's own.
"""

from __future__ import annotations

import time
from collections.abc import Collection, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any, cast

import numpy as np
import pytest
from numpy.typing import NDArray

from edge_app.desk.alerts.answers import REASONS
from edge_app.desk.alerts.desk import AlertDesk
from edge_app.desk.session.views import SecondCheck, SessionState, SessionView, SignedIn
from edge_app.desk.sounds import Sound
from edge_app.domain import (
    NO_TRACK,
    Alert,
    Answer,
    Decision,
    FormerAnswer,
    Frame,
    LaneView,
    Phrase,
    SourceState,
    WatchList,
)
from edge_app.lists.folder_list import serve
from edge_app.lists.served_list import ServedList
from edge_app.pipeline.lane import Lane
from edge_app.pipeline.tracker import LOST_FOR_S, FaceTrack
from edge_app.store.entries import Cause
from models.detector import Detection
from models.engine import Sample
from models.geometry import Box
from models.manifest import load_manifest
from models.quality import Quality
from sync.protocol.content import OfficerRole

MODEL = load_manifest().model
NOW = datetime(2026, 3, 11, 6, 32, tzinfo=UTC)
SIDE = 24.0  # of a face in the picture
KEYPOINTS = np.zeros((6, 2), np.float32)
GOOD = Quality(90.0, 0.0, 0.0, 0.0, 1.0, 0.5, 1.0, 1.0)
ANI = SignedIn("A-1", "Ani", OfficerRole.OFFICER, NOW)
BIMA = SignedIn("B-2", "Bima", OfficerRole.OFFICER, NOW)
FRAME_S = 0.2


def _unit(row: NDArray[np.float64]) -> NDArray[np.float32]:
    return np.asarray(row / np.linalg.norm(row), np.float32)


def _axes(**shares: float) -> NDArray[np.float64]:
    row = np.zeros(MODEL.template_size)
    for axis, share in shares.items():
        row[int(axis[1:])] = share
    return row


# The third is on a list of priority 1; the fourth is on none; the fifth looks like the *photograph*
# of the first, and not like the first: both reach that reference.
BODIES = (
    _axes(a0=1.0),
    _axes(a1=1.0),
    _axes(a2=1.0),
    _axes(a3=1.0),
    _axes(a0=0.12, a5=0.8, a4=0.58),
)
PHOTOGRAPHS = {0: _axes(a0=0.75, a5=0.66), 1: BODIES[1], 2: BODIES[2]}
LISTS = {"cekal": (4, (0, 1)), "dpo": (1, (2,))}  # priority, whose photographs


def look(body: int, number: int) -> NDArray[np.float32]:
    """A template: looks of one body are about 0.9 alike."""
    noise = np.random.default_rng([body, number]).standard_normal(MODEL.template_size)
    return _unit(BODIES[body] + noise * 0.33 / np.sqrt(MODEL.template_size))


def served(list_id: str, photographs: Collection[int]) -> ServedList:
    """The list with those of its photographs."""
    described = WatchList(
        list_id=list_id,
        name=list_id,
        owner="Polri",
        target_fpir=0.001,
        instruction=Phrase(id="-", en="-"),
        version=1,
        issued_at=NOW,
        priority=LISTS[list_id][0],
    )
    face = np.zeros((8, 8, 3), np.uint8)
    enrolled = {f"r{n}": (face, [_unit(PHOTOGRAPHS[n])]) for n in photographs}
    return serve(described, enrolled, MODEL.require_calibration(), MODEL.model_id)


class Faces:
    """Stands in for the engine and both detectors: who it is stands in the middle of the face."""

    model = MODEL

    def __init__(self) -> None:
        self.looks = 0
        self.seen = -1  # the body of the latest sample

    def sample(self, image: NDArray[np.uint8], box: Box) -> Sample | None:
        x, y = box.centre
        height, width = image.shape[:2]
        grey = int(image[min(max(int(y), 0), height - 1), min(max(int(x), 0), width - 1), 0])
        if grey < 20:
            return None
        self.seen, self.looks = grey // 40, self.looks + 1
        templates = {MODEL.model_id: look(self.seen, self.looks)}
        return Sample(box, cast("Any", None), GOOD, MODEL.model_id, templates)

    def detect(self, image: NDArray[np.uint8]) -> list[Detection]:
        height, width = image.shape[:2]
        return [Detection(Box(width / 4, height / 4, width / 2, height / 2), 0.9, KEYPOINTS)]

    def close(self) -> None:
        """Nothing is held."""


class Officers:
    """One is signed in; another is found beside them."""

    def __init__(self) -> None:
        self.checks: list[Future[SecondCheck]] = []

    def view(self) -> SessionView:
        return SessionView(SessionState.SIGNED_IN, officer=ANI)

    def check_second(self, number: str, pin: str, first: Collection[str]) -> Future[SecondCheck]:
        del number, pin, first
        self.checks.append(Future())
        return self.checks[-1]


@dataclass
class Body:
    """Where a body is, and which track the tracker took for it."""

    number: int
    track: FaceTrack | None = None
    hidden: bool = False
    entered: int = 0  # at which frame it came under this track


@dataclass
class World:
    """A gate: bodies, a lane, a desk, and who answers. `restart` begins another run."""

    now: float = 100.0
    bodies: list[Body] = field(default_factory=lambda: [Body(n) for n in range(len(BODIES))])
    raised_by: dict[str, int] = field(default_factory=dict)  # alert -> the body that raised it
    decisions: list[Decision] = field(default_factory=list)
    muted_by: dict[str, tuple[str, ...]] = field(default_factory=dict)  # mute -> who answered
    lifted: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    lists: tuple[ServedList, ...] = ()
    tracks: int = 0
    frames: int = 0

    def __post_init__(self) -> None:
        self.former: dict[str, tuple[FormerAnswer, ...]] = {}
        self.officers = Officers()
        self.begin(())

    @property
    def date(self) -> datetime:
        return NOW + timedelta(seconds=self.now - 100)

    def begin(self, open_alerts: tuple[Alert, ...]) -> None:
        """Another run of the kiosk."""
        self.faces = Faces()
        self.faces.looks = self.frames * 10
        self.lane = Lane(
            cast("Any", self.faces),
            cast("Any", self.faces),
            self.lists,
            self._raised,
            self._answered,
            open_alerts,
            lambda: self.date,
            former=self.former,
            mute_broken=lambda mute, _alert: self.broken.append(mute),
        )
        self.lane._finder.find = lambda frame: self._found()  # type: ignore[method-assign]  # noqa: ARG005
        self.lane.faults.update = lambda *_: None  # type: ignore[method-assign]
        self.lane.turning.update = lambda *_: None  # type: ignore[method-assign]
        self.desk = AlertDesk(
            self,
            self.officers,
            self,
            self,
            lambda: self.now,
            now=lambda: self.date,
        )

    def restart(self, killed: bool) -> None:
        """End and begin anew, as the store gives back what waits."""
        if not killed:
            self.desk.stop()
        alerts = self.lane.snapshot()[1]
        for body in self.bodies:  # the tracker begins anew as well
            body.track = None
        self.begin(tuple(replace(a, track_id=NO_TRACK, shots=(), case_id="") for a in alerts))

    # ---- what lane, record and sounds are to the desk ------------------------------------------

    def view(self) -> LaneView:
        tracks, alerts, counts, fps = self.lane.snapshot()
        lists = tuple(one.watch_list for one in self.lane.lists)
        live, mutes = SourceState.LIVE, self.lane.mutes
        return LaneView(None, live, "", tracks, alerts, counts, fps, lists, 1, mutes=mutes)

    def answer(
        self, alert_id: str, answer: Answer, officers: tuple[str, ...] = (), reason: str = ""
    ) -> None:
        self.lane.answer(alert_id, answer, officers, reason)

    def unmute(self, mute_id: str) -> bool:
        return self.lane.unmute(mute_id)

    def escalated(self, alert_id: str, cause: Cause, officer: str | None = None) -> None:
        """Nothing is asked of it here."""

    def withdrawn(self, alert_id: str, officer: str | None = None) -> None:
        """Nothing is asked of it here."""

    def unmuted(self, mute_id: str, officer: str | None = None) -> None:
        del officer
        self.lifted.append(mute_id)

    def play(self, sound: Sound) -> None:
        """Nobody listens."""

    def quiet(self) -> None:
        """Nobody listens."""

    def _raised(self, alert: Alert) -> None:
        self.raised_by[alert.alert_id] = self.faces.seen

    def _answered(self, decision: Decision) -> None:
        self.decisions.append(decision)
        if decision.answer is Answer.NOT_THIS_PERSON:
            self.muted_by[decision.alert_id] = decision.officers

    # ---- what goes on ---------------------------------------------------------------------------

    def steps(self) -> Iterator[None]:
        """A frame, with a moment to look after each thing that happens."""
        self.now += FRAME_S
        self.frames += 1
        self.lane.analyse(Frame(self.frames, self.now, time.monotonic(), self._picture()))
        yield
        while self.lane.recognise_pending() is not None:
            yield
        self.desk.tick(self.now)
        yield

    def place(self, body: Body) -> Box:
        """Each has a place of their own."""
        return Box(10 + body.number * 60.0, 20.0, SIDE, SIDE)

    def _picture(self) -> NDArray[np.uint8]:
        picture = np.zeros((64, 320, 3), np.uint8)
        for body in self.bodies:
            if body.track is not None and not body.hidden:
                box = body.track.box
                rows = slice(int(box.y), int(box.y + box.h))
                picture[rows, int(box.x) : int(box.x + box.w)] = body.number * 40 + 25
        return picture

    def _found(self) -> list[FaceTrack]:
        found = []
        for body in self.bodies:
            track = body.track
            if track is None:
                continue
            if not body.hidden:
                track.last_seen_s = self.now
                track.detection = Detection(track.box, 0.9, KEYPOINTS)
            else:
                track.detection = None
                if self.now - track.last_seen_s > LOST_FOR_S:
                    body.track = None
                    continue
            found.append(track)
        return found

    def enter(self, body: Body) -> None:
        self.tracks += 1
        box = self.place(body)
        body.track = FaceTrack(self.tracks, box, (0.0, 0.0), self.now, 5, 5, None)
        body.hidden, body.entered = False, self.frames

    def swap(self, one: Body, other: Body) -> bool:
        """Two come so near each other that each goes on under the other's track."""
        if one.track is None or other.track is None or one.hidden or other.hidden:
            return False
        one.track, other.track = other.track, one.track
        one.track.box = other.track.box = self.place(one)
        for _ in self.steps():
            pass
        one.track.box, other.track.box = self.place(one), self.place(other)
        one.entered = other.entered = self.frames
        return True

    def say(self, answer: Answer, reason: int, agrees: bool) -> None:
        """Answer what is in front; a second officer is found where one is asked for."""
        front = self.desk.view().front
        if front is None:
            return
        alert_id = front.alert.alert_id
        reasons = REASONS[answer]
        self.desk.choose(alert_id, answer)
        self.desk.answer(alert_id, answer, reasons[reason % len(reasons)])
        second = answer if agrees else next(one for one in REASONS if one is not answer)
        self.desk.second(alert_id, second, BIMA.number, "222222")
        while self.officers.checks:
            self.officers.checks.pop().set_result(SecondCheck(BIMA))


@contextmanager
def stand_ins() -> Iterator[None]:
    """No weights are opened, and a face is as sharp as it needs to be."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("edge_app.pipeline.lane.open_detector", Faces)
        patch.setattr("edge_app.pipeline.best_shots.coarse", lambda *_: GOOD)
        yield
