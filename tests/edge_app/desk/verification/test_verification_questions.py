"""Who is not expected, or has no photograph here, is asked about at the data centre."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from edge_app.desk.verification.inquiry import LIMIT_S, Unanswered
from edge_app.desk.verification.reasons import disagrees
from edge_app.desk.verification.views import (
    NotCompared,
    OfficerDecision,
    VerificationStep,
)
from tests.edge_app.desk.verification_fixtures import (
    NIK,
    NO_PHOTOGRAPH,
    UNEXPECTED,
    Counter,
)


def ask(counter: Counter, faces: dict[str, NDArray[np.float32]]) -> None:
    """Ask about somebody who is not expected, and stands before the camera."""
    counter.lane.stand(faces["obama2.jpg"])
    counter.desk.by_nik(UNEXPECTED)
    counter.step()
    counter.confirm()


def test_who_is_not_expected_is_asked_about_at_the_data_centre(
    counter: Counter, faces: dict[str, NDArray[np.float32]]
) -> None:
    counter.lane.stand(faces["obama2.jpg"])
    counter.desk.by_nik(UNEXPECTED)
    view = counter.step()
    assert (view.step, view.asks, view.framed) == (VerificationStep.FACE, True, 1)
    assert (counter.asked(), counter.chain()) == ([], []), "nothing leaves before the officer's yes"
    view = counter.confirm()
    assert view.step is VerificationStep.ANSWER
    assert view.until_at == counter.clock.now + LIMIT_S
    content = counter.reply(outcome="uncertain", score=0.37, threshold=0.43, strength="near")
    assert (content.nik, content.officer, content.purpose) == (UNEXPECTED, "P-7", "verify-at-gate")
    view = counter.step()
    assert (view.result.outcome, view.result.method) == ("uncertain", "centre")
    assert (view.result.fmr, view.result.score, view.result.threshold) == (1e-3, None, None)
    counter.desk.decide(OfficerDecision.ADMITTED)
    counter.step()
    (row,) = counter.kept()
    assert row["label"] == "NIK …0012"
    asked, verified = counter.chain()
    assert (asked["actor"], asked["action"]) == ("P-7", "question-asked")
    assert asked["subject"] == verified["subject"] == row["verification_id"]
    assert not any(UNEXPECTED in str(each) for each in counter.chain())


def test_a_score_of_an_older_data_centre_is_a_step(
    counter: Counter, faces: dict[str, NDArray[np.float32]]
) -> None:
    ask(counter, faces)
    counter.reply(outcome="yes", score=0.45123, threshold=0.43)
    result = counter.step().result
    assert (result.outcome, result.fmr, result.score) == ("yes", 1e-4, None)


def test_a_face_that_cannot_be_compared_is_none_that_does_not_fit(
    counter: Counter, faces: dict[str, NDArray[np.float32]]
) -> None:
    ask(counter, faces)
    counter.reply(outcome="refused", refusal="not-comparable")
    view = counter.step()
    assert (view.step, view.result.outcome) == (VerificationStep.DECISION, "not_compared")
    assert not disagrees(view)
    counter.desk.decide(OfficerDecision.ADMITTED)
    counter.step()
    (row,) = counter.kept()
    assert (row["method"], row["outcome"], row["admitted"]) == ("centre", "not_compared", 1)


@pytest.mark.parametrize("outcome", ["unknown", "no", "refused"])
def test_what_the_data_centre_cannot_say_is_left_to_the_officer(
    counter: Counter, faces: dict[str, NDArray[np.float32]], outcome: str
) -> None:
    ask(counter, faces)
    counter.reply(outcome=outcome, reason="nobody")
    view = counter.step()
    assert (view.step, view.result.outcome, view.result.score) == (
        VerificationStep.DECISION,
        outcome,
        None,
    )


def test_offline_says_so_before_anybody_looks_into_the_camera(counter: Counter) -> None:
    counter.offline()
    counter.desk.by_nik(UNEXPECTED)
    view = counter.step()
    assert (view.step, view.trouble) == (VerificationStep.DECISION, Unanswered.OFFLINE)
    counter.desk.decide(OfficerDecision.ADMITTED)
    counter.step()
    (row,) = counter.kept()
    assert (row["method"], row["outcome"], row["score"]) == ("document", "not_compared", None)
    assert counter.asked() == []


def test_no_answer_in_time_withdraws_the_question_and_it_may_be_asked_again(
    counter: Counter, faces: dict[str, NDArray[np.float32]]
) -> None:
    ask(counter, faces)
    assert counter.step(LIMIT_S - 0.2).step is VerificationStep.ANSWER
    view = counter.step(0.3)
    assert (view.step, view.trouble) == (VerificationStep.DECISION, Unanswered.NO_ANSWER)
    assert counter.asked() == []
    counter.desk.again()
    counter.step()
    counter.confirm()
    counter.reply(outcome="yes", score=0.7, threshold=0.43)
    assert counter.step().result.outcome == "yes"


def test_the_officer_need_not_wait(counter: Counter, faces: dict[str, NDArray[np.float32]]) -> None:
    ask(counter, faces)
    counter.desk.cancel()
    assert counter.step().trouble is Unanswered.CANCELLED
    assert counter.asked() == []
    counter.desk.reset()
    counter.lane.standing = None
    counter.desk.by_nik(NIK)
    counter.step()
    counter.desk.by_eye()
    assert counter.step().trouble is NotCompared.BY_EYE


def test_a_visitor_without_a_photograph_is_asked_about_by_nik(
    counter: Counter, faces: dict[str, NDArray[np.float32]]
) -> None:
    counter.lane.stand(faces["obama2.jpg"])
    counter.desk.by_visitor(NO_PHOTOGRAPH)
    counter.step()
    assert counter.confirm().step is VerificationStep.ANSWER
    assert counter.asked()[0].nik == "3171010408610002"
