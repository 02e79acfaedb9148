"""An upgrade makes a backup first, leaves what was where it fails, and can be gone back from."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from alembic import command
from click.testing import CliRunner
from sqlalchemy import MetaData, text

from edge_app.cli import cli
from sync.central.backup.checking import check
from sync.central.backup.journal import keep_journal
from sync.central.backup.restoring import RestoreTarget, restore
from sync.central.backup.upgrading import KEPT, bring_up
from sync.central.centre import Centre
from sync.central.centre_config import BACKUPS, write_config
from sync.central.errors import CentralError
from sync.central.registry import audit, dump
from sync.central.registry.database import Registry, open_registry
from sync.central.registry.migrations import is_current, migrate_registry, newest_revision
from tests.present import present
from tests.sync.central.backup.conftest import BackedUp
from tests.sync.central.releases.registry_rows import NOW

OLDER = "0017"
LATER = NOW + timedelta(days=1)
Elsewhere = Callable[[], RestoreTarget]


def tables(registry: Registry) -> MetaData:
    with registry.session() as session:
        found = MetaData()
        found.reflect(session.connection())
    return found


def make_older(centre: Centre, folder: Path) -> None:
    """Take from the registry what later schemas brought: what an older Gapura left."""
    registry = open_registry(f"sqlite:///{folder / 'older.sqlite3'}")
    migrate_registry(registry, OLDER)
    before, now = tables(registry), tables(centre.registry)
    registry.close()
    with centre.registry.transaction() as session:
        for table in reversed(now.sorted_tables):
            kept = before.tables.get(table.name)
            if kept is None:
                session.execute(text(f"DROP TABLE {table.name}"))
                continue
            for column in table.columns:
                if column.name not in kept.columns:
                    session.execute(text(f"ALTER TABLE {table.name} DROP COLUMN {column.name}"))
        session.execute(text(f"UPDATE alembic_version SET version_num = '{OLDER}'"))  # noqa: S608


def lines(registry: Registry) -> dict[str, list[str]]:
    """Every table's rows as a backup has them."""
    found: dict[str, list[str]] = {}
    with registry.session() as session:
        for part in dump.dump(session):
            found.setdefault(part.table, []).extend(sorted(part.data.decode().splitlines()))
    return found


@pytest.fixture
def older(office: BackedUp, tmp_path: Path) -> BackedUp:
    """A data centre as the version before left it."""
    make_older(office.centre, tmp_path)
    return office


def test_an_upgrade_makes_a_proven_backup_first(older: BackedUp) -> None:
    centre = older.centre
    before = lines(centre.registry)
    made = present(bring_up(centre, LATER))
    assert made.parent == centre.home / BACKUPS
    manifest = check(made, older.key).manifest
    assert manifest.revision == OLDER
    assert manifest.rows == {name: len(rows) - 1 for name, rows in before.items()}
    assert is_current(centre.registry)
    with centre.registry.session() as session:
        assert audit.verify(session).broken is None
        (row,) = [each for each in audit.entries(session) if each.action == "upgraded"]
    assert row.details == {"from": OLDER, "to": newest_revision(), "backup": made.name}
    assert bring_up(centre, LATER) is None


def test_the_backup_holds_what_the_older_version_can_take(
    older: BackedUp, elsewhere: Elsewhere, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its schema stands still at the one that was: nothing newer is in any table."""
    before = lines(older.centre.registry)
    made = present(bring_up(older.centre, LATER))
    keep_journal(older.centre)
    target, seen = elsewhere(), dict[str, list[str]]()
    load = dump.load

    def stop_there(registry: Registry, revision: str, parts: object) -> None:
        with monkeypatch.context() as older_one:
            older_one.setattr(dump, "migrate_registry", lambda r, to=OLDER: migrate_registry(r, to))
            load(registry, revision, parts)  # type: ignore[arg-type]
        seen.update(lines(registry))
        migrate_registry(registry)

    monkeypatch.setattr(dump, "load", stop_there)
    restore(made, older.key, target, older.centre.journal_folder, None, LATER)
    assert seen == before
    if target.database is not None:
        monkeypatch.setenv("GAPURA_DATABASE", target.database)
    with Centre.open(target.home) as centre, centre.registry.session() as session:
        assert audit.verify(session).broken is None


def test_a_migration_that_fails_leaves_what_was_and_is_taken_up_again(
    older: BackedUp, monkeypatch: pytest.MonkeyPatch
) -> None:
    centre = older.centre
    before = lines(centre.registry)
    upgrade = command.upgrade

    def breaks(config: object, revision: str) -> None:
        upgrade(config, revision)  # type: ignore[arg-type]
        raise OSError("the power fails")

    monkeypatch.setattr(command, "upgrade", breaks)
    for _ in range(3):  # as a unit does that is started anew
        with pytest.raises(OSError, match="power"):
            bring_up(centre, LATER)
    assert lines(centre.registry) == before
    (made,) = (centre.home / BACKUPS).iterdir()
    assert check(made, older.key).manifest.revision == OLDER
    monkeypatch.setattr(command, "upgrade", upgrade)
    assert bring_up(centre, LATER) == made
    assert is_current(centre.registry)


def test_without_a_backup_nothing_is_changed(older: BackedUp, tmp_path: Path) -> None:
    centre = older.centre
    (tmp_path / "file").touch()
    write_config(centre.home, centre.facts.model_copy(update={"backups": str(tmp_path / "file")}))
    with (
        Centre.open(centre.home) as opened,
        pytest.raises(CentralError, match=r"nothing was changed: .*centre\.toml names an"),
    ):
        bring_up(opened, LATER)
    assert not is_current(centre.registry)
    write_config(centre.home, centre.facts.model_copy(update={"backups": ""}))
    with Centre.open(centre.home) as opened:
        assert bring_up(opened, LATER) is None
    assert is_current(centre.registry)


def test_a_few_backups_of_upgrades_are_kept(older: BackedUp) -> None:
    folder = older.centre.home / BACKUPS
    folder.mkdir()
    for number in range(5):
        place = folder / f"before-00{number}0-of-0001-row-{number}.gapura"
        place.touch()
        os.utime(place, (number, number))
    own = folder / "2026-11-25.gapura"
    own.touch()
    made = present(bring_up(older.centre, LATER))
    assert len(set(folder.iterdir())) == KEPT + 1
    assert {made, own} <= set(folder.iterdir())


def test_a_version_that_knows_no_backups_reads_the_configuration(office: BackedUp) -> None:
    write_config(office.centre.home, office.centre.facts)
    assert "backups" not in (office.centre.home / "centre.toml").read_text()


def test_a_command_says_where_the_backup_is(older: BackedUp) -> None:
    done = CliRunner().invoke(cli, ["central", "status", "--home", str(older.centre.home)])
    assert "the database was brought up to this version; before it: " in done.stderr
    assert (older.centre.home / BACKUPS).is_dir()
