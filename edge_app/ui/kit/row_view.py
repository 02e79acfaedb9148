"""A row of a list."""

from __future__ import annotations

from dataclasses import dataclass

from edge_app.ui.kit.marks import Shape
from edge_app.ui.look.theme import Tone


@dataclass(frozen=True, slots=True)
class RowView:
    """One row of a list: who or which party, and how they stand in words and shape."""

    key: str  # visitor id, or the party's name
    name: str
    detail: str
    state: str
    shape: Shape
    tone: Tone
