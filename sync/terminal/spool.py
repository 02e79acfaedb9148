"""The spool: a SQLite file between the kiosk, which has no network, and the agent, which has.

The kiosk puts results (`Outbox`), questions and messages to other lanes (`SpooledMessages`), the
agent carries them and puts answers; both say how they are. Each method is one transaction.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sync.protocol.wire import Question
from sync.terminal.lane_messages import SpooledMessages
from sync.terminal.outbox import Outbox
from sync.terminal.spool_file import stamp, written_by_gapura


@dataclass(frozen=True, slots=True)
class SpooledAnswer:
    """What came back to a question: `sealed`, or None and the `problem` why nothing will."""

    sealed: bytes | None
    problem: str


@dataclass(frozen=True, slots=True)
class Status:
    """What a process last said of itself, and when."""

    value: Any  # JSON
    at: datetime


class Spool(Outbox, SpooledMessages):
    """The open spool at a path; a context manager."""

    # ---- the kiosk's -------------------------------------------------------------------------

    def ask(self, question: Question, asked_at: datetime) -> None:
        """Queue a question. Raise StateError (full)."""
        with self._writing() as connection:
            connection.execute(
                "INSERT INTO questions (question_id, sealed, signature, asked_at)"
                " VALUES (?, ?, ?, ?) ON CONFLICT (question_id) DO NOTHING",
                [question.question_id, question.sealed, question.signature, stamp(asked_at)],
            )

    def withdraw(self, question_id: str) -> None:
        """Delete a question and its answer, for which nobody waits any more."""
        with self._writing() as connection:
            connection.execute("DELETE FROM questions WHERE question_id = ?", [question_id])
            connection.execute("DELETE FROM answers WHERE question_id = ?", [question_id])

    def pop_answer(self, question_id: str) -> SpooledAnswer | None:
        """Remove the answer and return it; None: not yet."""
        with self._writing() as connection:
            row = connection.execute(
                "DELETE FROM answers WHERE question_id = ?"
                " RETURNING CAST(sealed AS BLOB), CAST(problem AS TEXT)",
                [question_id],
            ).fetchone()
        return None if row is None else SpooledAnswer(*row)

    # ---- the agent's -------------------------------------------------------------------------

    def open_questions(self, asked_after: datetime) -> tuple[Question, ...]:
        """Return questions in order; drop older ones, and answers that nobody took."""
        with self._writing() as connection:
            for table, column in (("questions", "asked_at"), ("answers", "at")):
                connection.execute(
                    f"DELETE FROM {table} WHERE {column} < ?",  # noqa: S608  two fixed names
                    [stamp(asked_after)],
                )
            rows = connection.execute(
                "SELECT question_id, sealed, signature FROM questions ORDER BY asked_at"
            ).fetchall()
        with written_by_gapura(self._path):
            return tuple(
                Question(question_id=row[0], sealed=row[1], signature=row[2]) for row in rows
            )

    def put_answer(
        self, question_id: str, sealed: bytes | None, at: datetime, problem: str = ""
    ) -> None:
        """Answer a question, or say why not; one that was withdrawn meanwhile stays so."""
        with self._writing() as connection:
            asked = connection.execute(
                "DELETE FROM questions WHERE question_id = ? RETURNING 1", [question_id]
            ).fetchone()
            if asked:
                connection.execute(
                    "INSERT OR REPLACE INTO answers (question_id, sealed, problem, at)"
                    " VALUES (?, ?, ?, ?)",
                    [question_id, sealed, problem, stamp(at)],
                )

    # ---- both --------------------------------------------------------------------------------

    def put_status(self, key: str, value: object, at: datetime) -> None:
        """Store what a process says of itself; `value` as JSON."""
        with self._writing() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO status (key, value, at) VALUES (?, ?, ?)",
                [key, json.dumps(value, ensure_ascii=False, allow_nan=False), stamp(at)],
            )

    def status(self, key: str) -> Status | None:
        """Return what was put last; None: nothing yet."""
        with self._reading() as connection:
            row = connection.execute("SELECT value, at FROM status WHERE key = ?", [key]).fetchone()
        with written_by_gapura(self._path):
            return (
                None if row is None else Status(json.loads(row[0]), datetime.fromisoformat(row[1]))
            )

    def put_facts(self, facts: Mapping[str, str]) -> None:
        """Remember short texts, all or none."""
        with self._writing() as connection:
            connection.executemany(
                "INSERT OR REPLACE INTO facts (key, value) VALUES (?, ?)", list(facts.items())
            )

    def fact(self, key: str) -> str | None:
        """Return what was remembered, or None."""
        with self._reading() as connection:
            row = connection.execute("SELECT value FROM facts WHERE key = ?", [key]).fetchone()
        return None if row is None else str(row[0])

    def drop_fact(self, key: str) -> None:
        """Forget it, if it was there."""
        with self._writing() as connection:
            connection.execute("DELETE FROM facts WHERE key = ?", [key])
