"""While lists move to another model, terminals of both ask, and each is answered by its own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from models.manifest import load_manifest
from sync.central import bootstrap
from sync.central.centre import Centre
from sync.central.identification.questions import Answerer
from sync.central.registry import audit
from sync.central.registry.lists import OnRequest
from sync.central.registry.persons import nik_index
from sync.central.registry.question_quotas import Asker
from sync.central.registry.schema import Checkpoint, Person, Reference, ReferenceTemplate
from sync.protocol.content import OfficerRole
from sync.protocol.envelope.random_values import random_id
from sync.protocol.question_content import AnswerContent, Purpose, QuestionContent
from sync.protocol.wire import Question
from tests.fakes.manifests import SECOND, put_in_place
from tests.sync.central.releases import registry_rows as rows

NIK = "3174051203900001"
PERSON, SECONDS = 7, 55_555  # whose template is whose row: of the first model, of the second


@pytest.fixture
def centre(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Centre]:
    """Persons with templates of the first model; one of them with one of the second, too."""
    put_in_place(monkeypatch, tmp_path / "both.toml")
    now = datetime.now(UTC)
    home, stick = tmp_path / "home", tmp_path / "stick"
    with bootstrap.create(home, stick, "Uji", ["localhost"], None, None, now) as made:
        rows.enrol(made, range(20), size=100)
        asking = OnRequest(checkpoints=("gate-a",), purposes=tuple(Purpose))
        described = rows.DESCRIBED.model_copy(update={"checkpoints": (), "on_request": asking})
        rows.add_list(made, "register", described)
        rows.put_on(made, "register", range(20))
        with made.registry.transaction() as session:
            session.add(
                Checkpoint(checkpoint_id="gate-a", name="A", settings={}, may_identify=True)
            )
            person = session.get_one(Person, rows.person_id(PERSON))
            person.nik_index = nik_index(made.vault, NIK)
            reference = session.query(Reference).filter_by(person_id=person.person_id).one()
            row = rows.template_row(made, reference.reference_id, SECOND, SECONDS)
            session.add(ReferenceTemplate(**row))
        rows.employ(made, "gate-a", "P-12", OfficerRole.SUPERVISOR)
        yield made


@pytest.fixture
def ask(centre: Centre) -> Iterator[Any]:
    """`ask(number, nik, model)`: with a probe that is 0.8 alike to the row of that number."""
    answerer = Answerer(centre)

    def asked(number: int, nik: str | None, model_id: str) -> AnswerContent:
        row, other = rows.template(number), rows.template(10**6)
        other = other - row * (row @ other)
        probe = 0.8 * row + 0.6 * other / np.linalg.norm(other)
        question = QuestionContent(
            asked_at=datetime.now(UTC),
            officer="P-12",
            purpose="lost-child" if nik is None else "verify-at-gate",
            nik=nik,
            model_id=model_id,
            template=probe.astype("<f4").tobytes(),
            secret=bytes(32),
        )
        asker = Asker(random_id(), "gate-a")
        sent = Question(question_id=random_id(), sealed=b"")
        return answerer.answer(asker, question, sent, datetime.now(UTC))

    yield asked
    answerer.close()


@pytest.mark.parametrize(("number", "which"), [(PERSON, 0), (SECONDS, 1)])
def test_1_to_1_is_compared_with_references_and_thresholds_of_the_questions_model(
    ask: Any, number: Any, which: Any
) -> None:
    models = list(load_manifest().by_id.values())
    said = ask(number, NIK, models[which].model_id)
    table = models[which].require_calibration()
    assert (said.outcome, said.score) == ("yes", table.score(1e-6))
    assert said.threshold == pytest.approx(models[which].require_calibration().score(1e-4))
    assert ask(number, NIK, models[1 - which].model_id).outcome == "no"


def test_1_to_n_is_compared_with_references_of_the_questions_model(ask: Any) -> None:
    first = load_manifest().current_model
    for number, model_id in ((PERSON, first), (SECONDS, SECOND)):
        found = ask(number, None, model_id).candidates
        assert [each.person_id for each in found] == [rows.person_id(PERSON)]
    assert ask(PERSON, None, SECOND).candidates == ()
    assert ask(SECONDS, None, first).candidates == ()


def test_a_reference_that_was_made_meanwhile_is_found_by_both(ask: Any, centre: Centre) -> None:
    first = load_manifest().current_model
    assert ask(900, None, first).candidates == ask(901, None, SECOND).candidates == ()
    rows.enrol(centre, [900])
    rows.put_on(centre, "register", [900])
    with centre.registry.transaction() as session:
        reference = session.query(Reference).filter_by(person_id=rows.person_id(900)).one()
        row = rows.template_row(centre, reference.reference_id, SECOND, 901)
        session.add(ReferenceTemplate(**row))
        audit.append(session, rows.NOW, "sari", "photograph-added", "register")
    for number, model_id in ((900, first), (901, SECOND)):
        found = ask(number, None, model_id).candidates
        assert [each.person_id for each in found] == [rows.person_id(900)]


@pytest.mark.parametrize("nik", [NIK, None])
def test_a_model_that_is_not_in_service_is_refused(ask: Any, nik: Any) -> None:
    said = ask(PERSON, nik, "arcface-r100")
    assert (said.outcome, said.refusal) == ("refused", "model")
