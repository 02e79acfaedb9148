"""Whether anybody is being checked; that nobody is has a sound, on every screen.

A lost camera does not look like a fault to somebody who reads documents: nothing happens, as in a
quiet hour.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum

from edge_app.desk.sounds import Sound
from edge_app.domain import LaneFault, LaneView, SourceState

OLD_S = 2.0  # a newest picture older than that: the camera stands still
LOST_S = 1.0  # so long before it is heard: a camera that blinks is no loss
REMIND_S = (10.0, 30.0)  # after the first time
AGAIN_S = 300.0  # and then, for as long as it lasts
_UNSEEING = {LaneFault.STALLED, LaneFault.DARK}


class SightLoss(Enum):
    """Why nobody is being checked."""

    CAMERA = "camera"
    LANE = "lane"  # pictures come, and say nothing
    LISTS = "lists"


def sight_loss(view: LaneView, now: float) -> SightLoss | None:
    """Return why nobody is checked; None: they are, or all is still being opened.

    `now` is on the clock of `Frame.captured_at`.
    """
    if view.opening and view.source_state is SourceState.STARTING:
        return None
    if view.source_state is SourceState.NONE:  # other lanes tell of themselves
        return None
    if view.source_state is not SourceState.LIVE:
        return SightLoss.CAMERA
    if view.frame is None or now - view.frame.captured_at > OLD_S:
        return SightLoss.CAMERA
    if _UNSEEING.intersection(view.faults):
        return SightLoss.LANE
    return None if view.lists or view.opening else SightLoss.LISTS


class SightWatch:
    """Sounds when sight is lost, and again; for one thread."""

    def __init__(self, play: Callable[[Sound], object]) -> None:
        """Be silent. `play` lets a signal be heard, and returns at once."""
        self._play = play
        self._since: float | None = None
        self._heard = 0
        self._due = 0.0

    def tick(self, view: LaneView, now: float, working: bool) -> SightLoss | None:
        """Look; where nobody is `working`, it sounds once and no more."""
        found = sight_loss(view, now)
        if found is None:
            self._since = None
            return None
        if self._since is None:
            self._since, self._heard, self._due = now, 0, now + LOST_S
        if now >= self._due and (working or not self._heard):
            self._play(Sound.SIGHT_LOST)
            self._due = now + (REMIND_S[self._heard] if self._heard < len(REMIND_S) else AGAIN_S)
            self._heard += 1
        return found
