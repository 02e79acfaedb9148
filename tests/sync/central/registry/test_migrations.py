"""A registry of an older Gapura comes up to this one with what it holds."""

from __future__ import annotations

import json
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import select, text

from sync.boot import Boot
from sync.central.registry import clock_readings
from sync.central.registry.checkpoints import Settings
from sync.central.registry.database import open_registry
from sync.central.registry.migrations import (
    _config,
    is_current,
    is_known,
    migrate,
    migrate_registry,
    newest_revision,
)
from sync.central.registry.schema import Checkpoint, ClockRule, Person, ReceivedResult, Terminal
from sync.central.timekeeping.clock_guard import judge
from sync.central.timekeeping.network_time import NetworkTime
from tests.migrated_once import MigratedOnce

ALERT, RESULT = "3" * 32, "2" * 32
BEFORE = """
INSERT INTO checkpoints VALUES ('gate-1', 'Gerbang', '{}', false, true);
INSERT INTO terminals VALUES ('11111111111111111111111111111111', 'gate-1', '1', :raw, :raw,
    'active', '2026-11-22 03:00:00', NULL, NULL, NULL, NULL);
INSERT INTO results VALUES ('22222222222222222222222222222222', '11111111111111111111111111111111',
    'alert', '33333333333333333333333333333333', 'dpo', NULL, '2026-11-22 03:00:00',
    '2026-11-22 03:00:00', :raw);
INSERT INTO persons VALUES ('44444444444444444444444444444444', NULL, NULL, :raw,
    '2026-11-22 03:00:00')
"""


def test_what_was_kept_before_the_shift_is_kept_after(database_url: str) -> None:
    registry = open_registry(database_url)
    config = _config()
    with registry.transaction() as session:
        config.attributes["connection"] = session.connection()
        command.upgrade(config, "0001")
    with registry.transaction() as session:
        for row in BEFORE.split(";"):
            session.execute(text(row), {"raw": b"x"} if ":raw" in row else {})
    migrate(database_url)
    with registry.session() as session:
        result = session.get_one(ReceivedResult, RESULT)
        assert (result.subject_id, result.type) == (ALERT, "alert")
        assert session.scalars(select(Terminal.chain_rows)).all() == [None]
        assert session.scalars(select(Terminal.kiosk_key)).all() == [None]
        assert session.scalars(select(Person.family_index)).all() == [None]
    registry.close()


@pytest.mark.parametrize(("asked", "needs", "by"), [(False, False, None), (True, True, "an op")])
def test_an_older_home_signs_on_without_ntp_until_somebody_decides(
    database_url: str, asked: bool, needs: bool, by: str | None
) -> None:
    registry = open_registry(database_url)
    config = _config()
    with registry.transaction() as session:
        config.attributes["connection"] = session.connection()
        command.upgrade(config, "0012")
        session.execute(
            text("INSERT INTO audit VALUES (1, :at, 'centre', 'x', 'x', '{}', 'x')"),
            {"at": "2026-11-22 03:00:00"},
        )
        if asked:
            session.execute(text("INSERT INTO clock_rule VALUES (1, true)"))
    migrate(database_url)
    with registry.session() as session:
        row = session.get_one(ClockRule, 1)
        assert (row.needs_ntp, row.said_by and row.said_by[:5]) == (needs, by)
        found = clock_readings.read(session, Boot("one", 1.0))
    trouble = judge(found, datetime.now(UTC), Boot("one", 1.0), NetworkTime(False))
    assert bool(trouble.reason) is needs, "an older home signs on"
    assert trouble.ntp_trouble, "and its operators are asked"
    registry.close()


def test_the_hours_until_lists_are_outdated_keep_their_value(database_url: str) -> None:
    registry = open_registry(database_url)
    config = _config()
    settings = {"lease_days": 3, "stale_after_hours": 12, "blind_after_hours": 36}
    with registry.transaction() as session:
        config.attributes["connection"] = session.connection()
        command.upgrade(config, "0002")
        session.execute(
            text("INSERT INTO checkpoints VALUES ('gate-1', 'Gerbang', :settings, false, true)"),
            {"settings": json.dumps(settings)},
        )
    migrate(database_url)
    with registry.session() as session:
        kept = session.get_one(Checkpoint, "gate-1").settings
    assert Settings(**kept) == Settings(lease_days=3, stale_after_hours=12, outdated_after_hours=36)
    registry.close()


def test_a_schema_of_this_version_is_known_without_a_write(database_url: str) -> None:
    assert newest_revision() == ScriptDirectory.from_config(_config()).get_current_head()
    registry = open_registry(database_url)
    migrate_registry(registry, "0013")
    assert not is_current(registry)
    migrate_registry(registry)
    with registry.transaction():  # somebody writes: a read need not wait for him
        assert is_current(registry)
    registry.close()


def test_every_older_schema_is_known_and_a_newer_one_is_not() -> None:
    scripts = ScriptDirectory.from_config(_config()).walk_revisions()
    assert all(is_known(each.revision) for each in scripts)
    assert not is_known("9999")


def test_what_the_tests_copy_is_what_alembic_makes(tmp_path: Path) -> None:
    """`migrated_once` in tests/conftest.py."""
    upgrade, dumps = MigratedOnce(), []
    for name in ("made", "copied"):
        with sqlite3.connect(tmp_path / name) as kept:
            registry, config = open_registry(f"sqlite:///{tmp_path / name}"), _config()
            with registry.transaction() as session:
                config.attributes["connection"] = session.connection()
                upgrade(config, "head")
            registry.close()
            dumps.append(list(kept.iterdump()))
        kept.close()
    assert dumps[0] == dumps[1]
    assert len(dumps[0]) > 40
