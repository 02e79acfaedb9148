"""Rows of the audit log as lines of JSON, outside of the database and back in."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from pydantic import AwareDatetime
from sqlalchemy import select
from sqlalchemy.orm import Session

from sync.central.registry.audit import ONLINE_ROTATED, RESTORED, START, row_hash
from sync.central.registry.schema import AuditEntry
from sync.protocol.message import Record
from sync.protocol.wire import Sha256


class AuditRow(Record):
    """One row, as the journal keeps it."""

    sequence: int
    at: AwareDatetime
    actor: str
    action: str
    subject: str
    details: dict[str, Any]
    hash: Sha256

    @classmethod
    def of(cls, entry: AuditEntry) -> AuditRow:
        """Return the row of an entry."""
        return cls(
            sequence=entry.sequence,
            at=entry.at,
            actor=entry.actor,
            action=entry.action,
            subject=entry.subject,
            details=entry.details,
            hash=entry.hash,
        )

    def entry(self) -> AuditEntry:
        """Return the entry of a row."""
        return AuditEntry(
            sequence=self.sequence,
            at=self.at,
            actor=self.actor,
            action=self.action,
            subject=self.subject,
            details=self.details,
            hash=self.hash,
        )

    def follows(self, before: str) -> bool:
        """Return whether its hash holds after a row whose hash is `before`."""
        return self.hash == row_hash(before, self.entry())

    def line(self) -> bytes:
        """Return one line of JSON."""
        return json.dumps(self.model_dump(mode="json"), separators=(",", ":")).encode() + b"\n"


def head(session: Session) -> tuple[int, str]:
    """Return sequence and hash of the last row; 0 and START before the first."""
    query = select(AuditEntry.sequence, AuditEntry.hash).order_by(AuditEntry.sequence.desc())
    found = session.execute(query.limit(1)).first()
    return (0, START) if found is None else (found[0], found[1])


def hash_of(session: Session, sequence: int) -> str | None:
    """Return the hash of a row; None where there is none."""
    found = session.get(AuditEntry, sequence)
    return START if sequence == 0 else None if found is None else found.hash


def append_rows(session: Session, rows: Iterable[AuditRow]) -> None:
    """Append rows as they were written elsewhere."""
    session.add_all(row.entry() for row in rows)
    session.flush()


def online_due(session: Session) -> bool:
    """Return whether the online keys still are those that lay in a backup which was restored."""
    query = select(AuditEntry).where(AuditEntry.action == RESTORED)
    restored = session.scalars(query.order_by(AuditEntry.sequence.desc()).limit(1)).first()
    if restored is None or restored.details.get(ONLINE_ROTATED) is not False:
        return False
    rotated = select(AuditEntry.sequence).where(
        AuditEntry.action == "keys-rotated",
        AuditEntry.subject == "online",
        AuditEntry.sequence > restored.sequence,
    )
    return session.scalar(rotated.limit(1)) is None


def last_time(session: Session, action: str) -> datetime | None:
    """Return when something was done last; None: never."""
    query = select(AuditEntry.at).where(AuditEntry.action == action)
    return session.scalar(query.order_by(AuditEntry.sequence.desc()).limit(1))
