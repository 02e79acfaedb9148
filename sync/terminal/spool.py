"""The spool: a SQLite file between the kiosk, which has no network, and the agent, which has.

The kiosk puts results and questions, the agent carries them and puts answers; both say how they
are. Everything in it is sealed, or says nothing about anybody. Either process may be killed at any
instruction: each method is one transaction. One Spool may be used by several threads.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import json
import os
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BufferedWriter
from pathlib import Path
from types import TracebackType
from typing import Any

from sqlite_utils import Database

from sync.protocol.wire import Question, SealedResult
from sync.terminal.errors import StateError
from sync.terminal.spool_schema import schema

BUSY_MS = 30_000
MARGIN = 4 * 2**20  # bytes of the disk that results leave free: to acknowledge needs room too
RESERVE = 4 * 2**20  # bytes of a file that is given up when somebody else took the margin
CHECKPOINT = 256  # pages of the log: with the disk full, they must find room in the reserve
ROOM = 4 * 2**20  # bytes of acknowledged results that make way at a time
FULL = {errno.ENOSPC, errno.EDQUOT}


@dataclass(frozen=True, slots=True)
class Waiting:
    """A result that the data centre has not acknowledged."""

    result_id: str
    created_at: str  # ISO 8601, UTC
    sealed: bytes
    attempts: int


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back to a question: `sealed`, or None and the `problem` why nothing will."""

    sealed: bytes | None
    problem: str


@dataclass(frozen=True, slots=True)
class Status:
    """What a process last said of itself, and when."""

    value: Any  # JSON
    at: datetime


@dataclass(frozen=True, slots=True)
class Counts:
    """How much is in the outbox."""

    waiting: int
    refused: int
    acknowledged: int
    oldest: datetime | None  # of those that wait


