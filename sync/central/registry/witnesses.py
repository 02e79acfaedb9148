"""Terminals as witnesses of the audit log: what they hold of it, and what that says against it.

Each lease carries the log's length and last hash, signed. A terminal keeps them, and says them in
each heartbeat. While they fit the log, the next lease brings newer ones; while they do not, it
brings none, so that the terminal goes on saying what it holds: a log that was written anew, or cut
short, grows past nobody.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from sync.central.registry import audit
from sync.central.registry.audit_rows import hash_of, head
from sync.central.registry.batches import BATCH
from sync.central.registry.schema import AuditEntry, SettledHead, Terminal
from sync.protocol.wire import AuditHead

SETTLED = "audit-contradiction-settled"


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A terminal holds of the log what the log does not hold."""

    terminal_id: str
    rows: int
    head: str  # hash of that row as the data centre once signed it
    missing: bool  # there is no such row any more; else it is another one


@dataclass(frozen=True, slots=True)
class Testimony:
    """What all terminals hold of the log."""

    witnesses: int  # terminals whose head fits
    newest: int  # row that the newest of those heads is of; 0: none
    against: tuple[Contradiction, ...]


def fits(session: Session, held: AuditHead) -> bool:
    """Return whether the log holds what a terminal does, or operators settled that it does not."""
    return hash_of(session, held.rows) == held.head or _is_settled(session, held.head)


def head_for(session: Session, held: AuditHead | None) -> AuditHead | None:
    """Return what the next lease of a terminal carries; None: nothing, as what it holds stands."""
    if held is not None and not fits(session, held):
        return None
    rows, last = head(session)
    return AuditHead(rows=rows, head=last)


def testimony(session: Session) -> Testimony:
    """Return what the terminals said in their last heartbeats."""
    held = list(_held(session))
    hashes: dict[int, str] = {0: audit.START}
    rows = sorted({each.rows for _, each in held})
    for start in range(0, len(rows), BATCH):
        query = select(AuditEntry.sequence, AuditEntry.hash).where(
            AuditEntry.sequence.in_(rows[start : start + BATCH])
        )
        hashes.update((row[0], row[1]) for row in session.execute(query))
    good = [each for _, each in held if hashes.get(each.rows) == each.head]
    against = tuple(
        Contradiction(terminal_id, each.rows, each.head, each.rows not in hashes)
        for terminal_id, each in held
        if hashes.get(each.rows) != each.head and not _is_settled(session, each.head)
    )
    return Testimony(len(good), max((each.rows for each in good), default=0), against)


def settle(session: Session, operator_id: str, second: str, now: datetime) -> int:
    """Let what is said against the log stand, and count no more; return how many terminals say it.

    After a backup was restored and rows are lost for good. It is a row of the log itself.
    """
    against = testimony(session).against
    for each in {each.head: each for each in against}.values():
        session.add(SettledHead(head=each.head, rows=each.rows, settled_at=now))
        details = {"rows": each.rows, "head": each.head, "second": second}
        audit.append(session, now, operator_id, SETTLED, each.terminal_id, details)
    return len(against)


def _is_settled(session: Session, head_: str) -> bool:
    return session.get(SettledHead, head_) is not None


def _held(session: Session) -> Iterator[tuple[str, AuditHead]]:
    query = select(Terminal.terminal_id, Terminal.heartbeat).order_by(Terminal.terminal_id)
    for terminal_id, heartbeat in session.execute(query):
        said = (heartbeat or {}).get("audit")
        if said is not None:
            yield terminal_id, AuditHead.model_validate(said)
