"""A face anywhere in the picture becomes a track, in a still at once, in a video soon."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from edge_app.demo.scene import Act, SceneSource
from edge_app.domain import Frame
from edge_app.pipeline.finder import Finder
from models.detector import FaceDetector
from models.engine import open_detector

WALK = (Act("biden.jpg", 5, 60, (0.9, 0.3, 80), (0.6, 0.5, 100)),)


@pytest.fixture(scope="module")
def detector(weights: Path) -> Iterator[FaceDetector]:  # noqa: ARG001  needed by it
    detector = open_detector()
    yield detector
    detector.close()


@pytest.fixture(scope="module")
def hall(weights: Path) -> SceneSource:  # noqa: ARG001
    return SceneSource(WALK)


def frame(image: np.ndarray, time_s: float) -> Frame:
    return Frame(round(time_s * 30), time_s, 0.0, image)


def test_the_first_picture_is_searched_as_a_whole(
    detector: FaceDetector, hall: SceneSource
) -> None:
    (track,) = Finder(detector).find(frame(hall.draw(10.0), 10.0))
    ((_, truth),) = hall.present(10.0)
    assert track.box.iou(truth) > 0.4


def test_a_still_is_searched_as_a_whole(detector: FaceDetector, hall: SceneSource) -> None:
    finder = Finder(detector)
    assert finder.find(frame(hall.draw(0.0), 0.0)) == []
    assert len(finder.find(frame(hall.draw(10.0), 10.0))) == 1


def test_who_walks_in_is_found_and_followed(detector: FaceDetector, hall: SceneSource) -> None:
    finder = Finder(detector)
    finder.find(frame(hall.draw(0.0), 0.0))
    ids = set()
    for number in range(150, 200):
        time_s = number / 30
        tracks = finder.find(frame(hall.draw(time_s), time_s))
        ids |= {track.track_id for track in tracks if track.confirmed}
    ((_, truth),) = hall.present(time_s)
    assert len(ids) == 1
    assert tracks[0].box.iou(truth) > 0.4


def test_the_picture_may_change_its_size(detector: FaceDetector, hall: SceneSource) -> None:
    finder = Finder(detector)
    picture = hall.draw(10.0)
    finder.find(frame(picture, 10.0))
    for number, part in enumerate((picture[:480, 500:], picture[::2, ::2], picture[:64, :64]), 1):
        finder.find(frame(np.ascontiguousarray(part), 10.0 + number / 30))
    for number in range(4, 24):
        tracks = finder.find(frame(picture, 10.0 + number / 30))
    ((_, truth),) = hall.present(10.0)
    assert any(track.box.iou(truth) > 0.4 for track in tracks)


@pytest.mark.parametrize("height", [0.9, 0.12], ids=["from a wheelchair", "a tall one, near"])
def test_a_face_at_the_lower_or_upper_edge_is_found_as_any_other(
    detector: FaceDetector, height: float
) -> None:
    """Nobody is asked to stand where a face is expected: the whole picture is searched."""
    low = SceneSource((Act("biden.jpg", 0.5, 60, (0.5, height, 80), (0.45, height, 80)),))
    finder = Finder(detector)
    finder.find(frame(low.draw(0.0), 0.0))
    for number in range(15, 60):
        time_s = number / 30
        tracks = finder.find(frame(low.draw(time_s), time_s))
    ((_, truth),) = low.present(time_s)
    assert [track.confirmed for track in tracks] == [True]
    assert tracks[0].box.iou(truth) > 0.4
