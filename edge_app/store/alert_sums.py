"""What became of the alerts of a shift or a stretch of time: numbers that add up, always.

What came in (raised, or taken over as still open) is what was answered and what is open. Both sides
are written in the transactions of alerts and answers, and read in one query.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import UTC, datetime

from edge_app.domain import Answer
from edge_app.store.database import StoreDatabase
from sync.terminal.spool_file import stamp

_ANSWERS = tuple(answer.value for answer in Answer)
_BOTH = (*_ANSWERS, *(f"earlier_{name}" for name in _ANSWERS))


@dataclass(frozen=True, slots=True)
class AlertSums:
    """Numbers of alerts: `raised` and `taken_over` are as many as `answered` and `open`."""

    raised: int = 0  # in this time
    taken_over: int = 0  # raised before, and open when this time began
    confirmed: int = 0  # answers given in this time
    not_this_person: int = 0
    cannot_tell: int = 0
    unanswered: int = 0  # closed without an answer
    open: int = 0  # now

    @property
    def answered(self) -> int:
        """Return how many were closed in this time, with an answer or without."""
        return self.confirmed + self.not_this_person + self.cannot_tell + self.unanswered

    @property
    def came(self) -> int:
        """Return how many there were to answer."""
        return self.raised + self.taken_over

    def __add__(self, other: AlertSums) -> AlertSums:
        """Return both as one."""
        pairs = ((getattr(self, one.name), getattr(other, one.name)) for one in fields(self))
        return AlertSums(*(mine + theirs for mine, theirs in pairs))


@dataclass(frozen=True, slots=True)
class ShiftAlerts:
    """The alerts of a shift, apart from those that it took over."""

    own: AlertSums  # raised in this shift
    earlier: AlertSums  # raised before it

    @property
    def total(self) -> AlertSums:
        """Return both as one."""
        return self.own + self.earlier


NO_SUMS = AlertSums()
NO_SHIFT_ALERTS = ShiftAlerts(NO_SUMS, NO_SUMS)


def alerts_of_shift(database: StoreDatabase, shift_id: str) -> ShiftAlerts:
    """Return the alerts of the shift that goes on. Raise StoreError."""
    counted = ", ".join(f"total({name}) AS {name}" for name in _BOTH)
    (row,) = database.rows(
        f"SELECT {counted},"  # noqa: S608  fixed names
        " (SELECT count(*) FROM alerts WHERE answered_at IS NULL AND shift_id = ?) AS own,"
        " (SELECT count(*) FROM alerts WHERE answered_at IS NULL AND shift_id != ?) AS before"
        " FROM tallies WHERE shift_id = ?",
        shift_id,
        shift_id,
        shift_id,
    )
    earlier = {name: int(row[f"earlier_{name}"]) for name in _ANSWERS}
    own = {name: int(row[name]) - earlier[name] for name in _ANSWERS}
    return ShiftAlerts(
        AlertSums(raised=sum(own.values()) + row["own"], open=row["own"], **own),
        AlertSums(taken_over=sum(earlier.values()) + row["before"], open=row["before"], **earlier),
    )


def alerts_since(database: StoreDatabase, since: datetime) -> AlertSums:
    """Return the alerts from the hour of `since` until now. Raise StoreError."""
    hour = since.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
    counted = ", ".join(f"total({name}) AS {name}" for name in ("alerts", *_ANSWERS))
    (row,) = database.rows(
        f"SELECT {counted},"  # noqa: S608  fixed names
        " (SELECT count(*) FROM alerts WHERE answered_at IS NULL) AS open"
        " FROM tallies WHERE hour >= ?",
        stamp(hour),
    )
    answers = {name: int(row[name]) for name in _ANSWERS}
    came = sum(answers.values()) + row["open"]
    raised = min(int(row["alerts"]), came)
    return AlertSums(raised, came - raised, open=row["open"], **answers)
