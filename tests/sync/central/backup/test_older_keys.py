"""A backup that is older than keys which were replaced since: terminals believe it again."""

from __future__ import annotations

from pathlib import Path

import pytest

from sync.central.centre import Centre
from sync.central.errors import CentralError
from sync.central.publisher.repository import Repository
from sync.central.registry import audit, audit_rows
from sync.central.releases import keys
from sync.central.releases.keys import Act
from sync.central.releases.publish import publish_due
from tests.present import present
from tests.sync.central.backup.conftest import BackedUp, Seen
from tests.sync.central.backup.test_backup import (
    LATER,
    THEN,
    Elsewhere,
    backed_up,
    ids,
    opened,
    restored,
)
from tests.sync.central.releases.registry_rows import put_on

ONLINE, TARGETS, ROOT = (Act("rotate", (kind,)) for kind in ("online", "targets", "root"))
STATEMENTS = Act("rotate", ("statements",), at_once=True)
SEALING = Act("rotate", ("sealing",))
ROLE = Act("replace", ("list-cekal",))
RESET = Act("reset-time")


def done(office: BackedUp, *acts: Act) -> None:
    for act in acts:
        keys.perform(office.centre, act, office.stick, "sari", LATER)


def works(back: Centre, seen: Seen) -> None:
    """A terminal that has seen everything follows, also the next change."""
    assert seen.persons(back, THEN) == ids(range(5))
    put_on(back, "cekal", [5])
    publish_due(back, THEN)
    assert seen.persons(back, THEN) == ids(range(6))


@pytest.mark.slow
def test_after_all_keys_were_replaced_a_backup_is_restored_and_goes_on_with_others(
    office: BackedUp, tmp_path: Path, elsewhere: Elsewhere, monkeypatch: pytest.MonkeyPatch
) -> None:
    centre, seen = office.centre, Seen(tmp_path / "seen", office.centre)
    old_statements, old_sealing = centre.statements.public, centre.sealing.public
    backup = backed_up(office, tmp_path)
    done(office, ONLINE, TARGETS, ROOT, STATEMENTS, RESET, SEALING, ROLE, ONLINE)
    seen.persons(centre, LATER)
    lost = present(seen.keys)
    with pytest.raises(CentralError, match="--offline"):
        restored(office, backup, elsewhere())
    target = elsewhere()
    told = restored(office, backup, target, stick=True)
    assert told.renewed == (
        "rotate online",
        "replace list-cekal",
        "rotate statements at-once",
        "rotate sealing",
        "reset-time",
    )
    with opened(target, monkeypatch) as back:
        works(back, seen)
        found = present(seen.keys)
        assert found.statements == (back.statements.public,)
        assert not {old_statements, *lost.statements} & set(found.statements)
        assert found.sealing[0] == back.sealing.public
        assert old_sealing in found.sealing, "what was sealed before the backup opens"
        assert found.time_epoch == lost.time_epoch == 1
        for act in (ONLINE, TARGETS, ROOT):  # and every key can be replaced again
            keys.perform(back, act, office.stick, "sari", THEN)
        assert seen.persons(back, THEN) == ids(range(6))


def test_a_restore_with_the_root_keys_makes_other_online_keys_and_one_without_says_it_is_due(
    office: BackedUp, tmp_path: Path, elsewhere: Elsewhere, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The online keys of a backup lay on its medium as long as it did."""
    seen = Seen(tmp_path / "seen", office.centre)
    seen.persons(office.centre, LATER)
    old = online_keys(office.centre)
    backup = backed_up(office, tmp_path)
    target = elsewhere()
    told = restored(office, backup, target, stick=True)
    assert (told.renewed, told.online_due) == (("rotate online",), False)
    with opened(target, monkeypatch) as back:
        assert not old & online_keys(back)
        works(back, seen)
        with back.registry.session() as session:
            assert not audit_rows.online_due(session)
    target = elsewhere()
    told = restored(office, backup, target)
    assert (told.renewed, told.online_due) == ((), True)
    with opened(target, monkeypatch) as back:
        assert online_keys(back) == old
        with back.registry.session() as session:
            assert audit_rows.online_due(session)
        keys.perform(back, ONLINE, office.stick, "sari", THEN)
        with back.registry.session() as session:
            assert not audit_rows.online_due(session), "status says so until it is done"


def online_keys(centre: Centre) -> set[str]:
    """The ids of the keys that sign snapshots and timestamps."""
    root = Repository(centre.blobs).root().signed
    return {key for role in ("snapshot", "timestamp") for key in root.roles[role].keyids}


def test_other_root_keys_alone_need_nothing(
    office: BackedUp, tmp_path: Path, elsewhere: Elsewhere, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = Seen(tmp_path / "seen", office.centre)
    backup = backed_up(office, tmp_path)
    done(office, ROOT)
    seen.persons(office.centre, LATER)
    target = elsewhere()
    assert restored(office, backup, target).renewed == ()
    with opened(target, monkeypatch) as back:
        works(back, seen)


def test_media_of_before_restore_nothing(
    office: BackedUp, tmp_path: Path, elsewhere: Elsewhere
) -> None:
    backup = backed_up(office, tmp_path)
    before = {path.name: path.read_bytes() for path in office.stick.iterdir() if path.is_file()}
    done(office, ROOT, ONLINE)
    for path in office.stick.glob("root.*"):
        path.unlink()
    for name, data in before.items():
        (office.stick / name).write_bytes(data)
    target = elsewhere()
    with pytest.raises(CentralError, match="root"):
        restored(office, backup, target, stick=True)
    assert not target.home.exists()


def test_a_retired_authority_is_an_honest_end(
    office: BackedUp, tmp_path: Path, elsewhere: Elsewhere
) -> None:
    backup = backed_up(office, tmp_path)
    with office.centre.registry.transaction() as session:
        audit.append(session, LATER, "sari", "keys-retired", "authority")
    with pytest.raises(CentralError, match="authority of this backup was retired"):
        restored(office, backup, elsewhere(), stick=True)
