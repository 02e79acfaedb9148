"""Tickets that were made: which are still good, and how one is withdrawn.

A ticket is named by the beginning of its token's keyed hash; the token itself is on the ticket and
nowhere else.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from sync.central.registry import audit
from sync.central.registry.errors import NotOne, OperationRefused
from sync.central.registry.operators import is_active
from sync.central.registry.schema import Token

NUMBER = 16  # digits that name a ticket


@dataclass(frozen=True, slots=True)
class Ticketed:
    """A ticket, without its secret."""

    number: str
    checkpoint_id: str
    lane: str | None  # the only one that it is for
    created_by: str
    expires_at: datetime
    terminal_id: str | None  # who used it
    state: str  # good, used, over

    @property
    def is_good(self) -> bool:
        """Return whether a terminal can still be enrolled with it."""
        return self.state == "good"


def list_all(session: Session, now: datetime) -> list[Ticketed]:
    """Return every ticket, those that end first at the top."""
    return [
        _ticketed(row, now) for row in session.scalars(select(Token).order_by(Token.expires_at))
    ]


def withdraw(session: Session, start: str, operator_id: str, now: datetime) -> Ticketed:
    """Make the ticket whose number begins so void, and return it. Raise OperationRefused."""
    if not re.fullmatch("[0-9a-f]{4,64}", start):
        raise OperationRefused("a ticket is named by at least the first 4 digits of its number")
    if not is_active(session, operator_id):
        raise OperationRefused(f"{operator_id}: no such operator, or suspended")
    query = select(Token).where(Token.token_index.startswith(start)).with_for_update()
    found = list(session.scalars(query.limit(2)))
    if len(found) != 1:
        raise NotOne("ticket", start, len(found))
    ticket = _ticketed(found[0], now)
    if not ticket.is_good:
        raise OperationRefused(f"{ticket.number[:8]}: this ticket is {ticket.state} already")
    found[0].expires_at = now
    details = {"checkpoint": ticket.checkpoint_id}
    audit.append(session, now, operator_id, "token-withdrawn", ticket.number, details)
    return ticket


def _ticketed(row: Token, now: datetime) -> Ticketed:
    state = "used" if row.terminal_id else "over" if row.expires_at <= now else "good"
    return Ticketed(
        row.token_index[:NUMBER],
        row.checkpoint_id,
        row.lane,
        row.created_by,
        row.expires_at,
        row.terminal_id,
        state,
    )
