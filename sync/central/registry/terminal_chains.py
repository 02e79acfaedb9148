"""Terminals' own audit chains, followed from here: a chain only grows.

A heartbeat says how many rows a terminal's chain has and the hash of the last. Whoever cuts rows
off the end, or writes the last ones anew, is found out. What a terminal rewrites and then
lengthens between two heartbeats is not: for that its rows would have to be here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from sync.central.registry import audit
from sync.central.registry.schema import Terminal
from sync.protocol.wire import Heartbeat

ACTION = "terminal-chain-cut"


@dataclass(frozen=True, slots=True)
class Chain:
    """What a terminal says of its chain."""

    rows: int
    head: str  # hash of the last row


def said(heartbeat: Heartbeat) -> Chain | None:
    """None: it says nothing of it."""
    kiosk = heartbeat.kiosk
    if kiosk is None or kiosk.chain_head is None:
        return None
    return Chain(kiosk.chain_rows, kiosk.chain_head)


def is_cut(before: Chain | None, after: Chain) -> bool:
    """Whether `after` cannot have grown out of `before`. Pure."""
    if before is None:
        return False
    return after.rows < before.rows or (after.rows == before.rows and after.head != before.head)


def held(row: Terminal) -> Chain | None:
    """What is kept of it."""
    if row.chain_rows is None or row.chain_head is None:
        return None
    return Chain(row.chain_rows, row.chain_head)


def follow(row: Terminal, heartbeat: Heartbeat) -> bool:
    """Keep what `row`'s terminal says; False, and nothing kept: `note_cut` it.

    To be called before the row takes the heartbeat. One that was overtaken on its way is no news.
    """
    chain = said(heartbeat)
    if chain is None or _overtaken(row, heartbeat):
        return True
    if is_cut(held(row), chain):
        return False
    row.chain_rows, row.chain_head = chain.rows, chain.head
    return True


def note_cut(session: Session, terminal_id: str, heartbeat: Heartbeat, at: datetime) -> None:
    """Put it on the audit chain, once, and go on from what the terminal says now."""
    row = session.get_one(Terminal, terminal_id, with_for_update=True, populate_existing=True)
    before, after = held(row), said(heartbeat)
    if before is None or after is None or not is_cut(before, after):
        return
    row.chain_rows, row.chain_head, row.chain_cut_at = after.rows, after.head, at
    details = {
        "rows_before": before.rows,
        "head_before": before.head,
        "rows": after.rows,
        "head": after.head,
    }
    audit.append(session, at, audit.CENTRE, ACTION, terminal_id, details)


def _overtaken(row: Terminal, heartbeat: Heartbeat) -> bool:
    """Whether a later one came before it; a clock that was ahead counts no further than ours."""
    if row.heartbeat is None or row.seen_at is None:
        return False
    return heartbeat.at < min(datetime.fromisoformat(row.heartbeat["at"]), row.seen_at)
