"""Gestures that are asked for: a challenge of a random order, and once more where it failed."""

from __future__ import annotations

import random
import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from edge_app.domain import Template
from edge_app.pipeline.expressions import ExpressionSample
from models.liveness import Challenge, Liveness, LivenessState, Progress

TRIES = 2


@dataclass(frozen=True, slots=True)
class LivenessView:
    """How far the gestures are."""

    progress: Progress
    again: bool  # whether it may be tried once more, should it fail


class ExpressionSource(Protocol):
    """`edge_app.pipeline.live.LiveLane`."""

    def watch_expressions(
        self, track_id: int | None, told: Callable[[ExpressionSample], None]
    ) -> None:
        """Tell what the face of one person does, on a thread of the lane's."""

    def unwatch_expressions(self) -> None:
        """Watch nobody any more; one last look may still be told."""


class _Running:
    """One challenge, fed by the lane's thread and read by the desk's."""

    def __init__(
        self,
        challenge: Challenge,
        is_person: Callable[[Template], bool],
        clock: Callable[[], float],
    ) -> None:
        self._challenge, self._is_person, self._clock = challenge, is_person, clock
        self._lock = threading.Lock()  # guards the two below
        self._liveness: Liveness | None = None  # once the first sample came: its clock is theirs
        self._last_added: tuple[float, float] = (clock(), 0.0)  # on our clock, and on the samples'

    def add(self, sample: ExpressionSample) -> None:
        with self._lock:
            if self._liveness is None:
                self._liveness = Liveness(self._challenge, sample.time_s)
            self._last_added = (self._clock(), sample.time_s)
            person = sample.template
            if sample.expression is None or person is None:
                self._liveness.pass_time(sample.time_s)
            else:
                same = sample.same_person and self._is_person(person)
                self._liveness.see(sample.expression, same)

    def progress(self) -> Progress:
        """Return how far it is, also where the camera has stopped and no sample comes."""
        with self._lock:
            since, time_s = self._clock() - self._last_added[0], self._last_added[1]
            if self._liveness is None:
                liveness = Liveness(self._challenge, time_s)
                return liveness.pass_time(time_s + since)
            return self._liveness.pass_time(time_s + since)


class LivenessCheck:
    """For one desk; for one thread."""

    def __init__(
        self,
        lane: ExpressionSource,
        clock: Callable[[], float],
        always: Callable[[], bool] = lambda: False,
        source: random.Random | None = None,
    ) -> None:
        """Ask nobody yet. `always`: the setting that each is asked; `source`: of the order."""
        self._lane, self._clock, self._always = lane, clock, always
        self._source = source or secrets.SystemRandom()
        self._tries = 0
        self._running: _Running | None = None
        self._view: LivenessView | None = None

    @property
    def always(self) -> bool:
        """Return whether each person is asked, without a touch."""
        return self._always()

    @property
    def passed(self) -> bool:
        """Return whether the last challenge was passed."""
        view = self._view
        return view is not None and view.progress.state is LivenessState.PASSED

    def reset(self) -> None:
        """Begin anew with the next person."""
        self.end()
        self._tries, self._view = 0, None

    def begin(self, track_id: int, is_person: Callable[[Template], bool]) -> bool:
        """Draw an order and ask; return False when it was tried as often as it may be.

        `is_person`: whether a template is of who is asked; of anybody else no gesture counts.
        """
        if self._tries >= TRIES:
            return False
        self._tries += 1
        self._running = _Running(Challenge.drawn(self._source), is_person, self._clock)
        self._lane.watch_expressions(track_id, self._running.add)
        self.poll()
        return True

    def poll(self) -> LivenessView | None:
        """Return how far it is now; None: nothing was asked."""
        if self._running is not None:
            self._view = LivenessView(self._running.progress(), self._tries < TRIES)
        return self._view

    def view(self) -> LivenessView | None:
        """Return how far it was at the last poll; kept after `end`."""
        return self._view

    def end(self) -> None:
        """Stop asking."""
        if self._running is not None:
            self._running = None
            self._lane.unwatch_expressions()
