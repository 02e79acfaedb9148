"""Which alert comes first, and what becomes of an answer."""

from __future__ import annotations

from typing import Any

import pytest

from edge_app.desk.alerts.answers import REASONS, Reason
from edge_app.desk.alerts.queue import ANSWERING_S, UNDO_S
from edge_app.desk.alerts.views import AlertStep
from edge_app.desk.sounds import Sound
from edge_app.domain import (
    Answer,
)
from tests.edge_app.desk.alerts.alerts_fixtures import (
    BY_EYE,
    Gate,
    alert,
)


def test_first_by_priority_then_by_age(gate: Gate) -> None:
    gate.raises(alert("old-5"), alert("new-5"), alert("2", priority=2))
    assert gate.order == ["2", "old-5", "new-5"]


def test_a_newcomer_of_higher_priority_comes_first(gate: Gate) -> None:
    gate.raises(alert("a"))
    gate.raises(alert("b", priority=1))
    assert gate.front == "b"
    gate.raises(alert("c", priority=1))
    assert gate.order == ["b", "c", "a"]


@pytest.mark.parametrize("step", [AlertStep.REASON, AlertStep.SECOND])
def test_it_waits_while_the_officer_is_answering(gate: Gate, step: Any) -> None:
    gate.raises(alert("a", officers=2))
    gate.desk.choose("a", Answer.CONFIRMED)
    if step is AlertStep.SECOND:
        gate.desk.answer("a", Answer.CONFIRMED, BY_EYE)
    gate.raises(alert("b", priority=1))
    view = gate.desk.view()
    assert (gate.front, view.step) == ("a", step)
    assert [one.alert.alert_id for one in view.others] == ["b"]
    gate.wait(ANSWERING_S)  # the officer went away in the middle
    assert gate.front == "b"


def test_a_tap_brings_one_up_and_a_higher_priority_takes_over(gate: Gate) -> None:
    gate.raises(alert("a"), alert("b"))
    gate.desk.bring_up("b")
    gate.wait(60)
    assert gate.front == "b"
    gate.raises(alert("same-5"))
    assert gate.front == "b"
    gate.raises(alert("c", priority=1))
    assert gate.front == "c"


def test_an_answer_counts_after_the_undo_time(gate: Gate) -> None:
    gate.raises(alert("a"))
    gate.desk.answer("a", Answer.NOT_THIS_PERSON, Reason.OTHER_DOCUMENT)
    view = gate.desk.view()
    assert view.front is None
    assert (view.held[0].answer, view.held[0].left_s) == (Answer.NOT_THIS_PERSON, UNDO_S)
    gate.wait(UNDO_S - 1)
    assert gate.given == []
    gate.wait(1)
    assert gate.given == [("a", Answer.NOT_THIS_PERSON, ("A-1",), "other_document")]
    assert gate.desk.view().held == ()


def test_undo_brings_the_alert_back_unanswered_and_is_noted(gate: Gate) -> None:
    gate.raises(alert("a"))
    gate.desk.answer("a", Answer.CONFIRMED, BY_EYE)
    gate.wait(UNDO_S - 1)
    gate.desk.undo("a")
    gate.wait(60)
    assert gate.given == []
    assert gate.front == "a"
    assert gate.told[0] == ("withdrawn", "a", "A-1")


def test_several_answers_are_held_at_once_each_with_its_own_time(gate: Gate) -> None:
    gate.raises(alert("a"), alert("b"), alert("c"))
    for alert_id in "abc":
        gate.desk.answer(alert_id, Answer.CONFIRMED, BY_EYE)
        gate.wait(3)
    assert [one.alert.alert_id for one in gate.desk.view().held] == ["c", "b", "a"]
    gate.desk.undo("b")
    gate.wait(UNDO_S)
    assert [one[0] for one in gate.given] == ["a", "c"]
    assert gate.front == "b"


def test_stopping_lets_what_is_held_count_and_nothing_after_it(gate: Gate) -> None:
    gate.raises(alert("a"), alert("b"))
    gate.desk.answer("a", Answer.CONFIRMED, BY_EYE)
    gate.desk.stop()
    assert gate.given == [("a", Answer.CONFIRMED, ("A-1",), "same_by_eye")]
    gate.desk.answer("b", Answer.CONFIRMED, BY_EYE)
    gate.desk.stop()
    assert len(gate.given) == 1


def test_killed_with_an_answer_held_the_alert_is_back(gate: Gate) -> None:
    gate.raises(alert("a"))
    gate.desk.answer("a", Answer.CONFIRMED, BY_EYE)
    again = Gate(open_alerts=gate.open_alerts)
    again.wait(0)
    assert again.front == "a"
    assert again.heard == [Sound.NORMAL]


@pytest.mark.parametrize("answer", [a for a in Answer if a is not Answer.UNANSWERED])
def test_a_reason_of_another_answer_is_refused(gate: Gate, answer: Answer) -> None:
    gate.raises(alert("a"))
    for reason in set(Reason) - set(REASONS[answer]):
        gate.desk.answer("a", answer, reason)
    gate.desk.answer("a", Answer.UNANSWERED, Reason.TIME_OVER)
    assert gate.desk.view().held == ()
    gate.desk.answer("a", answer, REASONS[answer][0])
    assert gate.desk.view().held[0].answer is answer


def test_forty_answers_a_second_are_one(gate: Gate) -> None:
    gate.raises(alert("a"))
    for _ in range(40):
        gate.desk.choose("a", Answer.CONFIRMED)
        gate.desk.answer("a", Answer.CONFIRMED, BY_EYE)
        gate.wait(0.025)
    gate.wait(UNDO_S)
    assert len(gate.given) == 1
