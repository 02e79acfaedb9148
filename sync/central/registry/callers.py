"""Terminals as the server meets them: their keys, their state, what their checkpoint may."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from sync.central.registry.schema import Checkpoint, Publication, Terminal

LEASE_DAYS = 7  # of a checkpoint whose settings say nothing


@dataclass(frozen=True, slots=True)
class Caller:
    """A terminal, enrolled."""

    terminal_id: str
    checkpoint_id: str
    signing_key: bytes  # public
    sealing_key: bytes  # public
    state: str  # pending, active, revoked


@dataclass(frozen=True, slots=True)
class Rights:
    """What a checkpoint's terminals may."""

    may_verify: bool
    may_identify: bool


class Standing(NamedTuple):
    """What may change about a terminal."""

    state: str
    checkpoint_id: str


def caller(session: Session, terminal_id: str) -> Caller | None:
    """The terminal of that id."""
    found = session.get(Terminal, terminal_id)
    if found is None:
        return None
    return Caller(
        found.terminal_id,
        found.checkpoint_id,
        found.signing_key,
        found.sealing_key,
        found.state,
    )


def standings(session: Session) -> dict[str, Standing]:
    """Of every terminal."""
    asked = select(Terminal.terminal_id, Terminal.state, Terminal.checkpoint_id)
    return {row[0]: Standing(row[1], row[2]) for row in session.execute(asked)}


def latest_publication(session: Session) -> int:
    """The sequence of the last publication; 0 before the first."""
    return session.scalar(select(func.max(Publication.sequence))) or 0


def rights(session: Session, checkpoint_id: str) -> Rights:
    """Of a checkpoint's terminals."""
    found = session.get_one(Checkpoint, checkpoint_id)
    return Rights(found.may_verify, found.may_identify)


def seen(session: Session, terminal_id: str, heartbeat: dict[str, Any], at: datetime) -> datetime:
    """Keep what a terminal said of itself; until when it may serve its lists without a word."""
    days = session.scalar(
        select(Checkpoint.settings)
        .join(Terminal, Terminal.checkpoint_id == Checkpoint.checkpoint_id)
        .where(Terminal.terminal_id == terminal_id)
    )
    until = at + timedelta(days=int((days or {}).get("lease_days", LEASE_DAYS)))
    values = {"heartbeat": heartbeat, "seen_at": at, "lease_until": until}
    session.execute(update(Terminal).where(Terminal.terminal_id == terminal_id).values(values))
    return until
