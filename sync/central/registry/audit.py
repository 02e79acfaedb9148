"""The audit log: what was done, by whom. Each row's hash covers the row before.

A row's hash is SHA-256 over the hash of the row before, a line feed, and the row as canonical JSON.
Whoever notes the head's hash elsewhere can also tell when rows were cut off the end.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Generator, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from sync.central.registry.database import lock_until_commit
from sync.central.registry.schema import AuditEntry

CENTRE = "centre"  # the actor where nobody else acted
RESTORED = "restored"  # the registry came back from a backup
ONLINE_ROTATED = "online_rotated"  # of such a row: whether the online keys were replaced with it
START = "0" * 64  # the hash before the first row
TOLD_A_DAY = 20  # rows of one action about one terminal that it brings about itself
_NEWEST = 1000  # rows that are looked through for those: the log has no index, and millions of rows
_LIMITS = {"actor": 64, "action": 64, "subject": 128}


@dataclass(frozen=True, slots=True)
class ChainCheck:
    """The result of checking the chain."""

    rows: int  # that are good, from the first on
    head: str  # hash of the last good row
    broken: int | None  # sequence of the first row that is not what it was, or is missing


def append(
    session: Session,
    at: datetime,
    actor: str,
    action: str,
    subject: str,
    details: Mapping[str, Any] | None = None,
) -> int:
    """Append a row and return its sequence. Call it last in the transaction that it records.

    `details` are numbers, ids and codes, and no word about anybody. The next writer waits until
    this transaction ends.
    """
    for name, value in (("actor", actor), ("action", action), ("subject", subject)):
        if not value or len(value) > _LIMITS[name]:
            raise ValueError(f"an audit entry's {name} has 1 to {_LIMITS[name]} signs")
    session.flush()
    lock_until_commit(session, "audit")
    last = session.execute(
        select(AuditEntry.sequence, AuditEntry.hash).order_by(AuditEntry.sequence.desc()).limit(1)
    ).first()
    sequence, before = (last[0] + 1, last[1]) if last else (1, START)
    entry = AuditEntry(
        sequence=sequence,
        at=at.astimezone(UTC),
        actor=actor,
        action=action,
        subject=subject,
        details=json.loads(json.dumps(dict(details or {}), allow_nan=False)),
    )
    entry.hash = row_hash(before, entry)
    session.add(entry)
    session.flush()
    return sequence


def append_told(
    session: Session, at: datetime, action: str, subject: str, details: Mapping[str, Any]
) -> None:
    """Append what a terminal brought about, unless it did so TOLD_A_DAY times within a day.

    One in wrong hands would fill the log else, which nothing is ever erased from. What its state
    is stays a trouble all the same.
    """
    newest = select(AuditEntry).order_by(AuditEntry.sequence.desc()).limit(_NEWEST).subquery()
    query = (
        select(func.count())
        .select_from(newest)
        .where(
            newest.c.action == action,
            newest.c.subject == subject,
            newest.c.at > at - timedelta(days=1),
        )
    )
    if (session.scalar(query) or 0) < TOLD_A_DAY:
        append(session, at, CENTRE, action, subject, details)


def row_hash(before: str, entry: AuditEntry) -> str:
    """Return the hash of `entry` after a row whose hash is `before`: 64 hexadecimal digits."""
    content = {
        "sequence": entry.sequence,
        "at": entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "actor": entry.actor,
        "action": entry.action,
        "subject": entry.subject,
        "details": entry.details,
    }
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(f"{before}\n{canonical}".encode()).hexdigest()


def entries(
    session: Session,
    after: int = 0,
    *,
    actor: str | None = None,
    subject: str | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
) -> Generator[AuditEntry, None, None]:
    """Yield the rows in order, a few hundred in memory at once. Close it when leaving early.

    Only those of `actor`, of `subject` or one that begins so, and from `since` to before `until`.
    """
    rows = select(AuditEntry).where(AuditEntry.sequence > after).order_by(AuditEntry.sequence)
    if actor is not None:
        rows = rows.where(AuditEntry.actor == actor)
    if subject is not None:
        rows = rows.where(AuditEntry.subject.startswith(subject, autoescape=True))
    if since is not None:
        rows = rows.where(AuditEntry.at >= since)
    if until is not None:
        rows = rows.where(AuditEntry.at < until)
    with session.scalars(rows.execution_options(yield_per=500)) as found:
        yield from found


def verify(session: Session) -> ChainCheck:
    """Check the whole chain, up to the first row that does not fit."""
    rows, head = 0, START
    with closing(entries(session)) as found:
        for entry in found:
            if entry.sequence != rows + 1 or entry.hash != row_hash(head, entry):
                return ChainCheck(rows, head, rows + 1)
            rows, head = entry.sequence, entry.hash
    return ChainCheck(rows, head, None)
