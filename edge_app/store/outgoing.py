"""Results for the data centre: sealed, signed and numbered where they arise, and followed.

Each is put into the spool first, then marked as handed over, so that a process killed between the
two puts it again, which is no harm. It stays here, sealed, until the data centre's own receipt says
what became of it (`settle`): the agent's word alone counts for nothing. Without a receipt it is put
again. Even then it is kept for a while, for a data centre that was restored (`resend`).

A number is taken in the transaction of what the result tells, so none is left out and none comes
twice. A database that begins anew begins a series of its own.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import TypeVar

from edge_app.errors import StoreError
from edge_app.store.database import StoreDatabase
from edge_app.store.results import Origin
from sync.protocol.envelope.random_values import random_id
from sync.protocol.envelope.signatures import SigningKey
from sync.protocol.errors import SyncError
from sync.protocol.result_content import ResultBody, ResultContent, ResultsErased
from sync.protocol.results import seal_result
from sync.protocol.wire import MAX_BATCH, Receipt, Resend, SealedResult, Statement
from sync.sqlite_tables import Database
from sync.terminal.spool import Spool
from sync.terminal.spool_file import stamp

CENTRE = "centre"  # the fact that holds the data centre's public sealing key
SERIES, LAST = "results.series", "results.number"  # facts: what a signing kiosk counts by
RESENT = "results.resent"  # the fact that holds which demand was heeded last
ADOPTED = "results.adopted"  # the fact that says that an older version's results were taken over
PUT_AGAIN_AFTER = timedelta(hours=1)  # what waits in nobody's outbox, and no receipt names
NUMBERS_KEPT = timedelta(days=31)  # of results that are erased, for a demand to come
_RUNS = 1000  # of numbers in one result, as the protocol allows
_IDS = 1000  # in one statement
_RECEIPTS = 20  # in one transaction
_ROUNDS = 500  # of them, until something else has its turn
_WHOLE = 2**40  # bytes: no limit

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class NumberedResult:
    """A result that is sealed and not queued yet, with its number."""

    result: SealedResult
    number: int | None


class Outgoing:
    """The way out of the store. `sealed`, `queue` and `resend` on one thread, the rest from any."""

    def __init__(
        self,
        database: StoreDatabase,
        spool: Spool,
        origin: Origin,
        handed_over: Callable[[], object],
        open_receipt: Callable[[Statement], Receipt],
        key: SigningKey | None = None,
    ) -> None:
        """Hand nothing over yet. `handed_over()` is called when the agent has work.

        `open_receipt` raises SyncError for what the data centre did not sign for this terminal.
        `key`: the kiosk's; None: results are neither signed nor numbered.
        """
        self._database, self._spool, self.origin = database, spool, origin
        self._handed_over, self._open_receipt, self._key = handed_over, open_receipt, key
        self.unproven = 0  # results that were put again though the agent called them delivered

    @property
    def signs(self) -> bool:
        """Return whether the kiosk signs results."""
        return self._key is not None

    def seal_to(self, centre: bytes) -> None:
        """Seal results to this public key (1216 bytes) from now on. Raise StoreError."""
        if self._database.fact(CENTRE) != centre:
            self._database.put_fact(CENTRE, centre)

    def sealed(self, body: ResultBody) -> NumberedResult:
        """Seal a result under a new id and the next number.

        The number is taken by `queue`, which follows before the next result. Raise StoreError: the
        data centre's key is not known yet.
        """
        centre = self._database.fact(CENTRE)
        if centre is None:
            raise StoreError("the data centre's key is not known yet: results wait in memory")
        content, number = ResultContent(body=body), None
        if self._key is not None:
            number = self.last_number() + 1
            content = ResultContent(body=body, series=self.series(), number=number)
        terminal_id = self.origin.terminal_id
        return NumberedResult(seal_result(content, centre, terminal_id, body.at, self._key), number)

    def series(self) -> str:
        """Return what numbers count within: it begins with the database. Raise StoreError."""
        while (found := self._database.fact(SERIES)) is None:
            with self._database.transaction() as db:  # two threads may both begin it
                begun = [SERIES, random_id().encode()]
                db.execute("INSERT OR IGNORE INTO facts (key, value) VALUES (?, ?)", begun)
        return found.decode()

    def last_number(self) -> int:
        """Return the number of the newest result; 0: there is none. Raise StoreError."""
        return int(self._database.fact(LAST) or b"0")

    def queue(self, db: Database, told: NumberedResult) -> None:
        """Write the result and take its number, in the transaction of what it tells."""
        one = told.result
        queued = db.execute(
            "INSERT INTO outgoing (result_id, created_at, number) VALUES (?, ?, ?)"
            " RETURNING queued",
            [one.result_id, stamp(one.created_at), told.number],
        ).fetchone()[0]
        db.execute(
            "INSERT INTO sealed (queued, sealed, signature) VALUES (?, ?, ?)",
            [queued, one.sealed, one.signature],
        )
        if told.number is not None:
            db.execute(
                "INSERT OR REPLACE INTO facts (key, value) VALUES (?, ?)",
                [LAST, str(told.number).encode()],
            )

    def hand_over(self, now: datetime) -> None:
        """Put what is not in the spool there, and wake the agent. Raise StoreError, StateError."""
        moved = False
        while rows := self._database.rows(
            "SELECT queued, result_id, created_at, sealed, signature"
            " FROM outgoing JOIN sealed USING (queued)"
            " WHERE settled_at IS NULL AND handed_at IS NULL ORDER BY queued LIMIT ?",
            MAX_BATCH,
        ):
            queued = [row.pop("queued") for row in rows]
            self._spool.put_results([SealedResult(**row) for row in rows])
            with self._database.transaction() as db:
                db.execute(
                    "UPDATE outgoing SET handed_at = ?"
                    " WHERE queued IN (SELECT value FROM json_each(?))",
                    [stamp(now), json.dumps(queued)],
                )
            moved = True
        if moved:
            self._handed_over()

    # ---- what became of them ---------------------------------------------------------------------

    def settle(self) -> int:
        """Believe the receipts that the agent brought, as far as the data centre signed them.

        At most _ROUNDS times _RECEIPTS of them: the agent may bring more without end. Return how
        many were forged. From any thread. Raise StoreError, StateError.
        """
        forged = 0
        for _ in range(_ROUNDS):
            if not (found := self._spool.receipts(_RECEIPTS)):
                break
            said: list[tuple[str, str | None, str]] = []
            for each in found:
                try:
                    receipt = self._open_receipt(Statement.from_json(each.statement))
                except SyncError:
                    forged += 1
                    continue
                at = stamp(receipt.at)
                said += [(at, None, result_id) for result_id in receipt.received]
                said += [(at, refused.reason, refused.result_id) for refused in receipt.refused]
            demanded = self._resent_at()
            said = [one for one in said if one[0] > demanded]
            self._settle(said)
            self._spool.forget(result_id for _, _, result_id in said)
            self._spool.drop_receipts(found[-1].number)
        return forged

    def _settle(self, said: Sequence[tuple[str, str | None, str]]) -> None:
        with self._database.transaction() as db:
            for one in said:
                db.execute(
                    "UPDATE outgoing SET settled_at = ?, refused = ?"
                    " WHERE result_id = ? AND settled_at IS NULL",
                    one,
                )

    def recover(self, now: datetime) -> bool:
        """Let results be put again that no receipt names and that do not wait in the spool.

        Return whether there are such. Raise StoreError, StateError.
        """
        self._adopt(now)
        rows = self._database.rows(
            "SELECT result_id, handed_at FROM outgoing"
            " WHERE settled_at IS NULL AND handed_at IS NOT NULL"
        )
        lost: list[str] = []
        lied = 0
        for part in _parts(rows, _IDS):
            states = self._spool.states(row["result_id"] for row in part)
            for row in part:
                state = states.get(row["result_id"])
                if state is None:
                    lost.append(row["result_id"])
                elif state != "waiting" and row["handed_at"] < stamp(now - PUT_AGAIN_AFTER):
                    lost.append(row["result_id"])
                    lied += state == "acknowledged"
        self.unproven = lied
        for ids in _parts(lost, _IDS):
            with self._database.transaction() as db:
                db.execute(
                    "UPDATE outgoing SET handed_at = NULL WHERE settled_at IS NULL"
                    " AND result_id IN (SELECT value FROM json_each(?))",
                    [json.dumps(ids)],
                )
        return bool(lost)

    def _adopt(self, now: datetime) -> None:
        """Keep what an older version left to the spool alone, once."""
        if self._database.fact(ADOPTED) is not None:
            return
        skip = 0
        while rows := self._spool.waiting(MAX_BATCH, _WHOLE, skip):
            skip += len(rows)
            with self._database.transaction() as db:
                for row in rows:
                    queued = db.execute(
                        "INSERT INTO outgoing (result_id, created_at, handed_at) VALUES (?, ?, ?)"
                        " ON CONFLICT (result_id) DO NOTHING RETURNING queued",
                        [row.result_id, row.created_at, stamp(now)],
                    ).fetchone()
                    if queued is not None:
                        db.execute(
                            "INSERT INTO sealed (queued, sealed) VALUES (?, ?)",
                            [queued[0], row.sealed],
                        )
        self._database.put_fact(ADOPTED, b"1")

    def resend(self, demand: Resend) -> bool:
        """Send again what was settled since then, as far as it is kept; once for each demand.

        Of what was erased meanwhile the numbers are told. Return whether there is something to hand
        over. Raise StoreError.
        """
        asked = stamp(demand.asked_at)
        if asked <= self._resent_at():
            return False
        since = stamp(demand.since)
        with self._database.transaction() as db:
            rows = db.query(
                "SELECT number FROM outgoing WHERE settled_at >= ? AND number IS NOT NULL"
                " AND queued NOT IN (SELECT queued FROM sealed) ORDER BY number",
                [since],
            )
            erased = [row["number"] for row in rows]
            db.execute(
                "UPDATE outgoing SET settled_at = NULL, refused = NULL, handed_at = NULL"
                " WHERE settled_at >= ? AND queued IN (SELECT queued FROM sealed)",
                [since],
            )
            for runs in _parts(_runs(erased), _RUNS):
                self.queue(db, self.sealed(ResultsErased(at=demand.asked_at, numbers=runs)))
            db.execute(
                "INSERT OR REPLACE INTO facts (key, value) VALUES (?, ?)", [RESENT, asked.encode()]
            )
        return True

    def _resent_at(self) -> str:
        return (self._database.fact(RESENT) or b"").decode()


def erase_sealed(db: Database, result_ids: Iterable[str]) -> None:
    """Erase what these settled results say; their numbers stay, for a demand to come."""
    for ids in _parts(result_ids, _IDS):
        db.execute(
            "DELETE FROM sealed WHERE queued IN (SELECT queued FROM outgoing"
            " WHERE settled_at IS NOT NULL AND result_id IN (SELECT value FROM json_each(?)))",
            [json.dumps(ids)],
        )


def _parts(values: Iterable[T], size: int) -> Iterator[tuple[T, ...]]:
    """Yield `values` in order, at most `size` at once."""
    rest = iter(values)
    while part := tuple(islice(rest, size)):
        yield part


def _runs(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the first and the last of each run; `numbers` grow."""
    first: int | None = None
    last = 0
    for number in numbers:
        if first is not None and number != last + 1:
            yield first, last
            first = None
        first = number if first is None else first
        last = number
    if first is not None:
        yield first, last
