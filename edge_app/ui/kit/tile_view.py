"""A number with its name, ready for a tile."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TileView:
    """What a tile shows."""

    caption: str
    value: str
    detail: str = ""  # empty: no line for it
