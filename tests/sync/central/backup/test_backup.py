"""A backup holds everything, opens for its key alone, and comes back as what it was."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable
from datetime import timedelta
from pathlib import Path

import pytest

from sync.central.backup.archive import BackupError
from sync.central.backup.checking import check
from sync.central.backup.journal import FILE, Journal, JournalError, keep_journal
from sync.central.backup.making import make_backup
from sync.central.backup.recovery_key import (
    RecoveryKey,
    make_recovery_key,
    read_recovery_key,
)
from sync.central.backup.restoring import Restored, RestoreTarget, restore
from sync.central.centre import Centre
from sync.central.centre_config import DATABASE
from sync.central.errors import CentralError
from sync.central.registry import audit, dump, forgetting, officers, operators, proposals, terminals
from sync.central.registry.list_changes import RemoveMembers
from sync.central.registry.schema import AuditEntry, Operator, Person, Publication, Terminal
from sync.central.releases import delegation
from sync.central.releases.publish import publish_due
from sync.central.storage.disk_room import RESERVE
from sync.protocol.envelope.random_values import random_id
from sync.protocol.envelope.sealing import SealingKey
from sync.protocol.envelope.signatures import SigningKey
from sync.protocol.errors import StickRefused
from tests.sync.central.backup.conftest import BackedUp, Seen
from tests.sync.central.releases.registry_rows import (
    NOW,
    employ,
    person_id,
    put_on,
    take_off,
)
from tests.sync.central.releases.terminal_view import view

Elsewhere = Callable[[], RestoreTarget]
LATER = NOW + timedelta(hours=1)
THEN = NOW + timedelta(days=1)


def backed_up(office: BackedUp, tmp_path: Path, name: str = "a.gapura") -> Path:
    out = tmp_path / name
    make_backup(office.centre, out, NOW)
    return out


def restored(
    office: BackedUp, backup: Path, target: RestoreTarget, journal: bool = True, stick: bool = False
) -> Restored:
    if journal:
        keep_journal(office.centre)
    return restore(
        backup,
        office.key,
        target,
        office.centre.journal_folder if journal else None,
        office.stick if stick else None,
        THEN,
    )


def opened(target: RestoreTarget, monkeypatch: pytest.MonkeyPatch) -> Centre:
    if target.database is not None:
        monkeypatch.setenv("GAPURA_DATABASE", target.database)
    return Centre.open(target.home)


def rows_of(centre: Centre) -> dict[str, list[str]]:
    """Every table's rows, but those that a restore changes."""
    found: dict[str, list[str]] = {}
    with centre.registry.session() as session:
        for part in dump.dump(session):
            head, *lines = part.data.decode().splitlines()
            found.setdefault(part.table, []).extend([head, *sorted(lines)])
    return found


