"""1:1 at the lane: who is named, who stands there, what is said, kept and forgotten."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from edge_app.desk.alerts.queue import UNDO_S
from edge_app.desk.session.views import OPEN, SessionState, SessionView
from edge_app.desk.verification.face_wait import FACE_LIMIT_S
from edge_app.desk.verification.reasons import DecisionReason
from edge_app.desk.verification.screen_desk import IDLE_S
from edge_app.desk.verification.views import (
    NotCompared,
    OfficerDecision,
    VerificationStep,
)
from models.calibration import Calibration
from sync.protocol.content import OfficerRole
from tests.edge_app.desk.verification_fixtures import (
    FOREIGNER,
    MODEL,
    NIK,
    OBAMA,
    UNEXPECTED,
    Counter,
    manifest,
    signed_in,
)
from tests.present import present
from tests.waiting import until


def test_an_expected_visitor_is_compared_here_and_let_in(
    counter: Counter, faces: dict[str, NDArray[np.float32]]
) -> None:
    counter.desk.by_nik(NIK)
    view = counter.step()
    assert (view.step, view.subject.name) == (VerificationStep.FACE, "Barack Obama")
    assert view.subject.portrait.shape == (40, 30, 3)
    counter.lane.stand(faces["obama2.jpg"])
    view = counter.step()
    assert (view.step, view.result.outcome) == (VerificationStep.DECISION, "yes")
    assert view.result.score > view.result.threshold
    assert view.live is not None
    counter.desk.decide(OfficerDecision.ADMITTED)
    view = counter.step()
    assert (view.subject, view.live) == (None, None)
    assert (present(view.held).decision, present(view.held).name) == (
        OfficerDecision.ADMITTED,
        "Barack Obama",
    )
    assert counter.came == [], "nothing counts yet"
    assert counter.step(UNDO_S).held is None
    assert counter.came == [OBAMA]
    (row,) = counter.kept()
    assert (row["method"], row["outcome"], row["admitted"]) == ("visitor", "yes", 1)
    assert (row["officer"], row["visitor_id"], row["label"]) == ("P-7", OBAMA, "Barack Obama")
    assert counter.asked() == []


def test_somebody_else_with_the_visitors_document_is_told_apart(
    counter: Counter, faces: dict[str, NDArray[np.float32]]
) -> None:
    counter.lane.stand(faces["biden.jpg"])
    counter.desk.by_visitor(OBAMA)
    view = counter.step()
    assert view.result.outcome == "no"
    counter.desk.decide(OfficerDecision.TURNED_AWAY, DecisionReason.NOT_THE_HOLDER)
    assert present(counter.step().held).decision is OfficerDecision.TURNED_AWAY
    assert counter.came == []
    assert counter.kept()[0]["admitted"] == 0


def test_offline_a_visitor_with_a_photograph_is_compared_all_the_same(
    counter: Counter, faces: dict[str, NDArray[np.float32]]
) -> None:
    counter.offline()
    counter.lane.stand(faces["obama2.jpg"])
    counter.desk.by_nik(NIK)
    assert counter.step().result.outcome == "yes"


def test_nobody_in_front_of_the_camera_is_said(counter: Counter) -> None:
    counter.desk.by_nik(NIK)
    assert counter.step().step is VerificationStep.FACE
    view = counter.step(FACE_LIMIT_S)
    assert (view.step, view.trouble) == (VerificationStep.DECISION, NotCompared.NO_FACE)


def test_one_shot_is_taken_when_no_second_comes(
    counter: Counter, faces: dict[str, NDArray[np.float32]]
) -> None:
    counter.lane.stand(faces["obama2.jpg"], shots=1)
    counter.desk.by_nik(NIK)
    assert counter.step().step is VerificationStep.FACE
    assert counter.step(1.6).step is VerificationStep.DECISION


def test_without_photograph_and_nik_the_document_is_compared_by_eye(counter: Counter) -> None:
    counter.desk.by_visitor(FOREIGNER)
    view = counter.step()
    assert (view.step, view.trouble) == (VerificationStep.DECISION, NotCompared.NO_REFERENCE)
    counter.desk.decide(OfficerDecision.ADMITTED)
    counter.step()
    counter.step(UNDO_S)
    assert counter.came == [FOREIGNER]
    assert counter.kept()[0]["method"] == "document"


def test_nothing_stays_after_the_screen_is_left(
    counter: Counter, faces: dict[str, NDArray[np.float32]]
) -> None:
    counter.lane.stand(faces["obama2.jpg"])
    counter.desk.by_nik(UNEXPECTED)
    counter.step()
    before = counter.confirm()
    counter.desk.leave()
    view = counter.step()
    assert (view.step, view.subject, view.live) == (VerificationStep.DOCUMENT, None, None)
    assert view.visit > before.visit
    assert counter.asked() == []
    counter.desk.by_nik(NIK)
    counter.desk.leave()
    assert counter.step().subject is None


def test_nothing_stays_when_nobody_touches_anything(
    counter: Counter, faces: dict[str, NDArray[np.float32]]
) -> None:
    counter.lane.stand(faces["obama2.jpg"])
    counter.desk.by_nik(NIK)
    assert counter.step().result is not None
    assert counter.step(IDLE_S - 1).subject is not None
    counter.desk.touched()
    assert counter.step(IDLE_S - 1).subject is not None
    view = counter.step(1.5)
    assert (view.subject, view.live, view.result) == (None, None, None)
    assert counter.kept() == []


def test_who_may_not_verify_does_not(counter: Counter) -> None:
    for session in (signed_in(OfficerRole.TECHNICIAN), SessionView(SessionState.LOCKED)):
        counter.session = session
        counter.desk.by_nik(NIK)
        assert counter.step().subject is None
    counter.session = OPEN
    counter.desk.by_nik(NIK)
    assert counter.step().subject is not None


def test_a_terminal_without_accounts_asks_and_keeps_without_a_name(
    counter: Counter, faces: dict[str, NDArray[np.float32]]
) -> None:
    counter.session = OPEN
    counter.lane.stand(faces["obama2.jpg"])
    counter.desk.by_nik(UNEXPECTED)
    counter.step()
    counter.confirm()
    assert counter.reply(outcome="yes", score=0.7, threshold=0.43).officer == "unsigned"
    counter.step()
    counter.desk.decide(OfficerDecision.ADMITTED)
    counter.step()
    assert counter.kept()[0]["officer"] is None


def test_commands_that_do_not_fit_change_nothing(counter: Counter) -> None:
    for command in ("again", "cancel", "by_eye", "ask_liveness"):
        getattr(counter.desk, command)()
    for decision in OfficerDecision:
        counter.desk.decide(decision, DecisionReason.SUPERVISOR_DECIDED)
    counter.desk.undo(0)
    assert counter.step().step is VerificationStep.DOCUMENT
    assert counter.kept() == []


def test_forty_touches_a_second_admit_once(
    counter: Counter, faces: dict[str, NDArray[np.float32]]
) -> None:
    counter.lane.stand(faces["obama2.jpg"])
    for _ in range(40):
        counter.desk.by_nik(NIK)
    counter.step()
    for _ in range(40):
        counter.desk.decide(OfficerDecision.ADMITTED)
    counter.step()
    assert len(counter.kept()) == 1


def test_a_reader_does_it_all(counter: Counter, faces: dict[str, np.ndarray]) -> None:
    counter.lane.stand(faces["obama2.jpg"])
    counter.readers.start()
    counter.desk.by_nik(NIK)
    view = until(lambda: view if (view := counter.desk.view()).result else None, counter.desk.view)
    assert view.step is VerificationStep.DECISION


# ---- while lists move to another model ------------------------------------------------------


def test_a_visitors_photograph_is_compared_by_the_model_that_its_template_is_of(
    counter: Counter, faces: dict[str, np.ndarray]
) -> None:
    calibration = Calibration((-0.9, 0.2), (0.5, 1e-5))  # its thresholds tell it from the first
    second = replace(MODEL, model_id="second", calibration=calibration)
    own = np.eye(1, 128, 5, dtype=np.float32)[0]
    counter.manifests = (manifest(own, model=second),)
    counter.lane.stand(faces["obama2.jpg"])
    probe = present(counter.lane.standing)
    counter.lane.standing = replace(probe, templates={**probe.templates, "second": own})
    counter.desk.by_nik(NIK)
    result = counter.step().result
    assert (result.outcome, result.method) == ("yes", "visitor")
    assert result.score == pytest.approx(1.0)
    assert result.threshold == pytest.approx(calibration.score(1e-4))
    assert result.fmr == calibration.fmr(result.score)


def test_a_photograph_of_a_model_that_is_not_opened_here_is_compared_with_nothing(
    counter: Counter, faces: dict[str, np.ndarray]
) -> None:
    second = replace(MODEL, model_id="second")
    counter.manifests = (manifest(faces["obama.jpg"], model=second),)
    counter.lane.stand(faces["obama2.jpg"])
    counter.desk.by_nik(NIK)
    view = counter.step()
    assert (view.step, view.result, view.trouble) == (
        VerificationStep.DECISION,
        None,
        NotCompared.NO_REFERENCE,
    )


def test_of_several_in_view_the_officer_says_who(
    counter: Counter, faces: dict[str, NDArray[np.float32]]
) -> None:
    counter.lane.stand(faces["biden.jpg"])
    counter.lane.stand_beside(faces["obama2.jpg"], 2)
    counter.desk.by_nik(NIK)
    view = counter.step()
    assert (view.step, view.asks, view.framed, view.until_at) == (
        VerificationStep.FACE,
        True,
        1,
        None,
    )
    counter.desk.choose(2)
    view = counter.step()
    assert (view.asks, view.framed, view.result) == (True, 2, None)
    counter.desk.confirm(1)  # meant for the one who was framed before
    assert counter.step().step is VerificationStep.FACE
    view = counter.confirm()
    assert (view.step, view.result.outcome) == (VerificationStep.DECISION, "yes")


def test_who_was_chosen_and_has_left_is_replaced_by_nobody_unasked(
    counter: Counter, faces: dict[str, NDArray[np.float32]]
) -> None:
    counter.lane.stand(faces["biden.jpg"])
    counter.lane.stand_beside(faces["obama2.jpg"], 2)
    counter.desk.by_nik(UNEXPECTED)
    counter.step()
    counter.desk.choose(2)
    counter.step()
    counter.lane.go(2)
    counter.desk.confirm(2)
    view = counter.step()
    assert (view.step, view.framed, view.asks) == (VerificationStep.FACE, 1, True)
    assert counter.asked() == []
