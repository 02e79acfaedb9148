"""A row of a list, and names as they may be shown in one."""

from __future__ import annotations

import unicodedata
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


def plain(name: str) -> str:
    """Return `name` on one line, without signs that steer the text around it."""
    kept = (" " if unicodedata.category(c) in ("Cc", "Zl", "Zp") else c for c in name)
    shown = "".join(c for c in kept if unicodedata.category(c) != "Cf")
    return " ".join(shown.split()) or "–"


def set_apart(name: str) -> str:
    """Return `plain(name)` for inside a sentence: a name from right to left turns nothing round."""
    return f"\u2068{plain(name)}\u2069"
