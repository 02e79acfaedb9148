"""A visitor is told the one thing that helps, steadily, and nothing once they were seen well."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from edge_app.demo.scene import Act, SceneSource
from edge_app.domain import Advice, Frame, TrackState
from edge_app.pipeline.advice import JUDGED_S, UNFOUND, Advisor, Judgement, wanted
from edge_app.pipeline.lane import Lane
from models.engine import FaceEngine, open_detector
from models.quality import Quality
from tests.models.painted_masks import masked
from tests.present import present

GOOD = Quality(
    inter_eye=60, yaw=3, pitch=3, roll=2, sharpness=0.1, brightness=0.5, eyes_open=0.9, inside=1
)
FAR, TURNED = replace(GOOD, inter_eye=14), replace(GOOD, yaw=50.0)
STEP_S = 1 / 30


@pytest.mark.parametrize(
    ("spoilt", "advice"),
    [
        ({"inter_eye": 14.0}, Advice.COME_CLOSER),
        ({"inside": 0.75}, Advice.STEP_BACK),
        ({"yaw": 50.0}, Advice.LOOK_HERE),
        ({"sharpness": 0.01}, Advice.HOLD_STILL),
        ({"brightness": 0.06}, Advice.INTO_THE_LIGHT),
        ({"brightness": 0.97}, Advice.INTO_THE_LIGHT),
    ],
)
def test_what_spoils_a_sample_is_what_is_told(spoilt: dict[str, float], advice: Advice) -> None:
    assert wanted(GOOD, 0.3, None) is None
    assert wanted(replace(GOOD, **spoilt), 0.3, None) is advice


def test_what_only_landmarks_know_is_told_too() -> None:
    shut = Judgement(0.0, replace(GOOD, eyes_open=0.05), False)
    assert wanted(GOOD, 0.3, shut) is Advice.OPEN_EYES
    bowed = Judgement(0.0, replace(GOOD, pitch=48.0), False)
    assert wanted(GOOD, 0.3, bowed) is Advice.LOOK_HERE
    assert wanted(FAR, 0.3, Judgement(0.0, GOOD, True)) is Advice.UNCOVER_FACE


def test_a_face_that_fills_the_picture_steps_back_and_one_that_leaves_it_is_left_alone() -> None:
    assert wanted(GOOD, 0.8, None) is Advice.STEP_BACK
    assert wanted(replace(GOOD, inside=0.7), 0.1, None) is None


def told(advisor: Advisor, qualities: list[Quality]) -> list[Advice | None]:
    words = []
    for number, quality in enumerate(qualities):
        advisor.update(1, quality, 0.3, number * STEP_S)
        words.append(advisor.of(1))
    return words


def test_advice_comes_after_a_moment_and_goes_after_one() -> None:
    words = told(Advisor(), [FAR] * 45 + [GOOD] * 45)
    assert words[0] is None
    assert 0.4 < words.index(Advice.COME_CLOSER) * STEP_S < 1.0
    assert words[44] is Advice.COME_CLOSER
    assert words[46] is Advice.COME_CLOSER
    assert words[-1] is None


@pytest.mark.parametrize("other", [GOOD, TURNED])
def test_what_changes_from_frame_to_frame_does_not_flicker(other: Quality) -> None:
    words = told(Advisor(), [FAR, other] * 60)
    assert len(set(words)) == 1


def test_one_bad_frame_changes_nothing() -> None:
    words = told(Advisor(), [FAR] * 45 + [TURNED] + [FAR] * 10)
    assert set(words[40:]) == {Advice.COME_CLOSER}


def test_what_a_shot_showed_is_forgotten_after_a_while() -> None:
    advisor = Advisor()
    advisor.update(1, GOOD, 0.3, 0.0)
    advisor.judge(1, GOOD, True, 0.0)
    for number in range(10):
        advisor.update(1, GOOD, 0.3, 0.1 * number)
    assert advisor.of(1) is Advice.UNCOVER_FACE
    for number in range(10):
        advisor.update(1, GOOD, 0.3, JUDGED_S + 0.1 + 0.1 * number)
    assert advisor.of(1) is None


def test_a_good_face_without_landmarks_is_asked_to_uncover() -> None:
    advisor = Advisor()
    advisor.update(1, GOOD, 0.3, 0.0)
    for number in range(UNFOUND):
        advisor.judge(1, None, False, number * 0.2)
    for number in range(20):
        advisor.update(1, GOOD, 0.3, 0.4 + number * 0.1)
    assert advisor.of(1) is Advice.UNCOVER_FACE
    advisor.judge(7, None, False, 0.0)  # of a track that is over
    assert advisor.of(7) is None


def test_who_left_is_forgotten() -> None:
    advisor = Advisor()
    told(advisor, [FAR] * 45)
    advisor.keep({2})
    assert advisor.of(1) is None
    assert advisor._people == {}


# ---- the lane ------------------------------------------------------------------------------------


@pytest.fixture
def stand(lane: Lane) -> Callable[..., Any]:
    """Show one picture to the lane for a while; the tracks at the end."""

    def stand(picture: np.ndarray, seconds: float = 2.5) -> Any:
        for number in range(round(seconds * 10)):
            lane.analyse(Frame(number, number / 10, time.monotonic(), picture))
            while lane.recognise_pending() is not None:
                pass
        return lane.snapshot()[0]

    return stand


@pytest.fixture(scope="module")
def hall(weights: Path) -> Callable[..., Any]:  # noqa: ARG001  needed by it
    def hall(portrait: str, width: float, **how: Any) -> np.ndarray:
        place = (0.5, 0.45, width)
        return SceneSource((Act(portrait, 0.0, 50.0, place, place, **how),)).draw(1.0)

    return hall


def test_whoever_is_seen_well_is_told_nothing(
    stand: Callable[..., Any], hall: Callable[..., Any]
) -> None:
    (track,) = stand(hall("astronaut.png", 170))
    assert (track.state, track.advice) == (TrackState.CLEAR, None)


def test_who_stands_in_the_dark_is_asked_into_the_light(
    stand: Callable[..., Any], hall: Callable[..., Any]
) -> None:
    (track,) = stand(hall("astronaut.png", 170, light=0.07))
    assert track.advice is Advice.INTO_THE_LIGHT


def test_who_cannot_be_seen_sharply_is_asked_to_hold_still(
    stand: Callable[..., Any], hall: Callable[..., Any]
) -> None:
    (track,) = stand(cv2.GaussianBlur(hall("astronaut.png", 170), (0, 0), 9))
    assert track.advice is Advice.HOLD_STILL
    assert track.state is TrackState.LOOKING


@pytest.mark.parametrize("kind", ["blue", "black"])
def test_who_wears_a_mask_is_asked_to_take_it_off_and_is_not_called_clear(
    stand: Callable[..., Any], hall: Callable[..., Any], kind: str
) -> None:
    picture = hall("astronaut.png", 190)
    detector, engine = open_detector(), FaceEngine()
    (face,) = detector.detect(picture)
    worn = masked(picture, present(engine.landmarks(picture, face.box)), kind)
    detector.close()
    engine.close()
    (track,) = stand(worn)
    assert track.advice is Advice.UNCOVER_FACE
    assert track.state in (TrackState.LOOKING, TrackState.CAPTURED)
