"""Calls for help on the audit log: who called, who went, and what was withdrawn."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from sync.central.registry import audit
from sync.central.registry.schema import AuditEntry
from sync.protocol.lanes import LaneMessage

ACTIONS = {
    ("call", "colleague"): "help-called",
    ("call", "duress"): "duress-called",
    ("coming", "colleague"): "help-coming",
    ("coming", "duress"): "help-coming",
    ("withdrawn", "colleague"): "help-withdrawn",
}

TOLD = timedelta(
    hours=1
)  # so long a silent call is told: its screen says nothing, nor does its end


@dataclass(frozen=True, slots=True)
class SilentCall:
    """An officer who signed in with the PIN of those who are threatened."""

    terminal_id: str
    checkpoint_id: str
    officer: str
    at: datetime  # when they called, as their terminal says
    heard_at: datetime  # here: a data centre that was away is told later
    coming: tuple[str, ...]  # the numbers of who said that they go there


def is_kept(message: LaneMessage) -> bool:
    """Return whether it belongs on the audit log."""
    return (message.kind, message.cause) in ACTIONS


def keep(
    session: Session,
    now: datetime,
    terminal_id: str,
    checkpoint_id: str,
    messages: Iterable[LaneMessage],
) -> None:
    """Append what a terminal's kiosk said, some rows a day of each kind."""
    for message in messages:
        details = {
            "call": message.call_id,
            "checkpoint": checkpoint_id,
            "said_at": message.at.isoformat(),
        }
        if message.officer is not None:
            details["officer"] = message.officer
        if message.alert_id is not None:
            details["alert"] = message.alert_id
        action = ACTIONS[message.kind, message.cause]
        audit.append_told(session, now, action, terminal_id, details)


def silent_calls(session: Session, at: datetime) -> list[SilentCall]:
    """Return the silent calls that were heard of in the hour before `at`, the oldest first."""
    query = select(AuditEntry).where(
        AuditEntry.action.in_(["duress-called", "help-coming"]), AuditEntry.at > at - TOLD
    )
    rows = session.scalars(query.order_by(AuditEntry.sequence)).all()
    coming: dict[str, list[str]] = {}
    for row in rows:
        if row.action == "help-coming":
            coming.setdefault(str(row.details.get("call")), []).append(
                str(row.details.get("officer", "?"))
            )
    # A terminal whose kiosk was killed tells of its call once more.
    called = {
        (row.subject, str(row.details.get("call"))): row
        for row in reversed(rows)
        if row.action == "duress-called"
    }
    return [
        SilentCall(
            row.subject,
            str(row.details.get("checkpoint", "")),
            str(row.details.get("officer", "")),
            min(datetime.fromisoformat(str(row.details["said_at"])), row.at),
            row.at,
            tuple(coming.get(str(row.details.get("call")), ())),
        )
        for row in reversed(called.values())
    ]
