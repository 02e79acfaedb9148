"""Templates of real faces, and a counter with everything behind it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from models.engine import FaceEngine, enrol, open_detector
from models.images import read_image
from tests.edge_app.desk.verification_fixtures import Counter


@pytest.fixture(scope="session")
def faces(portraits: dict[str, Path]) -> dict[str, np.ndarray]:
    """File name -> (128,) float32, unit."""
    detector, engine = open_detector(), FaceEngine()
    try:
        names = ("obama.jpg", "obama2.jpg", "biden.jpg")
        return {
            name: enrol(detector, engine, read_image(portraits[name]), name).template
            for name in names
        }
    finally:
        engine.close()
        detector.close()


@pytest.fixture
def counter(tmp_path: Path, faces: dict[str, np.ndarray]) -> Iterator[Counter]:
    made = Counter(tmp_path, faces["obama.jpg"])
    made.desk.enter()
    yield made
    made.close()
