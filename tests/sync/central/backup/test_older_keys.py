"""A backup that is older than keys which were replaced since: terminals believe it again."""

from __future__ import annotations

from pathlib import Path

import pytest

from sync.central.centre import Centre
from sync.central.errors import CentralError
from sync.central.registry import audit
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
