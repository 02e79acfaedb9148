"""The seam between the screens and the vision threads."""

from __future__ import annotations

from typing import Protocol

from edge_app.domain import LaneView


class LaneSource(Protocol):
    """What a screen asks of a lane; the call returns at once, from any thread."""

    def view(self) -> LaneView:
        """Return everything to be shown, taken in one moment."""
