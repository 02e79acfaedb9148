"""The lane's figures by hour and shift: numbers of people who left no other trace.

An hour is UTC's, and so a whole hour of each of Indonesia's zones.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from edge_app.domain import Answer
from edge_app.store.alert_sums import AlertSums, ShiftAlerts, alerts_of_shift, alerts_since
from edge_app.store.database import StoreDatabase
from edge_app.store.latency_histogram import Histogram, added, quantile
from sync.sqlite_tables import Database
from sync.terminal.spool_file import stamp

KEPT = timedelta(days=90)
_ANSWERS = tuple(answer.value for answer in Answer)
_EARLIER = tuple(f"earlier_{name}" for name in _ANSWERS)
_NUMBERS = ("people", "captured", "alerts", "frames", "verifications", *_ANSWERS, *_EARLIER)


@dataclass(frozen=True, slots=True)
class CountsDelta:
    """What a lane counted since the tally before."""

    people: int = 0
    captured: int = 0  # of those, with a usable template
    frames: int = 0
    latencies: Histogram = ()


@dataclass(frozen=True, slots=True)
class HourlyCounts:
    """What was counted in an hour, or in several that were summed."""

    hour: datetime  # its beginning, UTC; of several the first
    people: int = 0
    captured: int = 0
    alerts: int = 0  # that were raised
    frames: int = 0
    verifications: int = 0  # that were made, of people and of documents
    confirmed: int = 0  # answers that were given, whenever their alert was raised
    not_this_person: int = 0
    cannot_tell: int = 0
    unanswered: int = 0
    earlier_confirmed: int = 0  # of these, to alerts of an earlier shift
    earlier_not_this_person: int = 0
    earlier_cannot_tell: int = 0
    earlier_unanswered: int = 0
    latencies: Histogram = ()

    @property
    def capture_rate(self) -> float | None:
        """Return the share of the people that gave a usable template, 0..1; None without people."""
        return self.captured / self.people if self.people else None

    def latency_ms(self, share: float) -> float | None:
        """Return the ms that `share` (0.5, 0.95) of the comparisons do not exceed; None: none."""
        return quantile(self.latencies, share)

    @property
    def latency_p50(self) -> float | None:
        """Return the median, in ms."""
        return self.latency_ms(0.5)

    @property
    def latency_p95(self) -> float | None:
        """Return the 95th percentile, in ms."""
        return self.latency_ms(0.95)


class Statistics:
    """Figures of 90 days; from any thread. Every method raises StoreError."""

    def __init__(self, database: StoreDatabase) -> None:
        self._database = database

    def add(self, at: datetime, tally: CountsDelta, shift: str | None = None) -> None:
        """Add to the hour of `at`, and to that shift ('': nobody's; None: the one that goes on)."""
        with self._database.transaction() as db:
            hour, shift_id = _row_of(db, at, shift)
            (before,) = db.execute(
                "SELECT latencies FROM tallies WHERE hour = ? AND shift_id = ?", [hour, shift_id]
            ).fetchone()
            db.execute(
                "UPDATE tallies SET people = people + ?, captured = captured + ?,"
                " frames = frames + ?, latencies = ?"
                " WHERE hour = ? AND shift_id = ?",
                [
                    tally.people,
                    tally.captured,
                    tally.frames,
                    json.dumps(added((json.loads(before), tally.latencies))),
                    hour,
                    shift_id,
                ],
            )
            db.execute("DELETE FROM tallies WHERE hour < ?", [stamp(at - KEPT)])

    def between(self, start: datetime, end: datetime) -> tuple[HourlyCounts, ...]:
        """Return the hours with counts, from that of `start` to that before `end`."""
        rows = self._database.rows(
            "SELECT * FROM tallies WHERE hour >= ? AND hour < ? ORDER BY hour",
            stamp(_hour(start)),
            stamp(end),
        )
        return _by_hour(rows)

    def of_shift(self, shift_id: str) -> tuple[HourlyCounts, ...]:
        """Return the hours of a shift, with what was counted in it alone."""
        rows = self._database.rows(
            "SELECT * FROM tallies WHERE shift_id = ? ORDER BY hour", shift_id
        )
        return _by_hour(rows)

    def alerts_of_shift(self, shift_id: str) -> ShiftAlerts:
        """Return what became of the alerts of the shift that goes on."""
        return alerts_of_shift(self._database, shift_id)

    def alerts_since(self, since: datetime) -> AlertSums:
        """Return what became of the alerts from the hour of `since` until now."""
        return alerts_since(self._database, since)


def count_raised(db: Database, at: datetime) -> str:
    """Count one alert, in the transaction that writes it; return the shift that it is of."""
    hour, shift_id = _row_of(db, at)
    db.execute(
        "UPDATE tallies SET alerts = alerts + 1 WHERE hour = ? AND shift_id = ?", [hour, shift_id]
    )
    return shift_id


def count_verified(db: Database, at: datetime) -> str:
    """Count one verification, in the transaction that writes it; return the shift that it is of.

    It stays counted when that is erased.
    """
    hour, shift_id = _row_of(db, at)
    db.execute(
        "UPDATE tallies SET verifications = verifications + 1 WHERE hour = ? AND shift_id = ?",
        [hour, shift_id],
    )
    return shift_id


def count_answer(db: Database, at: datetime, answer: Answer, raised_in: str) -> str:
    """Count one answer, in the transaction that writes it; return the shift that it is of.

    It stays counted when the alert is erased. `raised_in`: the shift in which that was raised.
    """
    hour, shift_id = _row_of(db, at)
    names = [answer.value] if raised_in == shift_id else [answer.value, f"earlier_{answer.value}"]
    more = ", ".join(f"{name} = {name} + 1" for name in names)
    db.execute(
        f"UPDATE tallies SET {more} WHERE hour = ? AND shift_id = ?",  # noqa: S608  fixed names
        [hour, shift_id],
    )
    return shift_id


def summed(tallies: Iterable[HourlyCounts]) -> HourlyCounts | None:
    """Return several as one; None without any."""
    every = tuple(tallies)
    if not every:
        return None
    numbers = {name: sum(getattr(one, name) for one in every) for name in _NUMBERS}
    first = min(one.hour for one in every)
    return HourlyCounts(first, latencies=added(one.latencies for one in every), **numbers)


def _by_hour(rows: Iterable[Mapping[str, Any]]) -> tuple[HourlyCounts, ...]:
    hours: dict[datetime, list[HourlyCounts]] = {}
    for row in rows:
        hour = datetime.fromisoformat(row["hour"])
        numbers = {name: row[name] for name in _NUMBERS}
        one = HourlyCounts(hour, latencies=tuple(json.loads(row["latencies"])), **numbers)
        hours.setdefault(hour, []).append(one)
    return tuple(one for one in map(summed, hours.values()) if one is not None)


def _row_of(db: Database, at: datetime, shift: str | None = None) -> tuple[str, str]:
    """Return the key of the row that `at` counts in; make the row where it is missing."""
    if shift is None:
        going = db.execute("SELECT shift_id FROM shifts WHERE ended_at IS NULL").fetchone()
        shift = str(going[0]) if going else ""
    key = stamp(_hour(at)), shift
    db.execute("INSERT INTO tallies (hour, shift_id) VALUES (?, ?) ON CONFLICT DO NOTHING", key)
    return key


def _hour(at: datetime) -> datetime:
    return at.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
