"""How the alerts of a list look: its own colour as a ground for text, and its sign.

Whatever colour the owner chose, the text on it can be read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from edge_app.domain import WatchList
from edge_app.ui.kit.marks import Shape
from edge_app.ui.look.contrast import AAA, contrast
from edge_app.ui.look.theme import DARK, Tone

DARK_INK = "#080c10"
LIGHT_INK = "#ffffff"
_HEX = re.compile("#[0-9a-fA-F]{6}")
_STEPS = 50


@dataclass(frozen=True, slots=True)
class ListLook:
    """A ground and the ink on it, WCAG AAA (7:1); the list's colour as it was given; its sign."""

    ground: str
    ink: str
    own: str
    sign: Shape = Shape.STOP


def list_look(watch_list: WatchList) -> ListLook:
    """Return how the alerts of a list look: on the head, on the tiles, on the banner."""
    return list_colours(watch_list.colour, DARK[Tone.ALERT_SURFACE])


def list_colours(colour: str, otherwise: str) -> ListLook:
    """Return the look for a list of `colour` (`#rrggbb`); `otherwise` for one that has none.

    The ink that reaches 7:1 on the colour as it is; where neither does, the colour darkened, hue
    kept, as little as white ink needs.
    """
    own = (colour if _HEX.fullmatch(colour) else otherwise).lower()
    for ink in (LIGHT_INK, DARK_INK):
        if contrast(ink, own) >= AAA:
            return ListLook(own, ink, own)
    for step in range(_STEPS, -1, -1):
        ground = darkened(own, step / _STEPS)
        if contrast(LIGHT_INK, ground) >= AAA:
            return ListLook(ground, LIGHT_INK, own)
    raise AssertionError("white on black is 21:1")


def darkened(colour: str, share: float) -> str:
    """Return `colour` (`#rrggbb`) with `share` (0..1) of its light."""
    channels = (round(int(colour[i : i + 2], 16) * share) for i in (1, 3, 5))
    return "#" + "".join(f"{channel:02x}" for channel in channels)
