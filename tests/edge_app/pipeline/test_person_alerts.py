"""What is raised of a person, what is muted and for how long, and what was said before."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from edge_app.domain import (
    FORMER_KEPT,
    Alert,
    Answer,
    Candidate,
    FormerAnswer,
    Phrase,
    Reference,
    TrackState,
    WatchList,
)
from edge_app.pipeline.people import VISIT_GAP_S, People, Person, PersonLimits
from edge_app.pipeline.person_alerts import BETTER_BY, BREAKS_AT, MUTED_FOR_S, PersonAlerts
from models.geometry import Box

NOW = datetime(2026, 3, 11, 6, 32, tzinfo=UTC)
FACE = np.zeros((8, 8, 3), np.uint8)
LIST = WatchList(
    list_id="dpo",
    name="Daftar",
    owner="Polri",
    target_fpir=0.001,
    instruction=Phrase(id="-", en="-"),
    version=1,
    issued_at=NOW,
)
KEY = "dpo/x"
LIMITS = PersonLimits("m", 0.42, 0.25)


class Gate:
    """People with one axis each; alerts are numbered."""

    def __init__(self) -> None:
        self.people = People(LIMITS)
        self.alerts = PersonAlerts(self.people, {})
        self.time_s = 0.0
        self.given = 0

    @property
    def now(self) -> datetime:
        return NOW + timedelta(seconds=self.time_s)

    def seen(self, track_id: int, axis: int, fmr: float | None = None) -> list[str]:
        """A shot of the track, which reaches `x` with that FMR; the alerts that are raised."""
        row = np.zeros(8, np.float32)
        row[axis] = 1.0
        person = self.people.add_shot(track_id, 0.9, {"m": row}, self.time_s)
        found = [] if fmr is None else [candidate(fmr)]
        raised = []
        for ruling in self.alerts.rule(person, found):
            self.given += 1
            self.alerts.raise_alert(person, KEY, str(self.given))
            raised.append(f"{self.given}")
            self.instead_of, self.broken = ruling.instead_of, ruling.broken
        return raised

    def in_view(self, *tracks: int) -> None:
        self.people.update(tracks, (), self.time_s)
        self.alerts.end_mutes(self.time_s, self.now)

    def away(self, seconds: float) -> None:
        self.in_view()
        self.time_s += seconds
        self.in_view()

    def answer(self, alert_id: str, answer: Answer, *officers: str) -> None:
        given = FormerAnswer(alert_id, answer, officers, self.now)
        self.alerts.answer(given, alert(alert_id), self.time_s)

    def state(self, track_id: int) -> TrackState | None:
        return self.alerts.standing(track_id).state

    def where(self) -> dict[str, tuple[int | None, str]]:
        return {i: (at.track_id, at.case_id) for i, at in self.alerts.where().items()}

    def who(self, track_id: int) -> Person:
        person = self.people.of_track(track_id)
        assert person is not None
        return person


def candidate(fmr: float) -> Candidate:
    return Candidate(Reference("x", "Budi", "dpo", FACE), LIST, 0.6, 0.4, fmr)


def alert(alert_id: str) -> Alert:
    return Alert(alert_id, 1, 0, 0.0, Box(0, 0, 8, 8), FACE, candidate(1e-5), 1.0, shots=(FACE,))


@pytest.fixture
def gate() -> Gate:
    return Gate()


def test_an_open_alert_is_raised_once_however_often_the_person_comes(gate: Gate) -> None:
    assert gate.seen(1, 0, 1e-5) == ["1"]
    for visit in range(5):
        gate.away(2 * VISIT_GAP_S)
        assert gate.seen(2 + visit, 0, 1e-5) == []
        assert gate.who(2 + visit).came_back
        assert gate.state(2 + visit) is TrackState.ALERT
        assert gate.where() == {"1": (2 + visit, "1")}


@pytest.mark.parametrize("answer", [Answer.CONFIRMED, Answer.CANNOT_TELL])
def test_an_answered_one_is_raised_again_on_the_next_visit_with_what_was_answered(
    gate: Gate, answer: Answer
) -> None:
    gate.seen(1, 0, 1e-5)
    gate.answer("1", answer, "1001", "1002")
    assert gate.seen(1, 0, 1e-5) == []
    assert gate.state(1) is TrackState.ALERT
    gate.away(2 * VISIT_GAP_S)
    assert gate.seen(2, 0, 1e-5) == ["2"]
    (former,) = gate.alerts.former(KEY, gate.now)
    assert (former.answer, former.officers) == (answer, ("1001", "1002"))


def test_a_mute_ends_at_its_time_whoever_comes_meanwhile(gate: Gate) -> None:
    gate.seen(1, 0, 1e-5)
    gate.answer("1", Answer.NOT_THIS_PERSON, "2001")
    assert gate.state(1) is TrackState.MUTED
    began = gate.time_s
    visits = 0
    while gate.time_s + 60 < began + MUTED_FOR_S:
        gate.away(60)
        visits += 1
        assert gate.seen(1 + visits, 0, 1e-5) == []
        standing = gate.alerts.standing(1 + visits)
        assert standing.state is TrackState.MUTED
        assert standing.mute is not None
        assert standing.mute.officers == ("2001",)
        assert standing.mute.alert.shots == ()
    assert visits > 5
    gate.away(began + MUTED_FOR_S - gate.time_s)
    assert gate.alerts.mutes == ()
    assert gate.seen(99, 0, 1e-5) == ["2"]


def test_a_mute_ends_with_the_hour_it_states_also_while_no_picture_comes(gate: Gate) -> None:
    gate.seen(1, 0, 1e-5)
    gate.answer("1", Answer.NOT_THIS_PERSON)
    assert gate.alerts.end_mutes(gate.time_s, gate.now + timedelta(seconds=MUTED_FOR_S)) == [1]


def test_a_mute_says_when_it_ends_after_the_clock_was_set_back(gate: Gate) -> None:
    """It ends by the lane's clock, and three hours long said an hour that it never reached."""
    gate.seen(1, 0, 1e-5)
    gate.answer("1", Answer.NOT_THIS_PERSON, "2001")
    gate.time_s += 60
    back = gate.now - timedelta(hours=3)
    said = set()
    for seconds in range(0, int(MUTED_FOR_S) - 60, 30):
        moment = back + timedelta(seconds=seconds)
        assert gate.alerts.end_mutes(gate.time_s + seconds, moment) == []
        (mute,) = gate.alerts.mutes
        assert mute.since < moment < mute.until
        said.add(mute.until)
    assert said == {back + timedelta(seconds=MUTED_FOR_S - 60)}, "one hour, and no visit moves it"
    end = MUTED_FOR_S - 60
    assert gate.alerts.end_mutes(gate.time_s + end, back + timedelta(seconds=end)) == [1]


