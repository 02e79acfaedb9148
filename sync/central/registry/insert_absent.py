"""Insert rows that are not there yet: SQLite and PostgreSQL spell it differently."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import InstrumentedAttribute, Session

from sync.central.registry.schema import Base


def insert_absent(session: Session, table: type[Base], rows: Sequence[dict[str, Any]]) -> None:
    """Insert `rows`, which name the same columns, leaving out those whose key is taken.

    Where another transaction is inserting the same key, it waits for that one's end.
    """
    _execute(session, table, rows, ())


def insert_absent_returning(
    session: Session,
    table: type[Base],
    rows: Sequence[dict[str, Any]],
    columns: Sequence[InstrumentedAttribute[Any]],
) -> list[tuple[Any, ...]]:
    """Insert `rows` as `insert_absent` does; return `columns` of those that were not there."""
    return [tuple(row) for row in _execute(session, table, rows, columns)]


def _execute(
    session: Session,
    table: type[Base],
    rows: Sequence[dict[str, Any]],
    columns: Sequence[InstrumentedAttribute[Any]],
) -> Any:
    session.flush()  # a statement on the table itself does not do so
    inserts: Any = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    # The rows are parameters and not part of the statement: it is compiled once, not every time.
    statement = inserts.insert(table.__table__).on_conflict_do_nothing()
    return session.execute(statement.returning(*columns) if columns else statement, list(rows))
