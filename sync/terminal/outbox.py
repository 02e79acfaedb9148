"""The outbox: results that wait for the data centre, in the spool.

What the agent writes here is its word. The kiosk keeps each result itself until it has verified the
receipt that the agent brings, and puts it again when there is none.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sync.protocol.wire import Receipt, SealedResult, Statement
from sync.terminal.errors import StateError
from sync.terminal.spool_file import SpoolFile, stamp, written_by_gapura

ROOM = 4 * 2**20  # bytes of acknowledged results that make way at a time


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """A result that the data centre has not acknowledged."""

    result_id: str
    created_at: str  # ISO 8601, UTC
    sealed: bytes
    attempts: int
    signature: bytes | None  # the kiosk's


@dataclass(frozen=True, slots=True)
class SpooledReceipt:
    """A receipt that the agent brought, for the kiosk to verify."""

    number: int  # of the spool's, in order
    statement: str  # JSON


@dataclass(frozen=True, slots=True)
class OutboxCounts:
    """How much is in the outbox."""

    waiting: int
    refused: int
    acknowledged: int
    oldest: datetime | None  # of those that wait


class Outbox(SpoolFile):
    """Results: put by the kiosk, carried by the agent, forgotten once the kiosk has a receipt."""

    # ---- the kiosk's -------------------------------------------------------------------------

    def put_results(self, results: Sequence[SealedResult]) -> None:
        """Queue all or none of them. Raise StateError (full).

        One that is here already waits again, whatever became of it.
        """
        size = sum(len(each.sealed) for each in results)
        try:
            self._must_fit(size)
            self._put_results(results)
        except StateError as error:
            if error.kind != "full" or self.make_room(max(size, ROOM)) < size:
                raise
            self._put_results(results)

    def _put_results(self, results: Sequence[SealedResult]) -> None:
        with self._writing() as connection:
            for each in results:
                queued = connection.execute(
                    "INSERT INTO outbox (result_id, created_at, size) VALUES (?, ?, ?)"
                    " ON CONFLICT (result_id) DO UPDATE SET state = 'waiting', reason = '',"
                    " acknowledged_at = NULL WHERE state <> 'waiting' RETURNING queued",
                    [each.result_id, stamp(each.created_at), len(each.sealed)],
                ).fetchone()
                if queued is not None:
                    connection.execute(
                        "INSERT OR REPLACE INTO sealed (queued, sealed, signature)"
                        " VALUES (?, ?, ?)",
                        [queued[0], each.sealed, each.signature],
                    )

    def receipts(self, limit: int) -> tuple[SpooledReceipt, ...]:
        """Return the oldest receipts that the kiosk has not dropped."""
        with self._reading() as connection:
            rows = connection.execute(
                "SELECT number, CAST(statement AS TEXT) FROM receipts ORDER BY number LIMIT ?",
                [limit],
            ).fetchall()
        return tuple(SpooledReceipt(*row) for row in rows)

    def drop_receipts(self, upto: int) -> None:
        """Forget the receipts up to that number: the kiosk has taken them to heart."""
        with self._writing() as connection:
            connection.execute("DELETE FROM receipts WHERE number <= ?", [upto])

    def states(self, ids: Iterable[str]) -> dict[str, str]:
        """Return waiting, acknowledged or refused of those ids that are here."""
        with self._reading() as connection:
            rows = connection.execute(
                "SELECT result_id, state FROM outbox"
                " WHERE result_id IN (SELECT value FROM json_each(?))",
                [json.dumps(list(ids))],
            ).fetchall()
        return dict(rows)

    def forget(self, ids: Iterable[str]) -> None:
        """Remove results; those that wait stay."""
        with self._writing() as connection:
            self._delete(connection, ids)
        self._give_back()

    # ---- the agent's -------------------------------------------------------------------------

    def waiting(self, limit: int, size: int, skip: int = 0) -> tuple[OutboxRow, ...]:
        """Return the oldest that wait: at most `limit`, and `size` bytes unless one is larger.

        `skip`: pass over so many; for whoever reads all of them without an answer in between.

        Those that failed alone come after all others, so that none blocks the rest.
        """
        found: list[OutboxRow] = []
        total = 0
        with self._reading() as connection:
            for row in connection.execute(
                "SELECT result_id, created_at, sealed, attempts, signature"
                " FROM outbox JOIN sealed USING (queued)"
                " WHERE state = 'waiting' ORDER BY attempts, queued LIMIT ? OFFSET ?",
                [limit, skip],
            ):
                total += len(row[2])
                if found and total > size:
                    break
                found.append(OutboxRow(*row))
        return tuple(found)

    def waiting_bytes(self) -> int:
        """Return the bytes of all sealed results that wait."""
        with self._reading() as connection:
            query = "SELECT total(size) FROM outbox WHERE state = 'waiting'"
            return int(connection.execute(query).fetchone()[0])

    def take_receipt(self, statement: Statement, receipt: Receipt) -> None:
        """Note what a verified receipt says, and keep it for the kiosk.

        To write that, a full disk has a reserve.
        """
        try:
            self._take_receipt(statement, receipt)
        except StateError as error:
            if error.kind != "full":
                raise
            self._open_reserve()
            self._take_receipt(statement, receipt)
            self.make_room()

    def _take_receipt(self, statement: Statement, receipt: Receipt) -> None:
        at = stamp(receipt.at)
        with self._writing() as connection:
            connection.execute(
                "INSERT INTO receipts (statement) VALUES (?)", [statement.to_json().decode()]
            )
            connection.executemany(
                "UPDATE outbox SET state = 'acknowledged', reason = '', acknowledged_at = ?"
                " WHERE result_id = ? AND state <> 'acknowledged'",
                [(at, each) for each in receipt.received],
            )
            _set_aside(connection, {each.result_id: each.reason for each in receipt.refused})

    def refuse(self, reasons: Mapping[str, str]) -> None:
        """Set aside what cannot be sent, with the reason by id; the kiosk puts it again later."""
        with self._writing() as connection:
            _set_aside(connection, reasons)

    def retry_later(self, ids: Iterable[str]) -> None:
        """Put these behind the others: each failed by itself."""
        with self._writing() as connection:
            connection.executemany(
                "UPDATE outbox SET attempts = attempts + 1 WHERE result_id = ?",
                [(each,) for each in ids],
            )

    def counts(self) -> OutboxCounts:
        """Return how much waits, was set aside, was acknowledged, and since when."""
        with self._reading() as connection:
            numbers = dict(
                connection.execute("SELECT state, count(*) FROM outbox GROUP BY state").fetchall()
            )
            oldest = connection.execute(
                "SELECT min(created_at) FROM outbox WHERE state = 'waiting'"
            ).fetchone()[0]
        with written_by_gapura(self._path):
            return OutboxCounts(
                numbers.get("waiting", 0),
                numbers.get("refused", 0),
                numbers.get("acknowledged", 0),
                None if oldest is None else datetime.fromisoformat(oldest),
            )

    # ---- both --------------------------------------------------------------------------------

    def make_room(self, size: int = ROOM) -> int:
        """Remove the oldest acknowledged results until `size` bytes are free; returns how many.

        What the data centre has not acknowledged is never removed.
        """
        doomed, freed = self._oldest_acknowledged(size)
        if doomed:
            self._open_reserve()  # never in vain: it might not be had again
            with self._writing() as connection:
                self._delete(connection, doomed)
            self._checkpoint("TRUNCATE")
            self._reserve.keep()
        return freed

    def _oldest_acknowledged(self, size: int) -> tuple[list[str], int]:
        ids: list[str] = []
        total = 0
        with self._reading() as connection:
            for result_id, length in connection.execute(
                "SELECT result_id, size FROM outbox WHERE state = 'acknowledged'"
                " ORDER BY acknowledged_at, queued"
            ):
                ids.append(result_id)
                total += length
                if total >= size:
                    break
        return ids, total

    def _delete(self, connection: sqlite3.Connection, ids: Iterable[str]) -> None:
        """Delete those of `ids` that do not wait."""
        for each in ids:
            row = connection.execute(
                "DELETE FROM outbox WHERE result_id = ? AND state <> 'waiting' RETURNING queued",
                [each],
            ).fetchone()
            if row is not None:
                connection.execute("DELETE FROM sealed WHERE queued = ?", row)


def _set_aside(connection: sqlite3.Connection, reasons: Mapping[str, str]) -> None:
    connection.executemany(
        "UPDATE outbox SET state = 'refused', reason = ? WHERE result_id = ? AND state = 'waiting'",
        [(reason, each) for each, reason in reasons.items()],
    )
