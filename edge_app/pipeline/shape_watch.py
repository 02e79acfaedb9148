"""Whether a camera's pixels are square, by the faces in its pictures. Pure."""

from __future__ import annotations

import math
from collections import OrderedDict
from statistics import median

# Width to height of a face seen from the front, of 478 points: 0.80, 0.84 and 0.88 are the 10th,
# 50th and 90th percentile of photographs, and 0.86 the median of recordings. Three quarters of
# the width (4:3 for 16:9) makes 0.71 to 0.77 of it, four thirds 1.01 to 1.04.
USUAL = 0.85
NARROWEST, WIDEST = 0.775, 0.96  # the median of several people
# The points keep to a face's usual shape: of half the width they show 0.75, of twice 1.5 times it.
NARROW_POWER, WIDE_POWER = 2.0, 1.6
MAX_PEOPLE = 30  # the latest
MIN_PEOPLE = 2
MAX_SHOTS = 8  # of a person


class ShapeWatch:
    """One lane's. One thread at a time."""

    def __init__(self) -> None:
        """Know nothing yet."""
        self._people: OrderedDict[int, list[float]] = OrderedDict()
        self.aspect = 1.0  # what a pixel's width to its height seems to be; 1 until it is known

    @property
    def squeezed(self) -> bool:
        """Return whether faces are too narrow or too wide."""
        return self.aspect != 1.0

    def update(self, track_id: int, shape: float) -> None:
        """Take the width to height of a track's face; NaN: not seen from the front."""
        if math.isnan(shape):
            return
        shots = self._people.setdefault(track_id, [])
        if len(shots) < MAX_SHOTS:
            shots.append(shape)
        while len(self._people) > MAX_PEOPLE:
            self._people.popitem(last=False)
        usual = median(median(shots) for shots in self._people.values())
        if len(self._people) >= MIN_PEOPLE:
            # A face that is too narrow lies in pixels that should be wider.
            self.aspect = 1.0 if NARROWEST <= usual <= WIDEST else _pixels(usual)


def _pixels(usual: float) -> float:
    """Return a pixel's width to its height where faces look `usual`."""
    power = NARROW_POWER if usual < USUAL else WIDE_POWER
    return float(round((USUAL / usual) ** power, 2))
