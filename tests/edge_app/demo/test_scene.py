"""What the scene says of itself is what it draws."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from edge_app.demo.scene import ACTS, OBAMA, REFERENCES, ROUND_S, Act, SceneSource, crowd
from edge_app.domain import SourceState
from edge_app.pipeline.frame_check import check_frame
from models.detector import FaceDetector
from models.engine import open_detector
from tests.present import present


@pytest.fixture(scope="module")
def scene(weights: Path) -> SceneSource:  # noqa: ARG001  needed by it
    return SceneSource()


@pytest.fixture(scope="module")
def detector(weights: Path) -> Iterator[FaceDetector]:  # noqa: ARG001
    detector = open_detector()
    yield detector
    detector.close()


@pytest.mark.parametrize("time_s", [0.0, 8.0, 21.0, 35.0, 56.0])
def test_the_detector_finds_a_face_where_the_scene_says_and_no_other(
    scene: SceneSource, detector: FaceDetector, time_s: float
) -> None:
    found = [d.box for d in detector.detect(scene.draw(time_s)) if d.score >= 0.65]
    truth = [face for _, face in scene.present(time_s)]
    inside = [face for face in truth if face.x >= 0 and face.x + face.w <= 1280]
    for face in inside:
        assert max(box.iou(face) for box in found) > 0.35
    for box in found:
        assert max(box.iou(face) for face in truth) > 0.35


def test_a_crowd_is_as_many_as_asked_for(detector: FaceDetector) -> None:
    hall = SceneSource(crowd(8))
    found = [d for d in detector.detect(hall.draw(1.0)) if d.score >= 0.65]
    assert len(found) == len(hall.present(1.0)) == 8


@pytest.mark.usefixtures("weights")
def test_the_scene_ends_after_its_time() -> None:
    short = SceneSource(seconds=0.2)
    pictures = [present(short.read()) for _ in range(6)]
    assert [time_s for time_s, _ in pictures] == pytest.approx([n / 30 for n in range(6)])
    assert {(*image.shape, image.dtype.name) for _, image in pictures} == {(720, 1280, 3, "uint8")}
    assert short.read() is None


def test_the_scene_is_the_same_in_every_round(scene: SceneSource) -> None:
    assert np.array_equal(scene.draw(8.0), scene.draw(8.0 + ROUND_S))
    assert not np.array_equal(scene.draw(8.0), scene.draw(9.0))


def test_no_moment_of_the_scene_looks_like_a_broken_camera(scene: SceneSource) -> None:
    assert {check_frame(scene.draw(t)) for t in np.arange(0, ROUND_S, 7.0)} == {SourceState.LIVE}


@pytest.mark.usefixtures("weights")
def test_an_alert_is_owed_only_for_who_was_there_large_and_long_enough() -> None:
    def expected(seconds: float, width: float, portrait: str = "obama2.jpg") -> list[str]:
        place = (0.5, 0.5, width)
        return SceneSource((Act(portrait, 0, seconds, place, place),)).expected(20)

    assert expected(2.0, 100) == [OBAMA]
    assert expected(1.0, 100) == []
    assert expected(10.0, 70) == []
    assert expected(10.0, 100, "astronaut.png") == []


def test_the_scene_shows_the_listed_the_unlisted_the_dark_and_the_blurred(
    scene: SceneSource,
) -> None:
    assert set(scene.expected(ROUND_S)) == set(REFERENCES)
    assert any(act.portrait == "astronaut.png" for act in ACTS)
    assert any(act.light < 0.5 for act in ACTS)
    assert any(act.blur for act in ACTS)
    assert max(len(scene.present(t)) for t in np.arange(0, ROUND_S, 0.5)) >= 3
