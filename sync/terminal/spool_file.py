"""The spool's file: SQLite in WAL, one transaction a method, a reserve for a full disk.

Everything in it is sealed, or says nothing about anybody. Either of two processes may be killed at
any instruction, and several threads may share one object.

Each process may have been broken into, and then writes into the file what it likes: values that are
none, tables of another shape, triggers. The other one reads a StateError out of that, and runs no
statement that it did not write.

In its folder the agent makes no file (`owners.py`). SQLite heeds what lies beside a database: a
rollback journal names a file, and whoever opens the database deletes that. So the log and its index
stay when all have closed, and no such journal is ever made where others can write to it.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import sqlite3
import stat
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BufferedWriter
from pathlib import Path
from typing import Self

from models.regular_file import open_regular
from sync.disk_reserve import (
    FAILING_ADVICE,
    READ_ONLY_ADVICE,
    DiskReserve,
    free_bytes,
    is_read_only,
)
from sync.sqlite_tables import Database
from sync.terminal.errors import DISK_FULL, StateError
from sync.terminal.shared_folder import OWN_FILE, file_mode
from sync.terminal.spool_schema import FORMAT, TABLES, schema

BUSY_MS = 30_000
MARGIN = 4 * 2**20  # bytes of the disk that results leave free: to acknowledge needs room too
RESERVE = 4 * 2**20  # bytes of a file that is given up when somebody else took the margin
MAX_VALUE = 32 * 2**20  # bytes of one value: a result has 2 MiB at most, a receipt less
# What SQLite says on a disk that the system has made read-only.
_BARRED = (
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_IOERR,
)
_OF_TABLES = (
    sqlite3.SQLITE_READ,
    sqlite3.SQLITE_INSERT,
    sqlite3.SQLITE_UPDATE,
    sqlite3.SQLITE_DELETE,
)
CHECKPOINT = 256  # pages of the log: with the disk full, they must find room in the reserve


class SpoolFile:
    """The open spool at a path; a context manager."""

    def __init__(self, path: Path) -> None:
        """Open it, made or migrated first where needed. Raise StateError."""
        self._path = path
        reserve = _beside(path, ".reserve")
        self._lock = threading.RLock()
        with _translate_errors(path), _private(_beside(path, ".lock")) as lock:
            mode = file_mode(path.parent)
            self._reserve = DiskReserve(reserve, RESERVE, RESERVE, mode)
            fcntl.flock(lock, fcntl.LOCK_EX)  # two processes that start may both find none
            _beside(path, "-journal").unlink(missing_ok=True)  # none of ours
            if not path.exists() or not path.stat().st_size:
                _make(path, mode)
            self._connection = sqlite3.connect(
                path,
                timeout=BUSY_MS / 1000,
                isolation_level=None,
                check_same_thread=False,
            )
            self._connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, MAX_VALUE)
            self._connection.set_authorizer(_own_statements_alone)
            try:
                self._database = Database(self._connection, execute_plugins=False)
                try:
                    self._prepare()
                except sqlite3.OperationalError as error:
                    if not _is_full(error, path.parent):
                        raise
                    # Opening takes pages beside the file: on a full disk, those of the reserve.
                    self._open_reserve()
                    self._prepare()
            except BaseException:
                self._connection.close()
                raise

    def _prepare(self) -> None:
        run = self._connection.execute
        if run("PRAGMA user_version").fetchone()[0] > FORMAT:
            text = f"{self._path} is of a newer Gapura: install that version again"
            raise StateError(text, "config")
        run("PRAGMA trusted_schema = OFF")
        if run("PRAGMA journal_mode").fetchone()[0] != "wal":  # to change it makes a journal
            raise StateError(f"{self._path} is damaged: it keeps another log than Gapura's")
        run("PRAGMA auto_vacuum = INCREMENTAL")  # it writes: a full disk is noticed now
        run("PRAGMA synchronous = FULL")  # an answered put has reached the disk
        run("PRAGMA journal_size_limit = 4194304")
        run("PRAGMA secure_delete = FAST")  # where it costs no writing: a full disk has no room
        run(f"PRAGMA wal_autocheckpoint = {CHECKPOINT}")
        if schema.pending(self._database):
            with self._transaction():
                schema.apply(self._database)
        self._reserve.keep()

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._connection.close()
            self._leave_log()

    def _leave_log(self) -> None:
        """Make log and index anew, which SQLite removed, where the agent could not make them."""
        with contextlib.suppress(OSError):
            mode, owner = file_mode(self._path.parent), self._path.stat()
            for end in ("-wal", "-shm") if mode != OWN_FILE else ():
                made = _beside(self._path, end)
                # Not opened: to close it ends locks that another connection of this process has.
                with contextlib.suppress(FileExistsError):
                    os.mknod(made, stat.S_IFREG | mode)
                    made.chmod(mode)
                    if os.geteuid() == 0:
                        os.chown(made, owner.st_uid, owner.st_gid)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextlib.contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        with self._lock, _translate_errors(self._path):
            yield self._connection

    @contextlib.contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with self._lock, _translate_errors(self._path), self._transaction():
            yield self._connection

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[None]:
        """Take the right to write at the start: no upgrade of a read can fail as busy."""
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._connection.execute("COMMIT")
        except BaseException:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            raise

    def _must_fit(self, size: int) -> None:
        """Raise StateError (full) when `size` bytes more would take the margin."""
        with self._reading() as connection:
            pages, page = (
                connection.execute(f"PRAGMA {each}").fetchone()[0]
                for each in ("freelist_count", "page_size")
            )
        grows = size - pages * page
        if grows > 0 and free_bytes(self._path.parent) < grows + MARGIN:
            raise StateError(f"the disk of {self._path} is full", "full")

    def _give_back(self) -> None:
        """Return free pages to the disk, as far as nobody is in the way and there is room."""
        self._checkpoint("PASSIVE")
        with self._reading() as connection, contextlib.suppress(sqlite3.OperationalError):
            connection.execute("PRAGMA incremental_vacuum").fetchall()

    def _checkpoint(self, mode: str) -> None:
        """Move the log into the database, as far as that can be done now."""
        with self._reading() as connection, contextlib.suppress(sqlite3.OperationalError):
            connection.execute(f"PRAGMA wal_checkpoint({mode})").fetchall()

    def _open_reserve(self) -> None:
        """Give up the reserve for the log's pages.

        They come first: until they are in the database, the log cannot start anew.
        """
        with _translate_errors(self._path):
            self._reserve.give_up()
        self._checkpoint("TRUNCATE")


def _beside(path: Path, end: str) -> Path:
    return path.with_name(f"{path.name}{end}")


def _make(path: Path, mode: int) -> None:
    """Make an empty spool beside its place, for this user alone, and move it in."""
    fresh = _beside(path, ".new")
    for each in (path, fresh):
        for end in ("-journal", "-wal", "-shm", ""):
            _beside(each, end).unlink(missing_ok=True)
    os.close(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWN_FILE))
    with contextlib.closing(sqlite3.connect(fresh, isolation_level=None)) as connection:
        connection.execute("PRAGMA auto_vacuum = INCREMENTAL")
        connection.execute("PRAGMA journal_mode = WAL")
    fresh.chmod(mode)
    fresh.rename(path)


def _private(path: Path) -> BufferedWriter:
    """Open the file at `path`, made for who shares its folder; nothing in it is touched."""
    made = open_regular(path, os.O_WRONLY | os.O_CREAT, file_mode(path.parent))
    return os.fdopen(made, "wb")


def _own_statements_alone(
    action: int, first: str | None, _second: str | None, _database: str | None, by: str | None
) -> int:
    """Allow what is asked for here, and nothing that a trigger or a view in the file asks for.

    Nor what a virtual table asks for, as FTS5 of the tables that it keeps its own in.
    """
    known = action not in _OF_TABLES or first in TABLES
    return sqlite3.SQLITE_OK if by is None and known else sqlite3.SQLITE_DENY


@contextlib.contextmanager
def written_by_gapura(path: Path) -> Iterator[None]:
    """Raise StateError where a value of the file is none that Gapura writes."""
    try:
        yield
    except (ValueError, TypeError, RecursionError) as error:
        raise StateError(f"{path} is damaged: a value in it is none of Gapura's") from error


def stamp(time: datetime) -> str:
    """Return UTC with microseconds: texts that sort as the times do."""
    return time.astimezone(UTC).isoformat(timespec="microseconds")


@contextlib.contextmanager
def _translate_errors(path: Path) -> Iterator[None]:
    """Raise SQLite's and the system's errors as StateError."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if _is_full(error, path.parent):
            raise StateError(f"the disk of {path} is full", "full") from error
        if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise StateError(f"{path} is locked by another program", "busy") from error
        if code in _BARRED and is_read_only(path.parent):
            text = f"the disk of {path} is read-only: {READ_ONLY_ADVICE}"
            raise StateError(text, "unwritable") from error
        if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_CANTOPEN):
            raise StateError(f"{path} cannot be written: check its owner", "unwritable") from error
        if code == sqlite3.SQLITE_IOERR:
            raise StateError(f"the disk of {path} fails: {FAILING_ADVICE}", "unwritable") from error
        raise StateError(f"{path} is damaged: {error}") from error
    except UnicodeDecodeError as error:  # of SQLite's own text, which names what is wrong
        raise StateError(f"{path} is damaged: a name in it is none of Gapura's") from error
    except OSError as error:
        if error.errno in DISK_FULL:
            raise StateError(f"the disk of {path} is full", "full") from error
        raise StateError(f"{path}: {error.strerror}", "unwritable") from error


def _is_full(error: sqlite3.Error, folder: Path) -> bool:
    """Return whether SQLite failed because the disk of `folder` has no room."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    return code == sqlite3.SQLITE_FULL or (
        code == sqlite3.SQLITE_IOERR and free_bytes(folder) < 2**20
    )
