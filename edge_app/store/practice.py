"""Planted alerts: when each is due, and what became of it.

A table of its own, which nothing else reads. No face, no name, no list: who was shown is drawn anew
each time, and kept nowhere. The audit chain says that practice was switched on and off, by whom.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from statistics import median
from typing import Any

from edge_app.store.chain import append
from edge_app.store.database import StoreDatabase
from sync.protocol.envelope.random_values import random_id
from sync.terminal.spool_file import stamp

KEPT = timedelta(days=90)  # since it was planted; `store.retention` erases it then


class PracticeOutcome(Enum):
    """How a planted alert ended."""

    CONFIRMED = "confirmed"
    NOT_THIS_PERSON = "not_this_person"
    CANNOT_TELL = "cannot_tell"
    MISSED = "missed"  # nobody answered in the time in which an alert must be answered
    CALLED = "called"  # a colleague was called first: neither right nor wrong
    DOCUMENT = "document"  # the document was asked for first: neither right nor wrong


#: These count for an officer's figures.
COUNTED = (
    PracticeOutcome.CONFIRMED,
    PracticeOutcome.NOT_THIS_PERSON,
    PracticeOutcome.CANNOT_TELL,
    PracticeOutcome.MISSED,
)


@dataclass(frozen=True, slots=True)
class PlannedAlert:
    """A planted alert of a shift."""

    practice_id: str
    shift_id: str
    planted_by: str  # number
    planted_at: datetime  # with time zone
    due_at: datetime  # with time zone
    genuine: bool  # both pictures are of the listed person
    ended: bool = False


@dataclass(frozen=True, slots=True)
class PracticeSums:
    """What became of planted alerts."""

    genuine: int = 0
    found: int = 0  # of `genuine`, confirmed
    others: int = 0  # of somebody else than the listed person
    dismissed: int = 0  # of `others`, answered "not this person"
    missed: int = 0  # of all, not answered in time
    median_s: float | None = None  # from the alert to its answer; None: none was answered
    officers: int = 0  # who had them


NO_SUMS = PracticeSums()


class Practice:
    """For any thread. Every method raises StoreError."""

    def __init__(self, database: StoreDatabase) -> None:
        self._database = database

    def plant(
        self, officer: str, at: datetime, shift_id: str, drawn: Sequence[tuple[datetime, bool]]
    ) -> None:
        """Keep what is planted in a shift: when each is due, and whether it is genuine.

        Nothing where alerts of this shift wait already.
        """
        with self._database.transaction() as db:
            waiting = db.execute(
                "SELECT 1 FROM practice WHERE shift_id = ? AND ended_at IS NULL LIMIT 1", [shift_id]
            ).fetchone()
            if waiting:
                return
            for due_at, genuine in drawn:
                db.execute(
                    "INSERT INTO practice (practice_id, shift_id, planted_by, planted_at, due_at,"
                    " genuine) VALUES (?, ?, ?, ?, ?, ?)",
                    [random_id(), shift_id, officer, stamp(at), stamp(due_at), int(genuine)],
                )
            append(db, at, officer, "practice-on", shift_id, {"planted": len(drawn)})

    def clear(self, officer: str, at: datetime, shift_id: str) -> None:
        """Take out what waits in a shift."""
        with self._database.transaction() as db:
            gone = db.execute(
                "DELETE FROM practice WHERE shift_id = ? AND ended_at IS NULL", [shift_id]
            ).rowcount
            if gone:
                append(db, at, officer, "practice-off", shift_id, {"taken_out": gone})

    def put_off(self, practice_id: str, due_at: datetime) -> None:
        """Let one that has not ended come up later."""
        with self._database.transaction() as db:
            db.execute(
                "UPDATE practice SET due_at = ? WHERE practice_id = ? AND ended_at IS NULL",
                [stamp(due_at), practice_id],
            )

    def end(
        self,
        practice_id: str,
        officer: str,
        at: datetime,
        outcome: PracticeOutcome,
        seconds: float,
    ) -> None:
        """Keep how one ended."""
        with self._database.transaction() as db:
            db.execute(
                "UPDATE practice SET ended_at = ?, officer = ?, outcome = ?, seconds = ?"
                " WHERE practice_id = ? AND ended_at IS NULL",
                [stamp(at), officer, outcome.value, seconds, practice_id],
            )

    def of_shift(self, shift_id: str) -> tuple[PlannedAlert, ...]:
        """Return what is planted in a shift, in the order in which it comes up."""
        rows = self._database.rows(
            "SELECT * FROM practice WHERE shift_id = ? ORDER BY due_at, practice_id", shift_id
        )
        return tuple(map(_planned, rows))

    def sums(
        self, since: datetime, until: datetime | None = None, officer: str | None = None
    ) -> PracticeSums:
        """Return what became of those that ended in that time: one officer's, or everybody's."""
        rows = self._database.rows(
            "SELECT officer, genuine, outcome, seconds FROM practice WHERE ended_at >= ?"
            " AND ended_at < coalesce(?, ended_at || 'z') AND officer = coalesce(?, officer)",
            stamp(since),
            None if until is None else stamp(until),
            officer,
        )
        counted = [row for row in rows if row["outcome"] in _CODES]
        genuine = [row["outcome"] for row in counted if row["genuine"]]
        others = [row["outcome"] for row in counted if not row["genuine"]]
        missed = [row for row in counted if row["outcome"] == PracticeOutcome.MISSED.value]
        seconds = [row["seconds"] for row in counted if row not in missed]
        return PracticeSums(
            genuine=len(genuine),
            found=genuine.count(PracticeOutcome.CONFIRMED.value),
            others=len(others),
            dismissed=others.count(PracticeOutcome.NOT_THIS_PERSON.value),
            missed=len(missed),
            median_s=median(seconds) if seconds else None,
            officers=len({row["officer"] for row in counted}),
        )


_CODES = frozenset(outcome.value for outcome in COUNTED)


def _planned(row: Mapping[str, Any]) -> PlannedAlert:
    return PlannedAlert(
        row["practice_id"],
        row["shift_id"],
        row["planted_by"],
        datetime.fromisoformat(row["planted_at"]),
        datetime.fromisoformat(row["due_at"]),
        bool(row["genuine"]),
        row["ended_at"] is not None,
    )
