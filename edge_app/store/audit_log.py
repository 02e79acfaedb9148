"""Single rows on the audit chain, for what changes nothing else in the store."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from edge_app.errors import StoreError
from edge_app.store.chain import append
from edge_app.store.database import StoreDatabase


class AuditLog:
    """Writes what was done; from any thread."""

    def __init__(self, database: StoreDatabase, now: Callable[[], datetime]) -> None:
        """Write rows dated by `now`, the trusted time."""
        self._database, self.now = database, now

    def note(self, actor: str, action: str, subject: str = "", **details: object) -> None:
        """Add a row, in a transaction of its own; a full disk gives up its reserve for it.

        Raise StoreError; ValueError for what does not belong on the chain (`chain.append`).
        """
        at = self.now()
        try:
            self._append(at, actor, action, subject, details)
        except StoreError as error:
            if error.kind != "full":
                raise
            self._database.give_up_reserve()
            try:
                self._append(at, actor, action, subject, details)
            finally:
                self._database.keep_reserve()  # before what was noted, as a report, takes the rest

    def _append(
        self, at: datetime, actor: str, action: str, subject: str, details: dict[str, object]
    ) -> None:
        with self._database.transaction() as db:
            append(db, at, actor, action, subject, details)
