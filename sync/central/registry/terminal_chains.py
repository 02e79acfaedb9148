"""Check that terminals' own audit chains only grow.

A kiosk signs how many rows its chain has and the hash of the last, and shows the hash of the row
that is known here last and of all rows since. A lease says which row that is. So whoever cuts rows
off the end, or writes known ones anew, is found out, however many rows come after them and however
long the terminal was silent. Rows that nobody was told of yet can be cut: nothing here could know
of them. A kiosk without a signing key, of an older Gapura, says rows and head alone, unsigned.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from sync.central.registry import audit
from sync.central.registry.schema import Terminal
from sync.protocol.signed_reports import ReportBody
from sync.protocol.wire import Heartbeat

ACTION = "terminal-chain-cut"


@dataclass(frozen=True, slots=True)
class Chain:
    """The length and the head of a terminal's chain."""

    rows: int
    head: str  # hash of the last row


@dataclass(frozen=True, slots=True)
class ShownChain:
    """What a terminal shows of its chain."""

    chain: Chain
    signed: bool
    first: int = 0  # the row that `hashes` begins with
    hashes: tuple[str, ...] = ()


def shown_chain(heartbeat: Heartbeat, report: ReportBody | None, signs: bool) -> ShownChain | None:
    """Return the chain that a terminal shows; None where it shows none.

    `report`: one that is new. `signs`: its kiosk has a key, so what is not signed counts for
    nothing.
    """
    if report is not None:
        if report.chain_head is None:
            return None
        chain = Chain(report.chain_rows, report.chain_head)
        return ShownChain(chain, True, report.chain_from, report.chain_hashes)
    kiosk = heartbeat.kiosk
    if signs or kiosk is None or kiosk.chain_head is None:
        return None
    return ShownChain(Chain(kiosk.chain_rows, kiosk.chain_head), False)


def is_cut(before: Chain | None, after: Chain) -> bool:
    """Return whether `after` cannot have grown out of `before`. Pure."""
    if before is None:
        return False
    return after.rows < before.rows or (after.rows == before.rows and after.head != before.head)


def is_broken(before: Chain | None, shown: ShownChain) -> bool:
    """Return whether the chain that is shown did not grow out of `before`. Pure."""
    if before is None:
        return False
    place = before.rows - shown.first
    known = shown.hashes[place] if 0 <= place < len(shown.hashes) else before.head
    return is_cut(before, shown.chain) or known != before.head


def proven_chain(before: Chain | None, shown: ShownChain) -> Chain | None:
    """Return how far the chain is known to have grown; None: no further than it was. Pure."""
    if before is None or not shown.signed:
        return shown.chain
    last = shown.first + len(shown.hashes) - 1
    if not shown.hashes or not shown.first <= before.rows <= last:
        return None
    return Chain(last, shown.hashes[-1])


def kept_chain(row: Terminal) -> Chain | None:
    """Return the chain that the registry keeps of a terminal."""
    if row.chain_rows is None or row.chain_head is None:
        return None
    return Chain(row.chain_rows, row.chain_head)


def follow(row: Terminal, shown: ShownChain | None) -> bool:
    """Keep the chain that `row`'s terminal shows. Return False if it was cut: `record_cut` it."""
    if shown is None:
        return True
    before = kept_chain(row)
    if is_broken(before, shown):
        return False
    proven = proven_chain(before, shown)
    if proven is not None:
        row.chain_rows, row.chain_head = proven.rows, proven.head
    return True


def record_cut(session: Session, terminal_id: str, shown: ShownChain, at: datetime) -> None:
    """Append the cut to the audit log, once, and go on from the chain that is shown now."""
    row = session.get_one(Terminal, terminal_id, with_for_update=True, populate_existing=True)
    before, after = kept_chain(row), shown.chain
    if before is None or not is_broken(before, shown):
        return
    row.chain_rows, row.chain_head, row.chain_cut_at = after.rows, after.head, at
    details = {
        "rows_before": before.rows,
        "head_before": before.head,
        "rows": after.rows,
        "head": after.head,
    }
    audit.append_told(session, at, ACTION, terminal_id, details)


def is_overtaken(row: Terminal, heartbeat: Heartbeat) -> bool:
    """Return whether a later heartbeat came first; a clock ahead counts no further than ours.

    To be called before the row takes the heartbeat.
    """
    if row.heartbeat is None or row.seen_at is None:
        return False
    return heartbeat.at < min(datetime.fromisoformat(row.heartbeat["at"]), row.seen_at)
