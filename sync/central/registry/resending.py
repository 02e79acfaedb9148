"""Ask terminals for results again: after a restore, or when what was refused would be taken now."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from sync.central.registry.schema import Terminal


def ask_again(
    session: Session,
    since: datetime,
    now: datetime,
    checkpoint_id: str | None = None,
) -> int:
    """Ask for results that terminals had a receipt for at `since` or later; return of how many.

    Every lease carries it from now on, also one on a stick; a terminal heeds it once. It sends what
    it still holds (`results_kept_days`), and the numbers of what it has erased. Revoked terminals
    are left out, those that wait for approval are not.
    """
    query = select(Terminal).where(Terminal.state != "revoked").with_for_update()
    if checkpoint_id is not None:
        query = query.where(Terminal.checkpoint_id == checkpoint_id)
    asked = list(session.scalars(query.order_by(Terminal.terminal_id)))
    for row in asked:
        # A demand that was not heeded yet is not lost in this one.
        row.resend_asked_at, row.resend_since = now, min(row.resend_since or since, since)
    return len(asked)
