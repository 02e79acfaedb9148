"""Results come in: once each, whatever happens on the way."""

from __future__ import annotations

import os
import signal
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from httpx import Response
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from sync.central.exchange.ingest import open_batch
from sync.central.registry import audit, callers, intake, resending, result_retention, terminals
from sync.central.registry.received import Received
from sync.central.registry.schema import Checkpoint, ReceivedResult, ResultIntake, Terminal
from sync.protocol.envelope.random_values import random_id
from sync.protocol.envelope.signatures import SigningKey, verify
from sync.protocol.result_content import (
    AlertAnswered,
    AlertFollowed,
    AlertRaised,
    ResultContent,
)
from sync.protocol.wire import Lease, Receipt, ResultsBatch, SealedResult, Statement
from tests.fakes.alerts import raised
from tests.fakes.heartbeats import heartbeat
from tests.fakes.pictures import jpeg
from tests.present import present
from tests.sync.central.gateway.conftest import Gate, House, founded, problem, running

HALF_AN_HOUR = timedelta(minutes=30)


def alert(person_id: str = "a" * 32) -> ResultContent:
    return ResultContent(body=raised(list_id="cekal", reference_id=person_id))


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


# ---- what a broken-in agent, a thief of a kiosk and a broken terminal try ------------------------


def answer(alert_id: str, officers: tuple[str, ...] = (), at: datetime | None = None) -> Any:
    at = at or datetime.now(UTC)
    body = AlertAnswered(alert_id=alert_id, at=at, answer="confirmed", officers=officers)
    return ResultContent(body=body)


def changed(**fields: Any) -> ResultContent:
    """An alert that differs from a good one."""
    good = alert()
    return good.model_copy(update={"body": good.body.model_copy(update=fields)})


def reasons(said: Receipt) -> list[str]:
    return [each.reason for each in said.refused]


def test_an_agent_cannot_plant_an_alert_that_two_officers_confirmed(house: House) -> None:
    """The finding's attack: with `agent.key` alone, a list of another place, two officers."""
    gate = house.gate()
    planted = alert()
    assert isinstance(planted.body, AlertRaised)
    confirmed = answer(planted.body.alert_id, ("1001", "1002"))
    said = sent(gate, *(gate.sealed(each, signed=False) for each in (planted, confirmed)))
    assert said.received == ()
    assert all("not signed by its kiosk" in each for each in reasons(said))
    gate.kiosk = SigningKey.generate()  # its own key, which nobody was told of
    said = sent(gate, gate.sealed(planted), gate.sealed(confirmed))
    assert said.received == ()
    assert stored(house, gate) == set()


def test_a_signature_is_good_for_one_result_of_one_terminal(house: House) -> None:
    gate, other = house.gate(), house.gate()
    other.kiosk = gate.kiosk
    one, two = gate.sealed(alert()), gate.sealed(alert())
    exchanged = one.model_copy(update={"signature": two.signature})
    assert sent(gate, exchanged).received == ()
    assert sent(other, other.sealed(alert())).received == (), "the other has a key of its own"


def test_an_older_terminal_is_believed_as_before(house: House) -> None:
    gate = house.gate()
    with house.centre.registry.transaction() as session:
        session.get_one(Terminal, gate.terminal_id).kiosk_key = None
    one = gate.sealed(alert(), signed=False)
    assert sent(gate, one).received == (one.result_id,)
    assert "unsigned" in troubles(house, gate)


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"list_id": "dpo"}, "never held the list dpo"),  # gate-2's
        ({"at": datetime(2019, 5, 1, tzinfo=UTC)}, "before the terminal was enrolled"),
        ({"at": datetime.now(UTC) + timedelta(days=2)}, "in the future"),
        ({"captured": os.urandom(3000)}, "no JPEG"),
        ({"captured": b"%!PS-Adobe-3.0 EPSF-3.0" + bytes(3000)}, "no JPEG"),
        ({"captured": jpeg()[:-2]}, "no JPEG"),
        ({"captured": jpeg(1600, 40)}, "1600 x 40 pixels"),
    ],
)
def test_a_stolen_kiosks_key_ends_at_what_can_be_true(house: House, fields: Any, why: str) -> None:
    gate = house.gate()
    good, bad = gate.sealed(alert()), gate.sealed(changed(**fields))
    said = sent(gate, good, bad)
    assert said.received == (good.result_id,)
    assert why in reasons(said)[0]
    shown = troubles(house, gate)
    assert why in shown["refused-results"]
    assert "missing" not in shown, "its number came"


@pytest.mark.parametrize(
    ("picture", "why"),
    [
        (jpeg(1280, 853), ""),
        (b"", "no JPEG"),
        (os.urandom(3000), "no JPEG"),
        (jpeg(2100, 40), "2100 x 40 pixels"),
    ],
)
def test_a_photograph_of_a_document_is_a_picture(house: House, picture: bytes, why: str) -> None:
    gate = house.gate()
    step = AlertFollowed(
        alert_id=random_id(), at=datetime.now(UTC), step="photograph", picture=picture
    )
    one = gate.sealed(ResultContent(body=step))
    said = sent(gate, one)
    assert said.received == (() if why else (one.result_id,))
    assert [why in reason for reason in reasons(said)] == [True] * bool(why)


