"""Terminals of a checkpoint, as the maker of a USB bundle needs them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from sync.central.registry.callers import Caller, caller_of
from sync.central.registry.schema import Terminal


def active_terminals(session: Session, checkpoint_id: str) -> list[Caller]:
    """Return the checkpoint's active terminals, by id."""
    query = select(Terminal).where(
        Terminal.checkpoint_id == checkpoint_id, Terminal.state == "active"
    )
    return [caller_of(row) for row in session.scalars(query.order_by(Terminal.terminal_id))]


def came_back(session: Session, terminal_id: str, at: datetime) -> None:
    """Note that a stick brought what this terminal signed."""
    session.execute(
        update(Terminal).where(Terminal.terminal_id == terminal_id).values(bundle_at=at)
    )


def extend_leases(session: Session, terminal_ids: list[str], until: datetime) -> None:
    """Set the leases that the bundle carries to these terminals."""
    session.execute(
        update(Terminal).where(Terminal.terminal_id.in_(terminal_ids)).values(lease_until=until)
    )
