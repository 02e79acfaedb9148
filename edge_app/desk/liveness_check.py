"""Gestures that are asked for: a challenge of a random order, and once more where it failed."""

from __future__ import annotations

import random
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from models.liveness import Challenge, LivenessState, Progress

TRIES = 2


@dataclass(frozen=True, slots=True)
class LivenessView:
    """How far the gestures are."""

    progress: Progress
    again: bool  # whether it may be tried once more, should it fail


class GestureLane(Protocol):
    """The lane, as gestures are judged by it: one challenge at a time."""

    def ask_gestures(self, track_id: int, challenge: Challenge) -> None:
        """Judge the person of that track from now on; another challenge ends."""

    def gestures(self) -> Progress | None:
        """How far the challenge is; None: there is none."""

    def end_gestures(self) -> None:
        """Nobody is asked any more."""


class LivenessCheck:
    """For one desk; for one thread."""

    def __init__(
        self,
        lane: GestureLane,
        always: Callable[[], bool] = lambda: False,
        source: random.Random | None = None,
    ) -> None:
        """`always`: the setting that each person is asked; `source`: of the order."""
        self._lane, self._always = lane, always
        self._source = source or secrets.SystemRandom()
        self._tries = 0
        self._view: LivenessView | None = None

    @property
    def always(self) -> bool:
        """Whether each person is asked, without a touch."""
        return self._always()

    @property
    def passed(self) -> bool:
        """Whether the last challenge was passed."""
        view = self._view
        return view is not None and view.progress.state is LivenessState.PASSED

    def fresh(self) -> None:
        """For the next person."""
        self.end()
        self._tries, self._view = 0, None

    def begin(self, track_id: int) -> bool:
        """Draw an order and ask; False: it was tried as often as it may be."""
        if self._tries >= TRIES:
            return False
        self._tries += 1
        self._lane.ask_gestures(track_id, Challenge.drawn(self._source))
        self.look()
        return True

    def look(self) -> LivenessView | None:
        """As it is now; None: nothing was asked."""
        progress = self._lane.gestures()
        if progress is not None:
            self._view = LivenessView(progress, self._tries < TRIES)
        return self._view

    def view(self) -> LivenessView | None:
        """As it was seen last; kept after `end`."""
        return self._view

    def end(self) -> None:
        """Stop asking."""
        self._lane.end_gestures()
