"""A covered lower face is told from an open one, on real faces with painted masks."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from models.detector import FaceDetector
from models.engine import FaceEngine, Sample, by_prominence
from models.images import read_image
from models.occlusion import is_covered, openness
from tests.models.painted_masks import KINDS, masked

PORTRAITS = ("obama.jpg", "obama2.jpg", "obama3.jpg", "biden.jpg", "astronaut.png")


@pytest.mark.parametrize("name", PORTRAITS)
def test_an_open_face_is_open(samples: dict[str, Sample], name: str) -> None:
    assert not samples[name].covered


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", ["obama.jpg", "biden.jpg", "astronaut.png"])
def test_a_mask_is_seen_by_the_points_found_on_it(
    engine: FaceEngine,
    pictures: dict[str, NDArray[np.uint8]],
    samples: dict[str, Sample],
    name: str,
    kind: str,
) -> None:
    sample = samples[name]
    worn = engine.sample(masked(pictures[name], sample.landmarks, kind), sample.box)
    assert worn is not None
    assert worn.covered


@pytest.mark.parametrize("light", [0.25, 0.6])
def test_neither_shade_nor_grey_hides_a_face(
    pictures: dict[str, NDArray[np.uint8]], samples: dict[str, Sample], light: float
) -> None:
    for name in PORTRAITS:
        grey = pictures[name].mean(axis=2, keepdims=True).repeat(3, axis=2)
        assert not is_covered((grey * light).astype(np.uint8), samples[name].landmarks)


def test_a_face_of_one_colour_is_covered(
    pictures: dict[str, NDArray[np.uint8]], samples: dict[str, Sample]
) -> None:
    flat = np.full_like(pictures["obama.jpg"], 128)
    assert openness(flat, samples["obama.jpg"].landmarks) == 0
    assert is_covered(flat, samples["obama.jpg"].landmarks)


def test_points_outside_the_picture_are_no_fault(
    pictures: dict[str, NDArray[np.uint8]], samples: dict[str, Sample]
) -> None:
    landmarks = samples["obama.jpg"].landmarks
    away = replace(landmarks, points=landmarks.points + np.float32(1e6))
    assert is_covered(pictures["obama.jpg"], away)


def test_of_many_faces_few_are_called_covered_and_most_masks_are_found(
    shared_data: Path, detector: FaceDetector, engine: FaceEngine
) -> None:
    people = sorted(p for p in (shared_data / "faces-dev").iterdir() if p.is_dir())[1::40]
    opened, worn = [], []
    for number, person in enumerate(people):
        image = read_image(min(person.glob("*.jpg")))
        faces = by_prominence(detector.detect(image), image.shape[1], image.shape[0])
        landmarks = engine.landmarks(image, faces[0].box) if faces else None
        if landmarks is None:
            continue
        opened.append(is_covered(image, landmarks))
        covered = masked(image, landmarks, KINDS[number % len(KINDS)])
        found = engine.landmarks(covered, faces[0].box)
        if found is not None:
            worn.append(is_covered(covered, found))
    assert min(len(opened), len(worn)) > 20
    assert np.mean(opened) <= 0.08
    assert np.mean(worn) >= 0.85
