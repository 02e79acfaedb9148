"""What is known of each live track: compared how often, how well, and with what result.

What is known of its person comes first (`person_alerts.py`): nobody with an open alert is clear.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from edge_app.domain import TrackState
from edge_app.pipeline.person_alerts import TrackStanding

CLEAR_AFTER_SHOTS = 2  # of an open face, compared without a candidate: on no list
WELL = 0.6  # of quality: a shot from which nothing need be better; 19 of 20 photographs have more


@dataclass(slots=True)
class _Known:
    compared: int = 0  # templates made of it
    counted: bool = False  # as a person
    person: object = None  # who it is; what follows is of them
    uncovered: int = 0  # templates of a face that nothing covered
    well: int = 0  # those of them that were good
    fresh: bool = False  # compared with the lists that are served now
    doubted_s: float | None = None  # since then it may be somebody else, until they are compared


class TrackStates:
    """Not for several threads at once: the lane guards it."""

    def __init__(self) -> None:
        """Start with nobody in view."""
        self._known: dict[int, _Known] = {}

    def keep(self, live: Collection[int]) -> None:
        """Forget all but these tracks."""
        self._known = {i: known for i, known in self._known.items() if i in live}

    def count(self, people: Collection[int]) -> int:
        """Note that these tracks are people; return how many of them were not counted yet."""
        fresh = [self._of(i) for i in people if not self._of(i).counted]
        for known in fresh:
            known.counted = True
        return len(fresh)

    def compare(
        self, track_id: int, quality: float, covered: bool, person: object, time_s: float
    ) -> bool:
        """Note a template made of a shot of `quality`; return whether it is the track's first.

        `person`: who it is; None: it did not look like who the track was.
        """
        known = self._of(track_id)
        known.compared += 1
        if person is not None:
            if known.person is not person:  # what was known is of somebody else
                known.person, known.uncovered, known.well = person, 0, 0
            known.uncovered += not covered
            known.well += not covered and quality >= WELL
            known.fresh = True
            if known.doubted_s is not None and time_s > known.doubted_s:
                known.doubted_s = None
        return known.compared == 1

    def doubt(self, tracks: Collection[int], time_s: float) -> None:
        """Note that these may have changed places at `time_s`: they came too near each other."""
        for track_id in tracks:
            self._of(track_id).doubted_s = time_s

    def in_doubt(self, track_id: int) -> bool:
        """Return whether the track is to be compared before it is clear again."""
        known = self._known.get(track_id)
        return known is not None and known.compared > 0 and known.doubted_s is not None

    def outdate(self) -> None:
        """Note that other lists are served: everyone is to be compared again."""
        for known in self._known.values():
            known.fresh = False

    def compared(self, track_id: int) -> int:
        """Return how many templates were made of the track."""
        return self._known[track_id].compared if track_id in self._known else 0

    def done(self, track_id: int, standing: TrackStanding) -> bool:
        """Return whether the person was seen so well that nothing need be asked of them."""
        known = self._known.get(track_id)
        alerted = standing.state is TrackState.ALERT
        return known is not None and (alerted or known.well >= CLEAR_AFTER_SHOTS)

    def state(self, track_id: int, standing: TrackStanding, any_list: bool) -> TrackState:
        """Return what the officer is shown; `any_list`: whether there is a list to compare with."""
        known = self._known.get(track_id, _Known())
        if standing.state is TrackState.ALERT:
            return TrackState.ALERT
        if known.doubted_s is None and standing.state is TrackState.MUTED:
            return TrackState.MUTED
        if known.compared and not any_list:
            return TrackState.UNCHECKED
        ruled_out = standing.state is None and known.doubted_s is None and known.fresh
        if ruled_out and known.uncovered >= CLEAR_AFTER_SHOTS:
            return TrackState.CLEAR
        return TrackState.CAPTURED if known.compared else TrackState.LOOKING

    def _of(self, track_id: int) -> _Known:
        return self._known.setdefault(track_id, _Known())
