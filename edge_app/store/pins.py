"""PINs that officers changed at this kiosk: verifiers alone, until their accounts hold them."""

from __future__ import annotations

from datetime import date, datetime

from edge_app.store.chain import KIOSK, append
from edge_app.store.database import StoreDatabase
from edge_app.store.entries import PinChange
from sync.protocol.jakarta import jakarta_day
from sync.sqlite_tables import Database
from sync.terminal.spool_file import stamp


def keep(db: Database, change: PinChange) -> bool:
    """Keep a change in place of an older one; return False where it is not newer."""
    kept = db.execute(
        "INSERT INTO pins (number, changed_at, reset_at, verifier, replaced, day, changes)"
        " VALUES (?, ?, ?, ?, ?, ?, 1) ON CONFLICT (number) DO UPDATE SET"
        " changed_at = excluded.changed_at, reset_at = excluded.reset_at,"
        " verifier = excluded.verifier, replaced = excluded.replaced, day = excluded.day,"
        " changes = CASE WHEN day = excluded.day THEN changes + 1 ELSE 1 END"
        " WHERE excluded.changed_at > changed_at",
        [
            change.number,
            stamp(change.at),
            stamp(change.reset_at) if change.reset_at else None,
            change.verifier,
            change.replaced,
            jakarta_day(change.at).isoformat(),
        ],
    )
    return bool(kept.rowcount)


class Pins:
    """The table; from any thread. Every method raises StoreError."""

    def __init__(self, database: StoreDatabase) -> None:
        self._database = database

    def held(self) -> dict[str, PinChange]:
        """Return the changes that their accounts do not hold yet, by the officer's number."""
        rows = self._database.rows("SELECT * FROM pins WHERE verifier IS NOT NULL")
        return {
            row["number"]: PinChange(
                row["number"],
                datetime.fromisoformat(row["changed_at"]),
                row["verifier"],
                row["replaced"],
                datetime.fromisoformat(row["reset_at"]) if row["reset_at"] else None,
            )
            for row in rows
        }

    def changes_on(self, number: str, day: date) -> int:
        """Return how often an officer changed theirs here on a day of Jakarta."""
        found = self._database.rows(
            "SELECT changes FROM pins WHERE number = ? AND day = ?", number, day.isoformat()
        )
        return int(found[0]["changes"]) if found else 0

    def settle(self, change: PinChange, cause: str, at: datetime) -> None:
        """Give a change up, once, and note on the chain why."""
        with self._database.transaction() as db:
            given = db.execute(
                "UPDATE pins SET verifier = NULL, replaced = NULL"
                " WHERE number = ? AND changed_at = ? AND verifier IS NOT NULL",
                [change.number, stamp(change.at)],
            )
            if given.rowcount:
                append(db, at, KIOSK, "pin-settled", change.number, {"cause": cause})
