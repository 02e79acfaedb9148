"""Check that terminals' own audit chains only grow.

A heartbeat says how many rows a terminal's chain has and the hash of the last, and shows the hash
of the row that is known here last and of all rows since. A lease says which row that is. So whoever
cuts rows off the end, or writes known ones anew, is found out, however many rows come after them
and however long the terminal was silent. Rows that nobody was told of yet can be cut: nothing here
could know of them.
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
    """The length and the head of a terminal's chain."""

    rows: int
    head: str  # hash of the last row


def reported_chain(heartbeat: Heartbeat) -> Chain | None:
    """Return the chain that a heartbeat reports; None where it reports none."""
    kiosk = heartbeat.kiosk
    if kiosk is None or kiosk.chain_head is None:
        return None
    return Chain(kiosk.chain_rows, kiosk.chain_head)


def is_cut(before: Chain | None, after: Chain) -> bool:
    """Return whether `after` cannot have grown out of `before`. Pure."""
    if before is None:
        return False
    return after.rows < before.rows or (after.rows == before.rows and after.head != before.head)


def is_broken(before: Chain | None, heartbeat: Heartbeat) -> bool:
    """Return whether the chain that `heartbeat` shows did not grow out of `before`. Pure."""
    chain, kiosk = reported_chain(heartbeat), heartbeat.kiosk
    if before is None or chain is None or kiosk is None:
        return False
    place = before.rows - kiosk.chain_from
    known = kiosk.chain_hashes[place] if 0 <= place < len(kiosk.chain_hashes) else before.head
    return is_cut(before, chain) or known != before.head


def proven_chain(before: Chain | None, heartbeat: Heartbeat) -> Chain | None:
    """Return how far the chain is known to have grown; None: no further than it was. Pure.

    A kiosk that shows no hashes is of an older version, where it gives out no nonce either.
    """
    chain, kiosk = reported_chain(heartbeat), heartbeat.kiosk
    if chain is None or kiosk is None:
        return None
    if before is None or not kiosk.lease_nonce:
        return chain
    last = kiosk.chain_from + len(kiosk.chain_hashes) - 1
    if not kiosk.chain_hashes or not kiosk.chain_from <= before.rows <= last:
        return None
    return Chain(last, kiosk.chain_hashes[-1])


def kept_chain(row: Terminal) -> Chain | None:
    """Return the chain that the registry keeps of a terminal."""
    if row.chain_rows is None or row.chain_head is None:
        return None
    return Chain(row.chain_rows, row.chain_head)


def follow(row: Terminal, heartbeat: Heartbeat) -> bool:
    """Keep the chain that `row`'s terminal reports. Return False if it was cut: `record_cut` it.

    To be called before the row takes the heartbeat. One that was overtaken on its way is no news.
    """
    before = kept_chain(row)
    if reported_chain(heartbeat) is None or _overtaken(row, heartbeat):
        return True
    if is_broken(before, heartbeat):
        return False
    proven = proven_chain(before, heartbeat)
    if proven is not None:
        row.chain_rows, row.chain_head = proven.rows, proven.head
    return True


def record_cut(session: Session, terminal_id: str, heartbeat: Heartbeat, at: datetime) -> None:
    """Append the cut to the audit log, once, and go on from the chain that is reported now."""
    row = session.get_one(Terminal, terminal_id, with_for_update=True, populate_existing=True)
    before, after = kept_chain(row), reported_chain(heartbeat)
    if before is None or after is None or not is_broken(before, heartbeat):
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
    """Return whether a later heartbeat came first; a clock ahead counts no further than ours."""
    if row.heartbeat is None or row.seen_at is None:
        return False
    return heartbeat.at < min(datetime.fromisoformat(row.heartbeat["at"]), row.seen_at)
