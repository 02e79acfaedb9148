"""Ask a terminal to look what is wrong with it, and read what it found."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from sync.central.registry.errors import OperationRefused
from sync.central.registry.schema import Terminal
from sync.protocol.wire import CheckReport, Heartbeat

ASKED_FOR = timedelta(hours=1)  # so long leases carry it: nobody waits longer for an answer


def ask(session: Session, terminal_id: str, now: datetime) -> datetime:
    """Ask with the next leases; return when it was asked. Raise OperationRefused: nobody would.

    What was asked and not answered yet is not asked anew.
    """
    row = session.get_one(Terminal, terminal_id, with_for_update=True)
    if row.state != "active":
        raise OperationRefused(f"terminal {terminal_id[:8]} is {row.state}: it gets no lease")
    asked = asked_at(row, now)
    if asked is None or (
        (answered := answer(session, terminal_id)) is not None and (answered.asked_at >= asked)
    ):
        row.check_asked_at = asked = now
    return asked


def asked_at(row: Terminal, now: datetime) -> datetime | None:
    """Return when the terminal was asked; None: it was not, or too long ago."""
    at = row.check_asked_at
    return at if at is not None and now - at < ASKED_FOR else None


def answer(session: Session, terminal_id: str) -> CheckReport | None:
    """Return the newest check that its kiosk told of; None: none."""
    row = session.get_one(Terminal, terminal_id)
    heartbeat = None if row.heartbeat is None else Heartbeat.model_validate(row.heartbeat)
    return None if heartbeat is None or heartbeat.kiosk is None else heartbeat.kiosk.check
