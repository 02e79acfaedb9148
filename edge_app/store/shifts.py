"""Who works at the lane, from when to when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from edge_app.store.chain import append
from edge_app.store.database import StoreDatabase
from sync.protocol.envelope.random_values import random_id
from sync.sqlite_tables import Database
from sync.terminal.spool_file import stamp

LONGEST = timedelta(hours=16)  # a shift that nobody ended is over by then


@dataclass(frozen=True, slots=True)
class Shift:
    """One officer's time at the lane."""

    shift_id: str
    officer: str  # number
    began_at: datetime
    ended_at: datetime | None  # None: it goes on


class Shifts:
    """One shift at a time; from any thread. Every method raises StoreError."""

    def __init__(self, database: StoreDatabase) -> None:
        self._database = database

    def begin(self, number: str, at: datetime) -> Shift:
        """Return the officer's shift: the one that goes on after a break or restart, or a new one.

        Another officer's shift ends with it, and so does one that nobody ended for LONGEST.
        """
        with self._database.transaction() as db:
            going = self.current()
            if going is not None:
                if going.officer == number and at - going.began_at < LONGEST:
                    return going
                self._end(db, going, at)
            shift = Shift(random_id(), number, at, None)
            db.execute(
                "INSERT INTO shifts (shift_id, officer, began_at) VALUES (?, ?, ?)",
                [shift.shift_id, number, stamp(at)],
            )
            append(db, at, number, "shift-began", shift.shift_id)
        return shift

    def end(self, at: datetime) -> Shift | None:
        """End the one that goes on, if there is one; the shift as it was."""
        with self._database.transaction() as db:
            going = self.current()
            return None if going is None else self._end(db, going, at)

    def _end(self, db: Database, shift: Shift, at: datetime) -> Shift:
        ended = max(shift.began_at, min(at, shift.began_at + LONGEST))
        db.execute(
            "UPDATE shifts SET ended_at = ? WHERE shift_id = ?", [stamp(ended), shift.shift_id]
        )
        append(db, at, shift.officer, "shift-ended", shift.shift_id)
        return Shift(shift.shift_id, shift.officer, shift.began_at, ended)

    def current(self) -> Shift | None:
        """Return the shift that goes on."""
        found = self._database.rows("SELECT * FROM shifts WHERE ended_at IS NULL")
        return _shift(found[0]) if found else None

    def latest(self, most: int = 10) -> tuple[Shift, ...]:
        """Return the last shifts, the newest first."""
        rows = self._database.rows("SELECT * FROM shifts ORDER BY number DESC LIMIT ?", most)
        return tuple(map(_shift, rows))

    def officers(self, since: datetime, until: datetime) -> tuple[str, ...]:
        """Return the numbers of those whose shift was in that time, the first first."""
        rows = self._database.rows(
            "SELECT officer FROM shifts WHERE began_at < ? AND (ended_at IS NULL OR ended_at > ?)"
            " GROUP BY officer ORDER BY min(number)",
            stamp(until),
            stamp(since),
        )
        return tuple(str(row["officer"]) for row in rows)


def _shift(row: Mapping[str, Any]) -> Shift:
    ended = row["ended_at"]
    return Shift(
        row["shift_id"],
        row["officer"],
        datetime.fromisoformat(row["began_at"]),
        datetime.fromisoformat(ended) if ended else None,
    )
