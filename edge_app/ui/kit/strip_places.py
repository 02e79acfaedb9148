"""The strip under the status bar: every screen leaves it to what comes and goes by itself."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect

from edge_app.ui.look import theme
from edge_app.ui.look.style import Style

_STRIP_GAP = 4  # px on the design canvas, above and below the buttons
_TILES_FROM, _UNDO_FROM = 0.305, 0.59  # of the strip's width, in a wide window
_HEAD_UPRIGHT = 0.6  # of the strip's width; beside it the tiles, below both what can be undone


@dataclass(frozen=True, slots=True)
class StripPlaces:
    """The strip below the status: kept free on every screen for what comes and goes by itself."""

    head: QRect  # whose list, how urgent; on other screens a passing message
    tiles: QRect  # alerts that wait
    undo: QRect  # answers that can be taken back


def strip_height(style: Style) -> int:
    """Return the least pixels of the strip: a row of buttons; upright two."""
    rows, gap = 2 if style.upright else 1, style.px(_STRIP_GAP)
    return rows * (style.touch + gap) + gap


def strip_places(strip: QRect, style: Style) -> StripPlaces:
    """Return the parts of `strip`, from its lower edge: above may stand more or less status."""
    gap, margin, touch = style.px(_STRIP_GAP), style.px(theme.MARGIN), style.touch
    right = strip.right() + 1 - margin
    lower = strip.bottom() + 1 - gap - touch
    if style.upright:
        upper = lower - gap - touch
        middle = strip.left() + round(strip.width() * _HEAD_UPRIGHT)
        return StripPlaces(
            head=QRect(strip.left(), strip.top(), middle - strip.left(), lower - strip.top()),
            tiles=QRect(middle, upper, right - middle, touch),
            undo=QRect(strip.left() + margin, lower, right - strip.left() - margin, touch),
        )
    tiles = strip.left() + round(strip.width() * _TILES_FROM)
    undo = strip.left() + round(strip.width() * _UNDO_FROM)
    return StripPlaces(
        *turned(
            strip,
            style,
            QRect(strip.left(), strip.top(), tiles - strip.left(), strip.height()),
            QRect(tiles, lower, undo - 2 * gap - tiles, touch),
            QRect(undo, lower, right - undo, touch),
        )
    )


def turned(whole: QRect, style: Style, *parts: QRect) -> list[QRect]:
    """Return `parts` of `whole` as in a mirror for who works with the left hand."""
    if not style.left_handed:
        return list(parts)
    edge = whole.left() + whole.right()
    return [part.translated(edge - part.right() - part.left(), 0) for part in parts]
