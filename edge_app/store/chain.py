"""What was done, by whom: rows whose hashes hold each other, so that none can be changed alone.

A row's hash is SHA-256 over the hash of the row before, a line feed, and the row as canonical JSON,
as on the data centre's own chain. The kiosk signs the head's hash for the data centre: rows that
were cut off the end would show there.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from edge_app.store.database import StoreDatabase
from sync.sqlite_tables import Database
from sync.terminal.spool_file import stamp

KIOSK = "kiosk"  # the actor where nobody acted
UNSIGNED = "unsigned"  # the actor where somebody acted, and the terminal has no accounts
START = "0" * 64  # the hash before the first row
BATCH = 500  # rows in memory at once

Rows = Iterable[dict[str, Any]]

_ACTOR = re.compile(r"[0-9A-Za-z-]{1,20}")
_ACTION = re.compile(r"[a-z-]{1,40}")
_CODE = re.compile(r"[A-Za-z0-9_.:,/+-]{0,128}")
_NIK = re.compile(r"[0-9]{16}")


@dataclass(frozen=True, slots=True)
class ChainRow:
    """A row."""

    sequence: int  # from 1, without a gap
    at: datetime
    actor: str
    action: str
    subject: str
    details: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ChainVerdict:
    """What `verify` found."""

    rows: int  # that are good, from the first on
    head: str  # hash of the last good row
    last_at: datetime | None  # when that was written; None: there is none
    broken: int | None  # sequence of the first row that is not what it was, or is missing


def append(
    db: Database,
    at: datetime,
    actor: str,
    action: str,
    subject: str = "",
    details: Mapping[str, Any] | None = None,
) -> int:
    """Note it in the transaction of what it records, as the last thing there; its sequence.

    `actor` is an officer's number, KIOSK or UNSIGNED. Subject and details are numbers, ids and
    codes, and no word about anybody: raises ValueError for what cannot be one of these.
    """
    if not _ACTOR.fullmatch(actor) or not _ACTION.fullmatch(action):
        raise ValueError("a row of the chain has an officer's number and a code for what was done")
    _require_codes(subject, details or {})
    last = db.execute("SELECT sequence, hash FROM chain ORDER BY sequence DESC LIMIT 1").fetchone()
    sequence, before = (last[0] + 1, last[1]) if last else (1, START)
    row = {
        "sequence": sequence,
        "at": stamp(at),
        "actor": actor,
        "action": action,
        "subject": subject,
        "details": json.dumps(dict(details or {}), sort_keys=True, allow_nan=False),
    }
    db.execute(
        "INSERT INTO chain (sequence, at, actor, action, subject, details, hash)"
        " VALUES (:sequence, :at, :actor, :action, :subject, :details, :hash)",
        {**row, "hash": chained(before, row)},
    )
    return sequence


def _require_codes(subject: str, details: Mapping[str, Any]) -> None:
    values = [subject]
    for value in details.values():
        values += value if isinstance(value, list | tuple) else [value]
    for value in values:
        if isinstance(value, str) and as_code(value) != value:
            raise ValueError("a row of the chain holds numbers, ids and codes only")


def as_code(text: str) -> str:
    """Return `text` where it may stand on the chain; "?" where it might be words, or a NIK."""
    return text if _CODE.fullmatch(text) and not _NIK.fullmatch(text) else "?"


def chained(before: str, row: Mapping[str, Any]) -> str:
    """Return the hash of `row` behind one whose hash is `before`; 64 hexadecimal digits.

    Raise ValueError where the row's details are no JSON.
    """
    content = {name: row[name] for name in ("sequence", "at", "actor", "action", "subject")}
    content["details"] = json.loads(row["details"])
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(f"{before}\n{canonical}".encode("utf-8", "surrogatepass")).hexdigest()


def head(database: StoreDatabase) -> tuple[int, str]:
    """Return the number of rows, and the last one's hash (START without any). Raise StoreError."""
    found = database.rows("SELECT sequence, hash FROM chain ORDER BY sequence DESC LIMIT 1")
    return (found[0]["sequence"], found[0]["hash"]) if found else (0, START)


def hashes(database: StoreDatabase, known: int, most: int) -> tuple[str, ...]:
    """Return the hash of row `known`, and of the rows behind it, `most` at most. Raise StoreError.

    Empty: there is no such row.
    """
    found = database.rows(
        "SELECT hash FROM chain WHERE sequence >= ? ORDER BY sequence LIMIT ?", known, most
    )
    shown = tuple(str(row["hash"]) for row in found)
    return (START, *shown)[:most] if known == 0 else shown


def entries(database: StoreDatabase, after: int = 0) -> Iterator[ChainRow]:
    """Yield the rows behind sequence `after`, in order, a few hundred in memory at once.

    They are as they lie there: `verify` says whether they are what was written. Raise StoreError.
    """
    for row in _rows(database, after):
        yield ChainRow(
            row["sequence"],
            datetime.fromisoformat(row["at"]),
            row["actor"],
            row["action"],
            row["subject"],
            json.loads(row["details"]),
        )


def verify(database: StoreDatabase, pace: Callable[[Rows], Rows] = iter) -> ChainVerdict:
    """Walk the whole chain and stop at the first row that does not fit. Raise StoreError.

    `pace` hands on the rows: with pauses beside a running lane (`edge_app.lists.pacing.paced`).
    """
    rows, last, last_at = 0, START, ""
    for row in pace(_rows(database, 0)):
        if row["sequence"] != rows + 1 or not _fits(last, row):
            return ChainVerdict(rows, last, _time(last_at), rows + 1)
        rows, last, last_at = row["sequence"], row["hash"], row["at"]
    return ChainVerdict(rows, last, _time(last_at), None)


def _fits(before: str, row: Mapping[str, Any]) -> bool:
    try:
        return bool(row["hash"] == chained(before, row))
    except (ValueError, TypeError, RecursionError):  # not even JSON
        return False


def _time(at: str) -> datetime | None:
    return datetime.fromisoformat(at) if at else None


def _rows(database: StoreDatabase, after: int) -> Iterator[dict[str, Any]]:
    while True:
        batch = database.rows(
            "SELECT * FROM chain WHERE sequence > ? ORDER BY sequence LIMIT ?", after, BATCH
        )
        yield from batch
        if len(batch) < BATCH:
            return
        after = batch[-1]["sequence"]