def test_every_row_and_every_blob_comes_back(
    office: BackedUp, tmp_path: Path, elsewhere: Elsewhere, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = rows_of(office.centre)
    photographs = {
        name: office.centre.blobs.get(name, 2**20)
        for name in office.centre.blobs.names()
        if not name.startswith("tuf/")
    }
    target = elsewhere()
    done = restored(office, backed_up(office, tmp_path), target)
    assert done.journal == 1  # that the backup was made
    if target.database is None:  # a full disk may find it before it is served
        assert (target.home / f"{DATABASE}.reserve").stat().st_size == RESERVE
    with opened(target, monkeypatch) as centre:
        after = rows_of(centre)
        published = {"audit", "collections", "packages", "published_members", "publications"}
        assert before.keys() == after.keys()
        for table in before.keys() - published:
            assert after[table] == before[table], table
        assert set(before["audit"]) <= set(after["audit"])
        for name, data in photographs.items():
            assert centre.blobs.get(name, 2**20) == data
        assert centre.vault.index("x") == office.centre.vault.index("x")
        with centre.registry.session() as session:
            assert audit.verify(session).broken is None
        with centre.registry.transaction() as session:  # counters go on where they were
            session.add(Publication(collections={}, at=THEN))


def test_a_terminal_takes_the_restored_lists_whatever_it_has_seen(
    office: BackedUp, tmp_path: Path, elsewhere: Elsewhere, monkeypatch: pytest.MonkeyPatch
) -> None:
    centre, seen = office.centre, Seen(tmp_path / "seen", office.centre)
    backup = backed_up(office, tmp_path)
    for hours, change in enumerate((put_on, take_off, take_off), 1):
        change(centre, "cekal", [5])
        publish_due(centre, NOW + timedelta(hours=hours))
    assert seen.persons(centre, NOW + timedelta(hours=3)) == ids(range(5))
    take_off(centre, "cekal", [0])
    publish_due(centre, NOW + timedelta(hours=4))
    assert seen.persons(centre, NOW + timedelta(hours=4)) == ids(range(1, 5))
    target = elsewhere()
    restored(office, backup, target)
    with opened(target, monkeypatch) as back:
        assert seen.persons(back, THEN) == ids(range(5))
        put_on(back, "cekal", [5])
        publish_due(back, THEN + timedelta(minutes=1))
        assert seen.persons(back, THEN + timedelta(minutes=1)) == ids(range(6))


def test_what_was_taken_after_the_backup_stays_taken(
    office: BackedUp, tmp_path: Path, elsewhere: Elsewhere, monkeypatch: pytest.MonkeyPatch
) -> None:
    centre = office.centre
    stolen, kept = terminal(centre, "active"), terminal(centre, "active")
    with centre.registry.transaction() as session:
        for name, by in (("sari", ()), ("budi", ()), ("tono", ("sari", "budi"))):
            operators.add(session, name, name, random_id(), NOW, by)
    employ(centre, "gate-a", "1001")
    employ(centre, "gate-a", "1002")
    removed, forgotten = person_id(1), person_id(0)
    backup = backed_up(office, tmp_path)
    remove_two(centre, [removed, forgotten])
    publish_due(centre, LATER)
    with centre.registry.transaction() as session:
        forgetting.forget(session, centre.blobs, centre.vault, forgotten, "sari", LATER)
        terminals.revoke(session, stolen, "sari", LATER)
        operators.suspend(session, "tono", LATER, "sari")
    with centre.registry.transaction() as session:
        audit.append(session, LATER, "sari", "visitors-imported", "gate-a", {"rows": 3})
        suspended = {"officers": ["1001"]}
        audit.append(session, LATER, "sari", "officers-suspended", "gate-a", suspended)
    target = elsewhere()
    done = restored(office, backup, target)
    assert done.replayed.revoked == [stolen]
    assert done.replayed.forgotten == [forgotten]
    assert done.replayed.removed == 2
    assert done.replayed.suspended == ["tono"]
    assert done.replayed.lost["visitors-imported"] == 1
    assert done.waiting == 0
    with opened(target, monkeypatch) as back:
        with back.registry.session() as session:
            assert session.get_one(Terminal, stolen).state == "revoked"
            assert session.get_one(Terminal, kept).state == "active"
            assert session.get_one(Operator, "tono").suspended
            assert session.get(Person, forgotten) is None
            assert audit.verify(session).broken is None
            accounts = officers.list_all(session, back.vault, "gate-a")
            assert {each.number: each.suspended for each in accounts} == {
                "1001": True,
                "1002": False,
            }
        assert set(view(back, "list-cekal").entries) == ids(range(2, 5))
        reference = f"{10**9:032x}"
        assert not [name for name in back.blobs.names() if reference in name]


def test_without_a_journal_every_terminal_waits_for_an_operator(
    office: BackedUp, tmp_path: Path, elsewhere: Elsewhere, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, revoked = terminal(office.centre, "active"), terminal(office.centre, "revoked")
    target = elsewhere()
    done = restored(office, backed_up(office, tmp_path), target, journal=False)
    assert (done.journal, done.waiting) == (None, 1)
    with opened(target, monkeypatch) as back, back.registry.session() as session:
        assert session.get_one(Terminal, here).state == "pending"
        assert session.get_one(Terminal, revoked).state == "revoked"


def test_a_role_given_after_the_backup_needs_the_stick(
    office: BackedUp, tmp_path: Path, elsewhere: Elsewhere, monkeypatch: pytest.MonkeyPatch
) -> None:
    centre, seen = office.centre, Seen(tmp_path / "seen", office.centre)
    backup = backed_up(office, tmp_path)
    delegation.delegate(centre, office.stick, ["visitors-gate-a"], LATER)
    seen.persons(centre, LATER)
    with pytest.raises(CentralError, match=r"visitors-gate-a.*--offline"):
        restored(office, backup, elsewhere())
    target = elsewhere()
    restored(office, backup, target, stick=True)
    with opened(target, monkeypatch) as back:
        assert seen.persons(back, THEN) == ids(range(5))
        delegation.delegate(back, office.stick, ["visitors-gate-a"], THEN)
        assert seen.persons(back, THEN) == ids(range(5))


def test_a_backup_opens_for_its_own_key_and_data_centre_alone(
    office: BackedUp, tmp_path: Path, elsewhere: Elsewhere
) -> None:
    backup = backed_up(office, tmp_path)
    assert check(backup, office.key).manifest.audit > 0
    stranger = RecoveryKey(
        centre_id=office.centre.centre_id,
        seed=SealingKey.generate().seed,
        signer=office.key.signer,
    )
    with pytest.raises(BackupError, match="made for the recovery key"):
        check(backup, stranger)
    forged = office.key.model_copy(update={"signer": SigningKey.generate().public})
    with pytest.raises(BackupError, match="not a backup of this recovery key's data centre"):
        check(backup, forged)
    medium = tmp_path / "second"
    medium.mkdir()
    second = read_recovery_key(make_recovery_key(office.centre, medium))
    with pytest.raises(BackupError, match="made for the recovery key"):
        check(backup, second)
    assert check(backed_up(office, tmp_path, "b.gapura"), second).manifest.blobs > 0
    target = elsewhere()
    with pytest.raises(BackupError):
        restore(backup, second, target, None, None, THEN)
    assert not target.home.exists()


@pytest.mark.parametrize("where", [0.02, 0.3, 0.6, 0.99])
def test_a_damaged_or_short_backup_is_told_and_leaves_nothing(
    office: BackedUp, tmp_path: Path, elsewhere: Elsewhere, where: float
) -> None:
    backup = backed_up(office, tmp_path)
    whole = backup.read_bytes()
    at = int(len(whole) * where)
    target = elsewhere()
    for damaged in (
        whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :],
        whole[:at],
        whole + b"x",
    ):
        backup.write_bytes(damaged)
        with pytest.raises(BackupError):
            check(backup, office.key)
        with pytest.raises(BackupError):
            restored(office, backup, target)
        assert not target.home.exists()
    assert not list(target.home.parent.glob(f".{target.home.name}.*"))
    backup.write_bytes(whole)
    restored(office, backup, target)


def test_a_backup_shows_nothing_to_whoever_finds_it(office: BackedUp, tmp_path: Path) -> None:
    data = backed_up(office, tmp_path).read_bytes()
    for word in (b"gate-a", b"registry", b"cekal", b"Orang", office.centre.statements.raw):
        assert word not in data
    assert oct((tmp_path / "a.gapura").stat().st_mode)[-3:] == "600"


def test_a_backup_overwrites_nothing_and_needs_a_key(office: BackedUp, tmp_path: Path) -> None:
    backup = backed_up(office, tmp_path)
    before = backup.read_bytes()
    with pytest.raises(CentralError, match="is there already"):
        backed_up(office, tmp_path)
    assert backup.read_bytes() == before
    (office.centre.secrets / "recovery.pub").unlink()
    with pytest.raises(CentralError, match="gapura central backup key"):
        backed_up(office, tmp_path, "c.gapura")
    with pytest.raises(StickRefused):
        make_recovery_key(office.centre, tmp_path / "not there")


def test_a_journal_of_another_data_centre_or_with_a_gap_is_refused(
    office: BackedUp, tmp_path: Path, elsewhere: Elsewhere
) -> None:
    backup = backed_up(office, tmp_path)
    for number in range(3):
        with office.centre.registry.transaction() as session:
            audit.append(session, LATER, "sari", "noted", str(number))
    keep_journal(office.centre)
    file = office.centre.journal_folder / FILE
    lines = file.read_bytes().splitlines(keepends=True)
    row = json.loads(lines[-2])
    altered = json.dumps({**row, "actor": "budi"}).encode() + b"\n"
    for content, told in (
        ([*lines[:-2], lines[-1]], "does not follow"),
        ([*lines[:-2], altered, lines[-1]], "does not follow"),
        (lines[:2], "ends before this backup"),
        (lines[-1:], "does not follow"),
    ):
        file.write_bytes(b"".join(content))
        target = elsewhere()
        with pytest.raises(JournalError, match=told):
            restore(backup, office.key, target, office.centre.journal_folder, None, THEN)
        assert not target.home.exists()


def test_the_journal_takes_up_after_a_power_cut_and_notices_an_older_database(
    office: BackedUp,
) -> None:
    centre = office.centre
    journal = Journal(centre.journal_folder)
    first = journal.follow(centre.registry, centre.blobs)
    assert first > 3
    assert journal.follow(centre.registry) == 0
    file = centre.journal_folder / FILE
    size = file.stat().st_size
    os.truncate(file, size - 7)
    assert Journal(centre.journal_folder).follow(centre.registry) == 1
    assert file.stat().st_size == size
    assert [row.sequence for row in journal.rows()] == list(range(1, first + 1))
    assert journal.state(centre.registry).behind == 0
    with centre.registry.transaction() as session:
        last = session.get_one(AuditEntry, first)
        session.delete(last)
    with pytest.raises(JournalError, match="an older copy was put into its place"):
        Journal(centre.journal_folder).follow(centre.registry)
    assert [name for name, _ in journal.roots()] == ["tuf/metadata/1.root.json"]


def terminal(centre: Centre, state: str) -> str:
    """A terminal's id."""
    own = random_id()
    with centre.registry.transaction() as session:
        session.add(
            Terminal(
                terminal_id=own,
                checkpoint_id="gate-a",
                lane="2",
                signing_key=bytes(32),
                sealing_key=SealingKey.generate().public,
                state=state,
                enrolled_at=NOW,
            )
        )
    return own


def remove_two(centre: Centre, persons: list[str]) -> None:
    """Proposed by one, approved by the other."""
    change = RemoveMembers(list_id="cekal", persons=tuple(persons))
    with centre.registry.transaction() as session:
        number = proposals.propose(session, centre.vault, change, "sari", LATER)
        proposals.approve(session, centre.vault, number, "budi", LATER)


def ids(numbers: Iterable[int]) -> set[str]:
    return {person_id(number) for number in numbers}
