"""A test alert: somebody shows their face, goes, comes back, and is to be recognised.

It takes the lane's own samples, and its strictest threshold, and nothing else of the lane: no list
holds the face, no alert is raised, counted, kept or sent, and what an officer sees is not touched.
The face is held in memory until the result was seen, or somebody leaves the page. A real alert ends
it at once.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import Protocol

from edge_app.desk.alerts.protocols import SoundPlayer
from edge_app.desk.session.roles import Action, may
from edge_app.desk.session.views import SessionView
from edge_app.desk.sounds import Sound
from edge_app.domain import FaceSample, Image, LaneView, Template
from edge_app.lists.served_list import ServedList
from edge_app.lists.thresholds import Thresholds
from models.calibration import Calibration

STAGE_LIMIT_S = 60.0  # of waiting for somebody to come, to go, to come back
GONE_S = 2.0  # out of the picture: then they have left it, and were not lost for a moment
SHOWN_S = 60.0  # a result with its two faces; then these are forgotten
TRIED_S = 8.0  # from the first sample of who came back, until they count as not recognised
TARGET_FPIR = 0.003  # of a lane that has no list yet


class TrialStage(Enum):
    """Where the trial stands."""

    IDLE = "idle"
    SHOW = "show"  # one person is to look into the camera
    LEAVE = "leave"  # and then to leave the picture
    RETURN = "return"  # and to come back
    RAISED = "raised"
    FAILED = "failed"


class TrialFailure(Enum):
    """Why there was no test alert."""

    NOBODY = "nobody"  # did in time what was asked
    UNLIKE = "unlike"  # whoever came back did not reach the threshold
    REAL_ALERT = "real-alert"  # one waits for an answer


@dataclass(frozen=True, slots=True)
class TrialResult:
    """The numbers of a test alert."""

    score: float  # cosine, -1..1
    threshold: float  # cosine, -1..1
    latency_ms: float  # from the frame's capture to the decision


@dataclass(frozen=True, slots=True)
class AlertTrialView:
    """All that the page shows of it."""

    stage: TrialStage
    failure: TrialFailure | None = None
    several: bool = False  # people in view: it waits until one is alone
    result: TrialResult | None = None
    shown: Image | None = field(default=None, compare=False, repr=False)  # before
    seen: Image | None = field(default=None, compare=False, repr=False)  # and after


_IDLE = AlertTrialView(TrialStage.IDLE)
_WAITING = (TrialStage.SHOW, TrialStage.LEAVE, TrialStage.RETURN)


class SampleSource(Protocol):
    """The lane, as this desk sees it."""

    def watch_samples(self, told: Callable[[FaceSample], None]) -> None:
        """Tell of every sample from now on; whoever is in view is looked at anew."""

    def unwatch_samples(self) -> None:
        """Tell of none any more."""


class AlertTrialDesk:
    """From the window's thread; samples come on the lane's."""

    def __init__(
        self,
        lane: SampleSource,
        lists: Callable[[], tuple[ServedList, ...]],
        calibration: Calibration,
        session: Callable[[], SessionView],
        sounds: SoundPlayer,
        told: Callable[[TrialResult | None], object],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Call `told` with the result of each trial that came to an end; None: not recognised.

        `clock`: that of `FaceSample.captured_at`.
        """
        self._lane, self._lists, self._calibration = lane, lists, calibration
        self._session, self._sounds, self._told, self._clock = session, sounds, told, clock
        self._lock = threading.Lock()  # guards all below
        self._view = _IDLE
        self._template: Template | None = None
        self._since = self._seen_at = 0.0
        self._tried_at: float | None = None  # when the first sample of who came back was compared
        self._people = 0
        self._over = False  # what came of it is not told yet

    def view(self) -> AlertTrialView:
        """Return how it stands."""
        return self._view

    def begin(self) -> None:
        """Ask for a face."""
        if not may(self._session().role, Action.TEST_TERMINAL):
            return
        self.end()
        with self._lock:
            self._enter(TrialStage.SHOW)
        self._lane.watch_samples(self._take)

    def end(self) -> None:
        """Forget the face, and whatever came of it."""
        self._lane.unwatch_samples()
        with self._lock:
            self._template, self._view, self._tried_at, self._over = None, _IDLE, None, False

    def tick(self, view: LaneView) -> None:
        """Go on with what the lane sees now."""
        now, again = self._clock(), False
        with self._lock:
            self._people = len(view.tracks)
            if self._view.stage in _WAITING:
                again = self._follow(view, now)
            elif self._view.shown is not None and now - self._since >= SHOWN_S:
                self._view = replace(self._view, shown=None, seen=None)
            over, self._over = self._over, False
            stage, result = self._view.stage, self._view.result
        if again:
            self._lane.watch_samples(self._take)
        if stage not in _WAITING:
            self._lane.unwatch_samples()
        if over:
            if result is not None:
                self._sounds.play(Sound.NORMAL)
            self._told(result)

    def _follow(self, view: LaneView, now: float) -> bool:
        """Go on; return whether whoever is in view is to be looked at anew. The lock is held."""
        if view.open_alerts:
            self._fail(TrialFailure.REAL_ALERT)
            return False
        if now - self._since >= STAGE_LIMIT_S:
            self._fail(TrialFailure.NOBODY)
            return False
        self._view = replace(self._view, several=len(view.tracks) > 1)
        if view.tracks:
            self._seen_at = now
        if self._view.stage is TrialStage.LEAVE and now - self._seen_at >= GONE_S:
            self._enter(TrialStage.RETURN)
            return True
        return False

    def _take(self, sample: FaceSample) -> None:
        """Take a sample of the lane."""
        with self._lock:
            if self._people != 1 or sample.captured_at < self._since:
                return
            if self._view.stage is TrialStage.SHOW:
                self._template = sample.template
                self._enter(TrialStage.LEAVE)
                self._seen_at = self._since
                self._view = replace(self._view, shown=sample.portrait)
            elif self._view.stage is TrialStage.RETURN and self._template is not None:
                self._compare(sample, self._template)

    def _compare(self, sample: FaceSample, template: Template) -> None:
        score, threshold = float(template @ sample.template), self._threshold(sample.model_id)
        if self._tried_at is None:
            self._tried_at = self._clock()
        if score >= threshold:
            latency_ms = (self._clock() - sample.captured_at) * 1000
            shown, self._template = self._view.shown, None
            self._enter(TrialStage.RAISED)
            result = TrialResult(score, threshold, latency_ms)
            self._view = replace(self._view, result=result, shown=shown, seen=sample.portrait)
            self._over = True
        elif self._clock() - self._tried_at >= TRIED_S:
            self._fail(TrialFailure.UNLIKE)
            self._over = True

    def _threshold(self, model_id: str) -> float:
        """Return what one shot must reach on the strictest list here of that model."""
        own = Thresholds.of(self._calibration, TARGET_FPIR, 1).single
        alike = (served for served in self._lists() if served.model_id == model_id)
        return max((served.thresholds.single for served in alike), default=own)

    def _enter(self, stage: TrialStage) -> None:
        self._view, self._since = AlertTrialView(stage, shown=self._view.shown), self._clock()

    def _fail(self, failure: TrialFailure) -> None:
        self._template = None
        self._view = AlertTrialView(TrialStage.FAILED, failure)
