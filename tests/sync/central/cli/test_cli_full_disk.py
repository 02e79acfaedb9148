"""On the data centre's full disk operators free what is over, and are told."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import func, select, update

from sync.central.centre import Centre
from sync.central.keeper.timers import Timers
from sync.central.registry.database import Registry
from sync.central.registry.errors import RegistryError
from sync.central.registry.schema import Person, ReceivedResult, Visitor
from sync.central.storage.disk_room import RESERVE, RESULTS_LEAVE
from sync.disk_reserve import free_bytes
from sync.protocol.result_content import AlertFollowed
from tests.disks import SmallDisk, fill
from tests.fakes.alerts import raised
from tests.sync.central.cli.conftest import Desk
from tests.sync.central.registry.shift_rows import add_terminal, keep
from tests.sync.central.releases import registry_rows
from tests.waiting import until

LONG_AGO = datetime.now(UTC) - timedelta(days=40)
VISITORS = 50  # with photographs of half a megabyte, as below
ALERTS, DOCUMENTS = 12, 4  # with documents of half a megabyte: more than the reserve has room for


@pytest.fixture
def kept() -> datetime:
    """When the alerts were raised: their time is not over."""
    return datetime.now(UTC)


@pytest.fixture
def full(founded: Desk, small_disk: SmallDisk, tmp_path: Path, kept: datetime) -> Iterator[Desk]:
    """A home with alerts and a person, on a disk that somebody else's file has filled.

    Nobody has served it: its reserve is there since it was founded.
    """
    disk = small_disk(tmp_path / "disk", "96m")
    shutil.copytree(founded.home, disk / "home")
    founded.home = disk / "home"
    noise = np.random.default_rng(1)
    with Centre.open(founded.home) as centre:
        registry_rows.enrol(centre, range(3))
        with centre.registry.transaction() as session:
            terminal = add_terminal(session, kept)
            for _ in range(ALERTS):
                alert = raised(kept)
                keep(session, centre.vault, terminal, alert)
                for _ in range(DOCUMENTS):
                    document = AlertFollowed(
                        alert_id=alert.alert_id,
                        at=kept,
                        step="photograph",
                        picture=b"\xff\xd8" + noise.bytes(500_000),
                    )
                    keep(session, centre.vault, terminal, document)
    fill(disk / "others.log")
    yield founded
    (disk / "others.log").unlink()


def reserve_of(desk: Desk) -> Path:
    return desk.home / "registry.sqlite3.reserve"


def persons(desk: Desk) -> list[str]:
    with Centre.open(desk.home) as centre, centre.registry.room_to_erase():
        return _persons(centre)


def _persons(centre: Centre) -> list[str]:
    with centre.registry.session() as session:
        return list(session.scalars(select(Person.person_id).order_by(Person.person_id)))


def count(desk: Desk) -> int:
    with Centre.open(desk.home) as centre, centre.registry.room_to_erase():
        return results(centre)


def results(centre: Centre) -> int:
    with centre.registry.session() as session:
        return session.scalar(select(func.count()).select_from(ReceivedResult)) or 0


def test_two_operators_delete_an_alert(
    full: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Centre.open(full.home) as centre:
        with pytest.raises(RegistryError, match="is full"):  # nothing goes without the reserve
            erase_all(centre)
        with centre.registry.room_to_erase():
            alerts = _alerts(centre)
    monkeypatch.setenv("GAPURA_SECOND_PASSPHRASE_FILE", str(tmp_path / "budi.txt"))
    for alert in alerts[:3]:
        said = full("results", "delete", alert, "--reason", "X-1", "--second", "budi", by="sari")
        assert f"{1 + DOCUMENTS} results" in said
    assert count(full) == (ALERTS - 3) * (1 + DOCUMENTS)
    assert reserve_of(full).stat().st_size > 0  # for the next time


def alerts_of(desk: Desk) -> list[str]:
    with Centre.open(desk.home) as centre, centre.registry.room_to_erase():
        return _alerts(centre)


def _alerts(centre: Centre) -> list[str]:
    with centre.registry.session() as session:
        of_alerts = select(ReceivedResult.subject_id).where(ReceivedResult.type == "alert")
        return list(session.scalars(of_alerts))


def test_more_alerts_than_the_reserve_has_room_for_are_deleted_at_once(
    full: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GAPURA_SECOND_PASSPHRASE_FILE", str(tmp_path / "budi.txt"))
    alerts = alerts_of(full)
    said = full("results", "delete", *alerts, "--reason", "X-1", "--second", "budi", by="sari")
    assert f"{ALERTS} alerts erased, {ALERTS * (1 + DOCUMENTS)} results" in said
    assert count(full) == 0


def test_a_deletion_that_the_disk_stops_says_how_far_it_came(
    full: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GAPURA_SECOND_PASSPHRASE_FILE", str(tmp_path / "budi.txt"))
    alerts, erase_log = alerts_of(full), Registry.erase_log

    def taken_by_others(registry: Registry) -> None:
        erase_log(registry)
        fill(full.home.parent / "others.log")

    monkeypatch.setattr(Registry, "erase_log", taken_by_others)
    delete = ("results", "delete", *alerts, "--reason", "X-1", "--second", "budi")
    said = full(*delete, by="sari", status=2)
    monkeypatch.undo()
    (left,) = [number for number, alert in enumerate(alerts) if f"from {alert[:12]}" in said]
    assert "is full" in said
    assert len(said.splitlines()) == 1
    assert 0 < left < ALERTS
    assert f"{left} of {ALERTS} alerts erased" in said
    assert set(alerts_of(full)) == set(alerts[left:])


def test_a_deletion_whose_log_could_not_be_emptied_says_that_all_are_erased(
    full: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GAPURA_SECOND_PASSPHRASE_FILE", str(tmp_path / "budi.txt"))
    (alert, *_), erase_log = alerts_of(full), Registry.erase_log

    def locked(registry: Registry) -> None:
        erase_log(registry)
        raise RegistryError("the registry's database: database is locked")

    monkeypatch.setattr(Registry, "erase_log", locked)
    delete = ("results", "delete", alert, "--reason", "X-1", "--second", "budi")
    said = full(*delete, by="sari", status=2)
    monkeypatch.undo()
    assert f"is locked; 1 of 1 alerts erased, {1 + DOCUMENTS} results\n" in said
    assert alert not in alerts_of(full)


def test_a_person_is_forgotten(full: Desk) -> None:
    (person, *others) = persons(full)
    assert "forgotten" in full("person", "forget", person, "--yes", by="sari")
    assert persons(full) == others


def about(desk: Desk, person: str) -> None:
    """All alerts are about this person: more documents than the reserve has room for."""
    with Centre.open(desk.home) as centre, centre.registry.room_to_erase():
        with centre.registry.transaction() as session:
            session.execute(
                update(ReceivedResult)
                .where(ReceivedResult.type == "alert")
                .values(person_id=person)
            )
        centre.registry.erase_log()


def test_a_person_with_more_documents_than_the_reserve_has_room_for_is_forgotten(
    full: Desk,
) -> None:
    (person, *others) = persons(full)
    about(full, person)
    said = full("person", "forget", person, "--yes", by="sari")
    assert f"{ALERTS * DOCUMENTS} notes and photographed documents" in said
    assert (persons(full), count(full)) == (others, ALERTS)


@pytest.mark.slow
def test_forgetting_that_the_disk_stops_says_how_far_it_came_and_goes_on(
    full: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    (person, *others), erase_log = persons(full), Registry.erase_log
    about(full, person)

    def taken_by_others(registry: Registry) -> None:
        erase_log(registry)
        fill(full.home.parent / "others.log")

    monkeypatch.setattr(Registry, "erase_log", taken_by_others)
    said = full("person", "forget", person, "--yes", by="sari", status=2)
    monkeypatch.undo()
    gone = ALERTS * (1 + DOCUMENTS) - count(full)
    assert 0 < gone < ALERTS * DOCUMENTS
    assert "is full" in said
    assert f"; {gone} notes and photographed documents are erased, the person is not" in said
    assert len(said.splitlines()) == 1
    assert persons(full) == [person, *others]
    (full.home.parent / "others.log").write_bytes(b"")  # room is made, as it said
    assert "forgotten, with 1 photograph" in full("person", "forget", person, "--yes", by="sari")
    assert (persons(full), count(full)) == (others, ALERTS)


@pytest.mark.slow
@pytest.mark.parametrize("kept", [LONG_AGO])
def test_what_came_late_of_the_forgotten_is_erased_on_a_full_disk(
    full: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    (person, *_) = persons(full)
    full("person", "forget", person, "--yes", by="sari")
    about(full, person)
    with Centre.open(full.home) as centre:
        with centre.registry.room_to_erase():
            assert results(centre) == ALERTS * (1 + DOCUMENTS)
        with Timers(centre):
            until(lambda: results(centre) == 0)
    caplog.clear()


@pytest.mark.slow
@pytest.mark.parametrize("kept", [LONG_AGO])
def test_the_server_erases_what_is_over(full: Desk, caplog: pytest.LogCaptureFixture) -> None:
    with Centre.open(full.home) as centre:
        assert not centre.registry.has_room()
        with centre.registry.room_to_erase():  # as the keeper starts
            assert results(centre) == ALERTS * (1 + DOCUMENTS)
        with Timers(centre):
            until(lambda: results(centre) == 0)
    assert "the disk of journal, keys, packages, registry has" in caplog.text
    caplog.clear()
    assert reserve_of(full).stat().st_size > 0


def test_the_server_forgets_more_past_visitors_than_the_reserve_has_room_for(
    founded: Desk, small_disk: SmallDisk, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    disk = small_disk(tmp_path / "disk", "96m")
    shutil.copytree(founded.home, disk / "home")
    with Centre.open(disk / "home") as centre:
        with centre.registry.transaction() as session:
            session.add_all(past_visitor(number) for number in range(VISITORS))
        centre.registry.keep_reserve()
        fill(disk / "others.log")

        def left() -> int:
            with centre.registry.session() as session:
                return session.scalar(select(func.count()).select_from(Visitor)) or 0

        with centre.registry.room_to_erase():
            assert left() == VISITORS
        with Timers(centre):
            until(lambda: left() == 0)
    (disk / "others.log").unlink()
    caplog.clear()


def past_visitor(number: int) -> Visitor:
    """With a photograph of half a megabyte."""
    return Visitor(
        visitor_id=f"{number:032x}",
        checkpoint_id="gate-1",
        day=LONG_AGO.date(),
        identity_index=f"{number}",
        sealed=b"sealed",
        thumbnail=np.random.default_rng(number).bytes(500_000),
    )


def test_status_tells_it_and_does_not_end_with_0(full: Desk) -> None:
    said = full("status", status=1)
    assert "the disk of journal, keys, packages, registry has" in said
    assert "no result is taken from terminals" in said
    assert "nothing waits" not in said
    assert full.json("status", status=1)["disks"]["keys"] < RESERVE


def test_nothing_is_told_with_room(founded: Desk) -> None:
    shown = founded.json("status")
    assert shown["disks_low"] == ""
    assert shown["disks"]["registry"] >= shown["disks"]["keys"] - 2**20


def test_a_registry_with_room_inside_takes_results_on_a_disk_with_little(
    full: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    lacks: Callable[[Path], int] = lambda _: RESULTS_LEAVE - 2**20  # noqa: E731
    little: Callable[[Path], int] = lambda _: RESULTS_LEAVE // 2 - 1  # noqa: E731
    with Centre.open(full.home) as centre, centre.registry.room_to_erase():
        assert free_bytes(full.home) < RESULTS_LEAVE
        monkeypatch.setattr("sync.central.registry.database.free_bytes", lacks)
        assert not centre.registry.has_room()
        erase_all(centre)
        assert centre.registry.has_room()
        monkeypatch.setattr("sync.central.registry.database.free_bytes", little)
        assert not centre.registry.has_room()


def erase_all(centre: Centre) -> None:
    """Little by little, as the reserve allows."""
    while results(centre):
        with centre.registry.transaction() as session:
            few = select(ReceivedResult).limit(4)
            for row in session.scalars(few):
                session.delete(row)
        centre.registry.erase_log()
