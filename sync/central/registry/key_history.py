"""When keys were replaced, as the audit log has it; which keys each terminal goes by."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from sync.central.registry.schema import AuditEntry, Terminal

_ACTIONS = ("keys-rotated", "key-replaced", "role-delegated")
_FOUNDED = "centre-created"


def replaced(session: Session) -> dict[str, datetime]:
    """Return when each kind, or role, got its newest key; "" stands for the founding."""
    query = (
        select(AuditEntry.subject, func.max(AuditEntry.sequence))
        .where(AuditEntry.action.in_(_ACTIONS))
        .group_by(AuditEntry.subject)
    )
    rows = {sequence: subject for subject, sequence in session.execute(query)}
    first = session.scalar(
        select(func.min(AuditEntry.sequence)).where(AuditEntry.action == _FOUNDED)
    )
    if first is not None:
        rows[first] = ""
    at = select(AuditEntry.sequence, AuditEntry.at).where(AuditEntry.sequence.in_(rows))
    return {rows[sequence]: when for sequence, when in session.execute(at)}


def held(session: Session) -> dict[str, str | None]:
    """Return the hash of the keys that each active terminal goes by; None: it never said."""
    query = select(Terminal.terminal_id, Terminal.heartbeat).where(Terminal.state == "active")
    return {
        terminal_id: (heartbeat or {}).get("centre_keys")
        for terminal_id, heartbeat in session.execute(query)
    }
