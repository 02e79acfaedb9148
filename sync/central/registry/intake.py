"""What a terminal brings: kept once, counted by its numbers, and no more of it than its quota.

A row a terminal says which numbers came, how much came today, and what was refused. The numbers of
a signing kiosk have no gap, so what an agent, a broken disk or a restored copy swallowed shows. A
database of the kiosk that begins anew begins a series of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from sync.central.registry import audit, result_numbers
from sync.central.registry.checkpoints import Settings
from sync.central.registry.insert_absent import insert_absent
from sync.central.registry.received import Received, Refusal, owners
from sync.central.registry.result_numbers import Run
from sync.central.registry.schema import (
    Checkpoint,
    ErasedResult,
    ReceivedResult,
    ResultIntake,
    Terminal,
)
from sync.protocol.jakarta import jakarta_day, jakarta_text

MAX_SERIES = 8  # kept of a terminal, the newest
MISSING_AFTER = timedelta(minutes=10)  # a row that failed by itself comes after the others
SHOWN_FOR = timedelta(days=7)  # what was refused, or began anew

MIB = 2**20

# What the row has of a result; the rest is counted, and not kept beside it.
_KEPT = {each.name for each in fields(Received)} - {"series", "number", "erased", "pin"}


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a batch."""

    owners: dict[str, str]  # result -> the terminal that brought it, also long ago
    new: frozenset[str]  # results that were not here
    spent: bool  # the quota of today is: nothing was kept


def take(
    session: Session,
    terminal_id: str,
    results: Sequence[Received],
    refused: Sequence[Refusal],
    at: datetime,
) -> Taken:
    """Keep results that are not here yet, and count what was refused.

    What was erased here does not come back; it counts as brought. A batch that begins within the
    quota is kept whole.
    """
    row = _locked(session, terminal_id, at)
    ids = [each.result_id for each in results]
    known = owners(session, ids)
    erased = set(
        session.scalars(select(ErasedResult.result_id).where(ErasedResult.result_id.in_(ids)))
    )
    new = [each for each in results if each.result_id not in known.keys() | erased]
    if new and _is_spent(session, row, terminal_id):
        row.spent_at = at
        return Taken({}, frozenset(), spent=True)
    row.results += len(new)
    row.bytes += sum(len(each.sealed) for each in new)
    _keep(session, new, at)
    if refused:
        row.refused += len(refused)
        row.refused_at, row.refused_reason = at, refused[-1].reason[:200]
    _count(row, new, refused, at)
    found = {**dict.fromkeys(erased, terminal_id), **owners(session, ids)}
    return Taken(found, frozenset(each.result_id for each in new), spent=False)


def _keep(session: Session, new: Sequence[Received], at: datetime) -> None:
    # In one order everywhere: two transactions that bring the same results do not lock each other.
    ordered = sorted(new, key=lambda each: each.result_id)
    rows = [
        {**{name: getattr(each, name) for name in _KEPT}, "received_at": at} for each in ordered
    ]
    if rows:
        insert_absent(session, ReceivedResult, rows)


def _locked(session: Session, terminal_id: str, at: datetime) -> ResultIntake:
    first = {
        "terminal_id": terminal_id,
        "day": jakarta_day(at),
        "results": 0,
        "bytes": 0,
        "refused": 0,
        "series": {},
        "told": {},
    }
    insert_absent(session, ResultIntake, [first])
    row = session.get_one(ResultIntake, terminal_id, with_for_update=True, populate_existing=True)
    if row.day != jakarta_day(at):
        row.day, row.results, row.bytes = jakarta_day(at), 0, 0
    return row


def _is_spent(session: Session, row: ResultIntake, terminal_id: str) -> bool:
    terminal = session.get_one(Terminal, terminal_id)
    settings = Settings(**session.get_one(Checkpoint, terminal.checkpoint_id).settings)
    return row.results >= settings.results_a_day or row.bytes >= settings.results_mib_a_day * MIB


