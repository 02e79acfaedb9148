"""How often an officer's number was tried with a wrong PIN: it outlives a restart."""

from __future__ import annotations

from datetime import datetime

from edge_app.store.database import StoreDatabase
from sync.terminal.spool_file import stamp

KEPT = 500  # numbers: whoever types made-up ones neither fills the disk nor clears a lock


class Attempts:
    """Failures since the last success; from any thread. Every method raises StoreError."""

    def __init__(self, database: StoreDatabase) -> None:
        self._database = database

    def of(self, number: str) -> tuple[int, datetime | None]:
        """Return how many failures there were in a row, and when the last was."""
        found = self._database.rows(
            "SELECT failures, last_at FROM attempts WHERE number = ?", number
        )
        if not found:
            return 0, None
        return found[0]["failures"], datetime.fromisoformat(found[0]["last_at"])

    def failed(self, number: str, at: datetime) -> int:
        """Count one more failure; return how many there are now."""
        with self._database.transaction() as db:
            (failures,) = db.execute(
                "INSERT INTO attempts (number, failures, last_at) VALUES (?, 1, ?)"
                " ON CONFLICT (number) DO UPDATE"
                " SET failures = failures + 1, last_at = excluded.last_at RETURNING failures",
                [number, stamp(at)],
            ).fetchone()
            db.execute(
                "DELETE FROM attempts WHERE number IN"
                " (SELECT number FROM attempts"
                " ORDER BY failures DESC, last_at DESC LIMIT -1 OFFSET ?)",
                [KEPT],
            )
        return int(failures)

    def clear(self, number: str) -> None:
        """Forget the failures: the PIN was right."""
        with self._database.transaction() as db:
            db.execute("DELETE FROM attempts WHERE number = ?", [number])
