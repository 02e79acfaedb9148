"""Results for the data centre: sealed where they arise, moved to the spool, and followed.

Each is put into the spool first, then deleted here, so that a process killed between the two puts
it again, which is no harm.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from sqlite_utils import Database

from edge_app.errors import StoreError
from edge_app.store.database import StoreDatabase
from edge_app.store.results import Origin
from sync.protocol.content import ResultBody, ResultContent
from sync.protocol.envelope import random_id, seal
from sync.protocol.wire import MAX_BATCH, SealedResult
from sync.terminal.spool import Spool
from sync.terminal.spool_file import stamp

CENTRE = "centre"  # the fact that holds the data centre's public sealing key


class Outgoing:
    """The way out of the store; from any thread."""

    def __init__(
        self,
        database: StoreDatabase,
        spool: Spool,
        origin: Origin,
        handed_over: Callable[[], object],
    ) -> None:
        """Hand nothing over yet. `handed_over()` is called when the agent has work."""
        self._database, self._spool, self.origin = database, spool, origin
        self._handed_over = handed_over

    def seal_to(self, centre: bytes) -> None:
        """Seal results to this public key (1216 bytes) from now on. Raise StoreError."""
        if self._database.fact(CENTRE) != centre:
            self._database.put_fact(CENTRE, centre)

    def sealed(self, body: ResultBody) -> SealedResult:
        """Seal a result under a new id. Raise StoreError: the key is not known yet."""
        centre = self._database.fact(CENTRE)
        if centre is None:
            raise StoreError("the data centre's key is not known yet: results wait in memory")
        result_id = random_id()
        context = f"result {result_id} {self.origin.terminal_id}"
        sealed = seal(ResultContent(body=body).to_json(), centre, context)
        return SealedResult(result_id=result_id, created_at=body.at, sealed=sealed)

    def queue(self, db: Database, result: SealedResult) -> None:
        """Write the result, in the transaction of what it tells."""
        db.execute(
            "INSERT INTO outgoing (result_id, created_at, sealed) VALUES (?, ?, ?)",
            [result.result_id, stamp(result.created_at), result.sealed],
        )

    def hand_over(self) -> None:
        """Move sealed results to the spool and wake the agent. Raise StoreError, StateError."""
        moved = False
        while rows := self._database.rows(
            "SELECT result_id, created_at, sealed FROM outgoing ORDER BY queued LIMIT ?", MAX_BATCH
        ):
            self._spool.put_results([SealedResult(**row) for row in rows])
            with self._database.transaction() as db:
                for row in rows:
                    db.execute("DELETE FROM outgoing WHERE result_id = ?", [row["result_id"]])
            moved = True
        if moved:
            self._handed_over()

    def acknowledged(self, before: datetime) -> set[str]:
        """Return results that the data centre acknowledged before then. Raise StateError."""
        return set(self._spool.acknowledged_before(before))

    def evicted(self, ids: Iterable[str]) -> set[str]:
        """Return which of `ids` were handed over and are no longer in the spool.

        It gives up only what the data centre has acknowledged. Raise StoreError, StateError.
        """
        here = {row["result_id"] for row in self._database.rows("SELECT result_id FROM outgoing")}
        asked = set(ids) - here
        return asked - self._spool.states(asked).keys()

    def forget(self, ids: Iterable[str]) -> None:
        """Ask for those acknowledged results no more. Raise StateError."""
        self._spool.forget(ids)
