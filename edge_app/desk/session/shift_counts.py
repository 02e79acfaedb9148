"""The counts of the shift that goes on: what the lane counts, and what it counted before a restart.

A lane counts from the start of its process. What is shown is the difference to the moment at
which this shift was first seen here, and what the store holds of the shift from before.
"""

from __future__ import annotations

from collections.abc import Callable

from edge_app.desk.session.views import ShiftView
from edge_app.domain import Counts
from edge_app.store.statistics import HourlyCounts


class ShiftCounts:
    """`of` is for one thread, which waits for no disk."""

    def __init__(
        self,
        of_shift: Callable[[str], tuple[HourlyCounts, ...]],
        later: Callable[[Callable[[], object]], object],
    ) -> None:
        """`of_shift` is `Statistics.of_shift`; `later` calls soon, again on StoreError."""
        self._of_shift, self._later = of_shift, later
        self._shift_id: str | None = None
        self._since = Counts()
        self._before = Counts()

    def of(self, shift: ShiftView | None, counts: Counts) -> Counts:
        """Return the counts of `shift`, where the lane has counted `counts` in all.

        Without a shift, return the lane's own.
        """
        if shift is None:
            return counts
        if shift.shift_id != self._shift_id:
            shift_id = self._shift_id = shift.shift_id
            self._since, self._before = counts, Counts()
            self._later(lambda: self._read(shift_id))
        since, before = self._since, self._before
        return Counts(
            counts.frames - since.frames,
            before.people + counts.people - since.people,
            before.captured + counts.captured - since.captured,
            before.alerts + counts.alerts - since.alerts,
        )

    def _read(self, shift_id: str) -> None:
        hours = self._of_shift(shift_id)
        if shift_id == self._shift_id:
            self._before = Counts(
                0,
                sum(one.people for one in hours),
                sum(one.captured for one in hours),
                sum(one.alerts for one in hours),
            )
