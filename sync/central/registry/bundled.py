"""Terminals of a checkpoint, as the maker of a USB bundle needs them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from sync.central.registry import audit
from sync.central.registry.callers import Caller, caller_of
from sync.central.registry.schema import AuditEntry, Terminal

READ = "bundle-read"  # of a terminal; the row says how many results
EMPTY = "bundle-read-empty"  # of a checkpoint: nobody had left anything on the stick


@dataclass(frozen=True, slots=True)
class SticksBack:
    """What came back by stick: by terminal, and by checkpoint where it was nothing at all."""

    results: dict[str, int]  # terminal -> results that its last stick brought
    empty: dict[str, datetime]  # checkpoint -> when its stick came back with nothing, last of all


def active_terminals(session: Session, checkpoint_id: str) -> list[Caller]:
    """Return the checkpoint's active terminals, by id."""
    query = select(Terminal).where(
        Terminal.checkpoint_id == checkpoint_id, Terminal.state == "active"
    )
    return [caller_of(row) for row in session.scalars(query.order_by(Terminal.terminal_id))]


def came_back(session: Session, terminal_id: str, at: datetime) -> None:
    """Note that a stick brought what this terminal signed."""
    session.execute(
        update(Terminal).where(Terminal.terminal_id == terminal_id).values(bundle_at=at)
    )


def is_known(session: Session, terminal_id: str, visit: datetime) -> bool:
    """Return whether a stick has brought that visit before: this is a copy of it."""
    rows = session.scalars(
        select(AuditEntry).where(AuditEntry.action == READ, AuditEntry.subject == terminal_id)
    )
    return any(row.details.get("visit") == visit.isoformat() for row in rows)


def came_back_empty(
    session: Session, terminal_ids: Collection[str], operator_id: str, at: datetime
) -> None:
    """Note that a stick came back on which no terminal had left anything: a row a checkpoint."""
    query = select(Terminal.checkpoint_id).where(Terminal.terminal_id.in_(terminal_ids))
    details = {"terminals": len(terminal_ids)}
    for checkpoint_id in sorted(set(session.scalars(query))) or [audit.CENTRE]:
        audit.append(session, at, operator_id, EMPTY, checkpoint_id, details)


def sticks_back(session: Session) -> SticksBack:
    """Return what the last sticks brought."""
    terminals = {row.terminal_id: row for row in session.scalars(select(Terminal))}
    query = select(AuditEntry).where(AuditEntry.action.in_((READ, EMPTY)))
    results: Counter[str] = Counter()
    empty: dict[str, datetime] = {}
    for entry in session.scalars(query.order_by(AuditEntry.sequence)):
        if entry.action == EMPTY:
            empty[entry.subject] = entry.at
            continue
        row = terminals.get(entry.subject)
        if row is not None:
            empty.pop(row.checkpoint_id, None)
            results[entry.subject] += int(entry.details["results"]) * (entry.at == row.bundle_at)
    return SticksBack(dict(results), empty)


def extend_leases(session: Session, terminal_ids: list[str], until: datetime) -> None:
    """Set the leases that the bundle carries to these terminals."""
    session.execute(
        update(Terminal).where(Terminal.terminal_id.in_(terminal_ids)).values(lease_until=until)
    )
