"""The glass in millimetres, and whether keys for a gloved finger have room on it. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from edge_app.ui.look.theme import MIN_PANEL_MM, MM_PER_INCH


@dataclass(frozen=True, slots=True)
class Panel:
    """A screen's glass; its numbers are as true as what it says of its density."""

    width: float  # mm
    height: float

    @property
    def least(self) -> tuple[int, int]:
        """Return the mm across and down that it must have, standing as it does."""
        short, long = MIN_PANEL_MM
        return (short, long) if self.height > self.width else (long, short)

    @property
    def is_too_small(self) -> bool:
        """Return whether keys of TOUCH_MM have no room on it: some are smaller there."""
        width, height = self.least
        return self.width < width or self.height < height


def panel_of(width: int, height: int, dpi: float) -> Panel:
    """Return the glass of `width` x `height` pixels, with `dpi` pixels an inch."""
    return Panel(width / dpi * MM_PER_INCH, height / dpi * MM_PER_INCH)
