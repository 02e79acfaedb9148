"""The strip under the status bar: every screen leaves it to what comes and goes by itself."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect

from edge_app.ui.look import theme
from edge_app.ui.look.style import Style

_STRIP_GAP = 4  # px on the design canvas, above and below the buttons
_TILES_FROM, _UNDO_FROM = 0.305, 0.59  # of the strip's width, in a wide window
_HEAD_UPRIGHT = 0.6  # of the strip's width; beside it the tiles, below both what can be undone
_UNDO_CLOSE = 0.6  # of the strip's width; beside it the tiles, below both the head


@dataclass(frozen=True, slots=True)
class StripPlaces:
    """The strip below the status: kept free on every screen for what comes and goes by itself."""

    head: QRect  # whose list, how urgent; on other screens a passing message
    tiles: QRect  # alerts that wait
    undo: QRect  # answers that can be taken back


def strip_height(style: Style) -> int:
    """Return the least pixels of the strip: a row of buttons; upright two."""
    return (2 if style.upright else 1) * _row_height(style) + style.px(_STRIP_GAP)


def spared_height(style: Style) -> int:
    """Return by how much lower the strip may be where neither alert nor sign-in needs its head.

    That is a row of a close window: its upper row holds all that can be touched.
    """
    return _row_height(style) if style.close else 0


def _row_height(style: Style) -> int:
    return style.touch + style.px(_STRIP_GAP)


def strip_places(strip: QRect, style: Style) -> StripPlaces:
    """Return the parts of `strip`, from its lower edge: above may stand more or less status."""
    gap, margin, touch = style.px(_STRIP_GAP), style.px(theme.MARGIN), style.touch
    right = strip.right() + 1 - margin
    lower = strip.bottom() + 1 - gap - touch
    if style.close:
        upper, wide = lower - gap - touch, round(strip.width() * _UNDO_CLOSE)
        middle, left = strip.left() + wide, strip.left() + margin
        return StripPlaces(
            head=QRect(strip.left(), lower - gap, strip.width(), touch + 2 * gap),
            tiles=QRect(middle, upper, right - middle, touch),
            undo=QRect(left, upper, middle - 2 * gap - left, touch),
        )
    if style.upright:
        upper = lower - gap - touch
        middle = strip.left() + round(strip.width() * _HEAD_UPRIGHT)
        return StripPlaces(
            head=QRect(strip.left(), upper - gap, middle - strip.left(), touch + 2 * gap),
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
