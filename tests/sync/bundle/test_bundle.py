"""A stick between a data centre and a terminal that has no network: what goes there and back."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from sync.central.centre import Centre
from sync.central.errors import CentralError
from sync.central.exchange.bundle import write_bundle
from sync.central.exchange.bundle_back import read_bundle
from sync.central.releases.publish import publish_due
from sync.protocol.beneath import Beneath
from sync.protocol.bundle import Stick
from sync.protocol.errors import StickRefused
from sync.terminal.errors import UpdateRefused
from sync.terminal.updater import FolderFetch, Updater
from tests.disks import SmallDisk
from tests.sync.bundle.sticks import Gate, results
from tests.sync.central.releases.registry_rows import (
    NOW,
    add_checkpoint,
    person_id,
    put_on,
)


def test_lists_go_out_results_come_home_and_receipts_come_back(
    centre: Centre, gate: Gate, stick: Path
) -> None:
    write_bundle(centre, "gate-a", stick, "sari", NOW)
    done = gate.carry(stick)
    assert done.changed
    assert done.lease_until == NOW + timedelta(days=7)
    assert gate.persons() == {person_id(number) for number in range(5)}
    ids = [gate.decide() for _ in range(3)]
    assert gate.carry(stick).exported == 3
    read = read_bundle(centre, stick, "sari", NOW)
    assert read.received == {gate.terminal_id: 3}
    assert sorted(results(centre)) == sorted(ids)
    assert gate.waiting() == 3  # until the receipt is back
    assert gate.carry(stick).acknowledged == 3
    assert gate.waiting() == 0


def test_one_stick_carries_all_that_waits(
    centre: Centre, gate: Gate, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sync.terminal.bundle.MAX_BATCH", 4)
    write_bundle(centre, "gate-a", stick, "sari", NOW)
    gate.carry(stick)
    ids = [gate.decide() for _ in range(11)]
    assert gate.carry(stick).exported == 11
    assert read_bundle(centre, stick, "sari", NOW).received == {gate.terminal_id: 11}
    assert sorted(results(centre)) == sorted(ids)
    assert gate.carry(stick).acknowledged == 11


def test_a_stick_full_of_files_is_read_in_several_goes(
    centre: Centre, gate: Gate, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A terminal in wrong hands fills a stick; each file is a row on the audit log."""
    monkeypatch.setattr("sync.terminal.bundle.MAX_BATCH", 1)
    monkeypatch.setattr("sync.central.exchange.bundle_back.MAX_FILES", 2)
    write_bundle(centre, "gate-a", stick, "sari", NOW)
    gate.carry(stick)
    for _ in range(3):
        gate.decide()
    gate.carry(stick)
    read = read_bundle(centre, stick, "sari", NOW)
    assert read.received == {gate.terminal_id: 2}
    assert read.refused == (f"{gate.terminal_id}: 1 more files wait; read the stick again",)
    assert gate.carry(stick).acknowledged == 2
    assert read_bundle(centre, stick, "sari", NOW).received == {gate.terminal_id: 1}
    assert gate.carry(stick).acknowledged == 1


def test_the_next_stick_brings_the_delta_only(centre: Centre, gate: Gate, stick: Path) -> None:
    write_bundle(centre, "gate-a", stick, "sari", NOW)
    gate.carry(stick)
    put_on(centre, "cekal", [5])
    later = NOW + timedelta(hours=2)
    publish_due(centre, later)
    gate.at = later
    assert write_bundle(centre, "gate-a", stick, "sari", later).bytes < 20_000
    gate.carry(stick)
    assert gate.persons() == {person_id(number) for number in range(6)}


def test_a_stick_may_travel_for_days(centre: Centre, gate: Gate, stick: Path) -> None:
    write_bundle(centre, "gate-a", stick, "sari", NOW)
    gate.at = NOW + timedelta(days=5)
    assert gate.carry(stick).changed
    assert len(gate.persons()) == 5


def test_a_stick_whose_lease_has_ended_brings_nothing(
    centre: Centre, gate: Gate, stick: Path
) -> None:
    write_bundle(centre, "gate-a", stick, "sari", NOW)
    gate.at = NOW + timedelta(days=8)
    with pytest.raises(UpdateRefused, match="lease has ended"):
        gate.carry(stick)


