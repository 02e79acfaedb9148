"""Alerts that two officers confirm, and who may answer at all."""

from __future__ import annotations

from dataclasses import replace

import pytest

from edge_app.desk.alerts.answers import REASONS, Reason, needs_second
from edge_app.desk.alerts.escalation import (
    ESCALATE_AFTER_S,
)
from edge_app.desk.alerts.queue import UNDO_S
from edge_app.desk.alerts.views import AlertStep
from edge_app.desk.session.views import (
    OPEN,
    Notice,
    SecondCheck,
    SessionState,
    SessionView,
)
from edge_app.domain import (
    Answer,
)
from sync.protocol.content import OfficerRole
from tests.edge_app.desk.alerts.alerts_fixtures import (
    ANI,
    BIMA,
    BY_EYE,
    Gate,
    alert,
)
from tests.present import present


def confirmed(gate: Gate) -> None:
    gate.raises(alert("a", officers=2))
    gate.desk.answer("a", Answer.CONFIRMED, BY_EYE)


@pytest.mark.parametrize("answer", Answer)
@pytest.mark.parametrize("priority", [1, 2, 9])
@pytest.mark.parametrize("officers", [1, 2])
def test_two_must_agree_on_what_is_done_to_a_person_and_on_what_lets_the_worst_pass(
    answer: Answer, priority: int, officers: int
) -> None:
    watch_list = alert("a", priority, officers).candidate.watch_list
    assert needs_second(watch_list, answer) == {
        Answer.CONFIRMED: officers == 2,
        Answer.NOT_THIS_PERSON: priority == 1,
    }.get(answer, False)


def test_a_second_officer_must_confirm(gate: Gate) -> None:
    confirmed(gate)
    gate.wait(UNDO_S * 2)
    view = gate.desk.view()
    assert gate.given == []
    assert (view.step, present(view.front).confirmed_by) == (AlertStep.SECOND, ("A-1",))
    gate.desk.second("a", Answer.CONFIRMED, "B-2", "222222")
    assert gate.desk.view().checking
    gate.checks[0][2].set_result(SecondCheck(BIMA))
    assert gate.desk.view().held[0].officers == ("A-1", "B-2")
    gate.wait(UNDO_S)
    assert gate.given == [("a", Answer.CONFIRMED, ("A-1", "B-2"), "same_by_eye")]


def test_a_wrong_pin_is_said_and_the_alert_waits_on(gate: Gate) -> None:
    confirmed(gate)
    gate.desk.second("a", Answer.CONFIRMED, "B-2", "000000")
    gate.checks[0][2].set_result(SecondCheck(None, Notice.WRONG))
    view = gate.desk.view()
    assert (view.step, present(view.second).notice, view.checking) == (
        AlertStep.SECOND,
        Notice.WRONG,
        False,
    )


def test_the_first_officer_is_not_the_second_also_after_a_handover(gate: Gate) -> None:
    confirmed(gate)
    gate.session = SessionView(SessionState.SIGNED_IN, officer=BIMA)
    gate.desk.second("a", Answer.CONFIRMED, "A-1", "111111")
    gate.checks[0][2].set_result(SecondCheck(ANI))
    view = gate.desk.view()
    assert (view.step, present(view.second).notice) == (AlertStep.SECOND, Notice.SAME_OFFICER)


def test_officers_who_differ_cannot_tell(gate: Gate) -> None:
    confirmed(gate)
    gate.desk.second("a", Answer.NOT_THIS_PERSON, "B-2", "222222")
    gate.checks[0][2].set_result(SecondCheck(BIMA))
    gate.wait(UNDO_S)
    assert gate.given == [("a", Answer.CANNOT_TELL, ("A-1", "B-2"), "officers_disagree")]


def test_the_first_takes_it_back_while_the_second_is_being_checked(gate: Gate) -> None:
    confirmed(gate)
    gate.desk.second("a", Answer.CONFIRMED, "B-2", "222222")
    gate.desk.back("a")
    gate.checks[0][2].set_result(SecondCheck(BIMA))
    view = gate.desk.view()
    assert (view.step, view.held, view.checking) == (AlertStep.ANSWER, (), False)
    assert gate.told == [("withdrawn", "a", "A-1")]


