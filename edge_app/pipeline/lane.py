"""One lane: tracks and alerts out of frames, and what the officer says of them.

`analyse` and `recognise_pending` are the two steps of the way of a frame. A recording is replayed
with both in one thread, every frame, so that a run repeats exactly (`replay.py`); live, each has
its own thread (`live.py`), and the screen asks for `view` whenever it likes.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime

from edge_app.domain import (
    Alert,
    Answer,
    Counts,
    Decision,
    FaceSample,
    Frame,
    Mute,
    Probe,
    Track,
    TrackState,
    utc_now,
)
from edge_app.lists.served_list import ServedList
from edge_app.pipeline.advice import Advisor
from edge_app.pipeline.best_shots import BestShots, Shot
from edge_app.pipeline.crossings import too_near
from edge_app.pipeline.expressions import ExpressionWatch
from edge_app.pipeline.finder import Finder
from edge_app.pipeline.lane_faults import LaneFaults
from edge_app.pipeline.nearest import nearest
from edge_app.pipeline.open_alerts import OpenAlerts
from edge_app.pipeline.pace import Pace, Rate
from edge_app.pipeline.person_alerts import Former
from edge_app.pipeline.recogniser import Recogniser, Recognition
from edge_app.pipeline.shape_watch import ShapeWatch
from edge_app.pipeline.track_states import TrackStates
from edge_app.pipeline.tracker import FaceTrack
from edge_app.pipeline.turn_watch import TurnWatch
from models.detector import FaceDetector
from models.engine import FaceEngine, open_detector

MAX_PENDING = 64  # shots that wait; more than a lane can have in view
MAX_LATENCIES = 5000  # figures that wait to be written
MAX_DECISIONS = 1000  # the latest ones


def _nothing(*_: object) -> None:
    """Do nothing: nobody keeps it."""


class Lane:
    """The state of one lane. Steps run in one thread each; `view` and `answer` in any."""

    def __init__(
        self,
        detector: FaceDetector,
        engine: FaceEngine,
        lists: tuple[ServedList, ...],
        raised: Callable[[Alert], None] = _nothing,
        answered: Callable[[Decision], None] = _nothing,
        open_alerts: Iterable[Alert] = (),
        now: Callable[[], datetime] = utc_now,
        *,
        former: Former | None = None,
        sighted: Callable[[str, datetime], None] = _nothing,
        mute_broken: Callable[[str, str], None] = _nothing,
    ) -> None:
        """Own `detector` and `engine` from now on: `close` releases them.

        `raised` and `answered` are told of each alert, before it is shown, and each answer;
        `sighted` of an open alert whose person came back, and when; `mute_broken` of a mute and the
        alert that ended it. They return at once and raise nothing. `open_alerts` are those of an
        earlier run, `former` the answers. `now` is the time that alerts and answers state.
        """
        self._detector, self._engine = detector, engine
        self._finder = Finder(detector)
        self._shots = BestShots()
        self.expressions = ExpressionWatch(engine)
        self.faults = LaneFaults()
        self.turning, self.shape = TurnWatch(detector), ShapeWatch()
        self._second_detector = open_detector()  # of the second step's thread
        self._recogniser = Recogniser(engine, self._second_detector, lists, now, former)
        self._now = now
        self._lock = threading.Lock()  # guards all below
        self._pending: dict[int, Shot] = {}  # track -> its best shot that waits
        self._tracks: tuple[Track, ...] = ()
        self._in_hand: set[int] = set()  # the track whose shot is in the second step
        self._states = TrackStates()
        self._advisor = Advisor()
        self._open = OpenAlerts(open_alerts)
        self._to_recall = deque(self._open.all)  # whose people are not known yet
        self._size = (0, 0)  # width and height of the latest frame
        self._raised, self._answered = raised, answered
        self._sighted, self._mute_broken = sighted, mute_broken
        self._analysed, self.pace = Rate(), Pace()
        self.counts = Counts()
        self.latencies_ms: deque[float] = deque(maxlen=MAX_LATENCIES)
        self.decisions: deque[Decision] = deque(maxlen=MAX_DECISIONS)

    @property
    def lists(self) -> tuple[ServedList, ...]:
        """Return the lists that are searched."""
        return self._recogniser.lists

    def replace_lists(self, lists: tuple[ServedList, ...]) -> None:
        """Search these from the next shot on; people, muted pairs and open alerts are kept.

        Whoever is in view is looked at anew, at once.
        """
        with self._lock:
            self._recogniser.lists = lists
            self._states.outdate()
        self._shots.request_shots()

    def analyse(self, frame: Frame) -> None:
        """Take the first step: detect, track, and set the best shots aside for the second."""
        found = self._finder.find(frame)
        shots = self._shots.choose(frame, found)
        seen = {track.track_id for track in found if track.detection is not None}
        live = {track.track_id for track in found}
        with self._lock:
            for shot in shots:
                waiting = self._pending.get(shot.track_id)
                if waiting is None or shot.quality >= waiting.quality:
                    self._pending[shot.track_id] = shot
            for track_id in self._recogniser.update_tracks(seen, live - seen, frame.time_s):
                self._shots.request_shot(track_id)
            self._forget_pending(live)
            live |= self._in_hand | self._pending.keys()
            self._states.keep(live)
            near = too_near(found)
            self._states.doubt(near, frame.time_s)
            for track_id in filter(self._states.in_doubt, seen - near):
                self._shots.request_shot(track_id)
            self._advise(frame, found, live)
            self._count({track.track_id for track in found if track.confirmed})
            self.counts = replace(self.counts, frames=self.counts.frames + 1)
            self._size = (frame.image.shape[1], frame.image.shape[0])
            self._tracks = tuple(self._described(t) for t in found if _shown(t, frame.time_s))
            tracks = self._judged()
            self._analysed.tick(time.monotonic())
        self.expressions.offer(frame, found, tracks)
        light = [self._shots.quality[t.track_id].brightness for t in found if t.detection]
        self.turning.update(frame.image, frame.time_s)
        turned, squeezed = self.turning.sideways, self.shape.squeezed
        boxes = [track.box for track in tracks]
        self.faults.update(frame.image, frame.time_s, boxes, light, turned, squeezed)

    def forget_camera(self) -> None:
        """Learn anew how the camera hangs and what it sees: it is another one."""
        self.turning, self.shape = TurnWatch(self._detector), ShapeWatch()
        self.faults.accept_view()

    def _advise(self, frame: Frame, found: list[FaceTrack], live: set[int]) -> None:
        shorter = min(frame.image.shape[:2])
        self._advisor.keep(live)
        for track in found:
            quality = self._shots.quality.get(track.track_id)
            if track.detection is not None and quality is not None:
                share = track.box.w / shorter
                self._advisor.update(track.track_id, quality, share, frame.time_s)

    def _forget_pending(self, live: set[int]) -> None:
        """Drop shots of compared tracks that have left; of too many, keep the latest."""
        compared = self._states.compared
        self._pending = {
            i: shot for i, shot in self._pending.items() if i in live or not compared(i)
        }
        for track_id in list(self._pending)[:-MAX_PENDING]:
            del self._pending[track_id]

    def _count(self, people: set[int]) -> None:
        """Count each of these tracks as one person, once."""
        fresh = self._states.count(people)
        self.counts = replace(self.counts, people=self.counts.people + fresh)

    def _described(self, track: FaceTrack) -> Track:
        track_id = track.track_id
        quality = self._shots.quality.get(track_id)
        score = 0.0 if quality is None else quality.score
        advice = self._advisor.of(track_id)
        return Track(track_id, track.box, TrackState.LOOKING, score, advice)

    def _judged(self) -> tuple[Track, ...]:
        """Return the tracks as they are known at this moment, and not when their frame came."""
        judged = []
        for track in self._tracks:
            standing = self._recogniser.standing(track.track_id)
            state = self._states.state(track.track_id, standing, bool(self._recogniser.lists))
            done = self._states.done(track.track_id, standing)
            advice = None if done else track.advice
            mute = standing.mute if state is TrackState.MUTED else None
            judged.append(replace(track, state=state, mute=mute, advice=advice))
        return tuple(judged)

    def recognise_pending(self) -> Recognition | None:
        """Take the second step, for one shot; None: nothing waits.

        Shots of tracks without a template come first; the people of alerts of an earlier run are
        recalled before any.
        """
        while self._to_recall:
            self._recogniser.recall(self._to_recall.popleft(), self._open.waits)
        with self._lock:
            if not self._pending:
                return None
            track_id = min(
                self._pending, key=lambda i: (self._states.compared(i), self._pending[i].time_s)
            )
            shot = self._pending.pop(track_id)
            self._in_hand = {track_id}
        try:
            result = self._recogniser.recognise(shot)
            for alert in result.alerts:
                self._raised(alert)
            with self._lock:
                back = self._apply(result)
            self._tell(result, back)
        finally:
            with self._lock:
                self._in_hand = set()
        return result

    def _tell(self, result: Recognition, back: tuple[str, ...]) -> None:
        for alert_id in back:
            if result.came_back is not None:
                self._sighted(alert_id, result.came_back)
        for mute_id, alert_id in result.broken:
            self._mute_broken(mute_id, alert_id)

    def _apply(self, result: Recognition) -> tuple[str, ...]:
        """Take what came of a shot; return the open alerts whose person came back with it."""
        self.latencies_ms.append(result.latency_ms)
        self.pace.decided(time.monotonic(), result.latency_ms)
        shot = result.shot
        self._advisor.judge(shot.track_id, result.judged, result.covered, shot.time_s)
        if result.judged is not None:
            self.shape.update(shot.track_id, result.judged.shape)
        if result.acquired:
            first = self._states.compare(
                shot.track_id, result.quality, result.covered, result.person, shot.time_s
            )
            if first:
                self.counts = replace(self.counts, captured=self.counts.captured + 1)
                self._count({shot.track_id})  # in a still, no second detection confirms it
            if result.person is None:  # not who the track was: the next shot tells
                self._shots.request_shot(shot.track_id)
        if result.alerts:
            alerts = self.counts.alerts + len(result.alerts)
            self.counts = replace(self.counts, alerts=alerts)
        return self._open.add_result(result)

    def answer(
        self, alert_id: str, answer: Answer, officers: tuple[str, ...] = (), reason: str = ""
    ) -> None:
        """Apply the officer's answer; one to an unknown or answered alert changes nothing."""
        with self._lock:
            answered = self._open.remove(alert_id)
            if answered is None:
                return
            decision = Decision(alert_id, answer, self._now(), officers, reason)
            self._recogniser.answer(answered, answer, officers, decision.decided_at, reason)
            self.decisions.append(decision)
        self._answered(decision)

    def unmute(self, mute_id: str) -> bool:
        """End a mute, and compare its person again; return whether there was one."""
        try:
            track_id = self._recogniser.unmute(mute_id)
        except KeyError:
            return False
        if track_id is not None:
            self._shots.request_shot(track_id)
        return True

    @property
    def mutes(self) -> tuple[Mute, ...]:
        """Return the mutes that last, the latest first."""
        return self._recogniser.mutes

    def probe(self, track_id: int | None = None) -> Probe | None:
        """Return who stands in front of the camera, or who `track_id` is.

        None: nobody, or no template of them yet; never somebody else's instead.
        """
        with self._lock:
            tracks, (width, height) = self._tracks, self._size
        if track_id is None:
            track_id = nearest(tracks, width, height)
        return None if track_id is None else self._recogniser.probe(track_id)

    def watch_samples(self, told: Callable[[FaceSample], None]) -> None:
        """Tell of every sample from now on, as it comes; whoever is in view is looked at anew.

        `told` returns at once and raises nothing.
        """
        self._recogniser.sampled = told
        self._shots.request_shots()

    def unwatch_samples(self) -> None:
        """Tell of no sample any more."""
        self._recogniser.sampled = None

    def snapshot(self) -> tuple[tuple[Track, ...], tuple[Alert, ...], Counts, float]:
        """Return tracks, open alerts (oldest first), counts, and frames analysed a second."""
        now = time.monotonic()
        with self._lock:
            self._open.follow(self._recogniser.where())
            return self._judged(), self._open.all, self.counts, self._analysed.a_second(now)

    def close(self) -> None:
        """Release the native parts."""
        self._engine.close()
        self._detector.close()
        self._second_detector.close()


def _shown(track: FaceTrack, time_s: float) -> bool:
    """Return whether a box is drawn: for who is seen, and for who was seen a moment ago."""
    return track.shown and time_s - track.last_seen_s <= 0.3


def open_lane(
    lists: tuple[ServedList, ...],
    raised: Callable[[Alert], None] = _nothing,
    answered: Callable[[Decision], None] = _nothing,
    open_alerts: Iterable[Alert] = (),
    now: Callable[[], datetime] = utc_now,
    *,
    former: Former | None = None,
    sighted: Callable[[str, datetime], None] = _nothing,
    mute_broken: Callable[[str, str], None] = _nothing,
) -> Lane:
    """Return a lane with the fetched weights. Raise WeightsError."""
    return Lane(
        open_detector(),
        FaceEngine(),
        lists,
        raised,
        answered,
        open_alerts,
        now,
        former=former,
        sighted=sighted,
        mute_broken=mute_broken,
    )
