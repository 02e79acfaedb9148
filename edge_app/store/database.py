"""The kiosk's own database: encrypted with the terminal's store key; the door to SQLCipher.

Whoever holds the disk without the key reads nothing in it, and a page that was altered is refused.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar, cast

import sqlcipher3.dbapi2 as sqlcipher

from edge_app.errors import StoreError
from edge_app.store.schema import FORMAT, schema
from sync.disk_reserve import (
    FAILING_ADVICE,
    READ_ONLY_ADVICE,
    DiskReserve,
    free_bytes,
    is_read_only,
)
from sync.sqlite_tables import Database

KEY_SIZE = 32  # bytes
RESERVE = 2 * 2**20  # bytes of a file given up when the disk is full: a deletion needs room too
LOG_PAGES = 64  # of 4096 bytes, in the write-ahead log, until they are moved into the database
VACUUM_PAGES = 64  # given back at a time
_FULL, _IO, _NO_DATABASE = 13, 10, 26  # SQLite's primary result codes

T = TypeVar("T")


class StoreDatabase:
    """The open database; one connection, which threads take in turn."""

    def __init__(self, path: Path, key: bytes, read_only: bool = False) -> None:
        """Open it, made or migrated first where needed; its folder exists. Raise StoreError.

        With another key than it was made with, or of a newer Gapura, nothing of it is touched.
        `read_only`: also beside a kiosk that runs, and as it is: neither made nor migrated.
        """
        if len(key) != KEY_SIZE:
            raise StoreError(f"the key of {path} has {len(key)} bytes, not {KEY_SIZE}")
        self._path = path
        reserve = path.with_name(f"{path.name}.reserve")
        self._reserve = DiskReserve(reserve, RESERVE, RESERVE // 4)
        self._lock = threading.RLock()
        address = path.absolute().as_uri()
        with _explained(path):
            if not read_only and path.exists() and path.stat().st_size:
                _connection(f"{address}?mode=ro", key).close()
            elif not read_only:
                path.touch(mode=0o600)
            opened = _connection(f"{address}?mode={'ro' if read_only else 'rw'}", key)
            self._database = Database(cast("Any", opened), execute_plugins=False)
            try:
                if self._ask("user_version") > FORMAT:
                    raise StoreError(f"{path} is of a newer Gapura: install that version again")
                if not read_only:
                    self._prepare()
            except BaseException:
                self._database.close()
                raise

    def _prepare(self) -> None:
        for pragma in (
            "auto_vacuum = INCREMENTAL",  # heeded while the file is empty
            "journal_mode = WAL",
            "synchronous = FULL",  # what was committed has reached the disk
            # A full disk cannot take what waits in a long write-ahead log: it would spend on it the
            # room that erasing needs.
            f"wal_autocheckpoint = {LOG_PAGES}",
            f"journal_size_limit = {LOG_PAGES * 4096}",
            "secure_delete = FAST",  # where it costs no writing: a full disk has no room
            "foreign_keys = ON",
        ):
            self._database.execute(f"PRAGMA {pragma}").fetchall()
        if schema.pending(self._database):
            with self._database.atomic():
                schema.apply(self._database)
        self.keep_reserve()

    @contextlib.contextmanager
    def transaction(self) -> Iterator[Database]:
        """Write all or nothing. Raise StoreError, with kind "full" where the disk has no room."""
        with self._lock, _explained(self._path), self._database.atomic():
            yield self._database

    def rows(self, query: str, *parameters: object) -> list[dict[str, Any]]:
        """Return what a query finds. Raise StoreError."""
        with self._lock, _explained(self._path):
            return list(self._database.query(query, parameters))

    def fact(self, key: str) -> bytes | None:
        """Return what `put_fact` wrote, or None. Raise StoreError."""
        found = self.rows("SELECT value FROM facts WHERE key = ?", key)
        return bytes(found[0]["value"]) if found else None

    def put_fact(self, key: str, value: bytes) -> None:
        """Write something small. Raise StoreError."""
        with self.transaction() as db:
            db.execute("INSERT OR REPLACE INTO facts (key, value) VALUES (?, ?)", [key, value])

    def erasing(self, erase: Callable[[], T]) -> T:
        """Return what `erase` returns; on a full disk it is called again, with the reserve's room.

        Nobody else writes meanwhile, to take that room. Raise StoreError.
        """
        try:
            return erase()
        except StoreError as error:
            if error.kind != "full":
                raise
        with self._lock:
            self.give_up_reserve()
            try:
                return erase()
            finally:
                self.give_back()
                self.keep_reserve()

    def give_up_reserve(self) -> None:
        """Make room on a full disk for a deletion."""
        self._reserve.give_up()

    def keep_reserve(self) -> None:
        """Take the reserve back, as much of it as there is room for."""
        self._reserve.keep()

    def give_back(self) -> None:
        """Return free pages to the disk, as far as there is room to do so."""
        with self._lock, contextlib.suppress(sqlcipher.DatabaseError):
            self._ask("wal_checkpoint(TRUNCATE)")
            free = self._ask("freelist_count")
            while free:  # in steps: what is moved passes through the write-ahead log
                self._ask(f"incremental_vacuum({VACUUM_PAGES})")
                self._ask("wal_checkpoint(TRUNCATE)")
                before, free = free, self._ask("freelist_count")
                if free >= before:
                    break

    def replace_key(self, key: bytes) -> None:
        """Encrypt everything anew, in one transaction; the log and free pages go. Raise StoreError.

        It takes as much room again as the file has, for a moment. Where there is less, nothing is
        begun: SQLCipher reads nothing more after it was cut off half-way.
        """
        if len(key) != KEY_SIZE:
            raise StoreError(f"a key of {self._path} has {KEY_SIZE} bytes")
        with self._lock, _explained(self._path):
            self.give_back()  # a page of the log is read with the new key from here on
            self.give_up_reserve()
            try:
                size = self._path.stat().st_size
                free, needed = free_bytes(self._path.parent), size + size // 64 + 2**20
                if free < needed:
                    raise StoreError(
                        f"what was erased from {self._path} opens with its old key until the key "
                        f"is replaced: {needed / 1e6:.0f} MB must be free for that on its disk, "
                        f"{free / 1e6:.0f} MB are; make room, and it is done by itself",
                        "full",
                    )
                self._database.execute(f"PRAGMA rekey = \"x'{key.hex()}'\"").fetchall()
                self._ask("wal_checkpoint(TRUNCATE)")
            finally:
                self.keep_reserve()

    def _ask(self, pragma: str) -> int:
        """Return the first number of the pragma's answer; 0 where it gives none."""
        rows = self._database.execute(f"PRAGMA {pragma}").fetchall()
        return int(rows[0][0]) if rows and rows[0] else 0

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._database.close()


