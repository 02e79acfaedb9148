"""The tables of the spool, as ordered migrations; what was released is never changed.

FORMAT and `PRAGMA user_version` are as in `edge_app.store.schema`.
"""

from __future__ import annotations

from sync.sqlite_tables import Database, Migrations

FORMAT = 0  # the newest that this version reads
schema = Migrations("spool")
# All that a statement of ours reads or writes.
TABLES = frozenset(
    (
        *("outbox", "sealed", "receipts", "questions", "answers", "status", "facts"),
        *("messages_out", "messages_in"),
        *("sqlite_master", "sqlite_sequence", "_sqlite_migrations", "json_each"),
    )
)

_FIRST = (
    """CREATE TABLE outbox (
        queued INTEGER PRIMARY KEY AUTOINCREMENT,
        result_id TEXT NOT NULL UNIQUE,
        created_at TEXT NOT NULL,
        size INTEGER NOT NULL,
        state TEXT NOT NULL DEFAULT 'waiting'
            CHECK (state IN ('waiting', 'acknowledged', 'refused')),
        reason TEXT NOT NULL DEFAULT '',
        attempts INTEGER NOT NULL DEFAULT 0,
        acknowledged_at TEXT
    )""",
    # Apart: an UPDATE writes its whole row anew, and what is acknowledged on a full disk must be
    # able to say so.
    "CREATE TABLE sealed (queued INTEGER PRIMARY KEY, sealed BLOB NOT NULL)",
    "CREATE INDEX outbox_state ON outbox (state, attempts, queued)",
    "CREATE INDEX outbox_oldest ON outbox (created_at) WHERE state = 'waiting'",
    """CREATE INDEX outbox_acknowledged ON outbox (acknowledged_at, queued)
        WHERE state = 'acknowledged'""",
    """CREATE TABLE questions (
        question_id TEXT PRIMARY KEY,
        sealed BLOB NOT NULL,
        asked_at TEXT NOT NULL
    )""",
    """CREATE TABLE answers (
        question_id TEXT PRIMARY KEY,
        sealed BLOB,
        problem TEXT NOT NULL DEFAULT '',
        at TEXT NOT NULL
    )""",
    "CREATE TABLE status (key TEXT PRIMARY KEY, value TEXT NOT NULL, at TEXT NOT NULL)",
    "CREATE TABLE facts (key TEXT PRIMARY KEY, value TEXT NOT NULL)",
)

_MESSAGES = """CREATE TABLE {} (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    message_id TEXT NOT NULL UNIQUE,
    recipient TEXT NOT NULL,
    until TEXT NOT NULL,
    sealed BLOB NOT NULL
)"""

_PROOFS = (
    "ALTER TABLE sealed ADD COLUMN signature BLOB",
    "CREATE TABLE receipts (number INTEGER PRIMARY KEY AUTOINCREMENT, statement TEXT NOT NULL)",
)


@schema()
def outbox_and_questions(db: Database) -> None:
    """Make the first tables; each migration runs inside one transaction."""
    for statement in _FIRST:
        db.execute(statement)


@schema()
def receipts_for_the_kiosk(db: Database) -> None:
    """Carry the kiosk's signatures up, and the data centre's receipts down to the kiosk."""
    for statement in _PROOFS:
        db.execute(statement)


@schema()
def signed_questions(db: Database) -> None:
    """Give questions the kiosk's signature."""
    db.execute("ALTER TABLE questions ADD COLUMN signature BLOB NOT NULL DEFAULT x''")


@schema()
def messages_between_lanes(db: Database) -> None:
    """Carry what lanes say to each other."""
    for table in ("messages_out", "messages_in"):
        db.execute(_MESSAGES.format(table))
