"""What is known of a terminal, for judging whether a result of it can be true."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from sync.central.registry.insert_absent import insert_absent
from sync.central.registry.schema import ListHolder, OfficerAccount, Terminal, WatchList


@dataclass(frozen=True, slots=True)
class Expected:
    """What the registry knows of a terminal."""

    enrolled_at: datetime
    lists: frozenset[str]  # that its checkpoint holds, or held; of one before, too
    officers: frozenset[str]  # numbers, of its checkpoints; suspended ones too


def remember_holders(session: Session, list_id: str, checkpoints: Iterable[str]) -> None:
    """Note that these checkpoints may hold the list: results of it may come long after."""
    rows = [{"list_id": list_id, "checkpoint_id": each} for each in sorted(set(checkpoints))]
    if rows:
        insert_absent(session, ListHolder, rows)


def expected_of(session: Session, terminal_id: str) -> Expected:
    """Return what is known of an enrolled terminal."""
    terminal = session.get_one(Terminal, terminal_id)
    own = {terminal.checkpoint_id, *(terminal.was_at or {})}  # results come long after a move
    held = select(ListHolder.list_id).where(ListHolder.checkpoint_id.in_(own))
    lists = set(session.scalars(held))
    for list_id, described in session.execute(select(WatchList.list_id, WatchList.described)):
        if own & set(described.get("checkpoints", ())):
            lists.add(list_id)
    officers = select(OfficerAccount.number).where(OfficerAccount.checkpoint_id.in_(own))
    return Expected(terminal.enrolled_at, frozenset(lists), frozenset(session.scalars(officers)))