def test_what_is_dated_before_its_time_is_taken_when_that_has_come(house: House) -> None:
    """A clock ran ahead until it was set right: what officers did then is no less true."""
    gate = house.gate()
    good, early = gate.sealed(alert()), gate.sealed(changed(at=datetime.now(UTC) + HALF_AN_HOUR))
    said = sent(gate, early, good)
    assert (said.received, said.refused) == ((good.result_id,), ())
    assert "refused-results" not in troubles(house, gate)
    with house.centre.registry.session() as session:
        caller = present(callers.caller(session, gate.terminal_id))
    later = open_batch(house.centre, caller, [early], datetime.now(UTC) + HALF_AN_HOUR)
    assert [each.result_id for each in later.results] == [early.result_id]


def test_officers_are_those_of_the_checkpoint(house: House) -> None:
    gate = house.gate()
    raised = alert()
    assert isinstance(raised.body, AlertRaised)
    said = sent(gate, gate.sealed(raised), gate.sealed(answer(raised.body.alert_id, ("7777",))))
    assert reasons(said) == ["officer 7777 is not of its checkpoint"]


def test_a_result_that_was_swallowed_shows_until_it_comes(house: House) -> None:
    gate = house.gate()
    one, two, three = (gate.sealed(alert()) for _ in range(3))
    sent(gate, one)
    sent(gate, three)
    assert troubles(house, gate)["missing"] == "a result is missing: 2"
    with house.centre.registry.transaction() as session:
        intake.note(session, datetime.now(UTC))
        assert noted(session, gate) == [], "it may be on its way"
        intake.note(session, datetime.now(UTC) + timedelta(minutes=11))
        intake.note(session, datetime.now(UTC) + timedelta(minutes=12))
        assert noted(session, gate) == [("results-missing", {"numbers": [[2, 2]]})]
    assert sent(gate, two).received == (two.result_id,)
    assert troubles(house, gate) == {}
    with house.centre.registry.transaction() as session:
        intake.note(session, datetime.now(UTC) + timedelta(minutes=13))
        assert [action for action, _ in noted(session, gate)][-1] == "results-complete"


def test_an_old_copy_of_the_kiosks_database_shows_and_loses_nothing(house: House) -> None:
    gate = house.gate()
    sent(gate, *(gate.sealed(alert()) for _ in range(5)))
    again = gate.sealed(alert(), number=4)
    assert sent(gate, again).received == (again.result_id,)
    assert again.result_id in stored(house, gate)
    assert "twice" in troubles(house, gate)


def test_a_database_that_began_anew_begins_a_series(house: House) -> None:
    gate = house.gate()
    sent(gate, *(gate.sealed(alert()) for _ in range(5)))
    gate.series, gate.number = random_id(), 0
    sent(gate, gate.sealed(alert()))
    shown = troubles(house, gate)
    assert set(shown) == {"anew"}
    gate.series, gate.number = random_id(), 2
    sent(gate, gate.sealed(alert()))
    assert troubles(house, gate)["missing"] == "2 results are missing: 1-2"


def test_a_terminal_fills_no_more_than_its_day(house: House) -> None:
    with house.centre.registry.transaction() as session:
        row = session.get_one(Checkpoint, "gate-2")
        row.settings = {**row.settings, "results_a_day": 10}
    gate = house.gate(checkpoint_id="gate-2")
    batches = [[gate.sealed(changed(list_id="dpo")) for _ in range(6)] for _ in range(3)]
    for batch in batches[:2]:
        assert len(sent(gate, *batch).received) == 6
    refused = gate.post("/v1/results", ResultsBatch(results=tuple(batches[2])))
    assert problem(refused) == "busy"
    assert len(sent(gate, *batches[0]).received) == 6, "what is here already is acknowledged"
    assert len(stored(house, gate)) == 12
    assert "quota" in troubles(house, gate)
    with house.centre.registry.transaction() as session:
        session.get_one(ResultIntake, gate.terminal_id).day -= timedelta(days=1)
    assert len(sent(gate, *batches[2]).received) == 6


def test_what_was_erased_does_not_come_back_and_is_acknowledged(house: House) -> None:
    gate = house.gate()
    one = gate.sealed(alert())
    sent(gate, one)
    with house.centre.registry.transaction() as session:
        raised = session.get_one(ReceivedResult, one.result_id)
        result_retention.delete_alerts(
            session,
            [(gate.terminal_id, raised.subject_id)],
            "PERM-1",
            ("sari", "budi"),
            datetime.now(UTC),
        )
    assert stored(house, gate) == set()
    assert sent(gate, one).received == (one.result_id,)
    assert stored(house, gate) == set()
    assert troubles(house, gate) == {}


def test_a_lease_asks_for_results_again(house: House) -> None:
    gate, since = house.gate(), datetime.now(UTC) - timedelta(hours=3)
    with house.centre.registry.transaction() as session:
        assert resending.ask_again(session, since, datetime.now(UTC)) > 0
    response = gate.post("/v1/heartbeat", heartbeat())
    lease = Lease.from_json(gate.opened(Statement.from_json(response.content), "lease"))
    assert lease.resend is not None
    assert lease.resend.since == since


def troubles(house: House, gate: Gate) -> dict[str, str]:
    """What operators read of the terminal, but that it has no agent."""
    with house.centre.registry.session() as session:
        (found,) = (
            each
            for each in terminals.fleet(session, datetime.now(UTC))
            if each.terminal_id == gate.terminal_id
        )
    return {each.code: each.text for each in found.troubles if each.code != "never-seen"}


def noted(session: Session, gate: Gate) -> list[tuple[str, Any]]:
    return [
        (row.action, row.details)
        for row in audit.entries(session)
        if row.subject == gate.terminal_id
    ]
