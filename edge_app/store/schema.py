"""The tables of the kiosk's store, as ordered migrations; what was released is never changed.

A Gapura from 0.2.0 on lives with tables, columns and words that a newer one has added. A migration
after which it would read something wrong raises FORMAT, and sets `PRAGMA user_version` to it: every
version that knows less refuses the file.
"""

from __future__ import annotations

from collections.abc import Sequence

from sync.sqlite_tables import Database, Migrations

FORMAT = 0  # the newest that this version reads
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

_SHIFT = (
    "ALTER TABLE alerts ADD COLUMN officers TEXT NOT NULL DEFAULT ''",  # with a comma between
    "ALTER TABLE alerts ADD COLUMN reason TEXT NOT NULL DEFAULT ''",
    "CREATE INDEX alerts_raised ON alerts (raised_at)",
    """CREATE TABLE escalations (
        alert_id TEXT NOT NULL REFERENCES alerts (alert_id) ON DELETE CASCADE,
        cause TEXT NOT NULL,
        officer TEXT,
        at TEXT NOT NULL,
        PRIMARY KEY (alert_id, cause)
    ) WITHOUT ROWID""",
    """CREATE TABLE verifications (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        verification_id TEXT NOT NULL UNIQUE,
        at TEXT NOT NULL,
        officer TEXT,
        method TEXT NOT NULL,
        visitor_id TEXT,
        label TEXT NOT NULL,
        outcome TEXT NOT NULL,
        score REAL,
        threshold REAL,
        live INTEGER,
        admitted INTEGER NOT NULL,
        result_id TEXT
    )""",
    "CREATE INDEX verifications_at ON verifications (at)",
    # No row of it is ever changed or deleted.
    """CREATE TABLE chain (
        sequence INTEGER PRIMARY KEY,
        at TEXT NOT NULL,
        actor TEXT NOT NULL,
        action TEXT NOT NULL,
        subject TEXT NOT NULL,
        details TEXT NOT NULL,
        hash TEXT NOT NULL
    )""",
    "CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL)",
    """CREATE TABLE attempts (
        number TEXT PRIMARY KEY,
        failures INTEGER NOT NULL,
        last_at TEXT NOT NULL
    )""",
    """CREATE TABLE shifts (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        shift_id TEXT NOT NULL UNIQUE,
        officer TEXT NOT NULL,
        began_at TEXT NOT NULL,
        ended_at TEXT
    )""",
    # Numbers of an hour, apart for each shift in it; '' while nobody was signed in.
    """CREATE TABLE tallies (
        hour TEXT NOT NULL,
        shift_id TEXT NOT NULL,
        people INTEGER NOT NULL DEFAULT 0,
        captured INTEGER NOT NULL DEFAULT 0,
        alerts INTEGER NOT NULL DEFAULT 0,
        frames INTEGER NOT NULL DEFAULT 0,
        latencies TEXT NOT NULL DEFAULT '[]',
        confirmed INTEGER NOT NULL DEFAULT 0,
        not_this_person INTEGER NOT NULL DEFAULT 0,
        cannot_tell INTEGER NOT NULL DEFAULT 0,
        unanswered INTEGER NOT NULL DEFAULT 0,
        PRIMARY KEY (hour, shift_id)
    ) WITHOUT ROWID""",
)


_PROVEN = (
    # Apart, as in the spool: an UPDATE writes its whole row anew.
    "CREATE TABLE sealed (queued INTEGER PRIMARY KEY, sealed BLOB NOT NULL, signature BLOB)",
    "INSERT INTO sealed (queued, sealed) SELECT queued, sealed FROM outgoing",
    "ALTER TABLE outgoing DROP COLUMN sealed",
    "ALTER TABLE outgoing ADD COLUMN number INTEGER",  # in the series; NULL: not signed
    "ALTER TABLE outgoing ADD COLUMN handed_at TEXT",  # NULL: not in the spool
    "ALTER TABLE outgoing ADD COLUMN settled_at TEXT",  # NULL: no receipt says what became of it
    "ALTER TABLE outgoing ADD COLUMN refused TEXT",  # why the data centre did not take it
    "CREATE UNIQUE INDEX outgoing_number ON outgoing (number)",
    "CREATE INDEX outgoing_open ON outgoing (queued) WHERE settled_at IS NULL",
    "CREATE INDEX outgoing_settled ON outgoing (settled_at) WHERE settled_at IS NOT NULL",
)

