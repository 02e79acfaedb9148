"""Who watches other lanes: what one officer was told is not the next one's, and nobody's alone."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any, cast

import pytest

from edge_app.desk.lanes.board import WATCH_S
from edge_app.desk.lanes.desk import AGAIN_S, CALLED_LANE_S, MAX_AGE, MAX_ASKED, LanesDesk
from edge_app.desk.session.views import SecondCheck, SessionState, SessionView, SignedIn
from edge_app.desk.sounds import Sound
from edge_app.domain import Answer, Counts, LaneView, Reference, SourceState, WatchList
from sync.central.exchange.terminal_quota import message_quota
from sync.protocol.content import OfficerRole
from sync.protocol.envelope.random_values import random_id
from sync.protocol.lanes import MAX_LANES, LaneCase, LaneMessage, LaneState
from tests.edge_app.desk.alerts.alerts_fixtures import FACE, LIST

NOW = datetime(2026, 11, 25, 8, tzinfo=UTC)
LANE = "1" * 32
LISTED = LIST.model_copy(update={"list_id": "dpo", "priority": 1})
NO_LANE = LaneView(None, SourceState.NONE, "", (), (), Counts(), 0.0, (), 0)
LOCKED = SessionView(SessionState.LOCKED)


def works(number: str, role: OfficerRole) -> SessionView:
    return SessionView(SessionState.SIGNED_IN, SignedIn(number, "Nurul", role, NOW))


SUPERVISOR = works("2001", OfficerRole.SUPERVISOR)


@dataclass
class Heard:
    """What a loudspeaker was told to play."""

    played: list[Sound] = field(default_factory=list)

    def play(self, sound: Sound) -> None:
        self.played.append(sound)

    def quiet(self) -> None:
        """Nothing goes on."""


class Unwritten:
    """A queue of writes of which nothing comes."""

    def submit(self, write: object) -> None:
        """Forget it."""


class Watching:
    """A desk without a camera, and one lane that tells it of an open alert."""

    def __init__(self) -> None:
        self.session, self.heard, self.seconds = SUPERVISOR, Heard(), 0.0
        self.asks: list[str] = []
        nothing: Any = None
        self.desk = LanesDesk(
            lane=lambda: replace(NO_LANE, lists=(LISTED,)),
            alerts=nothing,
            session=lambda: self.session,
            officers=lambda: (),
            known=self._known,
            sounds=self.heard,
            audit_log=nothing,
            writes=Unwritten(),  # type: ignore[arg-type]
            now=lambda: NOW,
            check_pin=self._checks,
            clock=lambda: self.seconds,
            is_desk=True,
        )

    @staticmethod
    def _known(list_id: str, reference_id: str) -> tuple[WatchList, Reference]:
        return LISTED, Reference(reference_id, "Budi", list_id, FACE)

    def _checks(self, pin: str) -> Future[SecondCheck]:
        """Every PIN is right."""
        found: Future[SecondCheck] = Future()
        found.set_result(SecondCheck(self.session.officer if pin else None))
        return found

    def answers(self) -> list[LaneMessage]:
        """What is sent now of second answers."""
        going = [each.message for each in self.desk.due({LANE: "Lajur 1"})]
        return [each for each in going if each.kind == "second"]

    def poll(self) -> None:
        going = [each.message for each in self.desk.due({LANE: "Lajur 1"})]
        self.asks += [each.asks for each in going if each.asks is not None]

    def lane_says(self, answers: int = -1, **more: Any) -> None:
        """A lane tells of a case; `answers`: which `watch`."""
        case = LaneCase.model_validate(
            {"alert_id": "a" * 32, "list_id": "dpo", "reference_id": "r", "step": "open"} | more
        )
        state = LaneState(camera="live", attended=True, cases=(case,))
        asked = self.asks[answers] if self.asks else random_id()
        told = LaneMessage(kind="lane", call_id=asked, at=NOW, state=state)
        self.desk.take(LANE, told, None)

    def names(self) -> list[str]:
        found = self.desk.view().cases
        return [cast("Reference", one.reference).name for one in found]


def test_an_answer_of_another_time_is_not_said_to_be_too_late(watching: Watching) -> None:
    """The clocks are apart: what it is for may wait still."""
    late = LaneMessage(kind="second", call_id="c" * 32, at=NOW - MAX_AGE * 2, alert_id="a" * 32)
    watching.desk.take(LANE, late, None)
    going = [each.message for each in watching.desk.due({LANE: "Lajur 1"})]
    assert [each.why for each in going if each.kind == "second-refused"] == ["other"]


@pytest.fixture
def watching() -> Watching:
    made = Watching()
    made.poll()
    made.lane_says()
    assert made.names() == ["Budi"]
    return made


def test_what_comes_after_the_screen_was_locked_is_neither_heard_nor_kept(
    watching: Watching,
) -> None:
    heard = len(watching.heard.played)
    watching.session = LOCKED
    watching.poll()
    watching.lane_says()
    assert len(watching.heard.played) == heard
    watching.session = SUPERVISOR
    watching.poll()
    assert watching.names() == []


def test_who_signs_in_next_sees_nothing_of_what_another_was_told(watching: Watching) -> None:
    watching.session = works("1001", OfficerRole.OFFICER)
    assert watching.names() == []
    watching.poll()
    assert watching.names() == []


def test_a_desk_of_all_lanes_says_no_more_than_the_data_centre_takes() -> None:
    made = Watching()
    lanes = {f"{number:032x}": f"Lajur {number}" for number in range(MAX_LANES - 1)}
    quota = message_quota(lambda: made.seconds)
    said = 0
    for half in range(2 * 600):
        made.seconds = half / 2
        for going in made.desk.due(lanes):
            count = len(lanes if going.to is None else going.to)
            assert quota.take("desk", count), made.seconds
            said += count
    assert said == 60 * len(lanes)


def test_what_somebody_held_back_on_its_way_is_not_how_the_lane_stands_now() -> None:
    made = Watching()
    for number in range(MAX_ASKED + 1):
        made.seconds = WATCH_S * number
        made.poll()
    made.lane_says(answers=0)
    assert made.names() == []
    assert not made.desk.view().lanes[0].heard
    made.lane_says(answers=1)
    assert made.names() == ["Budi"]


def test_a_case_that_is_looked_at_stays_until_the_officer_leaves_it() -> None:
    """He judges two faces, and three minutes are soon over."""
    made = Watching()
    made.desk.is_desk = False
    made.session = works("1001", OfficerRole.OFFICER)
    made.desk.look(LANE)
    for minute in range(6):
        made.seconds = 60.0 * minute
        made.poll()
        made.lane_says()
        assert made.names() == ["Budi"]
        made.desk.keep_looking(LANE)  # the page
    made.desk.keep_looking("2" * 32)  # of another lane
    made.seconds += CALLED_LANE_S
    assert made.names() == []
    made.desk.keep_looking(LANE)  # nobody begins anew without a call
    made.poll()
    assert made.names() == []


def test_an_answer_is_said_again_until_its_lane_says_something_of_it() -> None:
    """One message may get lost, and nobody waits twice ten seconds for that."""
    made = Watching()
    made.poll()
    made.lane_says(step="second", first="1001")
    made.desk.answer(LANE, "a" * 32, Answer.CONFIRMED, "112233")
    (first,) = made.answers()
    assert made.answers() == []
    made.seconds += AGAIN_S
    (again,) = made.answers()
    assert (again.call_id, again.answer, again.officer) == (first.call_id, "confirmed", "2001")
    taken = LaneMessage(
        kind="second-taken", call_id=again.call_id, at=NOW, alert_id="a" * 32, answer="confirmed"
    )
    made.desk.take(LANE, taken, None)
    made.seconds += AGAIN_S
    assert made.answers() == []


def test_where_visitors_see_the_glass_another_lane_knocks() -> None:
    made = Watching()
    made.desk.discreet = True
    made.poll()
    made.lane_says()
    assert made.heard.played == [Sound.KNOCK]