def test_a_second_officer_agrees_to_nothing_that_the_first_says_afterwards(gate: Gate) -> None:
    gate.raises(alert("a", officers=2, priority=1))
    gate.desk.answer("a", Answer.CONFIRMED, Reason.SAME_BY_EYE)
    gate.desk.second("a", Answer.CONFIRMED, "B-2", "222222")
    gate.desk.back("a")
    gate.desk.answer("a", Answer.NOT_THIS_PERSON, Reason.DIFFERENT_BY_EYE)
    gate.checks[0][2].set_result(SecondCheck(BIMA))
    view = gate.desk.view()
    assert (view.step, view.held, view.checking) == (AlertStep.SECOND, (), False)
    assert present(view.front).first_answer is Answer.NOT_THIS_PERSON


@pytest.mark.parametrize(
    ("answer", "priority"),
    [(Answer.NOT_THIS_PERSON, 2), (Answer.CANNOT_TELL, 1), (Answer.CANNOT_TELL, 2)],
)
def test_one_officer_suffices_for_what_does_nothing_to_a_person_and_mutes_nobody_of_priority_1(
    gate: Gate, answer: Answer, priority: int
) -> None:
    gate.raises(alert("a", officers=2, priority=priority))
    gate.desk.answer("a", answer, REASONS[answer][0])
    assert gate.desk.view().held[0].officers == ("A-1",)


def said_not_to_be(gate: Gate) -> None:
    gate.raises(alert("a", priority=1))
    gate.desk.answer("a", Answer.NOT_THIS_PERSON, Reason.DIFFERENT_BY_EYE)


def test_two_officers_mute_somebody_of_a_list_of_the_first_priority(gate: Gate) -> None:
    said_not_to_be(gate)
    front = present(gate.desk.view().front)
    assert gate.desk.view().step is AlertStep.SECOND
    assert (front.first_answer, front.confirmed_by) == (Answer.NOT_THIS_PERSON, ("A-1",))
    gate.desk.second("a", Answer.NOT_THIS_PERSON, "B-2", "222222")
    gate.checks[0][2].set_result(SecondCheck(BIMA))
    gate.wait(UNDO_S)
    assert gate.given == [("a", Answer.NOT_THIS_PERSON, ("A-1", "B-2"), "different_by_eye")]


def test_officers_who_differ_mute_nobody(gate: Gate) -> None:
    said_not_to_be(gate)
    gate.desk.second("a", Answer.CONFIRMED, "B-2", "222222")
    gate.checks[0][2].set_result(SecondCheck(BIMA))
    gate.wait(UNDO_S)
    assert gate.given == [("a", Answer.CANNOT_TELL, ("A-1", "B-2"), "officers_disagree")]


def test_who_waits_in_vain_for_a_second_officer_goes_back_and_cannot_tell(gate: Gate) -> None:
    said_not_to_be(gate)
    gate.desk.back("a")
    gate.desk.answer("a", Answer.CANNOT_TELL, Reason.NO_DOCUMENT)
    gate.wait(UNDO_S)
    assert gate.given == [("a", Answer.CANNOT_TELL, ("A-1",), "no_document")]


def test_a_terminal_without_accounts_knows_no_second(gate: Gate) -> None:
    gate.session = OPEN
    confirmed(gate)
    assert gate.desk.view().held[0].officers == ()


@pytest.mark.parametrize(
    "session",
    [
        SessionView(SessionState.WAITING),
        SessionView(SessionState.LOCKED),
        SessionView(SessionState.SIGNED_IN, officer=replace(ANI, role=OfficerRole.TECHNICIAN)),
    ],
    ids=["nobody", "locked", "technician"],
)
def test_who_may_not_answer_changes_nothing(gate: Gate, session: SessionView) -> None:
    gate.raises(alert("a"), alert("b"))
    gate.desk.answer("b", Answer.CONFIRMED, BY_EYE)
    gate.session = session
    gate.desk.answer("a", Answer.CONFIRMED, BY_EYE)
    gate.desk.choose("a", Answer.CONFIRMED)
    gate.desk.call("a")
    gate.desk.undo("b")
    view = gate.desk.view()
    assert (view.step, len(view.held), gate.told) == (AlertStep.ANSWER, 1, [])
    gate.wait(ESCALATE_AFTER_S)  # it still sounds and escalates
    assert gate.told == [("escalated", "a", "unanswered", None)]
