"""An alert is of a person: it follows them from track to track, also after a restart."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from edge_app.demo.scene import Act, SceneSource
from edge_app.domain import NO_TRACK, Alert, Answer, Frame, TrackState
from edge_app.lists.served_list import ServedList
from edge_app.pipeline.lane import Lane, open_lane
from edge_app.pipeline.people import VISIT_GAP_S
from tests.edge_app.pipeline.conftest import STEP_S

PLACE = (0.3, 0.4, 150.0)
ELSEWHERE = (0.7, 0.4, 150.0)

pytestmark = pytest.mark.usefixtures("weights")


def standing(portrait: str, place: tuple[float, float, float]) -> SceneSource:
    return SceneSource((Act(portrait, 0.0, 50, place, place),))


def waiting(lane: Lane) -> Alert:
    (alert,) = lane.snapshot()[1]
    return alert


@pytest.mark.slow
def test_an_alert_names_the_live_track_of_its_person_and_gets_better_pictures_there(
    play: Callable[..., Any], lane: Lane
) -> None:
    empty = SceneSource(())
    far = SceneSource((Act("obama2.jpg", 0.0, 50, (0.3, 0.4, 90), (0.3, 0.4, 90), light=0.5),))
    (alert,) = play(far, 0, 2)
    assert waiting(lane).track_id == alert.track_id
    before = waiting(lane)
    play(empty, 0, 2, at_s=2)
    assert waiting(lane).track_id == NO_TRACK
    assert play(standing("obama2.jpg", ELSEWHERE), 0, 2, at_s=4) == []
    (track,) = lane.snapshot()[0]
    assert waiting(lane).track_id == track.track_id != alert.track_id
    assert waiting(lane).quality > before.quality
    assert waiting(lane).sightings == ()  # the same visit


@pytest.mark.slow
def test_who_comes_again_is_the_same_case_with_another_sighting(
    play: Callable[..., Any], lane: Lane
) -> None:
    listed, empty = standing("obama2.jpg", PLACE), SceneSource(())
    (alert,) = play(listed, 0, 1)
    for visit in range(1, 4):
        at_s = visit * (VISIT_GAP_S + 5)
        play(empty, 0, 0.2, at_s=at_s)
        assert play(listed, 0, 1, at_s=at_s + 0.2) == []
        assert len(waiting(lane).sightings) == visit
    assert waiting(lane).alert_id == alert.alert_id


@pytest.mark.slow
def test_an_alert_of_an_earlier_run_finds_its_person_though_its_list_is_gone(
    play: Callable[..., Any], served: ServedList
) -> None:
    (alert,) = play(standing("obama2.jpg", PLACE), 0, 1)
    kept = replace(alert, track_id=NO_TRACK)
    for lists in ((), (served,)):
        later = open_lane(lists, open_alerts=(kept,))
        try:
            assert waiting(later).track_id == NO_TRACK
            both = SceneSource(
                (
                    Act("obama2.jpg", 0.0, 50, ELSEWHERE, ELSEWHERE),
                    Act("astronaut.png", 0.0, 50, PLACE, PLACE),
                )
            )
            alerts: list[Alert] = []
            for number in range(20):
                time_s = number * STEP_S
                later.analyse(Frame(number, time_s, time.monotonic(), both.draw(time_s)))
                while (result := later.recognise_pending()) is not None:
                    alerts += result.alerts
            assert alerts == []
            states = {track.track_id: track.state for track in later.snapshot()[0]}
            followed = waiting(later)
            assert states.pop(followed.track_id) is TrackState.ALERT
            assert len(states) == 1
            assert TrackState.ALERT not in states.values()
            assert len(followed.sightings) == 1
            later.answer(followed.alert_id, Answer.NOT_THIS_PERSON, ("2001",))
            assert TrackState.MUTED in {track.state for track in later.snapshot()[0]}
        finally:
            later.close()


@pytest.mark.slow
def test_an_alert_that_was_answered_before_anybody_came_is_of_nobody(
    play: Callable[..., Any], served: ServedList
) -> None:
    (alert,) = play(standing("obama2.jpg", PLACE), 0, 1)
    later = open_lane((served,), open_alerts=(replace(alert, track_id=NO_TRACK),))
    try:
        later.answer(alert.alert_id, Answer.CONFIRMED)
        later.recognise_pending()
        assert later.snapshot()[1] == ()
        assert later._recogniser._people.all == ()
    finally:
        later.close()
