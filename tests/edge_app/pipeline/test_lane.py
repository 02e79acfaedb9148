"""One alert for a listed person and visit, none for anybody else; and the officer's answers."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from edge_app.demo.scene import BIDEN, OBAMA, Act, SceneSource
from edge_app.domain import Answer, Frame, TrackState
from edge_app.pipeline.lane import MAX_PENDING, Lane
from edge_app.pipeline.people import VISIT_GAP_S
from edge_app.pipeline.person_alerts import MUTED_FOR_S
from models.geometry import Box

LEFT, RIGHT = (0.25, 0.4, 150.0), (0.75, 0.4, 150.0)
GONE_S = 2.0  # when who left is on no track any more


def standing(portrait: str, place: tuple[float, float, float], to_s: float = 50) -> Act:
    return Act(portrait, 0.0, to_s, place, place)


def state_at(lane: Lane, face: Box) -> TrackState:
    """What is known of who stands there."""
    track = max(lane.snapshot()[0], key=lambda track: track.box.iou(face))
    assert track.box.iou(face) > 0.4
    return track.state


@pytest.fixture(scope="module")
def listed(weights: Path) -> SceneSource:  # noqa: ARG001  needed by it
    return SceneSource((standing("obama2.jpg", LEFT),))


@pytest.fixture(scope="module")
def empty_background(weights: Path) -> SceneSource:  # noqa: ARG001
    return SceneSource(())


@pytest.mark.usefixtures("weights")
def test_the_listed_raise_one_alert_each_and_the_unlisted_none(
    play: Callable[..., Any], lane: Lane
) -> None:
    hall = SceneSource(
        (
            standing("obama2.jpg", LEFT),
            standing("astronaut.png", (0.5, 0.4, 150.0)),
            standing("biden.jpg", RIGHT),
        )
    )
    alerts = play(hall, 0, 6)
    told = {alert.candidate.reference.reference_id: alert for alert in alerts}
    assert sorted(a.candidate.reference.reference_id for a in alerts) == [OBAMA, BIDEN]
    for person, face in hall.present(1.0):
        assert state_at(lane, face) is (TrackState.ALERT if person in told else TrackState.CLEAR)
        assert person not in told or told[person].box.iou(face) > 0.4
    assert all(a.candidate.score >= a.candidate.threshold for a in alerts)
    _, waiting, counts, _ = lane.snapshot()
    assert [a.alert_id for a in waiting] == [a.alert_id for a in alerts]
    assert (counts.captured, counts.alerts) == (3, 2)


def test_an_alert_shows_the_face_that_raised_it(
    play: Callable[..., Any], listed: SceneSource
) -> None:
    (alert,) = play(listed, 0, 1)
    assert alert.captured.shape[0] == alert.captured.shape[1] > 150
    assert 60 < alert.captured.mean() < 200
    assert alert.candidate.reference.portrait.shape[0] > 150
    assert alert.candidate.watch_list.name == "Daftar Peragaan"
    assert 0 <= alert.candidate.fmr < 1e-4
    assert alert.latency_ms > 0


def test_the_same_visit_alerts_once_whatever_the_tracks_do(
    play: Callable[..., Any], listed: SceneSource, empty_background: SceneSource, lane: Lane
) -> None:
    (alert,) = play(listed, 0, 1)
    lane.answer(alert.alert_id, Answer.CONFIRMED)
    play(empty_background, 0, GONE_S, at_s=1)
    assert play(listed, 0, 1, at_s=1 + GONE_S) == []
    assert state_at(lane, listed.present(1)[0][1]) is TrackState.ALERT
    assert lane.snapshot()[1] == ()


def test_another_visit_alerts_anew(
    play: Callable[..., Any], listed: SceneSource, empty_background: SceneSource, lane: Lane
) -> None:
    (first,) = play(listed, 0, 1)
    lane.answer(first.alert_id, Answer.CONFIRMED)
    later = 1 + VISIT_GAP_S + 1
    play(empty_background, 0, 0.2, at_s=later)
    (second,) = play(listed, 0, 1, at_s=later + 0.2)
    assert second.alert_id != first.alert_id


def test_who_an_officer_ruled_out_is_marked_so_and_raises_no_alert_on_the_next_visit(
    play: Callable[..., Any], listed: SceneSource, empty_background: SceneSource, lane: Lane
) -> None:
    (alert,) = play(listed, 0, 1)
    lane.answer(alert.alert_id, Answer.NOT_THIS_PERSON, ("2001",))
    assert play(listed, 1, 4) == []
    assert state_at(lane, listed.present(1)[0][1]) is TrackState.MUTED
    (mute,) = lane.mutes
    assert mute in [track.mute for track in lane.snapshot()[0]]
    assert (mute.officers, mute.mute_id) == (("2001",), alert.alert_id)
    assert mute.until - mute.since == timedelta(seconds=MUTED_FOR_S)
    later = 4 + VISIT_GAP_S + 1
    play(empty_background, 0, 0.2, at_s=later)
    assert play(listed, 0, 1, at_s=later + 0.2) == []


def test_one_ruled_out_does_not_silence_the_others(
    play: Callable[..., Any], lane: Lane, listed: SceneSource
) -> None:
    (alert,) = play(listed, 0, 1)
    lane.answer(alert.alert_id, Answer.NOT_THIS_PERSON)
    both = SceneSource((standing("obama2.jpg", LEFT), standing("biden.jpg", RIGHT)))
    (other,) = play(both, 1, 3)
    assert other.candidate.reference.reference_id == BIDEN


def test_an_answer_counts_once(play: Callable[..., Any], listed: SceneSource, lane: Lane) -> None:
    (alert,) = play(listed, 0, 1)
    lane.answer("no-such-alert", Answer.CONFIRMED)
    assert [waiting.alert_id for waiting in lane.snapshot()[1]] == [alert.alert_id]
    lane.answer(alert.alert_id, Answer.CONFIRMED)
    lane.answer(alert.alert_id, Answer.NOT_THIS_PERSON)
    lane.answer(alert.alert_id, Answer.CONFIRMED)
    assert [(d.alert_id, d.answer) for d in lane.decisions] == [(alert.alert_id, Answer.CONFIRMED)]
    assert play(listed, 1, 4) == []
    assert state_at(lane, listed.present(1)[0][1]) is TrackState.ALERT


def test_who_leaves_during_the_comparison_is_counted_once(
    play: Callable[..., Any], listed: SceneSource, empty_background: SceneSource, lane: Lane
) -> None:
    play(listed, 0, 0.3)
    lane.analyse(Frame(9, 1.0, time.monotonic(), listed.draw(1.0)))  # one more shot waits
    recognise = lane._recogniser.recognise

    def leave_meanwhile(shot: Any) -> Any:
        play(empty_background, 0, GONE_S, at_s=1.1)
        return recognise(shot)

    lane._recogniser.recognise = leave_meanwhile  # type: ignore[method-assign]
    assert lane.recognise_pending() is not None
    counts = lane.snapshot()[2]
    assert (counts.captured, counts.alerts) == (1, 1)


def test_who_left_before_the_comparison_still_raises_an_alert(
    listed: SceneSource, empty_background: SceneSource, lane: Lane
) -> None:
    hall = [(n, listed if n < 6 else empty_background) for n in range(6 + round(GONE_S * 10))]
    for number, scene in hall:  # the second step never comes to it
        lane.analyse(Frame(number, number / 10, time.monotonic(), scene.draw(number / 10)))
    assert lane.snapshot()[0] == ()
    results = list(iter(lane.recognise_pending, None))
    alerts = [alert for result in results for alert in result.alerts]
    assert [alert.candidate.reference.reference_id for alert in alerts] == [OBAMA]
    counts = lane.snapshot()[2]
    assert (counts.people, counts.captured, counts.alerts) == (1, 1, 1)


@pytest.mark.slow
def test_of_a_crowd_that_is_never_compared_a_bounded_part_waits(
    listed: SceneSource, lane: Lane
) -> None:
    for visit in range(MAX_PENDING + 3):
        at_s = visit * (GONE_S + 8)  # each is a scene of its own, and each person a new track
        lane.analyse(Frame(visit, at_s, time.monotonic(), listed.draw(1.0)))
    assert len(lane._pending) == MAX_PENDING


def test_nothing_but_counts_is_left_of_who_matched_nothing(
    play: Callable[..., Any], empty_background: SceneSource, lane: Lane
) -> None:
    passing = SceneSource((standing("astronaut.png", LEFT),))
    assert play(passing, 0, 1) == []
    assert lane._recogniser._people._people
    play(empty_background, 0, 0.2, at_s=1 + VISIT_GAP_S + 1)
    assert lane._recogniser._people._people == []
    assert lane._recogniser._people._of_track == {}
    assert lane._pending == {}
    assert lane.snapshot()[:2] == ((), ())
    counts = lane.snapshot()[2]
    assert (counts.people, counts.captured, counts.alerts) == (1, 1, 0)