def test_who_a_mute_was_of_is_not_clear_before_the_next_comparison(gate: Gate) -> None:
    gate.seen(1, 0, 1e-5)
    gate.answer("1", Answer.NOT_THIS_PERSON)
    assert gate.alerts.unmute("1") == 1
    assert gate.state(1) is TrackState.CAPTURED
    assert gate.seen(1, 0, 1e-5) == ["2"]
    with pytest.raises(KeyError):
        gate.alerts.unmute("1")


def test_a_mute_is_of_one_person_and_one_reference(gate: Gate) -> None:
    gate.seen(1, 0, 1e-5)
    gate.answer("1", Answer.NOT_THIS_PERSON)
    assert gate.seen(2, 3, 1e-5) == ["2"]  # somebody else who looks like the entry


def test_a_far_stronger_comparison_breaks_a_mute_and_a_somewhat_stronger_one_does_not(
    gate: Gate,
) -> None:
    gate.seen(1, 0, 1e-4)
    gate.seen(1, 0, 1e-5)  # the best that the officer had before them
    gate.answer("1", Answer.NOT_THIS_PERSON)
    assert gate.seen(1, 0, 1e-5 / BREAKS_AT * 1.01) == []
    assert gate.state(1) is TrackState.MUTED
    assert gate.seen(1, 0, 1e-5 / BREAKS_AT * 0.99) == ["2"]
    assert gate.broken == "1"
    assert gate.alerts.mutes == ()
    assert gate.state(1) is TrackState.ALERT


def test_one_reference_alerts_on_one_body_at_a_time(gate: Gate) -> None:
    gate.in_view(1, 2)
    assert gate.seen(1, 0, 1e-5) == ["1"]
    assert gate.seen(2, 3, 1e-5 / BETTER_BY * 1.01) == []
    assert gate.state(2) is TrackState.CAPTURED  # and not clear
    assert gate.seen(2, 3, 1e-5 / BETTER_BY * 0.99) == ["2"]
    assert gate.instead_of == "1"
    gate.answer("1", Answer.UNANSWERED)
    assert gate.state(1) is TrackState.CAPTURED
    assert gate.seen(1, 0, 1e-5) == []


