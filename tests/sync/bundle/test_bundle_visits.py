"""A stick says of each terminal that it was there, also where no result waited."""

from __future__ import annotations

import shutil
from datetime import datetime, timedelta
from pathlib import Path

from sync.central.centre import Centre
from sync.central.exchange.bundle import write_bundle
from sync.central.exchange.bundle_back import read_bundle
from sync.central.keeper.figures import figures
from sync.central.registry.bundled import SticksBack, sticks_back
from sync.central.registry.schema import Terminal
from sync.central.registry.terminals import fleet
from sync.protocol.bundle import SignedVisit, Stick, Visit
from sync.protocol.envelope.signatures import SigningKey
from tests.sync.bundle.sticks import Gate, enrolled
from tests.sync.central.releases.registry_rows import (
    NOW,
)


def test_a_terminal_that_is_heard_of_by_stick_is_not_called_silent(
    centre: Centre, gate: Gate, stick: Path
) -> None:
    def told(at: datetime) -> list[tuple[str, str]]:
        with centre.registry.session() as session:
            (row,) = fleet(session, at)
        return [(each.code, each.text) for each in row.troubles if each.code != "unsigned"]

    def ages(at: datetime) -> dict[str, float]:
        samples = figures(centre, at).decode().splitlines()
        found = (line.rpartition(" ") for line in samples if not line.startswith("#"))
        return {name.partition("{")[0]: float(value) for name, _, value in found if "_age_" in name}

    assert told(NOW) == [("never-seen", "has never been heard of")]
    assert ages(NOW) == {"gapura_terminal_heartbeat_age_seconds": 0}
    write_bundle(centre, "gate-a", stick, "sari", NOW)
    assert told(NOW + timedelta(days=6)) == []  # the stick is on its way
    ended = ("lease-ended", "its lease has ended: it serves nothing; ")
    lost = told(NOW + timedelta(days=8))
    assert lost == [(ended[0], ended[1] + "no stick of it has come back yet")]
    gate.decide()
    gate.carry(stick)
    read_bundle(centre, stick, "sari", NOW + timedelta(days=6))
    assert told(NOW + timedelta(days=6, hours=20)) == []
    late = NOW + timedelta(days=8)
    assert told(late) == [(ended[0], ended[1] + "its stick came back 2 days ago")]
    assert ages(late) == {"gapura_terminal_stick_age_seconds": 2 * 86_400}
    assert b"gapura_oldest_heartbeat_seconds 0.0" in figures(centre, late)
    with centre.registry.transaction() as session:  # it gets a network
        session.get_one(Terminal, gate.terminal_id).seen_at = late
    assert ("silent", "not heard of for 1 h") in told(late + timedelta(hours=1))


def test_a_stick_that_was_where_no_result_waited_says_so(
    centre: Centre, gate: Gate, stick: Path, tmp_path: Path
) -> None:
    other = enrolled(tmp_path / "other", centre)

    def back() -> SticksBack:
        with centre.registry.session() as session:
            return sticks_back(session)

    write_bundle(centre, "gate-a", stick, "sari", NOW)
    nowhere = read_bundle(centre, stick, "sari", NOW)
    assert (nowhere.received, nowhere.brought_nothing) == ({}, True)
    assert set(nowhere.absent) == {gate.terminal_id, other.terminal_id}
    assert back() == SticksBack({}, {"gate-a": NOW})

    first = gate.carry(stick)
    assert (first.exported, first.idle) == (0, False), "lists came"
    again = gate.carry(stick)
    assert (again.exported, again.idle) == (0, True), "nothing came, nothing goes"
    later = NOW + timedelta(hours=1)
    read = read_bundle(centre, stick, "sari", later)
    assert (read.received, read.absent) == ({gate.terminal_id: 0}, (other.terminal_id,))
    assert read.brought_nothing
    assert back() == SticksBack({gate.terminal_id: 0}, {})
    with centre.registry.session() as session:
        assert session.get_one(Terminal, gate.terminal_id).bundle_at == later
        assert session.get_one(Terminal, other.terminal_id).bundle_at is None

    gate.decide()
    gate.carry(stick)
    assert read_bundle(centre, stick, "sari", later).received == {gate.terminal_id: 1}
    assert back().results == {gate.terminal_id: 1}


def test_results_that_are_gone_from_a_stick_are_missed(
    centre: Centre, gate: Gate, stick: Path
) -> None:
    write_bundle(centre, "gate-a", stick, "sari", NOW)
    gate.decide()
    gate.carry(stick)
    shutil.rmtree(stick / Stick(centre.centre_id).results / gate.terminal_id)
    read = read_bundle(centre, stick, "sari", NOW)
    assert read.received == {}
    (told,) = read.refused
    assert "it put 1 results on the stick, and they are not there" in told


def test_a_visit_is_the_terminal_s_own_word(centre: Centre, gate: Gate, stick: Path) -> None:
    write_bundle(centre, "gate-a", stick, "sari", NOW)
    gate.carry(stick)
    place = stick / Stick(centre.centre_id).visit_of(gate.terminal_id)
    own = place.read_bytes()
    visit = Visit(at=NOW, results=0)
    for forged in (
        SignedVisit.signed(SigningKey.generate(), gate.terminal_id, visit).to_json(),
        SignedVisit.signed(gate.signing, "f" * 32, visit).to_json(),
        b"{}",
    ):
        place.write_bytes(forged)
        read = read_bundle(centre, stick, "sari", NOW)
        assert (read.received, len(read.refused)) == ({}, 1)
    place.write_bytes(own)
    assert read_bundle(centre, stick, "sari", NOW).received == {gate.terminal_id: 0}


def test_a_copy_of_a_visit_is_no_other_one(centre: Centre, gate: Gate, stick: Path) -> None:
    write_bundle(centre, "gate-a", stick, "sari", NOW)
    gate.carry(stick)
    place = stick / Stick(centre.centre_id).visit_of(gate.terminal_id)
    own = place.read_bytes()
    assert read_bundle(centre, stick, "sari", NOW).received == {gate.terminal_id: 0}
    later = NOW + timedelta(days=7)
    write_bundle(centre, "gate-a", stick, "sari", later)
    place.write_bytes(own)
    read = read_bundle(centre, stick, "sari", later)
    assert read.received == {}
    assert "it was here before" in read.refused[0]
