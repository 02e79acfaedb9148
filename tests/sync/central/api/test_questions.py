"""1:1 and 1:N on request: the answer, who may ask, and what is noted of it."""

from __future__ import annotations

from datetime import UTC, datetime

import numpy as np
import pytest
from numpy.typing import NDArray
from sqlalchemy import select

from models.manifest import load_manifest
from sync.central.questions import verified
from sync.central.registry import audit
from sync.central.registry.persons import nik_index
from sync.central.registry.schema import AuditEntry, Checkpoint, Person
from sync.protocol.content import AnswerContent, Answered, QuestionContent
from sync.protocol.envelope import random_id, seal
from sync.protocol.wire import Question, SealedAnswer
from tests.present import present
from tests.sync.central.api.conftest import Gate, House, problem
from tests.sync.central.releases import registry_rows as rows

NIK = "3174051203900001"
PERSON = 7


SECRET = bytes(range(32))


@pytest.fixture(scope="module", autouse=True)
def known_nik(house: House) -> None:
    with house.centre.registry.transaction() as session:
        person = session.get_one(Person, rows.person_id(PERSON))
        person.nik_index = nik_index(house.centre.vault, NIK)


@pytest.fixture(scope="module")
def gate(house: House) -> Gate:
    with house.centre.registry.transaction() as session:
        session.add(
            Checkpoint(
                checkpoint_id="tanya",
                name="tanya",
                settings={},
                may_verify=True,
                may_identify=True,
            )
        )
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
) -> Question:
    content = QuestionContent(
        asked_at=datetime.now(UTC),
        officer="P-12",
        purpose="second look at the card",
        nik=nik,
        model_id=model,
        template=template.astype("<f4").tobytes(),
        secret=SECRET,
    )
    question_id = random_id()
    context = f"question {question_id} {gate.terminal_id}"
    return Question(
        question_id=question_id,
        sealed=seal(content.to_json(), house.centre.sealing.public, context),
    )


def answered(
    house: House, gate: Gate, template: NDArray[np.float32], nik: str | None = NIK, **more: str
) -> AnswerContent:
    question = sealed(house, gate, template, nik, **more)
    response = gate.post("/v1/questions", question)
    assert response.status_code == 200, response.text
    answer = SealedAnswer.from_json(response.content)
    assert answer.question_id == question.question_id
    context = f"answer {question.question_id} {gate.terminal_id}"
    said = Answered.from_json(gate.sealing.unseal(answer.sealed, context))
    assert said.secret == SECRET
    return said.answer


def test_the_same_person_is_a_yes_with_score_and_threshold(house: House, gate: Gate) -> None:
    answer = answered(house, gate, near(PERSON, 0.8))
    assert answer.outcome == "yes"
    assert answer.score == pytest.approx(0.8, abs=1e-3)
    assert present(answer.threshold) < 0.8


def test_another_person_is_a_no(house: House, gate: Gate) -> None:
    assert answered(house, gate, near(PERSON, 0.1)).outcome == "no"


def test_between_the_two_thresholds_it_is_uncertain(house: House, gate: Gate) -> None:
    calibration = load_manifest().model.require_calibration()
    between = (calibration.score(1e-3) + calibration.score(1e-4)) / 2
    assert answered(house, gate, near(PERSON, between)).outcome == "uncertain"


def test_the_best_of_several_references_counts() -> None:
    calibration = load_manifest().model.require_calibration()
    probe = near(1, 0.9)
    references = np.stack([rows.template(2), rows.template(1)])
    answer = verified(references, probe, calibration)
    assert answer.outcome == "yes"
    assert answer.score == pytest.approx(0.9, abs=1e-3)


def test_an_unknown_nik_is_unknown(house: House, gate: Gate) -> None:
    assert answered(house, gate, near(PERSON, 0.8), "3174051203900002").outcome == "unknown"


def test_templates_of_another_model_are_not_compared(house: House, gate: Gate) -> None:
    answer = answered(house, gate, near(PERSON, 0.8), model="another")
    assert answer.outcome == "refused"
    assert "another" in answer.reason


def test_a_face_finds_its_person_among_all(house: House, gate: Gate) -> None:
    answer = answered(house, gate, near(PERSON, 0.85), None)
    assert answer.outcome == "candidates"
    assert [each.person_id for each in answer.candidates] == [rows.person_id(PERSON)]
    assert answer.candidates[0].name == f"Orang {PERSON}"
    assert answer.candidates[0].score == pytest.approx(0.85, abs=1e-3)


def test_whoever_was_enrolled_after_the_first_question_is_found(house: House, gate: Gate) -> None:
    answered(house, gate, near(PERSON, 0.85), None)
    rows.enrol(house.centre, [900])
    answer = answered(house, gate, near(900, 0.85), None)
    assert [each.person_id for each in answer.candidates] == [rows.person_id(900)]


def test_a_stranger_finds_nobody(house: House, gate: Gate) -> None:
    assert answered(house, gate, rows.template(12345), None).candidates == ()


def test_what_is_not_agreed_on_is_refused(house: House) -> None:
    gate = house.gate(checkpoint_id="gate-1")  # 1:1, and no 1:N
    assert answered(house, gate, near(PERSON, 0.85), None).outcome == "refused"
    assert answered(house, gate, near(PERSON, 0.85), NIK).outcome == "yes"


def test_every_question_is_on_the_audit_log_without_the_nik(house: House, gate: Gate) -> None:
    answered(house, gate, near(PERSON, 0.8))
    with house.centre.registry.session() as session:
        asked = select(AuditEntry).where(AuditEntry.action == "question")
        entry = session.scalars(asked.order_by(AuditEntry.sequence.desc())).first()
        assert entry is not None
        assert entry.actor == gate.terminal_id
        assert entry.details["officer"] == "P-12"
        assert entry.details["purpose"] == "second look at the card"
        assert (entry.details["asked"], entry.details["outcome"]) == ("1:1", "yes")
        assert NIK not in str(entry.details)
        assert audit.verify(session).broken is None


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