def _count(
    row: ResultIntake, new: Iterable[Received], refused: Iterable[Refusal], at: datetime
) -> None:
    series: dict[str, Any] = {name: dict(held) for name, held in row.series.items()}
    brought: list[Received | Refusal] = [*new, *refused]
    for each in brought:
        if each.series is None or each.number is None:
            continue
        held = series.setdefault(each.series, {"since": at.isoformat(), "runs": [], "twice": 0})
        runs = runs_of(held)
        if isinstance(each, Received) and result_numbers.holds(runs, each.number):
            held["twice"] += 1
        told = each.erased if isinstance(each, Received) else ()
        held["runs"] = result_numbers.with_runs(runs, [(each.number, each.number), *told])
    for name in sorted(series, key=lambda name: str(series[name]["since"]))[:-MAX_SERIES]:
        del series[name]
    row.series = series
    gap = any(result_numbers.missing(runs_of(held)) for held in series.values())
    row.missing_since = (row.missing_since or at) if gap else None


def runs_of(held: dict[str, Any]) -> list[Run]:
    """Return the runs of a series, as the row keeps it."""
    return [(first, last) for first, last in held["runs"]]


def missing_of(row: ResultIntake) -> list[Run]:
    """Return the numbers that did not come, of all series."""
    return [gap for held in row.series.values() for gap in result_numbers.missing(runs_of(held))]


def rows(session: Session) -> dict[str, ResultIntake]:
    """Return the row of each terminal that brought something, by terminal."""
    return {row.terminal_id: row for row in session.scalars(select(ResultIntake))}


def troubles(row: ResultIntake, now: datetime) -> list[tuple[str, str]]:
    """Return what operators are to know: a code, and a sentence."""
    found: list[tuple[str, str]] = []
    gaps = missing_of(row)
    if gaps:
        amount = result_numbers.count(gaps)
        what = "a result is missing" if amount == 1 else f"{amount} results are missing"
        found.append(("missing", f"{what}: {result_numbers.words(gaps)}"))
    if any(held["twice"] for held in row.series.values()):
        found.append(("twice", "a number came twice: its database is an old copy"))
    began = sorted(datetime.fromisoformat(held["since"]) for held in row.series.values())
    if len(began) > 1 and now - began[-1] < SHOWN_FOR:
        found.append(("anew", f"its database began anew, first heard of {jakarta_text(began[-1])}"))
    if row.refused_at is not None and now - row.refused_at < SHOWN_FOR:
        what = f"{row.refused} result{'s were' if row.refused != 1 else ' was'} refused"
        text = f"{what}, last {jakarta_text(row.refused_at)}: {row.refused_reason}"
        found.append(("refused-results", text))
    if row.spent_at is not None and jakarta_day(row.spent_at) == jakarta_day(now):
        found.append(("quota", "its results of today are used up: the rest waits there"))
    return found


def note(session: Session, now: datetime) -> None:
    """Append to the audit log what is missing, was refused, or came to a quota's end; each once."""
    query = select(ResultIntake).order_by(ResultIntake.terminal_id).with_for_update()
    said: list[tuple[str, str, dict[str, Any]]] = []
    for row in session.scalars(query):
        told = dict(row.told)
        gaps = [list(gap) for gap in missing_of(row)]
        settled = row.missing_since is None or now - row.missing_since >= MISSING_AFTER
        if settled and gaps != told.get("missing", []):
            action = "results-missing" if gaps else "results-complete"
            said.append((action, row.terminal_id, {"numbers": gaps[:100]}))
            told["missing"] = gaps
        twice = sum(held["twice"] for held in row.series.values())
        for name, value, action in (
            ("refused", row.refused, "results-refused"),
            ("twice", twice, "result-numbers-twice"),
            ("series", len(row.series), "result-series-began"),
        ):
            before = told.get(name, 1 if name == "series" else 0)
            if value > before:
                said.append((action, row.terminal_id, {"count": value - before}))
            told[name] = max(value, before)
        day = jakarta_day(row.spent_at).isoformat() if row.spent_at else ""
        if day and day != told.get("spent"):
            said.append(("results-quota-spent", row.terminal_id, {"day": day}))
            told["spent"] = day
        if told != row.told:
            row.told = told
    for action, terminal_id, details in said:
        audit.append_told(session, now, action, terminal_id, details)
