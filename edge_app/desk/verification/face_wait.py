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
    """`begin`, then `poll` until there is a probe of the person who is meant, or it is `over`.

    Meant is whom the officer chose in the picture, else who stands nearest. `framed` says who that
    is; where it must be confirmed, nobody is given before the officer said yes to that very track.
    Where the one who was meant has gone, whoever is left is confirmed, too.
    """

    def __init__(self, lane: FaceSource, clock: Callable[[], float]) -> None:
        self._lane, self._clock = lane, clock
        self._since = 0.0
        self._seen_since: float | None = None  # a first template is there
        self._chosen: int | None = None  # by the officer
        self._confirmed = self._lost = False
        self.framed: int | None = None  # the track of who would be given
        self.asks = False  # whether the officer is to confirm that one

    def begin(self, track_id: int | None = None) -> float:
        """Begin anew; return when it is given up. `track_id`: who is meant and confirmed."""
        self._since, self._seen_since = self._clock(), None
        self._chosen, self._confirmed = track_id, track_id is not None
        self.framed, self.asks, self._lost = track_id, False, False
        return self._since + FACE_LIMIT_S

    def choose(self, track_id: int) -> None:
        """Mean somebody else in the picture; to be confirmed anew."""
        if track_id != self._chosen:
            self._chosen, self._confirmed, self._seen_since = track_id, False, None

    def confirm(self, track_id: int) -> None:
        """Mean exactly the person who is framed; nothing where that is another by now."""
        if self.asks and track_id == self.framed:
            self._chosen, self._confirmed = track_id, True

    def poll(self, must_confirm: bool) -> Probe | None:
        """Return a probe that is good enough, of somebody confirmed; None: not yet.

        `must_confirm`: also where one person alone is seen; of several one is always confirmed.
        """
        in_view = {track.track_id for track in self._lane.view().tracks}
        now, probe = self._clock(), self._lane.probe(self._chosen)
        if probe is None and self._chosen is not None and self._chosen not in in_view:
            self._chosen, self._confirmed, self._seen_since = None, False, None
            self._lost = True
            probe = self._lane.probe()
        self.framed = self._chosen if probe is None else probe.track_id
        self.asks = False
        if probe is None:
            self._seen_since = None
            return None
        if self._seen_since is None:
            self._seen_since = now
        if probe.shots < SHOTS and now - self._seen_since < SHOTS_S:
            return None
        if self._confirmed or not (must_confirm or self._lost or len(in_view) > 1):
            return probe
        self.asks = True
        return None

    @property
    def over(self) -> bool:
        """Return whether nobody came in time."""
        return self._seen_since is None and self._clock() - self._since >= FACE_LIMIT_S
