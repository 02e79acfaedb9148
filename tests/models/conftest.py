"""The real detector and engine, opened once, and portraits as pixels."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from models.detector import FaceDetector
from models.engine import FaceEngine, Sample, enrol, open_detector
from models.gallery import Gallery, build
from models.geometry import Box
from models.images import read_image
from tests.models.gallery_templates import DIMENSION, RNG, names, templates
from tests.models.resizing import resized


@dataclass(frozen=True)
class Head:
    """The head of a portrait and the box of the face in it."""

    image: NDArray[np.uint8]
    box: Box


@pytest.fixture(scope="session")
def pictures(portraits: dict[str, Path]) -> dict[str, NDArray[np.uint8]]:
    return {name: read_image(path) for name, path in portraits.items()}


@pytest.fixture(scope="session")
def detector(weights: Path) -> Iterator[FaceDetector]:
    assert weights.is_dir()
    opened = open_detector()
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def engine(weights: Path) -> Iterator[FaceEngine]:
    assert weights.is_dir()
    opened = FaceEngine()
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def samples(
    detector: FaceDetector, engine: FaceEngine, pictures: dict[str, NDArray[np.uint8]]
) -> dict[str, Sample]:
    """Each portrait, enrolled."""
    return {name: enrol(detector, engine, image, name) for name, image in pictures.items()}


@pytest.fixture(scope="session")
def head(pictures: dict[str, NDArray[np.uint8]], samples: dict[str, Sample]) -> Callable[..., Any]:
    """`head(name, width)`: the head of a portrait with its face `width` pixels wide."""

    def cut(name: str, width: float, margin: float = 2.0) -> Head:
        image, box = pictures[name], samples[name].box
        around = box.square(margin).clipped(image.shape[1], image.shape[0])
        left, top = int(around.x), int(around.y)
        part = image[top : top + int(around.h), left : left + int(around.w)]
        factor = width / box.w
        return Head(
            resized(part, factor),
            Box((box.x - left) * factor, (box.y - top) * factor, width, box.h * factor),
        )

    return cut


@pytest.fixture(scope="session")
def rows() -> NDArray[np.float32]:
    return templates(RNG(1), 600)


@pytest.fixture(scope="session")
def index_bytes(rows: NDArray[np.float32], tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("index") / "list.ann"
    build(rows, path, trees=5, seed=3, jobs=1)
    return path.read_bytes()


@pytest.fixture(scope="session")
def gallery(index_bytes: bytes) -> Gallery:
    return Gallery.open(index_bytes, names(600), dimension=DIMENSION).certified(RNG(2), 0.4)
