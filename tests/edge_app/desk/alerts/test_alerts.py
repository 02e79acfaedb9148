"""An officer answers alerts: order, reasons, undo, two officers, colleagues, and nobody at all."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

import numpy as np
import pytest

from edge_app.desk.alerts.answers import REASONS, Reason
from edge_app.desk.alerts.desk import AlertDesk
from edge_app.desk.alerts.escalation import (
    ESCALATE_AFTER_S,
    ESCALATED_REMIND_S,
    GIVE_UP_AFTER_S,
    MAX_OPEN,
    REMIND_S,
)
from edge_app.desk.alerts.queue import ANSWERING_S, CALL_AGAIN_S, UNDO_S
from edge_app.desk.alerts.views import AlertStep
from edge_app.desk.session.views import (
    OPEN,
    Notice,
    SecondCheck,
    SessionState,
    SessionView,
    SignedIn,
)
from edge_app.desk.sounds import Sound
from edge_app.domain import (
    Alert,
    Answer,
    Candidate,
    Counts,
    LaneView,
    Phrase,
    Reference,
    SourceState,
    Track,
    TrackState,
    WatchList,
)
from edge_app.store.entries import Cause
from models.geometry import Box
from sync.protocol.content import OfficerRole
from tests.present import present

NOW = datetime(2026, 3, 11, 6, 32, tzinfo=UTC)
LIST = WatchList(
    list_id="dpo",
    name="Daftar",
    owner="Polri",
    target_fpir=0.001,
    instruction=Phrase(id="Tunggu.", en="Wait."),
    version=1,
    issued_at=NOW,
)
FACE = np.zeros((8, 8, 3), np.uint8)
BY_EYE = Reason.SAME_BY_EYE
ANI = SignedIn("A-1", "Ani", OfficerRole.OFFICER, NOW)
BIMA = SignedIn("B-2", "Bima", OfficerRole.OFFICER, NOW)


def alert(alert_id: str, priority: int = 5, officers: int = 1, track_id: int = 1) -> Alert:
    watch_list = LIST.model_copy(update={"priority": priority, "officers": officers})
    candidate = Candidate(Reference(alert_id, "Budi", "dpo", FACE), watch_list, 0.7, 0.4, 1e-5)
    return Alert(alert_id, track_id, 0, 0.0, Box(0, 0, 8, 8), FACE, candidate, 100.0)


@dataclass
class Gate:
    """A desk at a lane that a test sets by hand; officers, a record and an ear."""

    now: float = 1000.0
    open_alerts: list[Alert] = field(default_factory=list)
    tracks: tuple[int, ...] = (1,)
    session: SessionView = field(
        default_factory=lambda: SessionView(SessionState.SIGNED_IN, officer=ANI)
    )
    given: list[tuple[str, Answer, tuple[str, ...], str]] = field(default_factory=list)
    told: list[tuple[object, ...]] = field(default_factory=list)
    heard: list[Sound] = field(default_factory=list)
    checks: list[tuple[str, str, Future[SecondCheck]]] = field(default_factory=list)
    first: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        gate = self

        class Lane:
            def view(self) -> LaneView:
                tracks = tuple(
                    Track(i, Box(0, 0, 8, 8), TrackState.ALERT, 0.5) for i in gate.tracks
                )
                live, waiting = SourceState.LIVE, tuple(gate.open_alerts)
                return LaneView(None, live, "", tracks, waiting, Counts(), 30.0, (LIST,), 1)

            def answer(
                self, alert_id: Any, answer: Any, officers: Any = (), reason: Any = ""
            ) -> None:
                gate.open_alerts = [a for a in gate.open_alerts if a.alert_id != alert_id]
                gate.given.append((alert_id, answer, officers, reason))

        class Session:
            def view(self) -> SessionView:
                return gate.session

            def check_second(self, number: Any, pin: Any, first: Any) -> Future[SecondCheck]:
                gate.first = tuple(first)
                gate.checks.append((number, pin, Future()))
                return gate.checks[-1][2]

        class Record:
            def escalated(self, alert_id: str, cause: Cause, officer: str | None = None) -> None:
                gate.told.append(("escalated", alert_id, cause, officer))

            def withdrawn(self, alert_id: str, officer: str | None = None) -> None:
                gate.told.append(("withdrawn", alert_id, officer))

        class Ear:
            def play(self, sound: Sound) -> None:
                gate.heard.append(sound)

            def quiet(self) -> None:
                pass

        self.desk = AlertDesk(Lane(), Session(), Record(), Ear(), lambda: self.now)

    def raises(self, *alerts: Alert) -> None:
        self.open_alerts.extend(alerts)
        self.wait(0.0)

    def wait(self, seconds: float) -> None:
        """Time passes, looked at once a second."""
        end = self.now + seconds
        while True:
            self.desk.tick(self.now)
            if self.now >= end:
                return
            self.now = min(self.now + 1.0, end)

    @property
    def order(self) -> list[str]:
        return [one.alert.alert_id for one in self.desk.view().open]

    @property
    def front(self) -> str | None:
        front = self.desk.view().front
        return None if front is None else front.alert.alert_id


@pytest.fixture
def gate() -> Gate:
    return Gate()


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


# ---- two officers ------------------------------------------------------------------------------


def confirmed(gate: Gate) -> None:
    gate.raises(alert("a", officers=2))
    gate.desk.answer("a", Answer.CONFIRMED, BY_EYE)


def test_a_second_officer_must_confirm(gate: Gate) -> None:
    confirmed(gate)
    gate.wait(UNDO_S * 2)
    view = gate.desk.view()
    assert gate.given == []
    assert (view.step, present(view.front).confirmed_by) == (AlertStep.SECOND, ("A-1",))
    gate.desk.second("a", True, "B-2", "222222")
    assert gate.desk.view().checking
    gate.checks[0][2].set_result(SecondCheck(BIMA))
    assert gate.desk.view().held[0].officers == ("A-1", "B-2")
    gate.wait(UNDO_S)
    assert gate.given == [("a", Answer.CONFIRMED, ("A-1", "B-2"), "same_by_eye")]


def test_a_wrong_pin_is_said_and_the_alert_waits_on(gate: Gate) -> None:
    confirmed(gate)
    gate.desk.second("a", True, "B-2", "000000")
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
    gate.desk.second("a", True, "A-1", "111111")
    gate.checks[0][2].set_result(SecondCheck(ANI))
    view = gate.desk.view()
    assert (view.step, present(view.second).notice) == (AlertStep.SECOND, Notice.SAME_OFFICER)


def test_officers_who_differ_cannot_tell(gate: Gate) -> None:
    confirmed(gate)
    gate.desk.second("a", False, "B-2", "222222")
    gate.checks[0][2].set_result(SecondCheck(BIMA))
    gate.wait(UNDO_S)
    assert gate.given == [("a", Answer.CANNOT_TELL, ("A-1", "B-2"), "officers_disagree")]


def test_the_first_takes_it_back_while_the_second_is_being_checked(gate: Gate) -> None:
    confirmed(gate)
    gate.desk.second("a", True, "B-2", "222222")
    gate.desk.back("a")
    gate.checks[0][2].set_result(SecondCheck(BIMA))
    view = gate.desk.view()
    assert (view.step, view.held, view.checking) == (AlertStep.ANSWER, (), False)
    assert gate.told == [("withdrawn", "a", "A-1")]


@pytest.mark.parametrize("answer", [Answer.NOT_THIS_PERSON, Answer.CANNOT_TELL])
def test_one_officer_suffices_for_what_does_nothing_to_a_person(gate: Gate, answer: Answer) -> None:
    gate.raises(alert("a", officers=2))
    gate.desk.answer("a", answer, REASONS[answer][0])
    assert gate.desk.view().held[0].officers == ("A-1",)


def test_a_terminal_without_accounts_knows_no_second(gate: Gate) -> None:
    gate.session = OPEN
    confirmed(gate)
    assert gate.desk.view().held[0].officers == ()


# ---- who may -----------------------------------------------------------------------------------


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


# ---- help, and nobody --------------------------------------------------------------------------


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


def test_an_alert_is_given_up_an_hour_after_the_person_left(gate: Gate) -> None:
    gate.raises(alert("a"), alert("b", track_id=2))
    gate.wait(GIVE_UP_AFTER_S / 2)
    gate.tracks = ()
    gate.wait(GIVE_UP_AFTER_S / 2)  # b was never in view
    assert gate.given == [("b", Answer.UNANSWERED, (), "time_over")]
    gate.wait(GIVE_UP_AFTER_S / 2)
    assert gate.given[1:] == [("a", Answer.UNANSWERED, (), "time_over")]


def test_of_too_many_the_oldest_of_the_least_pressing_list_go(gate: Gate) -> None:
    gate.raises(alert("first-1", priority=1), *(alert(str(n)) for n in range(MAX_OPEN + 2)))
    assert [one[0] for one in gate.given] == ["0", "1", "2"]
    assert {one[1:] for one in gate.given} == {(Answer.UNANSWERED, (), "too_many")}
    assert len(gate.order) == MAX_OPEN
    assert gate.front == "first-1"


def test_what_the_officer_has_begun_with_is_not_given_up(gate: Gate) -> None:
    gate.raises(*(alert(str(n)) for n in range(MAX_OPEN)))
    gate.desk.choose("0", Answer.CONFIRMED)
    gate.raises(alert("new"))
    assert [one[0] for one in gate.given] == ["1"]
    assert gate.front == "0"


def test_a_better_shot_is_shown_while_the_alert_waits(gate: Gate) -> None:
    gate.raises(alert("a"))
    gate.open_alerts = [replace(gate.open_alerts[0], quality=0.9)]
    gate.wait(0)
    assert present(gate.desk.view().front).alert.quality == 0.9
