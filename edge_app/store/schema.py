"""The tables of the kiosk's store, as ordered migrations; what was released is never changed."""

from __future__ import annotations

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

schema = Migrations("store")

_FIRST = (
    """CREATE TABLE alerts (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        alert_id TEXT NOT NULL UNIQUE,
        raised_at TEXT NOT NULL,
        facts TEXT NOT NULL,
        name TEXT NOT NULL,
        portrait BLOB NOT NULL,
        captured BLOB NOT NULL,
        answered_at TEXT,
        answer TEXT
    )""",
    "CREATE INDEX alerts_open ON alerts (number) WHERE answered_at IS NULL",
    # Every result there was of an alert, also after it has left `outgoing`.
    """CREATE TABLE results (
        result_id TEXT PRIMARY KEY,
        alert_id TEXT NOT NULL REFERENCES alerts (alert_id) ON DELETE CASCADE
    )""",
    "CREATE INDEX results_alert ON results (alert_id)",
    # Sealed results on their way to the spool.
    """CREATE TABLE outgoing (
        queued INTEGER PRIMARY KEY AUTOINCREMENT,
        result_id TEXT NOT NULL UNIQUE,
        created_at TEXT NOT NULL,
        sealed BLOB NOT NULL
    )""",
    "CREATE TABLE facts (key TEXT PRIMARY KEY, value BLOB NOT NULL)",
)


@schema()
def alerts_and_outgoing(db: Database) -> None:
    """The first tables; each migration runs inside one transaction."""
    for statement in _FIRST:
        db.execute(statement)
