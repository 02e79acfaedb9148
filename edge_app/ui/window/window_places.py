"""Where the parts of the window stand: by its size alone, whatever comes and goes."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QPoint, QRect, QSize

from edge_app.ui.kit.strip_places import strip_height, strip_places
from edge_app.ui.look import theme
from edge_app.ui.look.style import Style
from edge_app.ui.window.rail import rail_breadth
from edge_app.ui.window.status_bar import bar_height


@dataclass(frozen=True, slots=True)
class WindowPlaces:
    """Places in the window's pixels."""

    status: QRect
    strip: QRect  # what comes and goes by itself stands here: no screen reaches into it
    undo: QRect
    message: QRect  # of a passing message; on an alert `alert_message`
    alert_message: QRect
    check: QRect  # of the alert whose person's document is checked
    rail: QRect
    page: QRect  # the screen of the present place; its upper margin lies below the strip's edge
    covered: QRect  # an alert covers all but the status
    rail_breadth: int  # of the largest rail: an alert's buttons keep clear of it


def window_places(size: QSize, style: Style, rail: bool, drift: QPoint) -> WindowPlaces:
    """Return where everything stands; `rail`: there are buttons to other places.

    The strip ends where it does under the highest status: larger type moves no button. `drift`: all
    stands so many pixels further, that no bar burns in.
    """
    left, above = drift.x(), drift.y()
    width, height = size.width() - left, size.height() - above
    largest = replace(style, text=theme.LARGE_TEXT)
    status = bar_height(style)
    top = bar_height(largest) + strip_height(style)
    strip = QRect(left, above + status, width, top - status)
    # A screen's own margin is the room between the strip and what it shows.
    page = QRect(left, above + top - style.px(theme.GAP), width, 0)
    page.setBottom(size.height() - 1)
    buttons, breadth = QRect(), rail_breadth(style)
    beside = QRect(left, above + status, breadth, height - status)
    if rail and style.upright:
        page.setBottom(page.bottom() - breadth)
        buttons = QRect(left, page.bottom() + 1, width, breadth)
    elif rail and style.left_handed:
        page.setRight(page.right() - breadth)
        buttons = beside.translated(width - breadth, 0)
    elif rail:
        page.setLeft(left + breadth)
        buttons = beside
    parts, gap = strip_places(strip, style), style.px(theme.GAP / 2)
    page_strip = QRect(page.left(), strip.top(), page.width(), strip.height())
    message = parts.head.united(parts.tiles).intersected(page_strip)
    below = strip.adjusted(0, bar_height(largest) - status, 0, 0)  # as high at every size of text
    steady = strip_places(below, style)
    check = steady.head.united(steady.tiles).intersected(page_strip)
    room = rail_breadth(largest)  # the rail is away while a document is checked
    if not style.upright and style.left_handed:
        check.setRight(min(check.right(), left + width - room - 1))
    elif not style.upright:
        check.setLeft(max(check.left(), left + room))
    return WindowPlaces(
        status=QRect(left, above, width, status),
        strip=page_strip,
        undo=parts.undo,
        message=message.adjusted(gap, gap, -gap, -gap),
        check=check,
        alert_message=parts.head.adjusted(gap, gap, -gap, -gap),
        rail=buttons,
        page=page,
        covered=QRect(left, above + status, width, height - status),
        rail_breadth=rail_breadth(largest),
    )
