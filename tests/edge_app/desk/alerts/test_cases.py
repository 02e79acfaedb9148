"""One case of a person and a reference: who is in view comes first, one answer closes all."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from edge_app.desk.alerts.answers import Reason
from edge_app.desk.alerts.case import GONE_AFTER_S, HERE_FOR_S
from edge_app.desk.alerts.queue import UNDO_S
from edge_app.desk.session.roles import OfficerRole
from edge_app.desk.session.views import SessionState, SessionView, SignedIn
from edge_app.desk.sounds import Sound
from edge_app.domain import NO_TRACK, Answer, Mute
from tests.edge_app.desk.alerts.alerts_fixtures import BY_EYE, NOW, Gate, alert
from tests.present import present

MANY = 5


def leaves(gate: Gate, alert_id: str) -> None:
    gate.open_alerts = [
        replace(one, track_id=NO_TRACK) if one.alert_id == alert_id else one
        for one in gate.open_alerts
    ]


def comes(gate: Gate, alert_id: str, track_id: int) -> None:
    gate.open_alerts = [
        replace(one, track_id=track_id) if one.alert_id == alert_id else one
        for one in gate.open_alerts
    ]
    gate.tracks = (*gate.tracks, track_id)


def test_who_is_in_view_comes_before_who_left_whatever_the_list(gate: Gate) -> None:
    gate.raises(alert("left", priority=1), alert("here", priority=7))
    assert gate.front == "left"
    leaves(gate, "left")
    gate.wait(GONE_AFTER_S + 1)
    view = gate.desk.view()
    assert present(view.front).alert.alert_id == "here"
    assert (view.others, [one.alert.alert_id for one in view.gone]) == ((), ["left"])
    comes(gate, "left", 9)
    gate.wait(0)
    assert gate.front == "left"
    assert gate.desk.view().gone == ()


def test_who_looks_away_for_a_moment_neither_left_nor_is_in_view(gate: Gate) -> None:
    gate.raises(alert("a"), alert("b"))
    leaves(gate, "a")
    gate.wait(HERE_FOR_S + 0.5)
    front = present(gate.desk.view().front)
    assert (front.alert.alert_id, front.here, front.gone) == ("a", False, False)
    assert present(front.seen_s) == HERE_FOR_S + 0.5
    gate.wait(GONE_AFTER_S)
    assert gate.front == "b"


def test_who_comes_to_the_gate_takes_the_place_of_one_who_left_and_was_brought_up(
    gate: Gate,
) -> None:
    gate.raises(alert("left"))
    leaves(gate, "left")
    gate.wait(GONE_AFTER_S + 1)
    gate.desk.bring_up("left")
    gate.raises(alert("new"))
    assert gate.front == "new"


def test_who_left_is_called_for_less_loudly(gate: Gate) -> None:
    gate.raises(alert("a"))
    leaves(gate, "a")
    gate.wait(120)
    assert Sound.ESCALATION not in gate.heard
    comes(gate, "a", 2)
    gate.wait(10)
    assert Sound.ESCALATION in gate.heard


def test_one_answer_closes_every_alert_of_a_case(gate: Gate) -> None:
    gate.raises(*(replace(alert(str(n)), case_id="0") for n in range(MANY)), alert("else"))
    assert gate.order == ["0", "else"]
    assert present(gate.desk.view().front).repeats == MANY - 1
    gate.desk.answer("0", Answer.CONFIRMED, BY_EYE)
    assert gate.order == ["else"]  # held: nothing of the case is asked again
    gate.wait(UNDO_S)
    assert sorted(one[0] for one in gate.given) == [str(n) for n in range(MANY)]
    assert {one[1:] for one in gate.given} == {(Answer.CONFIRMED, ("A-1",), BY_EYE.value)}


def test_an_answer_that_is_held_holds_back_a_further_alert_of_the_case(gate: Gate) -> None:
    gate.raises(alert("a"))
    gate.desk.answer("a", Answer.NOT_THIS_PERSON, Reason.OTHER_DOCUMENT)
    gate.raises(replace(alert("b"), case_id="a"))
    assert gate.order == []
    gate.desk.undo("a")
    gate.wait(0)
    assert gate.order == ["a"]


def test_two_who_turn_out_to_be_one_keep_the_answer_that_was_begun(gate: Gate) -> None:
    gate.raises(alert("a", officers=2), alert("b", officers=2))
    gate.desk.bring_up("b")
    gate.desk.answer("b", Answer.CONFIRMED, BY_EYE)
    gate.open_alerts = [replace(one, case_id="a") for one in gate.open_alerts]
    gate.wait(0)
    front = present(gate.desk.view().front)
    assert (front.alert.alert_id, front.confirmed_by, front.repeats) == ("b", ("A-1",), 1)


def test_an_alert_of_an_earlier_run_has_waited_since_it_was_raised(gate: Gate) -> None:
    old = replace(alert("old", track_id=NO_TRACK), raised_at=NOW - timedelta(minutes=9))
    gate.raises(old)
    front = present(gate.desk.view().front)
    assert front.waited_s == 540
    assert (front.gone, front.here, front.seen_s) == (True, False, None)
    assert gate.told == [("escalated", "old", "unanswered", None)]
    gate.desk.answer("old", Answer.CONFIRMED, BY_EYE)
    gate.desk.undo("old")
    assert present(gate.desk.view().front).waited_s == 540


def test_of_two_in_view_who_reach_one_reference_the_better_one_is_asked_about(gate: Gate) -> None:
    gate.raises(alert("weaker"))
    gate.raises(replace(alert("better"), instead_of="weaker"))
    assert gate.given == [("weaker", Answer.UNANSWERED, (), "better_match")]
    assert gate.order == ["better"]


def test_what_an_officer_has_begun_with_is_not_taken_back_for_a_better_one(gate: Gate) -> None:
    gate.raises(alert("weaker"))
    gate.desk.choose("weaker", Answer.CONFIRMED)
    gate.raises(replace(alert("better"), instead_of="weaker"))
    assert gate.given == []
    gate.desk.answer("weaker", Answer.CANNOT_TELL, Reason.POOR_PICTURE)
    gate.wait(UNDO_S)
    assert [one[:2] for one in gate.given] == [("weaker", Answer.CANNOT_TELL)]


def test_an_officer_lifts_a_mute_and_it_is_noted(gate: Gate) -> None:
    mute = Mute(alert("a"), ("2001",), NOW, NOW + timedelta(minutes=10))
    gate.mutes = (mute,)
    gate.wait(0)
    assert gate.desk.view().mutes == (mute,)
    gate.desk.lift("no such mute")
    assert gate.told == []
    gate.desk.lift("a")
    assert gate.desk.view().mutes == ()
    assert gate.told == [("unmuted", "a", "A-1")]


def test_who_may_not_answer_lifts_no_mute(gate: Gate) -> None:
    gate.mutes = (Mute(alert("a"), (), NOW, NOW + timedelta(minutes=10)),)
    technician = SignedIn("T-1", "Tono", OfficerRole.TECHNICIAN, NOW)
    gate.session = SessionView(SessionState.SIGNED_IN, officer=technician)
    gate.desk.lift("a")
    assert len(gate.mutes) == 1
