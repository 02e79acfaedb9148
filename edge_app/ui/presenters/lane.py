"""The seam between the screen and the vision threads."""

from __future__ import annotations

from typing import Protocol

from edge_app.domain import Answer, LaneView


class Lane(Protocol):
    """What a screen asks of a lane; both calls return at once, from any thread."""

    def view(self) -> LaneView:
        """Everything to be shown, taken in one moment."""

    def answer(self, alert_id: str, answer: Answer) -> None:
        """Record what the officer said of an open alert."""
