"""Where terminals are and were: who took whose place, who moved, and what was done with each.

A terminal learns where it stands with its next lease, over the network or on a stick.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from sync.central.registry import audit, checkpoints
from sync.central.registry.errors import OperationRefused, Unknown
from sync.central.registry.operators import is_active
from sync.central.registry.schema import AuditEntry, Terminal
from sync.protocol.message import Record
from sync.protocol.signs import hidden_sign, plain
from sync.protocol.wire import Identifier, Name, RandomId

MAX_LANE = 200  # signs of its name
SHOWN_DIGITS = 8  # of a terminal's id, on its screen and in our tables
WIPED = "terminal-wiped"
# What is told of a terminal's life, by the audit log's action.
TOLD = {
    "terminal-enrolled": "enrolled",
    "terminal-approved": "approved",
    "terminal-renamed": "renamed",
    "terminal-moved": "moved",
    WIPED: "wiped, as it signed itself",
    "terminal-revoked": "revoked",
    "revocation-told": "told that it is revoked",
}


@dataclass(frozen=True, slots=True)
class Place:
    """A lane of a checkpoint."""

    checkpoint_id: str
    lane: str


class MoveTerminal(Record):
    """A terminal that is to stand at another checkpoint, and hold what that holds."""

    kind: Literal["move-terminal"] = "move-terminal"
    terminal: RandomId
    checkpoint_id: Identifier
    lane: Name


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
        if self.details.get("stick_read_by"):
            more.append(f"by a stick that {self.details['stick_read_by']} read")
        if self.action == WIPED:
            lost = self.details.get("waiting")
            more.append(f"results lost: {'not known' if lost is None else lost}")
        if "lane_before" in self.details:
            before, after = (
                " ".join(plain(str(self.details[name])) for name in names if name in self.details)
                for names in (("checkpoint_before", "lane_before"), ("checkpoint", "lane"))
            )
            more.append(f"from {before} to {after}")
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


def lane_name(lane: str) -> str:
    """Return a lane's name that was typed. Raise OperationRefused."""
    if not 1 <= len(lane) <= MAX_LANE or hidden_sign(lane):
        raise OperationRefused(f"a lane's name has 1 to {MAX_LANE} signs that show")
    return lane


def rename(session: Session, terminal_id: str, lane: str, operator_id: str, now: datetime) -> Place:
    """Give the terminal's lane another name; return where it stood. Raise OperationRefused.

    What it made before keeps the name that it was made under.
    """
    row = _standing(session, terminal_id, operator_id)
    before = Place(row.checkpoint_id, row.lane)
    row.lane = lane_name(lane)
    details = {"lane_before": before.lane, "lane": lane}
    audit.append(session, now, operator_id, "terminal-renamed", terminal_id, details)
    return before


def check_move(session: Session, change: MoveTerminal) -> None:
    """Raise OperationRefused: the terminal cannot move there."""
    row = session.get(Terminal, change.terminal)
    if row is None:
        raise Unknown("terminal", change.terminal[:SHOWN_DIGITS])
    checkpoints.get(session, change.checkpoint_id)
    lane_name(change.lane)
    digits = change.terminal[:SHOWN_DIGITS]
    if row.state != "active":
        raise OperationRefused(f"{digits}: this terminal is {row.state}: it moves nowhere")
    if row.checkpoint_id == change.checkpoint_id:
        raise OperationRefused(
            f"{digits}: it stands at {change.checkpoint_id} already; `terminal rename` names its"
            " lane"
        )


def move(session: Session, change: MoveTerminal, operator_id: str, now: datetime) -> None:
    """Let a terminal stand elsewhere, after `check_move`; `operator_id` approved it."""
    row = _standing(session, change.terminal, operator_id)
    details = {
        "checkpoint_before": row.checkpoint_id,
        "lane_before": row.lane,
        "checkpoint": change.checkpoint_id,
        "lane": change.lane,
    }
    row.was_at = {**(row.was_at or {}), row.checkpoint_id: now.isoformat()}
    row.checkpoint_id, row.lane = change.checkpoint_id, change.lane
    audit.append(session, now, operator_id, "terminal-moved", change.terminal, details)


def _standing(session: Session, terminal_id: str, operator_id: str) -> Terminal:
    row = session.get(Terminal, terminal_id, with_for_update=True)
    if row is None:
        raise Unknown("terminal", terminal_id[:SHOWN_DIGITS])
    if not is_active(session, operator_id):
        raise OperationRefused(f"{operator_id}: no such operator, or suspended")
    if row.state != "active":
        raise OperationRefused(
            f"{terminal_id[:SHOWN_DIGITS]}: this terminal is {row.state}: only an active one is"
            " told of it"
        )
    return row


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