class Spool:
    """The open spool at a path; a context manager."""

    def __init__(self, path: Path) -> None:
        """Open it, made or migrated first where needed. Raises StateError."""
        self._path = path
        self._reserve = path.with_name(f"{path.name}.reserve")
        self._lock = threading.RLock()
        with _explained(path), _private(path.with_name(f"{path.name}.lock")) as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)  # two processes that start may both find none
            if not path.exists():
                path.touch(mode=0o600)
            self._connection = sqlite3.connect(
                path,
                timeout=BUSY_MS / 1000,
                isolation_level=None,
                check_same_thread=False,
            )
            try:
                self._database = Database(self._connection, execute_plugins=False)
                self._prepare()
            except BaseException:
                self._connection.close()
                raise

    def _prepare(self) -> None:
        run = self._connection.execute
        run("PRAGMA auto_vacuum = INCREMENTAL")  # heeded while the file is empty
        run("PRAGMA journal_mode = WAL")
        run("PRAGMA synchronous = FULL")  # an answered put has reached the disk
        run("PRAGMA journal_size_limit = 4194304")
        run(f"PRAGMA wal_autocheckpoint = {CHECKPOINT}")
        if schema.pending(self._database):
            with self._transaction():
                schema.apply(self._database)
        self._keep_reserve()

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._connection.close()

    def __enter__(self) -> Spool:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    # ---- the kiosk's -------------------------------------------------------------------------

    def put_result(self, result: SealedResult) -> None:
        """Queue one; again is no harm, whatever became of it since. Raises StateError (full)."""
        self.put_results([result])

    def put_results(self, results: Sequence[SealedResult]) -> None:
        """Queue several at once, or none of them. Raises StateError (full)."""
        size = sum(len(each.sealed) for each in results)
        try:
            self._must_fit(size)
            self._put_results(results)
        except StateError as error:
            if error.kind != "full" or self.make_room(max(size, ROOM)) < size:
                raise
            self._put_results(results)

    def _must_fit(self, size: int) -> None:
        """Raises StateError (full) when `size` bytes more would take the margin."""
        with self._reading() as connection:
            pages, page = (
                connection.execute(f"PRAGMA {each}").fetchone()[0]
                for each in ("freelist_count", "page_size")
            )
        grows = size - pages * page
        if grows > 0 and _room(self._path.parent) < grows + MARGIN:
            raise StateError(f"the disk of {self._path} is full", "full")

    def _put_results(self, results: Sequence[SealedResult]) -> None:
        with self._writing() as connection:
            for each in results:
                queued = connection.execute(
                    "INSERT INTO outbox (result_id, created_at, size) VALUES (?, ?, ?)"
                    " ON CONFLICT (result_id) DO NOTHING RETURNING queued",
                    [each.result_id, _stamp(each.created_at), len(each.sealed)],
                ).fetchone()
                if queued is not None:
                    connection.execute(
                        "INSERT INTO sealed (queued, sealed) VALUES (?, ?)",
                        [queued[0], each.sealed],
                    )

    def acknowledged_before(self, time: datetime) -> tuple[str, ...]:
        """The ids of results that the data centre acknowledged before `time`, oldest first."""
        return self._ids(
            "SELECT result_id FROM outbox WHERE state = 'acknowledged' AND acknowledged_at < ?"
            " ORDER BY acknowledged_at, queued",
            _stamp(time),
        )

    def states(self, ids: Iterable[str]) -> dict[str, str]:
        """waiting, acknowledged or refused, of those ids that are here."""
        with self._reading() as connection:
            rows = connection.execute(
                "SELECT result_id, state FROM outbox"
                " WHERE result_id IN (SELECT value FROM json_each(?))",
                [json.dumps(list(ids))],
            ).fetchall()
        return dict(rows)

    def forget(self, ids: Iterable[str]) -> None:
        """Remove results; those that wait stay."""
        with self._writing() as connection:
            self._delete(connection, ids)
        self._give_back()

    def ask(self, question: Question, asked_at: datetime) -> None:
        """Queue a question. Raises StateError (full)."""
        with self._writing() as connection:
            connection.execute(
                "INSERT INTO questions (question_id, sealed, asked_at) VALUES (?, ?, ?)"
                " ON CONFLICT (question_id) DO NOTHING",
                [question.question_id, question.sealed, _stamp(asked_at)],
            )

    def withdraw(self, question_id: str) -> None:
        """Nobody waits for this answer any more."""
        with self._writing() as connection:
            connection.execute("DELETE FROM questions WHERE question_id = ?", [question_id])
            connection.execute("DELETE FROM answers WHERE question_id = ?", [question_id])

    def take_answer(self, question_id: str) -> Answer | None:
        """The answer, which is then gone from here; None: not yet."""
        with self._writing() as connection:
            row = connection.execute(
                "DELETE FROM answers WHERE question_id = ? RETURNING sealed, problem",
                [question_id],
            ).fetchone()
        return None if row is None else Answer(*row)

    # ---- the agent's -------------------------------------------------------------------------

    def waiting(self, limit: int, size: int, skip: int = 0) -> tuple[Waiting, ...]:
        """The oldest that wait: at most `limit`, and `size` bytes unless one alone is larger.

        `skip`: pass over so many; for whoever reads all of them without an answer in between.

        Those that failed alone come after all others, so that none blocks the rest.
        """
        found: list[Waiting] = []
        total = 0
        with self._reading() as connection:
            for row in connection.execute(
                "SELECT result_id, created_at, sealed, attempts"
                " FROM outbox JOIN sealed USING (queued)"
                " WHERE state = 'waiting' ORDER BY attempts, queued LIMIT ? OFFSET ?",
                [limit, skip],
            ):
                total += len(row[2])
                if found and total > size:
                    break
                found.append(Waiting(*row))
        return tuple(found)

    def acknowledge(self, ids: Iterable[str], at: datetime) -> None:
        """The data centre holds these; to write that, a full disk has a reserve."""
        rows = [(_stamp(at), each) for each in ids]
        try:
            self._acknowledge(rows)
        except StateError as error:
            if error.kind != "full":
                raise
            self._open_reserve()
            self._acknowledge(rows)
            self.make_room()

    def _acknowledge(self, rows: Sequence[tuple[str, str]]) -> None:
        with self._writing() as connection:
            connection.executemany(
                "UPDATE outbox SET state = 'acknowledged', reason = '', acknowledged_at = ?"
                " WHERE result_id = ? AND state <> 'acknowledged'",
                rows,
            )

    def refuse(self, reasons: Mapping[str, str]) -> None:
        """Set aside what the data centre will never take, with the reason by id."""
        with self._writing() as connection:
            connection.executemany(
                "UPDATE outbox SET state = 'refused', reason = ?"
                " WHERE result_id = ? AND state = 'waiting'",
                [(reason, each) for each, reason in reasons.items()],
            )

    def retry_later(self, ids: Iterable[str]) -> None:
        """Each of these failed by itself; they go behind the others."""
        with self._writing() as connection:
            connection.executemany(
                "UPDATE outbox SET attempts = attempts + 1 WHERE result_id = ?",
                [(each,) for each in ids],
            )

    def open_questions(self, asked_after: datetime) -> tuple[Question, ...]:
        """Questions in order; those asked before that are dropped, with answers nobody took."""
        with self._writing() as connection:
            for table, column in (("questions", "asked_at"), ("answers", "at")):
                connection.execute(
                    f"DELETE FROM {table} WHERE {column} < ?",  # noqa: S608  two fixed names
                    [_stamp(asked_after)],
                )
            rows = connection.execute(
                "SELECT question_id, sealed FROM questions ORDER BY asked_at"
            ).fetchall()
        return tuple(Question(question_id=row[0], sealed=row[1]) for row in rows)

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
                    [question_id, sealed, problem, _stamp(at)],
                )

    def counts(self) -> Counts:
        """How much waits, was set aside, was acknowledged; when the oldest that waits was made."""
        with self._reading() as connection:
            numbers = dict(
                connection.execute("SELECT state, count(*) FROM outbox GROUP BY state").fetchall()
            )
            oldest = connection.execute(
                "SELECT min(created_at) FROM outbox WHERE state = 'waiting'"
            ).fetchone()[0]
        return Counts(
            numbers.get("waiting", 0),
            numbers.get("refused", 0),
            numbers.get("acknowledged", 0),
            None if oldest is None else datetime.fromisoformat(oldest),
        )

    # ---- both --------------------------------------------------------------------------------

    def put_status(self, key: str, value: object, at: datetime) -> None:
        """What a process says of itself; `value` as JSON."""
        with self._writing() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO status (key, value, at) VALUES (?, ?, ?)",
                [key, json.dumps(value, ensure_ascii=False, allow_nan=False), _stamp(at)],
            )

    def status(self, key: str) -> Status | None:
        """What was put last; None: nothing yet."""
        with self._reading() as connection:
            row = connection.execute("SELECT value, at FROM status WHERE key = ?", [key]).fetchone()
        return None if row is None else Status(json.loads(row[0]), datetime.fromisoformat(row[1]))

    def put_facts(self, facts: Mapping[str, str]) -> None:
        """Remember short texts, all or none."""
        with self._writing() as connection:
            connection.executemany(
                "INSERT OR REPLACE INTO facts (key, value) VALUES (?, ?)", list(facts.items())
            )

    def fact(self, key: str) -> str | None:
        """What was remembered, or None."""
        with self._reading() as connection:
            row = connection.execute("SELECT value FROM facts WHERE key = ?", [key]).fetchone()
        return None if row is None else str(row[0])

    def drop_fact(self, key: str) -> None:
        """Forget it, if it was there."""
        with self._writing() as connection:
            connection.execute("DELETE FROM facts WHERE key = ?", [key])

    def make_room(self, size: int = ROOM) -> int:
        """Remove the oldest acknowledged results until `size` bytes are free; returns how many.

        What the data centre has not acknowledged is never removed.
        """
        doomed, freed = self._oldest_acknowledged(size)
        if doomed:
            self._open_reserve()  # never in vain: it might not be had again
            with self._writing() as connection:
                self._delete(connection, doomed)
            self._checkpoint("TRUNCATE")
            self._keep_reserve()
        return freed

    def _oldest_acknowledged(self, size: int) -> tuple[list[str], int]:
        ids: list[str] = []
        total = 0
        with self._reading() as connection:
            for result_id, length in connection.execute(
                "SELECT result_id, size FROM outbox WHERE state = 'acknowledged'"
                " ORDER BY acknowledged_at, queued"
            ):
                ids.append(result_id)
                total += length
                if total >= size:
                    break
        return ids, total

    def _delete(self, connection: sqlite3.Connection, ids: Iterable[str]) -> None:
        """Those of `ids` that do not wait."""
        for each in ids:
            row = connection.execute(
                "DELETE FROM outbox WHERE result_id = ? AND state <> 'waiting' RETURNING queued",
                [each],
            ).fetchone()
            if row is not None:
                connection.execute("DELETE FROM sealed WHERE queued = ?", row)

    # ---- how ---------------------------------------------------------------------------------

    def _ids(self, query: str, *parameters: object) -> tuple[str, ...]:
        with self._reading() as connection:
            return tuple(row[0] for row in connection.execute(query, parameters))

    @contextlib.contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        with self._lock, _explained(self._path):
            yield self._connection

    @contextlib.contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with self._lock, _explained(self._path), self._transaction():
            yield self._connection

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[None]:
        """The right to write is taken at the start: no upgrade of a read can fail as busy."""
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._connection.execute("COMMIT")
        except BaseException:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            raise

    def _give_back(self) -> None:
        """Return free pages to the disk, as far as nobody is in the way and there is room."""
        self._checkpoint("PASSIVE")
        with self._lock, contextlib.suppress(sqlite3.OperationalError):
            self._connection.execute("PRAGMA incremental_vacuum").fetchall()

    def _checkpoint(self, mode: str) -> None:
        """Move the log into the database, as far as that can be done now."""
        with self._lock, contextlib.suppress(sqlite3.OperationalError):
            self._connection.execute(f"PRAGMA wal_checkpoint({mode})").fetchall()

    def _open_reserve(self) -> None:
        """The log's pages come first: until they are in the database, it cannot start anew."""
        self._reserve.unlink(missing_ok=True)
        self._checkpoint("TRUNCATE")

    def _keep_reserve(self) -> None:
        with contextlib.suppress(OSError), _private(self._reserve) as file:
            if os.fstat(file.fileno()).st_size < RESERVE:
                os.posix_fallocate(file.fileno(), 0, RESERVE)


def _private(path: Path) -> BufferedWriter:
    """The file at `path`, made 0600 where it is missing; nothing in it is touched."""
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600), "wb")


def _stamp(time: datetime) -> str:
    """UTC with microseconds: texts that sort as the times do."""
    return time.astimezone(UTC).isoformat(timespec="microseconds")


@contextlib.contextmanager
def _explained(path: Path) -> Iterator[None]:
    """SQLite's and the system's errors as StateError."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code == sqlite3.SQLITE_FULL or (
            code == sqlite3.SQLITE_IOERR and _room(path.parent) < 2**20
        ):
            raise StateError(f"the disk of {path} is full", "full") from error
        if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise StateError(f"{path} is locked by another program", "busy") from error
        if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_CANTOPEN):
            raise StateError(f"{path} cannot be written: check its owner", "unwritable") from error
        raise StateError(f"{path} is damaged: {error}") from error
    except OSError as error:
        if error.errno in FULL:
            raise StateError(f"the disk of {path} is full", "full") from error
        raise StateError(f"{path}: {error.strerror}", "unwritable") from error


def _room(folder: Path) -> int:
    """Bytes free on the disk of `folder`."""
    room = os.statvfs(folder)
    return room.f_bavail * room.f_frsize
