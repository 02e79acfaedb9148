"""Keys in a row that close up: a touch counts for what the finger was aimed at, or for nothing."""

from __future__ import annotations

import math
from collections.abc import Callable

from edge_app.ui.look import theme


class PlaceGuard:
    """Remember what the keys at places 0, 1, .. mean, and since when.

    The second tap on a key that is gone meets the next one, which moved there: within the time of
    a double tap no key counts.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        """`clock`: seconds, of any start."""
        self._clock = clock
        self._ids: tuple[str, ...] = ()
        self._moved_at = -math.inf
        self._pressed: str | None = None

    def show(self, ids: tuple[str, ...]) -> None:
        """Note what the keys mean now."""
        if any(before != now for before, now in zip(self._ids, ids, strict=False)):
            self._moved_at = self._clock()
        self._ids = ids

    def press(self, place: int) -> None:
        """Note that a finger came down on the key at `place`."""
        steady = self._clock() - self._moved_at >= theme.STEP_GUARD_S
        self._pressed = self._ids[place] if steady and place < len(self._ids) else None

    def release(self, place: int) -> str | None:
        """Return what the key means that the finger leaves; None: it was aimed at another."""
        pressed, self._pressed = self._pressed, None
        there = place < len(self._ids) and self._ids[place] == pressed
        return pressed if there else None
