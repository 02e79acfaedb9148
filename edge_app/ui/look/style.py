"""How the screens look now: palette, sizes and the place a finger needs. Nothing here knows Qt."""

from __future__ import annotations

from dataclasses import dataclass, replace

from edge_app.ui.look.panel import Panel, panel_of
from edge_app.ui.look.theme import (
    DARK,
    DPI,
    LARGE_TEXT,
    MM_PER_INCH,
    TOUCH_MM,
    TYPE,
    Palette,
    TextRole,
    Tone,
    scale_for,
)

_LONG_SIDE = 1280  # px of the design canvas
_FINGERS_HIGH = 16
_KEYS_ACROSS = 10  # that screens have above each other, or upright beside each other, at most


@dataclass(frozen=True, slots=True)
class Style:
    """What every widget is given by `restyle`."""

    palette: Palette
    scale: float  # of the design canvas
    text: float  # times the type, 1..2
    touch: int  # pixels of the least side of what a finger is to hit
    panel: Panel  # on which the window covers all
    upright: bool = False  # the window is higher than wide
    left_handed: bool = False  # buttons to other places stand at the right, answers at the left

    @property
    def pages(self) -> Style:
        """Return the style of the screens, which have many keys.

        On a panel that is too small these have less than TOUCH_MM: worse would be keys that lie
        under others. Alerts and what stands around the screens have room for TOUCH_MM.
        """
        if not self.panel.is_too_small:
            return self
        short = min(self.panel.width, self.panel.height) / TOUCH_MM * self.touch
        return replace(self, touch=min(self.touch, int(short / _KEYS_ACROSS)))

    @property
    def large(self) -> bool:
        """Return whether the type is so large that words want a row of their own."""
        return self.text >= LARGE_TEXT

    @property
    def close(self) -> bool:
        """Return whether the window is upright and so low that four rows of keys crowd it."""
        return self.upright and self.px(_LONG_SIDE) < _FINGERS_HIGH * self.touch

    def colour(self, tone: Tone) -> str:
        """Return `#rrggbb`."""
        return self.palette[tone]

    def px(self, size: float) -> int:
        """Return a size of the design canvas in pixels; at least 1."""
        return max(round(size * self.scale), 1)

    def font_px(self, role: TextRole) -> int:
        """Return the height of a role's type in pixels."""
        return max(round(TYPE[role][0] * self.scale * self.text), 1)


def style_for(
    width: int,
    height: int,
    dpi: float = DPI,
    palette: Palette = DARK,
    text: float = 1.0,
    left_handed: bool = False,
) -> Style:
    """Return the style of a window of `width` x `height` pixels, with `dpi` pixels an inch."""
    touch = round(TOUCH_MM / MM_PER_INCH * dpi)
    panel = panel_of(width, height, dpi)
    scale = scale_for(width, height)
    return Style(palette, scale, text, touch, panel, height > width, left_handed)
