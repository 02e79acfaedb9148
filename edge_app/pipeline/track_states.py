"""What is known of each live track: compared how often, how well, and with what result."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from edge_app.domain import TrackState

CLEAR_AFTER_SHOTS = 2  # of an open face, compared without a candidate: on no list
WELL = 0.6  # of quality: a shot from which nothing need be better; 19 of 20 photographs have more


@dataclass(slots=True)
class _Known:
    compared: int = 0  # templates made of it
    uncovered: int = 0  # those of a face that nothing covered
    well: int = 0  # those of them that were good
    alerted: bool = False
    counted: bool = False  # as a person


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

    def compare(self, track_id: int, quality: float, covered: bool, listed: bool) -> bool:
        """Note a template made of a shot of `quality`; return whether it is the track's first.

        `listed`: there was an alert.
        """
        known = self._of(track_id)
        known.compared += 1
        known.uncovered += not covered
        known.well += not covered and quality >= WELL
        known.alerted = listed
        return known.compared == 1

    def rule_out(self, track_id: int) -> None:
        """Note that an officer ruled out a listed person; the next comparison says it again."""
        if track_id in self._known:
            self._known[track_id].alerted = False

    def compared(self, track_id: int) -> int:
        """Return how many templates were made of the track."""
        return self._known[track_id].compared if track_id in self._known else 0

    def done(self, track_id: int) -> bool:
        """Return whether the person was seen so well that nothing need be asked of them."""
        known = self._known.get(track_id)
        return known is not None and (known.alerted or known.well >= CLEAR_AFTER_SHOTS)

    def state(self, track_id: int, any_list: bool) -> TrackState:
        """Return what the officer is shown; `any_list`: whether there is a list to compare with."""
        known = self._known.get(track_id, _Known())
        if known.alerted:
            return TrackState.ALERT
        if known.compared and not any_list:
            return TrackState.UNCHECKED
        if known.uncovered >= CLEAR_AFTER_SHOTS:
            return TrackState.CLEAR
        return TrackState.CAPTURED if known.compared else TrackState.LOOKING

    def _of(self, track_id: int) -> _Known:
        return self._known.setdefault(track_id, _Known())
