"""The document of somebody who alerted: bound to their body, kept with the alert's answer."""

from __future__ import annotations

import json

import numpy as np
from numpy.typing import NDArray

from edge_app.desk.verification.views import OfficerDecision, VerificationStep
from tests.edge_app.desk.verification_fixtures import NIK, UNEXPECTED, Counter
from tests.present import present

ALERT = "a" * 32
Faces = dict[str, NDArray[np.float32]]


def test_the_person_of_the_alert_is_compared_and_no_one_nearer(
    counter: Counter, faces: Faces
) -> None:
    counter.lane.stand(faces["biden.jpg"], track_id=1)
    counter.lane.stand_beside(faces["obama2.jpg"], 7)
    counter.desk.bind(ALERT, lambda: 7)
    counter.desk.by_nik(NIK)
    view = counter.step()
    assert (view.alert_id, view.framed, view.step) == (ALERT, 7, VerificationStep.DECISION)
    assert view.result.outcome == "yes"
    counter.desk.decide(OfficerDecision.ADMITTED)
    assert counter.step().held is None, "the alert's answer decides about the person"
    counter.desk.conclude()
    assert counter.step().subject is None
    checked = present(counter.desk.check(ALERT))
    assert (checked.outcome, checked.method, checked.name) == ("yes", "visitor", "Barack Obama")
    (row,) = counter.kept()
    assert (row["alert_id"], row["visitor_id"], row["admitted"]) == (ALERT, None, 0)
    assert counter.came == []
    (noted,) = counter.chain()
    assert json.loads(noted["details"])["alert"] == ALERT


def test_what_came_of_it_is_kept_though_the_officer_goes_back_at_once(
    counter: Counter, faces: Faces
) -> None:
    counter.lane.stand(faces["obama2.jpg"], track_id=7)
    counter.desk.bind(ALERT, lambda: 7)
    counter.desk.by_nik(NIK)
    assert counter.step().step is VerificationStep.DECISION
    counter.desk.conclude()
    counter.desk.unbind()
    counter.desk.leave()
    counter.step()
    assert present(counter.desk.check(ALERT)).outcome == "yes"
    assert counter.desk.view().alert_id is None


def test_whoever_stands_there_instead_is_confirmed_first(counter: Counter, faces: Faces) -> None:
    counter.lane.stand(faces["obama2.jpg"], track_id=1)
    counter.lane.stand_beside(faces["biden.jpg"], 7)
    counter.desk.bind(ALERT, lambda: 7)
    counter.desk.by_visitor(f"{2:032x}")  # no photograph here: the data centre is asked
    counter.lane.go(7)
    view = counter.step()
    assert (view.step, view.framed, view.asks) == (VerificationStep.FACE, 1, True)
    assert counter.asked() == []


def test_a_person_who_is_not_seen_now_is_confirmed_too(counter: Counter, faces: Faces) -> None:
    counter.lane.stand(faces["obama2.jpg"])
    counter.desk.bind(ALERT, lambda: None)
    counter.desk.by_nik(NIK)
    assert counter.step().asks, "nobody knows that this is the person of the alert"
    assert counter.confirm().step is VerificationStep.DECISION


def test_leaving_binds_nobody_any_more(counter: Counter, faces: Faces) -> None:
    counter.lane.stand(faces["obama2.jpg"])
    counter.desk.bind(ALERT, lambda: 1)
    counter.desk.by_nik(UNEXPECTED)
    assert counter.step().step is VerificationStep.ANSWER, "the alert named the person already"
    counter.desk.leave()
    view = counter.step()
    assert (view.alert_id, view.subject) == (None, None)
    assert counter.asked() == []
    counter.desk.enter()
    counter.desk.by_nik(NIK)
    counter.step()
    counter.desk.conclude()
    counter.step()
    assert counter.desk.check(ALERT) is None
    assert counter.came == []
