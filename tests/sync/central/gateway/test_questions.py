"""1:1 and 1:N on request over real HTTP: the answer, who may ask, and what is noted of it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from sqlalchemy import select

from models.manifest import load_manifest
from models.verification import STEPS
from sync.central.identification.questions import verified
from sync.central.registry import audit, terminals
from sync.central.registry.lists import OnRequest
from sync.central.registry.persons import nik_index
from sync.central.registry.schema import AuditEntry, Checkpoint, Person, Terminal
from sync.protocol.content import OfficerRole
from sync.protocol.envelope.random_values import random_id
from sync.protocol.envelope.sealing import seal
from sync.protocol.envelope.signatures import SigningKey
from sync.protocol.question_content import (
    ANSWER_SIZE,
    UNSIGNED,
    AnswerContent,
    Answered,
    Purpose,
    QuestionContent,
)
from sync.protocol.wire import QUESTION, Question, SealedAnswer
from tests.sync.central.gateway.conftest import Gate, House, problem
from tests.sync.central.releases import registry_rows as rows

NIK = "3174051203900001"
PERSON = 7
OFFICER = "P-12"
REGISTER = "register"  # a list that no terminal holds


SECRET = bytes(range(32))


@pytest.fixture(scope="session", autouse=True)
def known_nik(house: House) -> None:
    with house.centre.registry.transaction() as session:
        person = session.get_one(Person, rows.person_id(PERSON))
        person.nik_index = nik_index(house.centre.vault, NIK)


@pytest.fixture(scope="session")
def gate(house: House) -> Gate:
    with house.centre.registry.transaction() as session:
        session.add(
            Checkpoint(
                checkpoint_id="tanya",
                name="tanya",
                settings={"questions_per_person": 1_000, "questions_per_person_month": 1_000},
                may_verify=True,
                may_identify=True,
            )
        )
    asking = OnRequest(checkpoints=("tanya",), purposes=tuple(Purpose))
    described = rows.DESCRIBED.model_copy(update={"checkpoints": (), "on_request": asking})
    rows.add_list(house.centre, REGISTER, described)
    rows.put_on(house.centre, REGISTER, range(20))
    rows.employ(house.centre, "tanya", OFFICER, OfficerRole.SUPERVISOR)
    return house.gate(checkpoint_id="tanya")


def near(number: int, cosine: float) -> NDArray[np.float32]:
    """A template with that cosine to the synthetic person's."""
    row = rows.template(number)
    other = rows.template(10**6)
    other = other - row * (row @ other)
    other /= np.linalg.norm(other)
    return np.asarray(cosine * row + np.sqrt(1 - cosine**2) * other, np.float32)


def sealed(
    house: House,
    gate: Gate,
    template: NDArray[np.float32] | NDArray[np.float64],
    nik: str | None,
    model: str = rows.MODEL,
    officer: str = OFFICER,
    purpose: Purpose | None = None,
    key: SigningKey | None = None,
) -> Question:
    default = Purpose.LOST_CHILD if nik is None else Purpose.VERIFY_AT_GATE
    content = QuestionContent(
        asked_at=datetime.now(UTC),
        officer=officer,
        purpose=(purpose or default).value,
        nik=nik,
        model_id=model,
        template=template.astype("<f4").tobytes(),
        secret=SECRET,
    )
    question_id = random_id()
    context = f"question {question_id} {gate.terminal_id}"
    question = Question(
        question_id=question_id,
        sealed=seal(content.to_json(), house.centre.sealing.public, context),
    )
    signature = (key or gate.kiosk).sign(QUESTION, question.signed(gate.terminal_id))
    return question.model_copy(update={"signature": signature})


def answered(
    house: House, gate: Gate, template: NDArray[np.float32], nik: str | None = NIK, **more: Any
) -> AnswerContent:
    question = sealed(house, gate, template, nik, **more)
    response = gate.post("/v1/questions", question)
    assert response.status_code == 200, response.text
    answer = SealedAnswer.from_json(response.content)
    assert answer.question_id == question.question_id
    context = f"answer {question.question_id} {gate.terminal_id}"
    opened = gate.sealing.unseal(answer.sealed, context)
    assert len(opened) == ANSWER_SIZE
    said = Answered.from_json(opened)
    assert said.secret == SECRET
    return said.answer


@pytest.mark.parametrize(
    ("step", "outcome"), [("strong", "yes"), ("clear", "yes"), ("near", "uncertain")]
)
def test_a_step_is_all_that_is_told_of_a_score(
    house: House, gate: Gate, step: Any, outcome: str
) -> None:
    """Whatever the score within a step, the answer is the same to the last byte."""
    calibration = load_manifest().model.require_calibration()
    floor = calibration.score(STEPS[step])
    said = {
        answered(house, gate, near(PERSON, floor + more)).to_json() for more in (0.002, 0.01, 0.04)
    }
    (only,) = said
    answer = AnswerContent.from_json(only)
    assert (answer.outcome, answer.strength, answer.score) == (outcome, step, floor)
    assert answer.threshold == calibration.score(1e-4)


