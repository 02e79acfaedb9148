"""Where terminals are and were: who took whose place, and what was done with each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from sync.central.registry.errors import OperationRefused, Unknown
from sync.central.registry.schema import AuditEntry, Terminal

SHOWN_DIGITS = 8  # of a terminal's id, on its screen and in our tables
# What is told of a terminal's life, by the audit log's action.
TOLD = {
    "terminal-enrolled": "enrolled",
    "terminal-approved": "approved",
    "terminal-revoked": "revoked",
    "revocation-told": "told that it is revoked",
}


@dataclass(frozen=True, slots=True)
class Place:
    """A lane of a checkpoint."""

    checkpoint_id: str
    lane: str


@dataclass(frozen=True, slots=True)
class Event:
    """A row of the audit log about a terminal, or about one that was there before it."""

    at: datetime
    terminal_id: str
    action: str
    actor: str
    details: dict[str, Any]

    @property
    def words(self) -> str:
        """Return what happened, in words."""
        more = [
            f"{said} {str(self.details[name])[:SHOWN_DIGITS]}"
            for name, said in (("replaces", "in place of"), ("replaced_by", "replaced by"))
            if self.details.get(name)
        ]
        return ", ".join([TOLD[self.action], *more])


def successors(session: Session) -> dict[str, str]:
    """Return which terminal took the place of each that was replaced, by the id of that."""
    query = select(Terminal.replaces, Terminal.terminal_id).where(
        Terminal.replaces.is_not(None), Terminal.state != "pending"
    )
    return {before: after for before, after in session.execute(query) if before is not None}


def place_to_take(session: Session, terminal_id: str) -> Place:
    """Return the place that a new device takes from this terminal. Raise OperationRefused."""
    row = session.get(Terminal, terminal_id)
    if row is None:
        raise Unknown("terminal", terminal_id[:SHOWN_DIGITS])
    after = successors(session).get(terminal_id)
    if after is not None:
        raise OperationRefused(
            f"{terminal_id[:SHOWN_DIGITS]}: {after[:SHOWN_DIGITS]} took its place already; "
            "swap that one"
        )
    return Place(row.checkpoint_id, row.lane)


def history(session: Session, terminal_id: str) -> list[Event]:
    """Return what was done with the terminal and with those before it in its place, in order."""
    chain: list[str] = []
    found: str | None = terminal_id
    while found is not None and found not in chain:
        chain.append(found)
        found = session.scalar(select(Terminal.replaces).where(Terminal.terminal_id == found))
    query = (
        select(AuditEntry)
        .where(AuditEntry.subject.in_(chain), AuditEntry.action.in_(TOLD))
        .order_by(AuditEntry.sequence)
    )
    return [
        Event(row.at, row.subject, row.action, row.actor, row.details)
        for row in session.scalars(query)
    ]
