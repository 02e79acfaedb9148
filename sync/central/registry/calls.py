"""Calls for help on the audit log: who called, who went, and what was withdrawn."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.orm import Session

from sync.central.registry import audit
from sync.protocol.lanes import LaneMessage

ACTIONS = {
    ("call", "colleague"): "help-called",
    ("call", "duress"): "duress-called",
    ("coming", "colleague"): "help-coming",
    ("coming", "duress"): "help-coming",
    ("withdrawn", "colleague"): "help-withdrawn",
}


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
