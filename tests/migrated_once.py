"""Alembic's first tables of a registry, made once in a process."""

from __future__ import annotations

from typing import Any

from alembic import command


class MigratedOnce:
    """Stands in for Alembic's `upgrade`: repeats on an empty SQLite what it did on the first."""

    def __init__(self) -> None:
        self._upgrade = command.upgrade
        self._statements: list[str] | None = None

    def __call__(self, config: Any, revision: str) -> None:
        connection = config.attributes["connection"]
        if connection.dialect.name != "sqlite" or revision != "head" or not _is_empty(connection):
            self._upgrade(config, revision)
            return
        if self._statements is None:
            self._upgrade(config, revision)
            self._statements = _written(connection)
            return
        for statement in self._statements:
            connection.exec_driver_sql(statement)


def _is_empty(connection: Any) -> bool:
    return not connection.exec_driver_sql("SELECT 1 FROM sqlite_master").first()


def _written(connection: Any) -> list[str]:
    """Every statement that makes this database, without the transaction around them."""
    dump = list(connection.connection.driver_connection.iterdump())
    assert dump[0] == "BEGIN TRANSACTION;"
    assert dump[-1] == "COMMIT;"
    return dump[1:-1]