def _connection(address: str, key: bytes) -> sqlcipher.Connection:
    """Return a connection whose key is proven."""
    connection = sqlcipher.connect(
        address, uri=True, timeout=30, isolation_level=None, check_same_thread=False
    )
    try:
        connection.execute("PRAGMA cipher_log_level = NONE").fetchall()  # it would write on stderr
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"").fetchall()
        connection.execute("PRAGMA temp_store = MEMORY").fetchall()
        connection.execute("SELECT count(*) FROM sqlite_master").fetchall()
    except BaseException:
        connection.close()
        raise
    return connection


@contextlib.contextmanager
def _explained(path: Path) -> Iterator[None]:
    """Raise SQLite's and the system's errors as StoreError; the key is in no text of theirs."""
    try:
        yield
    except sqlcipher.DatabaseError as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code == _FULL or (code == _IO and _is_full(path.parent)):
            raise StoreError(f"the disk of {path} is full", "full") from error
        if code == _NO_DATABASE:
            raise StoreError(
                f"{path} does not open with this terminal's store.key: bring back the key it was"
                " made with, or move the file away to begin anew"
            ) from None
        if is_read_only(path.parent):
            raise StoreError(f"the disk of {path} is read-only: {READ_ONLY_ADVICE}") from error
        if code == _IO:
            raise StoreError(f"the disk of {path} fails: {FAILING_ADVICE}") from error
        raise StoreError(f"{path} cannot be used: {error}") from error
    except OSError as error:
        raise StoreError(f"{path}: {error.strerror}") from error


def _is_full(folder: Path) -> bool:
    return free_bytes(folder) < 2**20
