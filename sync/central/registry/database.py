"""The database behind the registry: SQLite in a file, or PostgreSQL. Reads, writes, named locks.

Whoever writes holds what he depends on. On SQLite there is one writer at a time (`BEGIN
IMMEDIATE`); on PostgreSQL rows that a decision depends on are read `with_for_update()`, which
SQLite leaves out. So nothing is ever tried again.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import re
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import Session

from sync.central.registry.errors import RegistryError, RegistryFull
from sync.central.storage.disk_room import RESERVE, RESULTS_LEAVE, STEP
from sync.disk_reserve import DiskReserve, free_bytes

BUSY_MS = 60_000  # a writer waits that long for another one
CONNECT_S = 10
# A machine that lost its power says nothing: its locks would hold for two hours, and so would a
# question to a server that is gone. Both ends look after ten seconds of silence, and end after 15.
KEEPALIVES = {"idle": 10, "interval": 5, "count": 3}
T = TypeVar("T")
_WRITES = "gapura_writes"
# What the database cannot do now, or must not; anything else is a fault of ours.
_ENVIRONMENT = ("OperationalError", "InterfaceError", "DatabaseError", "InternalError")


class Registry:
    """An open database. Any number of threads and processes may use the same one."""

    def __init__(self, engine: Engine) -> None:
        """Use `engine`, made by `open_registry`."""
        self.engine = engine
        self.is_sqlite = engine.dialect.name == "sqlite"
        # Of SQLite alone: the disk of a PostgreSQL server is its own administrator's.
        self._file = Path(str(engine.url.database)).absolute() if self.is_sqlite else None
        self._reserve = (
            None
            if self._file is None
            else DiskReserve(Path(f"{self._file}.reserve"), RESERVE, STEP)
        )
        self._giving = threading.Lock()
        self._given = 0  # blocks that have the reserve's room
        self._writer = engine.execution_options(**{_WRITES: True})
        reading = {} if self.is_sqlite else {"postgresql_readonly": True}
        level = {} if self.is_sqlite else {"isolation_level": "REPEATABLE READ"}
        self._reader = engine.execution_options(**reading, **level)

    @contextmanager
    def session(self) -> Iterator[Session]:
        """Open a session for reads, all of one moment; a write fails. Raise RegistryError.

        What was read stays usable afterwards.
        """
        with _failures(self._file), Session(self._reader, expire_on_commit=False) as session:
            yield session
            session.expunge_all()

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """Open a transaction: committed when the block ends, rolled back when it raises.

        Raise RegistryError.
        """
        with (
            _failures(self._file),
            Session(self._writer, expire_on_commit=False) as session,
            session.begin(),
        ):
            yield session

    def needed(self, write: Callable[[Session], T]) -> T:
        """Return what `write` does in a transaction; on a full disk it has the reserve's room.

        For what leases hang on, in rows that stay as many as they are. It may run twice. The log
        is put into the database and keeps its own room: the next write needs no more. Raise
        RegistryError.
        """
        try:
            with self.transaction() as session:
                return write(session)
        except RegistryFull:
            if self._reserve is None:
                raise
            with self._without_reserve(self._reserve):
                with self.transaction() as session:
                    done = write(session)
                self._checkpoint("PASSIVE")
                return done

    @contextmanager
    def lock(self, name: str) -> Iterator[None]:
        """Hold the lock `name` (a-z, 0-9, '-') against every thread and process; wait for it.

        It is free again when its holder ends, however it ends. Not to be taken twice by one thread.
        """
        if not re.fullmatch("[a-z0-9-]{1,100}", name):
            raise ValueError("a lock's name is made of a-z, 0-9 and '-'")
        if self.is_sqlite:
            path = Path(f"{self.engine.url.database}.{name}.lock")
            # Of this user alone: whoever can open it can hold it.
            with os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+b") as file:
                fcntl.flock(file, fcntl.LOCK_EX)
                yield
            return
        number = _number(f"lock {name}")
        connecting = self.engine.connect()
        with (
            _failures(self._file),
            connecting.execution_options(isolation_level="AUTOCOMMIT") as connection,
        ):
            connection.execute(text("SELECT pg_advisory_lock(:n)"), {"n": number})
            try:
                yield
            finally:
                connection.execute(text("SELECT pg_advisory_unlock(:n)"), {"n": number})

    def is_locked(self, name: str) -> bool:
        """Return whether anybody holds the lock `name` now."""
        if self.is_sqlite:
            path = Path(f"{self.engine.url.database}.{name}.lock")
            try:
                with path.open() as file:
                    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except FileNotFoundError:
                return False
            except BlockingIOError:
                return True
            return False
        number = _number(f"lock {name}")
        with _failures(self._file), self.engine.connect() as connection:
            free = connection.scalar(text("SELECT pg_try_advisory_lock(:n)"), {"n": number})
            if free:
                connection.execute(text("SELECT pg_advisory_unlock(:n)"), {"n": number})
        return not free

    def erase_log(self) -> None:
        """Empty SQLite's log of what was written before, which is in the database by now.

        It keeps the pages as they were before an erasure. PostgreSQL has its own time for that.
        Where others write all the while, it stays until one of them closes it.
        """
        if self.is_sqlite:
            self._checkpoint("TRUNCATE")

    def _checkpoint(self, how: str) -> None:
        with _failures(self._file), self.engine.connect() as connection:
            held = connection.connection.driver_connection
            held.execute(f"PRAGMA wal_checkpoint({how})").close()  # type: ignore[union-attr]

    @property
    def file(self) -> Path | None:
        """Return the database's file; None for PostgreSQL."""
        return self._file

    def keep_reserve(self) -> None:
        """Take the room on the disk that erasing needs, as much of it as there is."""
        with self._giving:
            if self._reserve is not None and not self._given:
                self._reserve.keep()

    @contextmanager
    def room_to_erase(self) -> Iterator[bool]:
        """On a full disk, give up the reserve until the block has ended; yield whether it is full.

        `erase_log` comes after each transaction; on a full disk none erases more than
        `erasable_at_once`.
        """
        if self._reserve is None or self._file is None or not self._lacks_room(self._file):
            yield False
            return
        with self._without_reserve(self._reserve):
            try:
                yield True
            finally:
                with suppress(RegistryError):  # it is the block's own failure that counts
                    self.erase_log()

    @contextmanager
    def _without_reserve(self, reserve: DiskReserve) -> Iterator[None]:
        """Give the reserve up until the last block that has its room has ended."""
        with self._giving:
            self._given += 1
            with suppress(OSError):
                reserve.give_up()
        try:
            yield
        finally:
            with self._giving:
                self._given -= 1
                if not self._given:
                    reserve.keep()

    def _lacks_room(self, file: Path) -> bool:
        try:
            return bool(self._given) or free_bytes(file) < RESERVE
        except OSError:  # who wants to write says it
            return False

    def erasable_at_once(self) -> int:
        """Return how many bytes of rows one transaction may erase, as the disk is now."""
        free = free_bytes(self._file) if self._file is not None else 2**40
        return max(RESERVE // 4, free // 4)

    def unused_bytes(self) -> int:
        """Return how much SQLite's file has room for before it grows. Raise RegistryError."""
        if not self.is_sqlite:
            return 0
        with _failures(self._file), self.engine.connect() as connection:
            pages = connection.exec_driver_sql("PRAGMA freelist_count").scalar_one()
            size = connection.exec_driver_sql("PRAGMA page_size").scalar_one()
            return int(pages) * int(size)

    def has_room(self) -> bool:
        """Return whether results can be taken, and room is left to erase. Raise RegistryError."""
        if self._file is None:
            return True
        free = free_bytes(self._file)
        if free >= RESULTS_LEAVE or free < RESULTS_LEAVE // 2:
            return free >= RESULTS_LEAVE
        return free + self.unused_bytes() >= RESULTS_LEAVE

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()


def open_registry(url: str) -> Registry:
    """Open `sqlite:///path` or `postgresql://…`, migrated already. Raise RegistryError.

    Nothing is connected before it is used. Neither errors nor logs show parameters of a statement.
    """
    address = parse_url(url)
    if address.get_backend_name() == "sqlite":
        engine = create_engine(
            address, hide_parameters=True, connect_args={"timeout": BUSY_MS / 1e3}
        )
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    else:
        engine = create_engine(
            address,
            hide_parameters=True,
            pool_pre_ping=True,
            connect_args=_patience(address),
        )
    return Registry(engine)


def lock_until_commit(session: Session, key: str) -> None:
    """Hold the lock `key` until the session's transaction ends; wait for it.

    On SQLite a transaction excludes every other writer anyway. Several keys are held in sorted
    order, "audit" last, so that no two transactions wait for each other.
    """
    if session.get_bind().dialect.name != "sqlite":
        session.execute(text("SELECT pg_advisory_xact_lock(:n)"), {"n": _number(f"hold {key}")})


def _number(name: str) -> int:
    """Return 64 bits of `name`'s hash, for PostgreSQL's advisory locks."""
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big", signed=True)


def parse_url(url: str) -> URL:
    """Return the address, with psycopg 3 for PostgreSQL. Raise RegistryError, which hides `url`."""
    try:
        address = make_url(url)
        backend = address.get_backend_name()
    except (ArgumentError, NoSuchModuleError, ValueError):
        backend = ""
    if backend == "sqlite" and address.database not in (None, "", ":memory:"):
        return address
    if backend in ("postgresql", "postgres"):
        return address.set(drivername="postgresql+psycopg")
    raise RegistryError(
        "the registry's address is sqlite:///PATH or postgresql://USER@HOST/DATABASE"
    )


def service_hosts(url: str) -> tuple[str, ...]:
    """Return the hosts of a database server; none for a file, or a server at a path here.

    Raise RegistryError.
    """
    address = parse_url(url)
    given = address.query.get("hostaddr") or address.host or address.query.get("host") or ()
    names = given.split(",") if isinstance(given, str) else given
    hosts = (name.partition(":")[0] if name.count(":") == 1 else name for name in names)
    return tuple(host.strip("[]") for host in hosts if host and not host.startswith("/"))


def _patience(address: URL) -> dict[str, Any]:
    """Return how long both ends wait for each other, beside the options that `address` has."""
    given = address.query.get("options", "")
    asked = [given] if isinstance(given, str) else [*given]
    asked += [f"-c tcp_keepalives_{name}={value}" for name, value in KEEPALIVES.items()]
    own = {f"keepalives_{name}": value for name, value in KEEPALIVES.items()}
    return {"connect_timeout": CONNECT_S, **own, "options": " ".join(filter(None, asked))}


def _prepare_sqlite(connection: Any, record: Any) -> None:  # noqa: ARG001  the event's signature
    connection.isolation_level = None  # BEGIN is ours to say
    for pragma in (
        f"busy_timeout = {BUSY_MS}",
        "journal_mode = WAL",
        "synchronous = FULL",
        "wal_autocheckpoint = 4000",  # pages, 16 MB: six batches of results, not one and a half
        "foreign_keys = ON",
        "secure_delete = ON",
    ):
        connection.execute(f"PRAGMA {pragma}").close()


def _begin_sqlite(connection: Connection) -> None:
    writes = bool(connection.get_execution_options().get(_WRITES))
    connection.exec_driver_sql(f"PRAGMA query_only = {'OFF' if writes else 'ON'}")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def _failures(file: Path | None) -> Iterator[None]:
    """Turn failures of the environment into RegistryError; let our own faults pass."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        if type(error).__name__ not in _ENVIRONMENT:
            raise
        cause = error.orig if isinstance(error, DBAPIError) else error
        if file is not None and _is_full(file, cause):
            raise RegistryFull(f"the disk of {file} is full: make room") from error
        if file is not None and _is_read_only(file, cause):
            raise RegistryError(
                f"{file}: cannot be written: own file and folder, on a writable disk"
            ) from error
        reason = str(cause).strip().partition("\n")[0]
        raise RegistryError(f"the registry's database: {reason}") from error
    except PoolTimeout as error:
        raise RegistryError("the registry's database: every connection is in use") from error


def _is_full(file: Path, error: BaseException | None) -> bool:
    """Return whether SQLite failed for want of room; it has several words for that."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    full, others = sqlite3.SQLITE_FULL, (sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN)
    return code == full or (code in others and free_bytes(file) < 2**20)


def _is_read_only(file: Path, error: BaseException | None) -> bool:
    """Return whether SQLite may not write: to read it writes beside its file too."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    barred = not os.access(file.parent, os.W_OK)
    return code == sqlite3.SQLITE_READONLY or (code == sqlite3.SQLITE_CANTOPEN and barred)
