"""A data centre that publishes, and a terminal whose looks and clock a test moves."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from models.engine import FaceEngine, enrol, open_detector
from models.images import read_image
from tests.edge_app.terminal.terminal_fixtures import BIDEN, OBAMA, Centre, Person, PolledTerminal


@pytest.fixture(scope="session")
def templates(portraits: dict[str, Path]) -> dict[str, np.ndarray]:
    """A template of each portrait."""
    detector, engine = open_detector(), FaceEngine()
    try:
        return {
            name: enrol(detector, engine, read_image(path), name).template
            for name, path in portraits.items()
        }
    finally:
        engine.close()
        detector.close()


@pytest.fixture
def obama(templates: dict[str, NDArray[np.float32]]) -> Person:
    return Person(OBAMA, "Barack Obama", [templates["obama.jpg"], templates["obama3.jpg"]])


@pytest.fixture
def biden(templates: dict[str, NDArray[np.float32]]) -> Person:
    return Person(BIDEN, "Joe Biden", [templates["biden.jpg"]])


@pytest.fixture
def centre(tmp_path: Path) -> Centre:
    made = Centre(tmp_path / "centre")
    made.checkpoint("list-dpo")
    return made


@pytest.fixture
def hand(tmp_path: Path, centre: Centre) -> Iterator[PolledTerminal]:
    made = PolledTerminal(tmp_path / "terminal", centre)
    yield made
    made.terminal.stop()
