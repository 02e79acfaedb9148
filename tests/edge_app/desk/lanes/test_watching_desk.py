"""Who watches other lanes: what one officer was told is not the next one's, and nobody's alone."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, cast

import pytest

from edge_app.desk.lanes.desk import LanesDesk
from edge_app.desk.session.views import SessionState, SessionView, SignedIn
from edge_app.desk.sounds import Sound
from edge_app.domain import Reference, WatchList
from sync.central.exchange.terminal_quota import message_quota
from sync.protocol.content import OfficerRole
from sync.protocol.envelope.random_values import random_id
from sync.protocol.lanes import MAX_LANES, LaneCase, LaneMessage, LaneState
from tests.edge_app.desk.alerts.alerts_fixtures import FACE, LIST

NOW = datetime(2026, 11, 25, 8, tzinfo=UTC)
LANE = "1" * 32
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


class Watching:
    """A desk without a camera, and one lane that tells it of an open alert."""

    def __init__(self) -> None:
        self.session, self.heard, self.seconds = SUPERVISOR, Heard(), 0.0
        nothing: Any = None
        self.desk = LanesDesk(
            lane=nothing,  # nobody watches this one
            alerts=nothing,
            session=lambda: self.session,
            officers=lambda: (),
            known=self._known,
            sounds=self.heard,
            audit_log=nothing,  # nothing is answered
            writes=nothing,
            now=lambda: NOW,
            check_pin=nothing,
            clock=lambda: self.seconds,
            is_desk=True,
        )

    @staticmethod
    def _known(list_id: str, reference_id: str) -> tuple[WatchList, Reference]:
        listed = LIST.model_copy(update={"list_id": list_id, "priority": 1})
        return listed, Reference(reference_id, "Budi", list_id, FACE)

    def poll(self) -> None:
        self.desk.due({LANE: "Lajur 1"})

    def lane_says(self) -> None:
        case = LaneCase.model_validate(
            {"alert_id": "a" * 32, "list_id": "dpo", "reference_id": "r", "step": "open"}
        )
        state = LaneState(camera="live", attended=True, cases=(case,))
        told = LaneMessage(kind="lane", call_id=random_id(), at=NOW, state=state)
        self.desk.take(LANE, told, None)

    def names(self) -> list[str]:
        found = self.desk.view().cases
        return [cast("Reference", one.reference).name for one in found]


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


def test_where_visitors_see_the_glass_another_lane_knocks() -> None:
    made = Watching()
    made.desk.discreet = True
    made.poll()
    made.lane_says()
    assert made.heard.played == [Sound.KNOCK]
