"""Help that is called, and alerts that nobody answers."""

from __future__ import annotations

from dataclasses import replace

from edge_app.desk.alerts.escalation import (
    ESCALATE_AFTER_S,
    ESCALATED_REMIND_S,
    GIVE_UP_AFTER_S,
    REMIND_S,
)
from edge_app.desk.alerts.queue import ANSWERING_S, CALL_AGAIN_S, DOCUMENT_S
from edge_app.desk.sounds import Sound
from edge_app.domain import (
    Answer,
)
from tests.edge_app.desk.alerts.alerts_fixtures import (
    Gate,
    alert,
)
from tests.present import present


def test_a_colleague_is_called_once_in_a_while(gate: Gate) -> None:
    gate.raises(alert("a"))
    for _ in range(40):
        gate.desk.call("a")
    assert gate.told == [("escalated", "a", "colleague", "A-1")]
    assert gate.heard[-1] is Sound.ESCALATION
    assert present(gate.desk.view().front).called_s == 0
    gate.now += CALL_AGAIN_S
    gate.desk.call("a")
    assert len(gate.told) == 2


def test_an_unanswered_alert_escalates_once_and_keeps_sounding(gate: Gate) -> None:
    gate.raises(alert("a", priority=1))
    gate.wait(ESCALATE_AFTER_S - 1)
    assert set(gate.heard) == {Sound.URGENT}
    assert len(gate.heard) == 1 + (ESCALATE_AFTER_S - 1) // REMIND_S
    gate.wait(1 + 10 * ESCALATED_REMIND_S)
    assert gate.told == [("escalated", "a", "unanswered", None)]
    assert gate.heard.count(Sound.ESCALATION) >= 10
    assert present(gate.desk.view().front).escalated


def test_twelve_at_once_make_one_sound_the_most_pressing(gate: Gate) -> None:
    gate.raises(*(alert(str(n), priority=9 - n % 9) for n in range(12)))
    assert gate.heard == [Sound.URGENT]


def test_it_is_silent_while_the_officer_answers_but_not_for_a_newcomer(gate: Gate) -> None:
    gate.raises(alert("a"))
    gate.desk.choose("a", Answer.CONFIRMED)
    gate.wait(ANSWERING_S - 1)
    assert gate.heard == [Sound.NORMAL]
    gate.raises(alert("b", priority=2))
    assert gate.heard == [Sound.NORMAL, Sound.URGENT]


def test_an_alert_calls_nobody_while_its_document_is_checked(gate: Gate) -> None:
    gate.raises(alert("a"))
    gate.desk.check_document("a")
    gate.wait(2 * ESCALATE_AFTER_S)
    assert gate.told == []
    assert gate.heard == [Sound.NORMAL]
    gate.raises(alert("b", priority=1, track_id=2))  # another one is heard, and waits for nobody
    gate.wait(ESCALATE_AFTER_S)
    assert gate.told == [("escalated", "b", "unanswered", None)]
    gate.desk.check_document("")
    gate.wait(ESCALATE_AFTER_S - 1)
    assert len(gate.told) == 1
    gate.wait(1)
    assert gate.told[1:] == [("escalated", "a", "unanswered", None)]


def test_a_check_that_is_left_behind_does_not_silence_its_alert(gate: Gate) -> None:
    gate.raises(alert("a"))
    gate.desk.check_document("a")
    gate.wait(DOCUMENT_S - 1)
    assert gate.told == []
    gate.wait(2)
    assert gate.told == [("escalated", "a", "unanswered", None)]


def test_an_alert_is_given_up_an_hour_after_the_person_left(gate: Gate) -> None:
    gate.raises(alert("a"), alert("b", track_id=2))
    gate.wait(GIVE_UP_AFTER_S / 2)
    gate.tracks = ()
    gate.wait(GIVE_UP_AFTER_S / 2)  # b was never in view
    assert gate.given == [("b", Answer.UNANSWERED, (), "time_over")]
    gate.wait(GIVE_UP_AFTER_S / 2)
    assert gate.given[1:] == [("a", Answer.UNANSWERED, (), "time_over")]


def test_a_crowd_pushes_nobody_out(gate: Gate) -> None:
    gate.raises(alert("first-1", priority=1), *(alert(str(n)) for n in range(200)))
    gate.wait(60)
    assert gate.given == []
    assert len(gate.order) == 201
    assert gate.front == "first-1"


def test_what_the_officer_has_begun_with_is_not_given_up(gate: Gate) -> None:
    gate.tracks = ()
    gate.raises(alert("a"), alert("b"))
    gate.wait(GIVE_UP_AFTER_S - 2)
    gate.desk.choose("a", Answer.CONFIRMED)
    gate.wait(3)
    assert [one[0] for one in gate.given] == ["b"]
    assert gate.front == "a"


def test_a_better_shot_is_shown_while_the_alert_waits(gate: Gate) -> None:
    gate.raises(alert("a"))
    gate.open_alerts = [replace(gate.open_alerts[0], quality=0.9)]
    gate.wait(0)
    assert present(gate.desk.view().front).alert.quality == 0.9
