"""Waiting for who stands in front of the camera, 1:1 and 1:N alike. For one thread."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from edge_app.domain import LaneView, Probe

FACE_LIMIT_S = 20.0  # until an officer is told that no face was seen
SHOTS, SHOTS_S = 2, 1.5  # a probe of so many shots is taken at once, of one after so long


class FaceSource(Protocol):
    """The lane, as a desk sees it."""

    def view(self) -> LaneView:
        """Return the newest picture, and how the terminal stands with its data centre."""

    def probe(self, track_id: int | None = None) -> Probe | None:
        """Return who stands in front of the camera; None: nobody that is known yet."""


class FaceWait:
    """`begin`, then `poll` until there is a probe or the wait is `over`."""

    def __init__(self, lane: FaceSource, clock: Callable[[], float]) -> None:
        self._lane, self._clock = lane, clock
        self._since = 0.0
        self._seen_since: float | None = None  # a first template is there

    def begin(self) -> float:
        """Begin anew; return when it is given up."""
        self._since, self._seen_since = self._clock(), None
        return self._since + FACE_LIMIT_S

    def poll(self) -> Probe | None:
        """Return a probe that is good enough; None: not yet."""
        now, probe = self._clock(), self._lane.probe()
        if probe is None:
            self._seen_since = None
            return None
        if self._seen_since is None:
            self._seen_since = now
        if probe.shots < SHOTS and now - self._seen_since < SHOTS_S:
            return None
        return probe

    @property
    def over(self) -> bool:
        """Return whether nobody came in time."""
        return self._seen_since is None and self._clock() - self._since >= FACE_LIMIT_S
