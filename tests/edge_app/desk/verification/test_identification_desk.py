"""1:N on request: by whom it is allowed, for a purpose that stands on the chain."""

from __future__ import annotations

import json

import numpy as np
import pytest
from numpy.typing import NDArray

from edge_app.desk.session.views import OPEN, SessionView
from edge_app.desk.verification.face_wait import FACE_LIMIT_S
from edge_app.desk.verification.identification import (
    IdentificationDesk,
    IdentificationStep,
)
from edge_app.desk.verification.inquiry import LIMIT_S, Unanswered
from edge_app.desk.verification.screen_desk import IDLE_S
from edge_app.desk.verification.views import NotCompared
from edge_app.lists.served_list import load_calibration
from sync.protocol.content import OfficerRole
from sync.protocol.question_content import Purpose
from tests.edge_app.desk.verification_fixtures import Counter, signed_in

CANDIDATES = [
    {"person_id": "a" * 32, "name": "Barack Obama", "score": 0.56, "strength": "strong"},
    {"person_id": "b" * 32, "name": "Joe Biden", "score": 0.43, "strength": "clear"},
]


@pytest.fixture
def desk(counter: Counter, faces: dict[str, NDArray[np.float32]]) -> IdentificationDesk:
    counter.session = signed_in(OfficerRole.SUPERVISOR)
    counter.lane.stand(faces["obama2.jpg"])
    made = open_desk(counter)
    made.enter()
    return made


def open_desk(counter: Counter, questions: bool = True) -> IdentificationDesk:
    return IdentificationDesk(
        counter.lane,
        counter.subjects,
        counter.inquiry(questions),
        lambda: counter.session,
        load_calibration(),
        counter.readers,
        counter.clock,
    )


def test_candidates_come_with_names_and_steps(counter: Counter, desk: IdentificationDesk) -> None:
    desk.ask(Purpose.LOST_DOCUMENT)
    view = counter.step(desk=desk)
    assert (view.step, view.asks, view.framed) == (IdentificationStep.FACE, True, 1)
    assert (counter.asked(), counter.chain()) == ([], []), "no face leaves before it was seen"
    assert counter.confirm(desk).step is IdentificationStep.ANSWER
    content = counter.reply(outcome="candidates", threshold=0.4, candidates=CANDIDATES)
    assert (content.nik, content.officer, content.purpose) == (None, "P-7", "lost-document")
    view = counter.step(desk=desk)
    assert [one.name for one in view.candidates] == ["Barack Obama", "Joe Biden"]
    assert [one.fmr for one in view.candidates] == [1e-6, 1e-4]
    assert (view.step, view.trouble) == (IdentificationStep.OVER, None)
    photographs = [one.portrait is not None for one in view.candidates]
    assert photographs == [True, False], "a visitor's is here; no other leaves the data centre"
    (row,) = counter.chain()
    assert (row["actor"], row["action"]) == ("P-7", "question-asked")
    assert json.loads(row["details"]) == {"asked": "1:N", "purpose": "lost-document"}


def test_nobody_is_found(counter: Counter, desk: IdentificationDesk) -> None:
    desk.ask(Purpose.CANNOT_SPEAK)
    counter.step(desk=desk)
    counter.confirm(desk)
    counter.reply(outcome="candidates", threshold=0.4)
    view = counter.step(desk=desk)
    assert (view.step, view.candidates, view.trouble) == (IdentificationStep.OVER, (), None)


def test_a_checkpoint_that_may_not_is_told(counter: Counter, desk: IdentificationDesk) -> None:
    desk.ask(Purpose.LOST_CHILD)
    counter.step(desk=desk)
    counter.confirm(desk)
    counter.reply(outcome="refused", reason="1:N is not agreed on for this checkpoint")
    assert counter.step(desk=desk).refused == "other"


def test_scores_of_an_older_data_centre_are_steps(
    counter: Counter, desk: IdentificationDesk
) -> None:
    desk.ask(Purpose.LOST_CHILD)
    counter.step(desk=desk)
    counter.confirm(desk)
    before = [
        {"person_id": letter * 32, "name": letter, "score": score}
        for letter, score in (("a", 0.71), ("b", 0.68), ("c", 0.45), ("d", 0.38), ("e", 0.2))
    ]
    counter.reply(outcome="candidates", threshold=0.4, candidates=before)
    found = counter.step(desk=desk).candidates
    assert [one.fmr for one in found] == [1e-6, 1e-6, 1e-4, 1e-3, 1e-3]


