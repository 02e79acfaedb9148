"""Migrations of the schema by Alembic; `migrate` runs them.

Alembic is imported where there is something to migrate: it takes 0.1 s of a command.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import inspect, text

from sync.central.registry.database import Registry, open_registry
from sync.central.registry.errors import RegistryError
from sync.central.registry.locks import MIGRATING

if TYPE_CHECKING:
    from alembic.config import Config


def _config() -> Config:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


def is_empty(registry: Registry) -> bool:
    """Return whether the database holds no table yet. Raise RegistryError."""
    with registry.session() as session:
        return not inspect(session.connection()).get_table_names()


def migrate(url: str) -> None:
    """Bring the database at `url` to this version's schema; nothing to do is no error.

    One transaction: a failure leaves the old schema. Raise RegistryError, also for a database of a
    newer version.
    """
    registry = open_registry(url)
    try:
        migrate_registry(registry)
    finally:
        registry.close()


def migrate_registry(registry: Registry, revision: str = "head") -> None:
    """Migrate a database that is open already; up to `revision`, to fill it from a backup."""
    from alembic import command
    from alembic.runtime.migration import MigrationContext
    from alembic.script import ScriptDirectory

    config = _config()
    with registry.lock(MIGRATING), registry.transaction() as session:
        connection = session.connection()
        held = MigrationContext.configure(connection).get_current_revision()
        known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
        for each in (held, None if revision == "head" else revision):
            if each is not None and each not in known:
                raise RegistryError(
                    f"the registry's schema {each} is of a newer Gapura; install that version"
                )
        config.attributes["connection"] = connection
        command.upgrade(config, revision)


def newest_revision() -> str:
    """Return the revision of this version's schema: the number that the last file begins with."""
    return max(Path(__file__).parent.glob("versions/[0-9]*.py")).name.partition("_")[0]


def is_known(revision: str) -> bool:
    """Return whether this version has that revision of the schema."""
    names = (each.name for each in (Path(__file__).parent / "versions").glob("[0-9]*.py"))
    return revision in {name.partition("_")[0] for name in names}


def is_current(registry: Registry) -> bool:
    """Return whether the database is of this version's schema. Raise RegistryError."""
    with registry.session() as session:
        if not inspect(session.connection()).has_table("alembic_version"):
            return False
        held = session.scalars(text("SELECT version_num FROM alembic_version")).all()
        return held == [newest_revision()]
