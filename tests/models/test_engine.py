"""A reference shows one person, and says so when it does not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from models.detector import FaceDetector
from models.engine import FaceEngine, Sample, by_prominence, enrol, open_detector
from models.errors import NoFace, SeveralFaces, WeightsError
from models.geometry import Box
from tests.present import present

PORTRAITS = ("obama.jpg", "obama2.jpg", "obama3.jpg", "biden.jpg", "astronaut.png")


def beside(*parts: NDArray[np.uint8]) -> np.ndarray:
    """Pictures from left to right on grey."""
    height, width = max(p.shape[0] for p in parts), sum(p.shape[1] for p in parts)
    image, x = np.full((height, width, 3), 110, np.uint8), 0
    for part in parts:
        image[: part.shape[0], x : x + part.shape[1]] = part
        x += part.shape[1]
    return image


@pytest.mark.parametrize("name", PORTRAITS)
def test_a_portrait_is_enrolled(
    detector: FaceDetector, engine: FaceEngine, pictures: dict[str, NDArray[np.uint8]], name: str
) -> None:
    sample = enrol(detector, engine, pictures[name], name)
    assert sample.template.shape == (128,)
    assert np.linalg.norm(sample.template) == pytest.approx(1, abs=1e-5)
    x, y = sample.landmarks.five.mean(axis=0)
    assert Box(x - 1, y - 1, 2, 2).intersection(sample.box) == pytest.approx(4)


@pytest.mark.parametrize("level", [0, 128, 255])
def test_a_picture_without_a_face_is_refused_by_name(
    detector: FaceDetector, engine: FaceEngine, level: int
) -> None:
    empty = np.full((400, 300, 3), level, np.uint8)
    with pytest.raises(NoFace) as raised:
        enrol(detector, engine, empty, "lists/7/wall.jpg")
    assert str(raised.value) == (
        "lists/7/wall.jpg: no face in the picture; a reference shows exactly one"
    )


def test_two_people_in_a_reference_are_refused_by_name(
    detector: FaceDetector, engine: FaceEngine, head: Callable[..., Any]
) -> None:
    couple = beside(head("obama.jpg", 150).image, head("biden.jpg", 150).image)
    with pytest.raises(SeveralFaces) as raised:
        enrol(detector, engine, couple, "lists/7/couple.jpg")
    assert str(raised.value) == (
        "lists/7/couple.jpg: 2 faces in the picture; crop it to one person"
    )


def test_a_passer_by_in_the_background_is_no_second_person(
    detector: FaceDetector, engine: FaceEngine, head: Callable[..., Any], samples: dict[str, Sample]
) -> None:
    image = beside(head("obama.jpg", 250).image, head("biden.jpg", 60).image)
    sample = enrol(detector, engine, image, "portrait")
    assert sample.template @ samples["obama.jpg"].template > 0.8


def test_a_face_too_spoilt_to_measure_is_refused_with_advice(
    detector: FaceDetector, engine: FaceEngine, head: Callable[..., Any]
) -> None:
    tiny = head("obama.jpg", 22).image
    with pytest.raises(NoFace, match=r"^small\.jpg: the face cannot be measured; take a frontal"):
        enrol(detector, engine, tiny, "small.jpg")


def test_a_box_without_a_face_is_a_failure_to_acquire(
    engine: FaceEngine, pictures: dict[str, NDArray[np.uint8]]
) -> None:
    assert engine.sample(pictures["obama.jpg"], Box(5, 900, 200, 200)) is None


def test_a_person_keeps_the_template_at_half_the_size(
    engine: FaceEngine, head: Callable[..., Any], samples: dict[str, Sample]
) -> None:
    for name, sample in samples.items():
        small = head(name, 100)
        assert present(engine.sample(small.image, small.box)).template @ sample.template > 0.8


@pytest.mark.parametrize("width", [80, 180])
def test_the_main_face_is_the_one_in_the_middle(
    detector: FaceDetector, head: Callable[..., Any], width: int
) -> None:
    sides = head("biden.jpg", width).image
    image = beside(sides, head("obama.jpg", 150).image, sides)
    found = detector.detect(image)
    face = by_prominence(found, image.shape[1], image.shape[0])[0]
    assert len(found) >= 3
    assert face.box.centre[0] == pytest.approx(image.shape[1] / 2, abs=30)


def test_of_two_faces_as_near_to_the_middle_the_larger_is_the_main_one(
    detector: FaceDetector, head: Callable[..., Any]
) -> None:
    image = beside(head("obama.jpg", 100).image, head("biden.jpg", 150).image[:, 30:-30])
    face = by_prominence(detector.detect(image), image.shape[1], image.shape[0])[0]
    assert face.box.w == pytest.approx(150, rel=0.2)


@pytest.mark.parametrize("opened", [FaceEngine, open_detector])
def test_missing_weights_say_what_to_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, opened: Callable[..., Any] | type[FaceEngine]
) -> None:
    monkeypatch.setenv("GAPURA_WEIGHTS", str(tmp_path))
    with pytest.raises(WeightsError, match=r"is missing; run `gapura models fetch`$"):
        opened()
