"""The data centre's disk is full while results with photographs arrive, and has room again.

Leases go on meanwhile: a terminal without one serves no list.
"""

from __future__ import annotations

import signal
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import func, select

from edge_app.jpeg import to_jpeg
from sync.central.centre import Centre
from sync.central.registry import audit
from sync.central.registry.errors import RegistryError
from sync.central.registry.schema import ReceivedResult
from sync.central.storage.disk_room import RESERVE
from sync.protocol.result_content import AlertFollowed, AlertRaised, ResultContent
from sync.protocol.wire import Receipt, ResultsBatch, SealedResult, Statement
from tests.disks import SmallDisk, fill
from tests.fakes.alerts import raised
from tests.fakes.heartbeats import heartbeat
from tests.sync.central.gateway.conftest import Gate, House, founded, problem, running
from tests.waiting import until

DOCUMENTS = 8
BEATS, LEASES = 40, 20


def photographed(gate: Gate, seed: int) -> list[SealedResult]:
    """An alert, and a document of half a megabyte."""
    alert = raised(list_id="cekal", reference_id="a" * 32)
    noise = np.random.default_rng(seed).integers(0, 255, (500, 800, 3)).astype(np.uint8)
    document = AlertFollowed(
        alert_id=alert.alert_id,
        at=datetime.now(UTC),
        step="photograph",
        picture=to_jpeg(noise, 800),
    )
    bodies: tuple[AlertRaised | AlertFollowed, ...] = (alert, document)
    return [gate.sealed(ResultContent(body=body)) for body in bodies]


def stored(house: House) -> int:
    with house.centre.registry.session() as session:
        return session.scalar(select(func.count()).select_from(ReceivedResult)) or 0


@pytest.mark.slow
def test_what_a_full_disk_did_not_take_is_not_receipted_and_comes_once_with_room(
    tmp_path: Path, small_disk: SmallDisk
) -> None:
    """Also after the server was killed on it."""
    disk = small_disk(tmp_path / "disk", "144m")
    with founded(disk) as centre:
        with running(centre, disk / "offline") as house:
            gate = house.gate()
            batches = [ResultsBatch(results=tuple(photographed(gate, n))) for n in range(DOCUMENTS)]
            fill(disk / "others.log")
            answers = [gate.post("/v1/results", batch) for batch in batches]
            taken = sum(said.is_success for said in answers)
            assert {problem(said) for said in answers if not said.is_success} == {"busy"}
            assert not taken  # what is left is for erasing
            assert stored(house) == 2 * taken
            assert_leases_go_on(gate, disk)
            assert_told_once(gate, disk)
            house.process.send_signal(signal.SIGKILL)
            house.process.wait()
        (disk / "others.log").unlink()
        with running(centre, disk / "offline") as again:
            gate.house = again
            received(gate, batches)
            assert stored(again) == 2 * DOCUMENTS


def write_until_full(centre: Centre, disk: Path) -> None:
    """The database's log has room for some requests yet."""
    while True:
        fill(disk / "others.log")
        with centre.registry.transaction() as session:
            audit.append(session, datetime.now(UTC), "sari", "test", "x", {"of": "x" * 5000})


def assert_leases_go_on(gate: Gate, disk: Path) -> None:
    """Whoever takes what room there is, and however much was written before."""
    with pytest.raises(RegistryError, match="is full"):
        write_until_full(gate.house.centre, disk)
    for _ in range(LEASES):
        said = gate.post("/v1/heartbeat", heartbeat(datetime.now(UTC)))
        assert said.status_code == 200, said.text
        gate.opened(Statement.from_json(said.content), "lease")
        fill(disk / "others.log")
    assert reserve_of(disk).stat().st_size > RESERVE // 2  # to erase with


def reserve_of(disk: Path) -> Path:
    (found,) = disk.rglob("registry.sqlite3.reserve")
    return found


def assert_told_once(gate: Gate, disk: Path) -> None:
    """Not a line of the log for each request that cannot be answered, the reserve gone too."""
    reserve_of(disk).unlink()
    with pytest.raises(RegistryError, match="is full"):
        write_until_full(gate.house.centre, disk)
    said = [gate.post("/v1/heartbeat", heartbeat(datetime.now(UTC))) for _ in range(BEATS)]
    assert {problem(answer) for answer in said} == {"busy"}
    until(lambda: any("is full" in line for line in gate.house.lines))
    loud = [line for line in gate.house.lines if " WARNING " in line]
    assert len(loud) < BEATS // 2, loud


def received(gate: Gate, batches: list[ResultsBatch]) -> None:
    """The terminal brings all of it again, also what it has a receipt for."""
    for batch in (*batches, *batches):
        said = gate.post("/v1/results", batch)
        assert said.status_code == 200, said.text
        receipt = Receipt.from_json(gate.opened(Statement.from_json(said.content), "receipt"))
        assert set(receipt.received) == {each.result_id for each in batch.results}
