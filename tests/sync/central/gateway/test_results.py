"""Results come in: once each, whatever happens on the way."""

from __future__ import annotations

import os
import signal
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from httpx import Response
from sqlalchemy import func, select

from sync.central.registry.received import Received
from sync.central.registry.schema import ReceivedResult
from sync.protocol.content import AlertAnswered, AlertRaised, ResultContent
from sync.protocol.envelope import random_id, verify
from sync.protocol.wire import Receipt, ResultsBatch, SealedResult, Statement
from tests.fakes.pictures import jpeg
from tests.present import present
from tests.sync.central.gateway.conftest import Gate, House, founded, running


def alert(person_id: str = "a" * 32) -> ResultContent:
    return ResultContent(
        body=AlertRaised(
            alert_id=random_id(),
            at=datetime.now(UTC),
            lane="1",
            list_id="cekal",
            list_version=3,
            reference_id=person_id,
            score=0.6,
            threshold=0.4,
            model_id="sface",
            quality=0.9,
            captured=jpeg(),
        )
    )


def receipt(gate: Gate, response: Response) -> Receipt:
    assert response.status_code == 200, response.text
    statement = Statement.from_json(response.content)
    return Receipt.from_json(gate.opened(statement, "receipt"))


def sent(gate: Gate, *results: SealedResult) -> Receipt:
    return receipt(gate, gate.post("/v1/results", ResultsBatch(results=results)))


def stored(house: House, gate: Gate) -> set[str]:
    with house.centre.registry.session() as session:
        asked = select(ReceivedResult.result_id).where(
            ReceivedResult.terminal_id == gate.terminal_id
        )
        return set(session.scalars(asked))


def test_a_result_is_kept_sealed_and_receipted(house: House) -> None:
    gate = house.gate()
    result = alert()
    one = gate.sealed(result)
    said = sent(gate, one)
    assert (said.terminal_id, said.nonce) == (gate.terminal_id, gate.nonce)
    assert (said.received, said.refused) == ((one.result_id,), ())
    with house.centre.registry.session() as session:
        row = session.get_one(ReceivedResult, one.result_id)
        assert (row.type, row.list_id, row.person_id) == ("alert", "cekal", "a" * 32)
        assert jpeg() not in row.sealed
        text = house.centre.vault.unseal(row.sealed, Received.context(one.result_id))
        assert row.signature == one.signature, "it proves what is kept, for as long as it is"
        told = f"{one.result_id} {gate.terminal_id}\n".encode() + text
        verify(gate.kiosk.public, "result", told, present(row.signature))
    assert ResultContent.from_json(text).body == result.body


def test_an_answer_is_kept_beside_its_alert(house: House) -> None:
    gate = house.gate()
    raised = alert()
    assert isinstance(raised.body, AlertRaised)
    answered = ResultContent(
        body=AlertAnswered(alert_id=raised.body.alert_id, at=datetime.now(UTC), answer="confirmed")
    )
    sent(gate, gate.sealed(raised), gate.sealed(answered))
    with house.centre.registry.session() as session:
        asked = select(ReceivedResult.type).where(ReceivedResult.subject_id == raised.body.alert_id)
        assert sorted(session.scalars(asked)) == ["alert", "answer"]


def test_a_batch_sent_twice_is_kept_once_and_receipted_twice(house: House) -> None:
    gate = house.gate()
    batch = [gate.sealed(alert()) for _ in range(5)]
    ids = tuple(result.result_id for result in batch)
    assert sent(gate, *batch).received == ids
    assert sent(gate, *batch).received == ids
    assert stored(house, gate) == set(ids)


def test_batches_that_overlap_are_kept_once(house: House) -> None:
    gate = house.gate()
    batch = [gate.sealed(alert()) for _ in range(6)]
    sent(gate, *batch[:4])
    assert len(sent(gate, *batch[2:]).received) == 4
    assert stored(house, gate) == {result.result_id for result in batch}


def test_batches_at_the_same_time_are_kept_once(house: House) -> None:
    gate = house.gate()
    batch = [gate.sealed(alert()) for _ in range(20)]
    bodies = [ResultsBatch(results=tuple(part)) for part in (batch, batch[::-1], batch[5:])] * 3
    requests = [(b, gate.headers("POST", "/v1/results", b.to_json())) for b in bodies]

    def post(request: tuple[ResultsBatch, dict[str, str]]) -> Any:
        body, headers = request
        with house.client() as client:
            return client.post("/v1/results", content=body.to_json(), headers=headers)

    with ThreadPoolExecutor(9) as pool:
        for response in pool.map(post, requests):
            assert receipt(gate, response).refused == ()
    assert stored(house, gate) == {result.result_id for result in batch}


def test_a_bad_row_does_not_block_the_others(house: House) -> None:
    gate, other = house.gate(), house.gate()
    good = gate.sealed(alert())
    bad = [
        other.sealed(alert()),  # sealed as another terminal's
        gate.sealed(b"{}"),
        gate.sealed(b"\xff" * 10),
        SealedResult(result_id=random_id(), created_at=datetime.now(UTC), sealed=b"noise"),
    ]
    said = sent(gate, *bad[:2], good, *bad[2:])
    assert said.received == (good.result_id,)
    assert {each.result_id for each in said.refused} == {each.result_id for each in bad}
    assert all(each.reason for each in said.refused)


def test_another_terminals_result_id_is_refused(house: House) -> None:
    gate, thief = house.gate(), house.gate()
    one = gate.sealed(alert())
    sent(gate, one)
    said = sent(thief, thief.sealed(alert(), one.result_id))
    assert said.received == ()
    assert [each.result_id for each in said.refused] == [one.result_id]
    assert stored(house, thief) == set()


def test_what_is_receipted_is_in_the_database_of_another_process(house: House) -> None:
    gate = house.gate()
    batch = [gate.sealed(alert()) for _ in range(100)]
    said = sent(gate, *batch)
    with house.centre.registry.session() as session:
        asked = select(func.count()).where(ReceivedResult.result_id.in_(said.received))
        assert session.scalar(asked) == 100


def test_what_is_receipted_outlives_the_server(tmp_path: Path) -> None:
    with founded(tmp_path) as centre, running(centre, tmp_path / "offline") as house:
        gate = house.gate()
        said = sent(gate, *(gate.sealed(alert()) for _ in range(30)))
        os.kill(house.process.pid, signal.SIGKILL)
        house.process.wait()
        assert stored(house, gate) == set(said.received)