_PINS = (
    # A NULL verifier: the account itself counts again.
    """CREATE TABLE pins (
        number TEXT PRIMARY KEY,
        changed_at TEXT NOT NULL,
        reset_at TEXT,
        verifier TEXT,
        replaced TEXT,
        day TEXT NOT NULL,
        changes INTEGER NOT NULL
    ) WITHOUT ROWID""",
)

_DECISIONS = (
    "ALTER TABLE verifications ADD COLUMN reason TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE verifications ADD COLUMN differs TEXT NOT NULL DEFAULT ''",  # commas between
    "ALTER TABLE verifications ADD COLUMN alert_id TEXT",
)

_ALERTS_OF_A_SHIFT = (
    # The shift in which an alert was raised; '' while nobody was signed in.
    "ALTER TABLE alerts ADD COLUMN shift_id TEXT NOT NULL DEFAULT ''",
    """UPDATE alerts SET shift_id = coalesce((
        SELECT shift_id FROM shifts WHERE ended_at IS NULL AND began_at <= alerts.raised_at
    ), '')""",
    # Of the answers of an hour, those to alerts that were raised in a shift before.
    "ALTER TABLE tallies ADD COLUMN earlier_confirmed INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE tallies ADD COLUMN earlier_not_this_person INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE tallies ADD COLUMN earlier_cannot_tell INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE tallies ADD COLUMN earlier_unanswered INTEGER NOT NULL DEFAULT 0",
)

_NOTES = (
    """CREATE TABLE notes (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        note_id TEXT NOT NULL UNIQUE,
        shift_id TEXT NOT NULL,
        officer TEXT NOT NULL,
        at TEXT NOT NULL,
        phrase TEXT NOT NULL,
        text TEXT NOT NULL,
        read_by TEXT,
        read_at TEXT
    )""",
    "ALTER TABLE shifts ADD COLUMN read_at TEXT",  # when its officer had read what was left to it
)

_SIGHTINGS = (
    """CREATE TABLE sightings (
        alert_id TEXT NOT NULL REFERENCES alerts (alert_id) ON DELETE CASCADE,
        at TEXT NOT NULL,
        PRIMARY KEY (alert_id, at)
    ) WITHOUT ROWID""",
    "CREATE INDEX alerts_answered ON alerts (answered_at)",
)

_CASES = (
    """CREATE TABLE case_steps (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        step_id TEXT NOT NULL,
        alert_id TEXT NOT NULL REFERENCES alerts (alert_id) ON DELETE CASCADE,
        at TEXT NOT NULL,
        officer TEXT,
        step TEXT NOT NULL,
        code TEXT NOT NULL,
        receiver TEXT,
        text TEXT NOT NULL,
        UNIQUE (step_id, alert_id)
    )""",
    "CREATE INDEX case_steps_alert ON case_steps (alert_id)",
    "CREATE INDEX alerts_confirmed ON alerts (number) WHERE answer = 'confirmed'",
    # What was confirmed before there were cases is over.
    """INSERT INTO case_steps (step_id, alert_id, at, step, code, text)
        SELECT alert_id, alert_id, answered_at, 'closed', '', '' FROM alerts
        WHERE answer = 'confirmed'""",
)

_PHOTOGRAPHS = (
    # Apart: the steps of all open cases are read every other second.
    """CREATE TABLE case_pictures (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        step_id TEXT NOT NULL,
        alert_id TEXT NOT NULL REFERENCES alerts (alert_id) ON DELETE CASCADE,
        picture BLOB NOT NULL,
        UNIQUE (step_id, alert_id)
    )""",
    "CREATE INDEX case_pictures_alert ON case_pictures (alert_id)",
)

_STRENGTHS = (
    """CREATE TABLE answered_strengths (
        list_id TEXT NOT NULL,
        level INTEGER NOT NULL,
        confirmed INTEGER NOT NULL DEFAULT 0,
        not_this_person INTEGER NOT NULL DEFAULT 0,
        PRIMARY KEY (list_id, level)
    ) WITHOUT ROWID""",
)