def test_why_nothing_is_answered_is_kept_apart(counter: Counter, desk: IdentificationDesk) -> None:
    desk.ask(Purpose.LOST_CHILD)
    counter.step(desk=desk)
    counter.confirm(desk)
    counter.reply(outcome="refused", refusal="quota", reason="no more today")
    assert counter.step(desk=desk).refused == "quota"


@pytest.mark.parametrize(
    "session", [signed_in(OfficerRole.OFFICER), signed_in(OfficerRole.TECHNICIAN), OPEN]
)
def test_a_role_that_may_not_asks_nothing(
    counter: Counter, desk: IdentificationDesk, session: SessionView
) -> None:
    counter.session = session
    desk.ask(Purpose.LOST_DOCUMENT)
    view = counter.step(desk=desk)
    assert (view.allowed, view.step) == (False, IdentificationStep.PURPOSE)
    assert (counter.asked(), counter.chain()) == ([], [])


def test_a_role_that_is_lost_forgets_the_candidates(
    counter: Counter, desk: IdentificationDesk
) -> None:
    desk.ask(Purpose.LOST_DOCUMENT)
    counter.step(desk=desk)
    counter.confirm(desk)
    counter.reply(outcome="candidates", threshold=0.4, candidates=CANDIDATES)
    counter.step(desk=desk)
    counter.session = signed_in(OfficerRole.OFFICER)
    view = counter.step(desk=desk)
    assert (view.allowed, view.candidates, view.live) == (False, (), None)


def test_offline_and_no_data_centre_are_said_before_anything_is_tried(
    counter: Counter, desk: IdentificationDesk
) -> None:
    counter.offline()
    assert counter.step(desk=desk).possible is Unanswered.OFFLINE
    desk.ask(Purpose.LOST_DOCUMENT)
    view = counter.step(desk=desk)
    assert (view.step, view.trouble) == (IdentificationStep.OVER, Unanswered.OFFLINE)
    alone = open_desk(counter, questions=False)
    alone.enter()
    assert counter.step(desk=alone).possible is Unanswered.NO_CENTRE
    assert counter.chain() == []


def test_waits_have_an_end_and_may_be_ended(counter: Counter, desk: IdentificationDesk) -> None:
    counter.lane.standing = None
    desk.ask(Purpose.LOST_DOCUMENT)
    assert counter.step(desk=desk).step is IdentificationStep.FACE
    assert counter.step(FACE_LIMIT_S, desk=desk).trouble is NotCompared.NO_FACE


def test_no_answer_in_time_is_said(counter: Counter, desk: IdentificationDesk) -> None:
    desk.ask(Purpose.LOST_DOCUMENT)
    counter.step(desk=desk)
    counter.confirm(desk)
    assert counter.step(LIMIT_S, desk=desk).trouble is Unanswered.NO_ANSWER
    desk.reset()
    desk.ask(Purpose.LOST_DOCUMENT)
    counter.step(desk=desk)
    counter.confirm(desk)
    desk.cancel()
    assert counter.step(desk=desk).trouble is Unanswered.CANCELLED
    assert counter.asked() == []


@pytest.mark.parametrize("how", ["leave", "reset", "idle"])
def test_nothing_stays(counter: Counter, desk: IdentificationDesk, how: str) -> None:
    desk.ask(Purpose.LOST_DOCUMENT)
    counter.step(desk=desk)
    counter.confirm(desk)
    counter.reply(outcome="candidates", threshold=0.4, candidates=CANDIDATES)
    assert counter.step(desk=desk).candidates
    if how != "idle":
        getattr(desk, how)()
    view = counter.step(IDLE_S if how == "idle" else 0.1, desk=desk)
    assert (view.step, view.candidates, view.live) == (IdentificationStep.PURPOSE, (), None)


def test_of_several_the_supervisor_says_who_is_searched_for(
    counter: Counter, desk: IdentificationDesk, faces: dict[str, NDArray[np.float32]]
) -> None:
    counter.lane.stand_beside(faces["biden.jpg"], 2)
    desk.ask(Purpose.LOST_CHILD)
    counter.step(desk=desk)
    desk.choose(2)
    assert counter.step(desk=desk).framed == 2
    counter.confirm(desk)
    (content,) = counter.asked()
    sent = np.frombuffer(content.template, "<f4")
    assert np.allclose(sent, faces["biden.jpg"])
