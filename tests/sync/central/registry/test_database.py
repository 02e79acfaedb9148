"""The registry's database: schema, transactions, locks."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import select, text

from sync.central.registry.database import KEEPALIVES, Registry, open_registry
from sync.central.registry.errors import RegistryError
from sync.central.registry.migrations import migrate
from sync.central.registry.schema import Base, Checkpoint, Operator
from tests.present import present

ROOT = Path(__file__).resolve().parents[4]

HOLDER = """
import sys
from sync.central.registry.database import open_registry
registry = open_registry(sys.argv[1])
with registry.lock("publish"):
    print("held", flush=True)
    sys.stdin.readline()
    print("free", flush=True)
registry.close()
"""


def test_the_migrations_make_what_the_models_say(database_url: str) -> None:
    migrate(database_url)
    migrate(database_url)  # nothing to do is no error
    registry = open_registry(database_url)
    with registry.session() as session:
        context = MigrationContext.configure(session.connection(), opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []
    registry.close()


def test_a_database_of_a_newer_version_is_left_alone(database_url: str) -> None:
    migrate(database_url)
    registry = open_registry(database_url)
    with registry.transaction() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    registry.close()
    with pytest.raises(RegistryError, match="newer Gapura"):
        migrate(database_url)


def test_a_transaction_that_raises_leaves_nothing(registry: Registry) -> None:
    def change() -> None:
        with registry.transaction() as session:
            session.get_one(Operator, "sari").name = "changed"
            session.flush()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        change()
    with registry.session() as session:
        assert session.get_one(Operator, "sari").name == "sari"


def test_what_was_read_stays_usable_and_cannot_be_written(registry: Registry) -> None:
    with registry.session() as session:
        row = session.get_one(Checkpoint, "gate-1")
    assert row.settings["lease_days"] == 7
    with pytest.raises(RegistryError), registry.session() as session:
        session.execute(text("UPDATE operators SET suspended = true"))


def test_a_session_reads_one_moment(registry: Registry) -> None:
    with registry.session() as session:
        before = len(list(session.scalars(select(Operator.operator_id))))
        with registry.transaction() as other:
            other.delete(other.get_one(Operator, "tono"))
        assert len(list(session.scalars(select(Operator.operator_id)))) == before


def test_a_lock_keeps_another_process_out_and_ends_with_its_holder(
    registry: Registry, database_url: str
) -> None:
    arguments = [sys.executable, "-c", HOLDER, database_url]
    pipes: dict[str, Any] = {
        "stdin": subprocess.PIPE,
        "stdout": subprocess.PIPE,
        "cwd": ROOT,
        "text": True,
    }
    with subprocess.Popen(arguments, **pipes) as first:
        assert present(first.stdout).readline() == "held\n"
        with registry.lock("another"):
            pass
        with subprocess.Popen(arguments, **pipes) as other:
            first.kill()
            first.wait()
            assert present(other.stdout).readline() == "held\n"
            assert other.communicate("\n")[0] == "free\n"
    with registry.lock("publish"):
        pass


@pytest.mark.parametrize("url", ["", "mysql://x:geheim@y/z", "sqlite://", "geheim", "x:geheim@"])
def test_a_wrong_address_is_refused_without_being_shown(url: str) -> None:
    with pytest.raises(RegistryError) as refused:
        open_registry(url)
    assert "geheim" not in str(refused.value)


def test_a_server_out_of_reach_is_one_line_without_the_password(tmp_path: Path) -> None:
    registry = open_registry(f"postgresql://gapura:geheim@/x?host={tmp_path}")
    with pytest.raises(RegistryError) as refused, registry.session() as session:
        session.execute(text("SELECT 1"))
    assert "geheim" not in str(refused.value)
    assert "\n" not in str(refused.value)
    registry.close()


@pytest.mark.slow
def test_a_keeper_whose_machine_vanished_holds_its_locks_for_seconds(postgresql: str) -> None:
    """The server is asked to look after it; what else the address asks of it stays."""
    registry = open_registry(f"{postgresql}&options=-c%20search_path%3Dhere")
    with registry.session() as session:
        found = session.execute(
            text(
                "SELECT name, reset_val, source FROM pg_settings"
                " WHERE name LIKE 'tcp_keepalives%' OR name = 'search_path'"
            )
        ).all()
    registry.close()
    assert {tuple(row) for row in found} == {
        ("search_path", "here", "client"),
        *((f"tcp_keepalives_{name}", str(each), "client") for name, each in KEEPALIVES.items()),
    }
