"""What somebody else wrote on a stick, changed or reads there."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

import pytest

from sync.central.centre import Centre
from sync.central.errors import CentralError
from sync.central.exchange.bundle import write_bundle
from sync.central.exchange.bundle_back import read_bundle
from sync.protocol.bundle import SignedBatch, Stick
from sync.protocol.envelope.signatures import SigningKey
from sync.protocol.errors import StickRefused, SyncError
from sync.protocol.wire import ResultsBatch
from sync.terminal.errors import UpdateRefused
from sync.terminal.spool import Spool
from tests.fakes.alerts import raised
from tests.sync.bundle.sticks import Gate, enrolled
from tests.sync.central.releases.registry_rows import (
    NOW,
    person_id,
    template,
    thumbnail,
)


def test_an_old_stick_revives_no_revoked_terminal(centre: Centre, gate: Gate, stick: Path) -> None:
    write_bundle(centre, "gate-a", stick, "sari", NOW)
    with Spool(gate.state.spool) as spool:
        spool.put_facts({"revoked": (NOW + timedelta(hours=1)).isoformat()})
    gate.at = NOW + timedelta(hours=2)
    with pytest.raises(UpdateRefused, match="revocation"):
        gate.carry(stick)


def test_forged_results_are_refused_and_the_others_taken(
    centre: Centre, gate: Gate, stick: Path, tmp_path: Path
) -> None:
    other = enrolled(tmp_path / "other", centre)
    write_bundle(centre, "gate-a", stick, "sari", NOW)
    for each in (gate, other):
        each.decide()
        each.carry(stick)
    place = stick / Stick(centre.centre_id).results
    forged = place / gate.terminal_id / "000000.json"
    batch = SignedBatch.from_json(forged.read_bytes())
    stolen = ResultsBatch.from_json(batch.batch)
    forged.write_bytes(
        SignedBatch.signed(SigningKey.generate(), gate.terminal_id, stolen).to_json()
    )
    read = read_bundle(centre, stick, "sari", NOW)
    assert read.received == {other.terminal_id: 1}
    assert len(read.refused) == 1
    assert "not signed by the terminal" in read.refused[0]


@pytest.mark.parametrize("content", [b"", b"{}", b"\xff\xfe", b"[" * 10_000])
def test_rubbish_on_a_stick_is_refused_in_one_line(
    centre: Centre, gate: Gate, stick: Path, content: bytes
) -> None:
    write_bundle(centre, "gate-a", stick, "sari", NOW)
    own = stick / Stick(centre.centre_id).results / gate.terminal_id
    own.mkdir(parents=True)
    (own / "000000.json").write_bytes(content)
    read = read_bundle(centre, stick, "sari", NOW)
    assert read.received == {}
    assert len(read.refused) == 1


def test_a_forged_lease_is_refused(centre: Centre, gate: Gate, stick: Path) -> None:
    write_bundle(centre, "gate-a", stick, "sari", NOW)
    lease = stick / Stick(centre.centre_id).lease_of(gate.terminal_id)
    honest = lease.read_bytes()
    lease.write_bytes(honest.replace(b"2026-11-29", b"2036-11-29"))
    assert lease.read_bytes() != honest
    with pytest.raises(SyncError, match="not the data centre's"):
        gate.carry(stick)


def test_a_forged_receipt_forgets_no_result(centre: Centre, gate: Gate, stick: Path) -> None:
    write_bundle(centre, "gate-a", stick, "sari", NOW)
    (taken, kept) = (gate.decide(), gate.decide())
    gate.carry(stick)
    own = stick / Stick(centre.centre_id).results_of(gate.terminal_id) / "000000.json"
    batch = SignedBatch.from_json(own.read_bytes())
    first = ResultsBatch(results=ResultsBatch.from_json(batch.batch).results[:1])
    own.write_bytes(SignedBatch.signed(gate.signing, gate.terminal_id, first).to_json())
    read_bundle(centre, stick, "sari", NOW)
    place = stick / Stick(centre.centre_id).receipt_of(gate.terminal_id)
    honest = place.read_bytes()
    forged = honest.replace(taken.encode(), kept.encode())
    assert forged != honest
    place.write_bytes(forged)
    with pytest.raises(SyncError, match="not the data centre's"):
        gate.carry(stick)
    assert gate.waiting() == 2
    place.write_bytes(honest)
    assert gate.carry(stick).acknowledged == 1


@pytest.mark.parametrize("of", ["lease", "results", "visit"])
def test_a_file_without_an_end_is_bounded_and_refused(
    centre: Centre, gate: Gate, stick: Path, of: str
) -> None:
    """It is a hole of a terabyte, which costs the stick nothing, and would cost its reader all."""
    names = Stick(centre.centre_id)
    write_bundle(centre, "gate-a", stick, "sari", NOW)
    if of == "results":  # a visit is read where there are none
        gate.decide()
    gate.carry(stick)
    place = {
        "lease": names.lease_of(gate.terminal_id),
        "results": f"{names.results_of(gate.terminal_id)}/000000.json",
        "visit": names.visit_of(gate.terminal_id),
    }[of]
    os.truncate(stick / place, 2**40)
    if of == "lease":
        with pytest.raises(StickRefused, match="is over the limit"):
            gate.carry(stick)
        return
    read = read_bundle(centre, stick, "sari", NOW)
    assert any("is over the limit" in why for why in read.refused)


def test_whoever_finds_a_stick_reads_nothing_of_anybody(
    centre: Centre, gate: Gate, stick: Path
) -> None:
    write_bundle(centre, "gate-a", stick, "sari", NOW)
    alert = raised(NOW, list_id="cekal", reference_id=person_id(1))
    gate.decide(alert)
    gate.carry(stick)
    secret = [alert.captured, alert.alert_id.encode(), b"Orang ", gate.sealing.seed]
    for number in range(5):
        face = template(number).astype("<f4").tobytes()
        secret += [person_id(number).encode(), face[:32], thumbnail(number, 300)[:40]]
    on_stick = [path.read_bytes() for path in stick.rglob("*") if path.is_file()]
    assert len(on_stick) > 8
    assert [each for each in secret for data in on_stick if each in data] == []


def test_another_data_centres_stick_is_refused_by_both(
    centre: Centre, gate: Gate, stick: Path
) -> None:
    (stick / "gapura" / ("0" * 32)).mkdir(parents=True)
    with pytest.raises(UpdateRefused, match="data centre"):
        gate.carry(stick)
    with pytest.raises(CentralError, match="belongs to this data centre"):
        read_bundle(centre, stick, "sari", NOW)


def test_damaged_lists_are_refused(
    centre: Centre, gate: Gate, stick: Path, caplog: pytest.LogCaptureFixture
) -> None:
    write_bundle(centre, "gate-a", stick, "sari", NOW)
    place = stick / Stick(centre.centre_id).metadata / "timestamp.json"
    place.write_bytes(place.read_bytes().replace(b'"version": 1', b'"version": 9'))
    damaged = stick / Stick(centre.centre_id).targets / "list-cekal"
    for path in damaged.iterdir():
        path.write_bytes(path.read_bytes()[:-1] + b"\x00")
    refused = ""
    try:
        refused = gate.carry(stick).update_error
    except SyncError as error:
        refused = str(error)
    assert refused
    caplog.clear()
    assert list(gate.state.targets.rglob("*.snapshot")) == []
