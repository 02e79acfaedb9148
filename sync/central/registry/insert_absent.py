"""Insert rows that are not there yet: SQLite and PostgreSQL spell it differently."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from sync.central.registry.schema import Base


def insert_absent(session: Session, table: type[Base], rows: Sequence[dict[str, Any]]) -> Any:
    """Return the statement that inserts `rows`, leaving out those whose key is taken.

    Where another transaction is inserting the same key, it waits for that one's end.
    """
    inserts: Any = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    return inserts.insert(table).values(list(rows)).on_conflict_do_nothing()
