"""The whole registry as lines of JSON, alike from either database, and back into either.

A line is the list of a row's values in the order of the table's columns: bytes as base64, times
in UTC. Tables come in an order in which each row finds those that it refers to.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import (
    Date,
    DateTime,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    insert,
    inspect,
    select,
    text,
)
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session
from sqlalchemy.types import TypeEngine

from sync.central.registry.database import Registry
from sync.central.registry.errors import RegistryError
from sync.central.registry.migrations import migrate_registry, newest_revision
from sync.central.registry.schema import Base

PART = 4 * 2**20  # bytes of one part, about
ROWS = 500  # in memory at once
Value = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Part:
    """Some rows of one table; the first line holds the names of its columns."""

    table: str
    rows: int
    data: bytes


def dump(session: Session) -> Iterator[Part]:
    """Yield every table, an empty one too, as the session's moment saw it.

    Also of an older schema, with the columns that it has. Raise RegistryError.
    """
    for table in _tables(session):
        head = json.dumps([column.name for column in table.columns]).encode() + b"\n"
        lines, size, parts = [head], len(head), 0
        found = session.execute(select(table).execution_options(yield_per=ROWS))
        for row in found:
            line = json.dumps([_plain(value) for value in row], allow_nan=False).encode() + b"\n"
            if size + len(line) > PART and len(lines) > 1:
                yield Part(table.name, len(lines) - 1, b"".join(lines))
                lines, size, parts = [head], len(head), parts + 1
            lines.append(line)
            size += len(line)
        if len(lines) > 1 or not parts:
            yield Part(table.name, len(lines) - 1, b"".join(lines))


def _tables(session: Session) -> Iterable[Table]:
    """Return the tables, those that others refer to first."""
    if revision(session) == newest_revision():
        return Base.metadata.sorted_tables
    found = MetaData()
    found.reflect(session.connection())
    return [table for table in found.sorted_tables if table.name != "alembic_version"]


def load(registry: Registry, revision: str, parts: Iterable[Part]) -> None:
    """Fill an empty database with `parts` of a schema `revision`, then bring it to this version's.

    All or nothing but for empty tables. Raise RegistryError: a newer Gapura's, or damaged.
    """
    migrate_registry(registry, revision)
    with registry.transaction() as session:
        connection = session.connection()
        found = MetaData()
        found.reflect(connection)
        utc = not registry.is_sqlite
        for part in parts:
            table = found.tables.get(part.table)
            if table is None:
                raise RegistryError(f"the backup holds a table {part.table} that is unknown here")
            names, *lines = part.data.splitlines()
            columns = [table.columns[name] for name in json.loads(names)]
            values = [_reader(column.type, utc) for column in columns]
            rows = [
                {
                    column.name: None if value is None else read(value)
                    for column, read, value in zip(columns, values, json.loads(line), strict=True)
                }
                for line in lines
            ]
            for start in range(0, len(rows), ROWS):
                connection.execute(insert(table), rows[start : start + ROWS])
        if not registry.is_sqlite:
            _advance_sequences(session, found)
    migrate_registry(registry)


def revision(session: Session) -> str:
    """Return the revision of the schema. Raise RegistryError."""
    found = session.scalar(text("SELECT version_num FROM alembic_version"))
    if found is None:
        raise RegistryError("the registry's database says no revision of its schema")
    return str(found)


def has_tables(registry: Registry) -> bool:
    """Return whether the database holds anything. Raise RegistryError."""
    with registry.session() as session:
        return bool(inspect(session.connection()).get_table_names())


def drop_tables(registry: Registry) -> None:
    """Empty a database whose restoring failed. Raise RegistryError."""
    with registry.transaction() as session:
        connection = session.connection()
        found = MetaData()
        try:
            found.reflect(connection)
            found.drop_all(connection)
        except SQLAlchemyError as error:
            raise RegistryError(f"the registry's database: {error}") from error


def _plain(value: Any) -> Any:
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    if isinstance(value, datetime):  # without a zone in an older SQLite: it is UTC
        at = value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
        return at.isoformat()
    return value.isoformat() if isinstance(value, date) else value


def _reader(kind: TypeEngine[Any], utc: bool) -> Value:
    """Return what makes a column's value of the line's. `utc`: the database keeps the zone."""
    if isinstance(kind, LargeBinary):
        return base64.b64decode
    if isinstance(kind, DateTime):
        return lambda value: _time(value, utc)
    if isinstance(kind, Date):
        return date.fromisoformat
    return lambda value: value


def _time(value: str, utc: bool) -> datetime:
    at = datetime.fromisoformat(value)
    return at if utc else at.replace(tzinfo=None)


def _advance_sequences(session: Session, found: MetaData) -> None:
    """Let PostgreSQL count on from the rows that are there."""
    for table in found.tables.values():
        keys = list(table.primary_key.columns)
        if len(keys) == 1 and isinstance(keys[0].type, Integer):
            _advance(session, table, keys[0].name)


def _advance(session: Session, table: Table, column: str) -> None:
    name = session.scalar(
        text("SELECT pg_get_serial_sequence(:table, :column)"),
        {"table": f'"{table.name}"', "column": column},
    )
    if name is not None:
        most = session.scalar(text(f'SELECT max("{column}") FROM "{table.name}"'))  # noqa: S608
        if most is not None:
            session.execute(text("SELECT setval(:name, :most)"), {"name": name, "most": most})