def test_of_two_with_open_alerts_who_meet_the_better_one_is_asked_about(gate: Gate) -> None:
    gate.seen(1, 0, 1e-5)
    gate.away(5)
    assert gate.seen(2, 3, 1e-6) == ["2"]
    gate.in_view(2, 3)
    assert gate.alerts.where()["2"].instead_of is None
    assert gate.seen(3, 0, 1e-5) == []  # the first is back
    assert gate.alerts.where()["2"].instead_of == "1"
    assert gate.alerts.where()["1"].instead_of is None


def test_beside_who_was_confirmed_nobody_else_is_the_same_entry(gate: Gate) -> None:
    gate.in_view(1, 2)
    gate.seen(1, 0, 1e-5)
    gate.answer("1", Answer.CONFIRMED)
    assert gate.seen(2, 3, 1e-9) == []
    gate.in_view(2)
    assert gate.seen(2, 3, 1e-9) == ["2"]  # once they are alone


def test_who_is_not_the_entry_leaves_it_to_the_other(gate: Gate) -> None:
    gate.in_view(1, 2)
    gate.seen(1, 0, 1e-5)
    gate.seen(2, 3, 1e-5)
    gate.answer("1", Answer.NOT_THIS_PERSON)
    assert gate.seen(2, 3, 1e-5) == ["2"]


def test_an_alert_of_an_earlier_run_finds_its_person_by_face(gate: Gate) -> None:
    row = np.zeros(8, np.float32)
    row[0] = 1.0
    person = gate.people.recall({"m": row})
    gate.alerts.raise_alert(person, KEY, "old")
    gate.in_view(1)
    assert gate.seen(1, 0) == []  # the list is gone, and the case is not
    assert gate.state(1) is TrackState.ALERT
    assert gate.where() == {"old": (1, "old")}
    assert gate.who(1).came_back


def test_several_alerts_of_one_face_are_one_case(gate: Gate) -> None:
    row = np.zeros(8, np.float32)
    row[0] = 1.0
    for alert_id in ("a", "b"):
        gate.alerts.raise_alert(gate.people.recall({"m": row}), KEY, alert_id)
    assert gate.where() == {"a": (None, "a"), "b": (None, "a")}


@pytest.mark.parametrize("pictured", [False, True])
def test_the_same_reference_reached_again_is_the_case_of_an_earlier_run(
    gate: Gate, pictured: bool
) -> None:
    row = np.zeros(8, np.float32)
    row[0], row[1] = 0.3, 0.954  # of a poor picture: not told apart, and not known either
    person = gate.people.recall({"m": row} if pictured else None)
    gate.alerts.raise_alert(person, KEY, "old")
    gate.in_view(1)
    shown = gate.people.add_shot(1, 0.9, {"m": np.eye(8, dtype=np.float32)[0]}, 0.0)
    now = gate.alerts.link_recalled(shown, [candidate(1e-5)])
    assert list(gate.alerts.rule(now, [candidate(1e-5)])) == []
    assert gate.where() == {"old": (1, "old")}


def test_who_is_plainly_somebody_else_is_a_case_of_their_own(gate: Gate) -> None:
    person = gate.people.recall({"m": np.eye(8, dtype=np.float32)[5]})
    gate.alerts.raise_alert(person, KEY, "old")
    shown = gate.people.add_shot(1, 0.9, {"m": np.eye(8, dtype=np.float32)[0]}, 0.0)
    assert gate.alerts.link_recalled(shown, [candidate(1e-5)]) is shown
    assert gate.seen(1, 0, 1e-5) == ["1"]


def test_former_answers_are_few_and_of_a_day(gate: Gate) -> None:
    for number in range(FORMER_KEPT + 2):
        gate.answer(str(number), Answer.CANNOT_TELL)
    told = gate.alerts.former(KEY, gate.now)
    assert [one.alert_id for one in told] == ["6", "5", "4", "3", "2"]
    assert gate.alerts.former(KEY, gate.now + timedelta(days=2)) == ()
    old = replace(told[0], alert_id="before")
    assert PersonAlerts(gate.people, {KEY: [old]}).former(KEY, gate.now) == (old,)