def test_whoever_is_not_alike_and_whoever_is_unknown_is_the_same_no(
    house: House, gate: Gate
) -> None:
    of_a_list_elsewhere = "3174051203900003"
    with house.centre.registry.transaction() as session:
        person = session.get_one(Person, rows.person_id(30))  # enrolled, and on no list of theirs
        person.nik_index = nik_index(house.centre.vault, of_a_list_elsewhere)
    said = {
        answered(house, gate, template, nik).to_json()
        for template, nik in (
            (near(PERSON, 0.1), NIK),
            (near(PERSON, 0.3), NIK),
            (near(PERSON, 0.8), "3174051203900002"),
            (near(30, 0.9), of_a_list_elsewhere),
        )
    }
    assert said == {AnswerContent(outcome="no").to_json()}


def test_the_best_of_several_references_counts() -> None:
    calibration = load_manifest().model.require_calibration()
    probe = near(1, 0.9)
    references = np.stack([rows.template(2), rows.template(1)])
    assert verified(references, 2, probe, calibration).outcome == "yes"
    assert verified(references, 1, probe, calibration).outcome == "no"  # the rest are decoys
    assert verified(references, 0, probe, calibration).outcome == "no"


def test_templates_of_another_model_are_not_compared(house: House, gate: Gate) -> None:
    answer = answered(house, gate, near(PERSON, 0.8), model="another")
    assert (answer.outcome, answer.refusal) == ("refused", "model")


def test_a_face_finds_its_person_among_all(house: House, gate: Gate) -> None:
    answer = answered(house, gate, near(PERSON, 0.85), None)
    assert answer.outcome == "candidates"
    assert [each.person_id for each in answer.candidates] == [rows.person_id(PERSON)]
    assert answer.candidates[0].name == f"Orang {PERSON}"
    table = load_manifest().model.require_calibration()
    assert (answer.candidates[0].strength, answer.candidates[0].score) == (
        "strong",
        table.score(1e-6),
    )


def test_whoever_was_enrolled_after_the_first_question_is_found(house: House, gate: Gate) -> None:
    answered(house, gate, near(PERSON, 0.85), None)
    rows.enrol(house.centre, [900])
    assert answered(house, gate, near(900, 0.85), None).candidates == ()  # on no list yet
    rows.put_on(house.centre, REGISTER, [900])
    answer = answered(house, gate, near(900, 0.85), None)
    assert [each.person_id for each in answer.candidates] == [rows.person_id(900)]


def test_a_stranger_finds_nobody(house: House, gate: Gate) -> None:
    assert answered(house, gate, rows.template(12345), None).candidates == ()


def test_what_is_not_agreed_on_is_refused(house: House) -> None:
    gate = house.gate(checkpoint_id="gate-1")  # 1:1, and no 1:N
    searched = answered(house, gate, near(PERSON, 0.85), None, officer=UNSIGNED)
    assert (searched.outcome, searched.refusal) == ("refused", "not-agreed")
    verified = answered(house, gate, near(PERSON, 0.85), officer=UNSIGNED)
    assert (verified.outcome, verified.refusal) == ("yes", "none")


def test_every_question_is_on_the_audit_log_without_the_nik(house: House, gate: Gate) -> None:
    answered(house, gate, near(PERSON, 0.8))
    with house.centre.registry.session() as session:
        asked = select(AuditEntry).where(AuditEntry.action == "question")
        entry = session.scalars(asked.order_by(AuditEntry.sequence.desc())).first()
        assert entry is not None
        assert entry.actor == gate.terminal_id
        assert entry.details["officer"] == OFFICER
        assert entry.details["purpose"] == "verify-at-gate"
        assert (entry.details["asked"], entry.details["outcome"]) == ("1:1", "yes")
        assert NIK not in str(entry.details)
        assert audit.verify(session).broken is None


def test_what_the_agent_alone_asks_is_refused_and_told(house: House, gate: Gate) -> None:
    """It holds the key of the requests, and not the kiosk's: officer and purpose are no word."""
    forged = answered(house, gate, near(PERSON, 0.8), key=gate.signing)
    assert (forged.outcome, forged.refusal) == ("refused", "signature")
    honest = sealed(house, gate, near(PERSON, 0.8), NIK)
    moved = honest.model_copy(update={"question_id": random_id()})
    assert problem(gate.post("/v1/questions", moved)) == "invalid"
    with house.centre.registry.session() as session:
        told = {
            each.terminal_id: [trouble.text for trouble in each.troubles]
            for each in terminals.fleet(session, datetime.now(UTC))
        }
    assert any("1 without a known officer" in text for text in told[gate.terminal_id])


def test_an_older_kiosk_that_signs_nothing_is_answered(house: House, gate: Gate) -> None:
    del gate  # it makes the checkpoint
    older = house.gate(checkpoint_id="tanya")
    with house.centre.registry.transaction() as session:
        session.get_one(Terminal, older.terminal_id).kiosk_key = None
    question = sealed(house, older, near(PERSON, 0.8), NIK)
    unsigned = question.model_copy(update={"signature": b""})
    assert older.post("/v1/questions", unsigned).status_code == 200


def test_a_question_sealed_for_another_terminal_is_refused(house: House, gate: Gate) -> None:
    other = house.gate(checkpoint_id="tanya")
    question = sealed(house, other, near(PERSON, 0.8), NIK)
    assert problem(gate.post("/v1/questions", question)) == "invalid"


@pytest.mark.parametrize(
    "template", [np.zeros(128), np.full(128, np.nan), np.ones(127), np.full(128, 9.0)]
)
def test_a_template_that_is_none_is_refused(
    house: House, gate: Gate, template: NDArray[np.float64]
) -> None:
    assert problem(gate.post("/v1/questions", sealed(house, gate, template, NIK))) == "invalid"
