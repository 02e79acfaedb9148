"""What an officer leaves to the next one: notes, and that the next one has read them.

A note is kept a week after it was read. The audit chain holds its id and no word of it: no hash of
so few words either, by which somebody could try names.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from edge_app.store.chain import append
from edge_app.store.database import StoreDatabase
from sync.protocol.envelope.random_values import random_id
from sync.protocol.spelling import spelled
from sync.sqlite_tables import Database
from sync.terminal.spool_file import stamp

KEPT = timedelta(days=7)  # once it was read
MAX_TEXT = 240  # characters of a note


@dataclass(frozen=True, slots=True)
class Note:
    """A note to the next officer: a phrase by its code, or words."""

    note_id: str
    officer: str  # who wrote it, by number
    at: datetime
    phrase: str  # empty: it is in words
    text: str = field(repr=False)


class Handovers:
    """For any thread. Every method raises StoreError."""

    def __init__(self, database: StoreDatabase) -> None:
        self._database = database

    def write(self, officer: str, at: datetime, phrase: str = "", text: str = "") -> Note:
        """Keep a note for whoever has the next shift."""
        note = Note(random_id(), officer, at, phrase, text[:MAX_TEXT])
        with self._database.transaction() as db:
            db.execute(
                "INSERT INTO notes (note_id, shift_id, officer, at, phrase, text) VALUES (?,"
                " coalesce((SELECT shift_id FROM shifts WHERE ended_at IS NULL), ''), ?, ?, ?, ?)",
                [note.note_id, officer, stamp(at), phrase, note.text],
            )
            erase_read(db, at)
            append(db, at, officer, "note-written", note.note_id, {"phrase": phrase})
        return note

    def withdraw(self, officer: str, at: datetime, note_id: str) -> None:
        """Erase a note that nobody has read yet."""
        with self._database.transaction() as db:
            gone = db.execute(
                "DELETE FROM notes WHERE note_id = ? AND read_at IS NULL", [note_id]
            ).rowcount
            if gone:
                append(db, at, officer, "note-withdrawn", note_id)

    def written(self, shift_id: str) -> tuple[Note, ...]:
        """Return the notes of a shift, the oldest first."""
        return tuple(
            map(
                _note,
                self._database.rows(
                    "SELECT * FROM notes WHERE shift_id = ? ORDER BY number", shift_id
                ),
            )
        )

    def unread(self, shift_id: str) -> tuple[Note, ...]:
        """Return the notes that former shifts left to this one, the oldest first."""
        rows = self._database.rows(
            "SELECT * FROM notes WHERE shift_id != ? AND read_at IS NULL ORDER BY number", shift_id
        )
        return tuple(map(_note, rows))

    def is_taken_over(self, shift_id: str) -> bool:
        """Return whether the shift's officer has read what was left to it."""
        found = self._database.rows("SELECT read_at FROM shifts WHERE shift_id = ?", shift_id)
        return bool(found and found[0]["read_at"])

    def take_over(
        self,
        officer: str,
        at: datetime,
        shift_id: str,
        note_ids: Sequence[str],
        open_alerts: int,
        muted: int,
    ) -> None:
        """Keep that the officer has read these notes, and of so many alerts and muted pairs."""
        with self._database.transaction() as db:
            changed = db.execute(
                "UPDATE shifts SET read_at = ? WHERE shift_id = ? AND read_at IS NULL",
                [stamp(at), shift_id],
            ).rowcount
            for note_id in note_ids:
                changed += db.execute(
                    "UPDATE notes SET read_at = ?, read_by = ?"
                    " WHERE note_id = ? AND read_at IS NULL",
                    [stamp(at), officer, note_id],
                ).rowcount
            if changed:
                details = {"notes": list(note_ids), "open": open_alerts, "muted": muted}
                append(db, at, officer, "handover-read", shift_id, details)


def erase_read(db: Database, at: datetime) -> None:
    """Erase the notes whose time is over."""
    db.execute("DELETE FROM notes WHERE read_at < ?", [stamp(at - KEPT)])


def erase_naming(db: Database, name: str) -> None:
    """Erase the notes in which every word of a name stands, in whatever spelling."""
    words = set(spelled(name))
    for row in db.execute("SELECT number, text FROM notes WHERE text <> ''").fetchall():
        if words and words <= set(spelled(row[1])):
            db.execute("DELETE FROM notes WHERE number = ?", [row[0]])


def _note(row: Mapping[str, Any]) -> Note:
    return Note(
        row["note_id"],
        row["officer"],
        datetime.fromisoformat(row["at"]),
        row["phrase"],
        row["text"],
    )
