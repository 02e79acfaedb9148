"""A lane with the real engine before a hall that a test fills."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from edge_app.demo.scene import SceneSource
from edge_app.domain import Alert, Frame
from edge_app.lists.served_list import ServedList
from edge_app.pipeline.lane import Lane
from models.embedder import Embedder
from models.engine import FaceEngine, open_detector, open_embedders

STEP_S = 0.1


@pytest.fixture(scope="session")
def embedders(weights: Path) -> tuple[Embedder, ...]:  # noqa: ARG001  needed by them
    """The networks of the manifest, opened once: they keep nothing between two faces."""
    return open_embedders()


@pytest.fixture
def lane(served: ServedList, embedders: tuple[Embedder, ...]) -> Iterator[Lane]:
    lane = Lane(open_detector(), FaceEngine(embedders=embedders), (served,))
    yield lane
    lane.close()


@pytest.fixture
def play(lane: Lane) -> Callable[..., list[Alert]]:
    """Show a scene to the lane from one time to another, both steps of every frame; its alerts.

    `at_s` is the lane's time at the beginning, the scene's own when it is not given.
    """

    def play(
        scene: SceneSource, begin_s: float, end_s: float, at_s: float | None = None
    ) -> list[Alert]:
        shift = 0.0 if at_s is None else at_s - begin_s
        alerts: list[Alert] = []
        for number in range(round((end_s - begin_s) / STEP_S)):
            time_s = begin_s + number * STEP_S
            picture = scene.draw(time_s)
            lane.analyse(Frame(number, time_s + shift, time.monotonic(), picture))
            while (result := lane.recognise_pending()) is not None:
                alerts += result.alerts
        return alerts

    return play
