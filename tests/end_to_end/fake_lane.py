"""A lane without camera and models, and the alerts that it would raise."""

from __future__ import annotations

from typing import Any

import numpy as np

from edge_app.domain import Alert, Candidate, LaneView
from models.geometry import Box
from sync.protocol.envelope.random_values import random_id


class FakeLane:
    """In place of a lane with camera and models: holds what it would search."""

    def __init__(self) -> None:
        self.lane = self
        self.lists: tuple[Any, ...] = ()

    def replace_lists(self, lists: tuple[Any, ...]) -> None:
        self.lists = lists

    def view(self) -> LaneView | None:
        return None


def alert_of(served_list: Any, person: str, captured: np.ndarray) -> Alert:
    """The alert that a lane raises for `person` of a served list."""
    candidate = Candidate(
        served_list.reference_of(person), served_list.watch_list, 0.71, 0.41, 1e-6
    )
    return Alert(random_id(), 1, 1, 0.1, Box(1, 2, 90, 90), captured, candidate, 90.0, 0.8)