_PRACTICE = (
    # Planted alerts; nothing but `store.practice` reads them.
    """CREATE TABLE practice (
        practice_id TEXT PRIMARY KEY,
        shift_id TEXT NOT NULL,
        planted_by TEXT NOT NULL,
        planted_at TEXT NOT NULL,
        due_at TEXT NOT NULL,
        genuine INTEGER NOT NULL,
        ended_at TEXT,
        officer TEXT,
        outcome TEXT,
        seconds REAL
    ) WITHOUT ROWID""",
)

_VERIFICATIONS_COUNTED = (
    "ALTER TABLE tallies ADD COLUMN verifications INTEGER NOT NULL DEFAULT 0",
    # Those that are kept, in the shift that went on at their time.
    """INSERT INTO tallies (hour, shift_id, verifications)
        SELECT substr(at, 1, 13) || ':00:00.000000+00:00' AS began, coalesce((
            SELECT shift_id FROM shifts
            WHERE began_at <= at AND (ended_at IS NULL OR ended_at > at)
        ), '') AS during, count(*) FROM verifications WHERE true GROUP BY began, during
        ON CONFLICT (hour, shift_id) DO UPDATE SET verifications = excluded.verifications""",
)

_ENTRIES_OF_A_SHIFT = (
    # In which shift each was made or answered; '' while nobody was signed in, or by a Gapura that
    # knew less: then its time says.
    "ALTER TABLE verifications ADD COLUMN shift_id TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE alerts ADD COLUMN answered_in TEXT NOT NULL DEFAULT ''",
    """UPDATE verifications SET shift_id = coalesce((
        SELECT shift_id FROM shifts WHERE began_at <= at AND (ended_at IS NULL OR ended_at > at)
        ORDER BY shifts.number DESC
    ), '')""",
    """UPDATE alerts SET answered_in = coalesce((
        SELECT shifts.shift_id FROM shifts WHERE began_at <= answered_at
        AND (ended_at IS NULL OR ended_at > answered_at) ORDER BY shifts.number DESC
    ), '') WHERE answered_at IS NOT NULL""",
)


@schema()
def alerts_and_outgoing(db: Database) -> None:
    """Make the first tables; each migration runs inside one transaction."""
    _execute(db, _FIRST)


@schema()
def an_officers_shift(db: Database) -> None:
    """Add who answered and why, escalations, verifications, audit chain, figures of a shift."""
    _execute(db, _SHIFT)


@schema()
def results_until_they_are_proven(db: Database) -> None:
    """Keep results until the data centre's own receipt is here, by number, and some time after."""
    _execute(db, _PROVEN)


@schema()
def pins_changed_here(db: Database) -> None:
    """Keep the verifiers of PINs that officers changed here."""
    _execute(db, _PINS)


@schema()
def why_somebody_was_let_in(db: Database) -> None:
    """Keep why a verification was decided so, what differed, and for which alert it was made."""
    _execute(db, _DECISIONS)


@schema()
def alerts_of_a_shift(db: Database) -> None:
    """Tell a shift's own alerts from those that it took over."""
    _execute(db, _ALERTS_OF_A_SHIFT)


@schema()
def notes_to_the_next_officer(db: Database) -> None:
    """Keep what an officer leaves to the next one."""
    _execute(db, _NOTES)


@schema()
def sightings_of_open_alerts(db: Database) -> None:
    """Keep when the person of an open alert came back."""
    _execute(db, _SIGHTINGS)


@schema()
def cases_beside_the_answer(db: Database) -> None:
    """Keep notes, whose case it is, what became of the person, and that it was closed."""
    _execute(db, _CASES)


@schema()
def answers_by_strength(db: Database) -> None:
    """Count how often alerts of a list and strength were right here."""
    _execute(db, _STRENGTHS)


@schema()
def planted_alerts(db: Database) -> None:
    """Keep planted alerts, and what became of each."""
    _execute(db, _PRACTICE)


@schema()
def photographs_of_documents(db: Database) -> None:
    """Keep the documents that were photographed for a case."""
    _execute(db, _PHOTOGRAPHS)


@schema()
def verifications_of_a_shift(db: Database) -> None:
    """Count verifications by hour and shift, as alerts are."""
    _execute(db, _VERIFICATIONS_COUNTED)


@schema()
def entries_of_a_shift(db: Database) -> None:
    """Tell what was made and answered in a shift, whatever its clock showed."""
    _execute(db, _ENTRIES_OF_A_SHIFT)


def _execute(db: Database, statements: Sequence[str]) -> None:
    for statement in statements:
        db.execute(statement)