def test_a_stick_read_twice_counts_once(centre: Centre, gate: Gate, stick: Path) -> None:
    write_bundle(centre, "gate-a", stick, "sari", NOW)
    gate.decide()
    gate.carry(stick)
    own = stick / Stick(centre.centre_id).results / gate.terminal_id / "000000.json"
    data = own.read_bytes()
    read_bundle(centre, stick, "sari", NOW)
    own.write_bytes(data)
    assert read_bundle(centre, stick, "sari", NOW).received == {gate.terminal_id: 1}
    assert len(results(centre)) == 1


def test_pulled_out_while_it_is_written_the_old_state_stays_whole(
    centre: Centre, gate: Gate, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_bundle(centre, "gate-a", stick, "sari", NOW)
    put_on(centre, "cekal", [5])
    publish_due(centre, NOW + timedelta(minutes=1))
    whole = Beneath.write
    allowed, pulled_out = 0, True
    while pulled_out:
        left = iter(range(allowed))

        def pulled(medium: Any, name: Any, data: Any, left: Any = left) -> int:
            if next(left, None) is None:
                raise StickRefused("pulled out")
            return whole(medium, name, data)

        with monkeypatch.context() as patched:
            patched.setattr(Beneath, "write", pulled)
            try:
                write_bundle(centre, "gate-a", stick, "sari", NOW + timedelta(minutes=2))
            except StickRefused:
                pulled_out = True
            else:
                pulled_out = False
        assert version_on(gate, stick / Stick(centre.centre_id).root, allowed) == 1 + (
            not pulled_out
        )
        allowed += 1
    assert allowed >= 4
    write_bundle(centre, "gate-a", stick, "sari", NOW + timedelta(minutes=3))
    gate.carry(stick)
    assert len(gate.persons()) == 6


def version_on(gate: Gate, root: Path, trial: int) -> int:
    """What a terminal that has never seen a list finds on the stick."""
    folder = gate.state.root / f"fresh{trial}"
    folder.mkdir()
    trusted = gate.state.trusted_root.read_bytes()
    fresh = Updater(folder, gate.state.targets, trusted, FolderFetch(root), NOW)
    fresh.refresh()
    head = fresh.head("list-cekal")
    assert head is not None
    for package in head.packages:
        fresh.fetch_target(package.path)
    return head.version


def test_a_stick_of_another_checkpoint_is_told_and_takes_nothing(
    centre: Centre, gate: Gate, stick: Path
) -> None:
    add_checkpoint(centre, "gate-b")
    publish_due(centre, NOW)
    write_bundle(centre, "gate-a", stick, "sari", NOW)
    gate.decide()
    config = gate.state.config()
    gate.state.write_config(config.model_copy(update={"checkpoint_id": "gate-b"}))
    lease = stick / Stick(centre.centre_id).lease_of(gate.terminal_id)
    lease.unlink()
    with pytest.raises(UpdateRefused, match="is for gate-a; this terminal is at gate-b"):
        gate.carry(stick)
    assert not (stick / Stick(centre.centre_id).results_of(gate.terminal_id)).exists()
    with pytest.raises(CentralError, match="gate-b: none of its terminals is active"):
        write_bundle(centre, "gate-b", stick, "sari", NOW)


def test_a_full_stick_is_told_before_a_byte_is_written(
    centre: Centre, gate: Gate, tmp_path: Path, small_disk: SmallDisk
) -> None:
    small = small_disk(tmp_path / "small", "64k")
    with pytest.raises(StickRefused, match=r"MB are needed and 0\.1 MB are free"):
        write_bundle(centre, "gate-a", small, "sari", NOW)
    assert list(small.iterdir()) == []
    stick = tmp_path / "stick"
    stick.mkdir()
    write_bundle(centre, "gate-a", stick, "sari", NOW)
    names = Stick(centre.centre_id)
    for name in (names.root, names.leases):
        (small / name).mkdir(parents=True, exist_ok=True)
    own = names.lease_of(gate.terminal_id)
    (small / own).write_bytes((stick / own).read_bytes())
    for _ in range(40):
        gate.decide()
    with pytest.raises(StickRefused, match="are needed"):
        gate.carry(small)
    assert list((small / names.results_of(gate.terminal_id)).iterdir()) == []
