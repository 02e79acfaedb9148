"""The officer's decision: its reason, the time in which it is taken back, and what is kept."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from edge_app.desk.alerts.queue import UNDO_S
from edge_app.desk.verification.reasons import REASONS, DecisionReason, needs_reason
from edge_app.desk.verification.views import OfficerDecision, VerificationStep
from tests.edge_app.desk.verification_fixtures import NIK, OBAMA, PASSPORT, Counter
from tests.edge_app.documents.zones import passport
from tests.present import present

ADMITTED, TURNED_AWAY = OfficerDecision.ADMITTED, OfficerDecision.TURNED_AWAY
Faces = dict[str, NDArray[np.float32]]


def compared(counter: Counter, face: np.ndarray) -> None:
    counter.lane.stand(face)
    counter.desk.by_nik(NIK)
    assert counter.step().step is VerificationStep.DECISION


def test_a_decision_taken_back_in_time_never_counts(counter: Counter, faces: Faces) -> None:
    compared(counter, faces["obama2.jpg"])
    counter.desk.decide(ADMITTED)
    held = present(counter.step().held)
    counter.step(UNDO_S - 1)
    counter.desk.undo(held.visit)
    view = counter.step()
    assert (view.step, view.held, present(view.subject).nik) == (
        VerificationStep.DECISION,
        None,
        NIK,
    )
    assert present(view.result).outcome == "yes"
    assert (counter.kept(), counter.came) == ([], [])
    (row,) = counter.chain()
    assert (row["actor"], row["action"]) == ("P-7", "decision-withdrawn")


def test_a_decision_counts_after_its_time_and_is_not_taken_back_then(
    counter: Counter, faces: Faces
) -> None:
    compared(counter, faces["obama2.jpg"])
    counter.desk.decide(ADMITTED)
    held = present(counter.step().held)
    counter.step(UNDO_S)
    counter.desk.undo(held.visit)
    assert counter.step().subject is None
    assert counter.came == [OBAMA]
    assert len(counter.kept()) == 1


def test_the_next_decision_and_leaving_make_one_count(counter: Counter, faces: Faces) -> None:
    compared(counter, faces["obama2.jpg"])
    counter.desk.decide(ADMITTED)
    first = present(counter.step().held)
    compared(counter, faces["obama2.jpg"])
    assert counter.desk.view().held == first, "the next person takes nothing away"
    counter.desk.decide(ADMITTED)
    second = present(counter.step().held)
    assert counter.came == [OBAMA]
    counter.desk.undo(first.visit)
    assert counter.step().held == second
    counter.desk.leave()
    counter.step()
    assert counter.came == [OBAMA, OBAMA]


def test_a_decision_counts_though_the_officer_leaves_with_the_same_finger(
    counter: Counter, faces: Faces
) -> None:
    compared(counter, faces["obama2.jpg"])
    counter.desk.decide(ADMITTED)
    counter.desk.leave()  # before anybody has looked at the decision
    counter.step()
    assert counter.came == [OBAMA]
    assert len(counter.kept()) == 1


def test_stopping_lets_a_held_decision_count(counter: Counter, faces: Faces) -> None:
    compared(counter, faces["obama2.jpg"])
    counter.desk.decide(ADMITTED)
    counter.step()
    counter.desk.stop()
    assert counter.came == [OBAMA]


def test_taking_back_while_the_next_person_is_there_leaves_them_alone(
    counter: Counter, faces: Faces
) -> None:
    compared(counter, faces["obama2.jpg"])
    counter.desk.decide(ADMITTED)
    held = present(counter.step().held)
    counter.desk.by_visitor(f"{2:032x}")
    counter.step()
    counter.desk.undo(held.visit)
    view = counter.step()
    assert (present(view.subject).name, view.held) == ("Budi Tanpa Foto", None)
    assert counter.came == []


@pytest.mark.parametrize("decision", OfficerDecision)
def test_against_a_doubt_nothing_is_decided_without_a_reason(
    counter: Counter, faces: Faces, decision: OfficerDecision
) -> None:
    compared(counter, faces["biden.jpg"])
    assert needs_reason(counter.desk.view(), decision)
    counter.desk.decide(decision)
    assert counter.step().held is None
    reason = REASONS[decision][0]
    counter.desk.decide(decision, reason)
    counter.step()
    (row,) = counter.kept()
    assert (row["outcome"], row["reason"]) == ("no", reason.value)
    (noted,) = counter.chain()
    assert json.loads(noted["details"])["reason"] == reason.value


def test_letting_in_who_agrees_takes_no_reason_and_a_refusal_does(
    counter: Counter, faces: Faces
) -> None:
    compared(counter, faces["obama2.jpg"])
    view = counter.desk.view()
    assert not needs_reason(view, ADMITTED)
    assert needs_reason(view, TURNED_AWAY)
    assert needs_reason(replace(view, live_proven=False), ADMITTED)


def test_a_document_that_differs_is_kept_with_what_the_officer_saw(counter: Counter) -> None:
    counter.desk.by_mrz(passport(PASSPORT, "KHAN<<IMRAN"))
    view = counter.step()
    assert view.step is VerificationStep.DECISION
    counter.desk.decide(ADMITTED)
    assert counter.step().held is None
    counter.desk.decide(ADMITTED, DecisionReason.WRITTEN_OTHERWISE)
    counter.step()
    (row,) = counter.kept()
    assert (row["differs"], row["reason"]) == ("name", "written_otherwise")
    (noted,) = counter.chain()
    assert json.loads(noted["details"])["differs"] == ["name"]
