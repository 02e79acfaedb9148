"""What was done about a person beside and after the answer, and whose case it is.

A case is what is confirmed and not closed: its alerts of one reference. An alert that waits for its
answer is one of its own: it can be noted of, and given to a colleague. Steps are only ever added.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from edge_app.domain import WatchList
from edge_app.store.alert_facts import case_facts
from edge_app.store.database import StoreDatabase
from sync.sqlite_tables import Database
from sync.terminal.spool_file import stamp

MAX_NOTES = 20  # of one alert
MAX_NOTE = 200  # characters, as the protocol allows
MAX_PHOTOGRAPHS = 2  # of one alert: the two sides of a card

StepKind = Literal["note", "photograph", "given", "outcome", "closed"]


@dataclass(frozen=True, slots=True)
class CaseStep:
    """An officer noted something, gave the case away, said what became of the person, closed it."""

    step_id: str  # random, 32 hexadecimal digits
    alert_ids: tuple[str, ...]  # of the case
    kind: StepKind
    officer: str | None  # None: the terminal has no accounts
    code: str = ""  # the outcome, or the phrase of a note
    receiver: str | None = None  # whose case it is now
    text: str = field(default="", repr=False)  # of a note that was typed
    picture: bytes = field(default=b"", repr=False)  # of a photograph: JPEG


@dataclass(frozen=True, slots=True)
class KeptStep:
    """A step as it is kept."""

    kind: StepKind
    at: datetime
    officer: str | None
    code: str
    receiver: str | None
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class KeptCase:
    """A case that is not closed."""

    alert_ids: tuple[str, ...]  # the first alert stands for the case
    raised_at: datetime
    watch_list: WatchList
    person_name: str = field(repr=False)  # empty where names were wiped
    officers: tuple[str, ...]  # who answered
    reason: str
    confirmed_at: datetime | None  # None: the alert waits for its answer
    steps: tuple[KeptStep, ...] = ()  # in order

    @property
    def outcome(self) -> KeptStep | None:
        """Return what became of the person, as it was said last; None: nobody said."""
        return next((step for step in reversed(self.steps) if step.kind == "outcome"), None)

    @property
    def owner(self) -> str | None:
        """Return the officer whose case it is: it was given to them, or they confirmed."""
        given = (step.receiver for step in reversed(self.steps) if step.kind == "given")
        return next(given, self.officers[0] if self.officers else None)

    @property
    def notes(self) -> tuple[KeptStep, ...]:
        """Return the notes, in order."""
        return tuple(step for step in self.steps if step.kind == "note")

    @property
    def photographs(self) -> int:
        """Return how many documents were photographed."""
        return sum(step.kind == "photograph" for step in self.steps)


_CONFIRMED = "kept.answer = 'confirmed'"
_HAS = (
    "EXISTS (SELECT 1 FROM case_steps AS s WHERE s.alert_id = kept.alert_id AND s.step = '{step}')"
)
_COUNT = (
    "(SELECT count(*) FROM case_steps AS s WHERE s.alert_id = kept.alert_id AND s.step = '{step}')"
)
_ALIVE = f"(kept.answered_at IS NULL OR {_CONFIRMED})"
#: Of the alert `kept`: it belongs to a case that is not closed.
IS_OPEN = f"({_CONFIRMED} AND NOT {_HAS.format(step='closed')})"
_ALLOWED: dict[StepKind, str] = {
    "note": f"{_ALIVE} AND {_COUNT.format(step='note')} < {MAX_NOTES}",
    "photograph": f"{_ALIVE} AND {_COUNT.format(step='photograph')} < {MAX_PHOTOGRAPHS}",
    "given": _ALIVE,
    "outcome": _CONFIRMED,
    "closed": f"{_CONFIRMED} AND {_HAS.format(step='outcome')}",
}


def keep(db: Database, step: CaseStep, alert_id: str, at: datetime) -> bool:
    """Write a step of one alert where its case allows it; return whether it is new."""
    added = db.execute(
        "INSERT INTO case_steps (step_id, alert_id, at, officer, step, code, receiver, text)"  # noqa: S608  fixed words
        " SELECT ?, kept.alert_id, ?, ?, ?, ?, ?, ? FROM alerts AS kept WHERE kept.alert_id = ?"
        f" AND {_ALLOWED[step.kind]} AND NOT {_HAS.format(step='closed')}"
        " ON CONFLICT (step_id, alert_id) DO NOTHING",
        [
            step.step_id,
            stamp(at),
            step.officer,
            step.kind,
            step.code,
            step.receiver,
            step.text[:MAX_NOTE],
            alert_id,
        ],
    )
    if added.rowcount and step.picture:
        db.execute(
            "INSERT INTO case_pictures (step_id, alert_id, picture) VALUES (?, ?, ?)",
            [step.step_id, alert_id, step.picture],
        )
    return bool(added.rowcount)


class Cases:
    """Reads them; for any thread. Every method raises StoreError."""

    def __init__(self, database: StoreDatabase) -> None:
        self._database = database

    def unclosed(self) -> tuple[KeptCase, ...]:
        """Return what is confirmed and not closed, then what waits for its answer; oldest first."""
        steps: dict[str, list[KeptStep]] = {}
        for row in self._database.rows(
            "SELECT s.* FROM case_steps AS s JOIN alerts AS kept USING (alert_id)"  # noqa: S608  fixed words
            f" WHERE kept.answered_at IS NULL OR {IS_OPEN} ORDER BY s.number"
        ):
            steps.setdefault(row["alert_id"], []).append(_step(row))
        found: dict[tuple[object, ...], KeptCase] = {}
        for row in (*self._alerts(IS_OPEN), *self._alerts("kept.answered_at IS NULL")):
            key, case = _case(row, steps.get(row["alert_id"], ()))
            found[key] = _joined(found[key], case) if key in found else case
        return tuple(found.values())

    def _alerts(self, which: str) -> list[dict[str, Any]]:
        return self._database.rows(
            "SELECT alert_id, raised_at, facts, name, officers, reason, answered_at"  # noqa: S608  fixed words
            f" FROM alerts AS kept WHERE {which} ORDER BY kept.number"
        )

    def photographs(self, alert_id: str) -> int:
        """Return how many documents were photographed for an alert."""
        found = self._database.rows(
            "SELECT count(*) AS n FROM case_steps WHERE alert_id = ? AND step = 'photograph'",
            alert_id,
        )
        return int(found[0]["n"])

    def count(self) -> int:
        """Return how many cases are confirmed and not closed."""
        return sum(case.confirmed_at is not None for case in self.unclosed())


def _case(row: Mapping[str, Any], steps: Iterable[KeptStep]) -> tuple[tuple[object, ...], KeptCase]:
    """Return an alert as a case, and by what it is one case with others.

    A person whose end was told and who is confirmed again is another case.
    """
    of, reference = case_facts(row["facts"])
    answered = row["answered_at"]
    case = KeptCase(
        (row["alert_id"],),
        datetime.fromisoformat(row["raised_at"]),
        of,
        row["name"],
        tuple(filter(None, row["officers"].split(","))),
        row["reason"],
        datetime.fromisoformat(answered) if answered else None,
        tuple(steps),
    )
    if answered is None:
        return (row["alert_id"],), case
    return (reference, case.outcome is not None), case


def _joined(first: KeptCase, other: KeptCase) -> KeptCase:
    """Return one case of two; a step that was taken for both is there once."""
    steps = dict.fromkeys(sorted([*first.steps, *other.steps], key=lambda step: step.at))
    return KeptCase(
        (*first.alert_ids, *other.alert_ids),
        first.raised_at,
        first.watch_list,
        first.person_name,
        first.officers,
        first.reason,
        first.confirmed_at,
        tuple(steps),
    )


def _step(row: Mapping[str, Any]) -> KeptStep:
    return KeptStep(
        row["step"],
        datetime.fromisoformat(row["at"]),
        row["officer"],
        row["code"],
        row["receiver"],
        row["text"],
    )
