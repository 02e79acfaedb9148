"""Where the parts of the window stand: by its size alone, whatever comes and goes."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QPoint, QRect, QSize

from edge_app.ui.kit.strip_places import spared_height, strip_height, strip_places
from edge_app.ui.look import theme
from edge_app.ui.look.style import Style
from edge_app.ui.window.rail import rail_breadth
from edge_app.ui.window.status_bar import bar_height


@dataclass(frozen=True, slots=True)
class WindowPlaces:
    """Places in the window's pixels."""

    status: QRect
    call: QRect  # a call for help, over the status; upright over the highest that there is
    strip: QRect  # what comes and goes by itself stands here: no screen reaches into it
    alert_strip: int  # pixels of its height on an alert
    undo: QRect
    message: QRect  # of a passing message; on an alert `alert_message`; see `beside_undo`
    alert_message: QRect
    check: QRect  # of the alert whose person's document is checked: its keys and words
    check_ground: QRect  # and its colour, from side to side
    rail: QRect
    page: QRect  # the screen of the present place; its upper margin lies below the strip's edge
    covered: QRect  # an alert covers all but the status
    rail_breadth: int  # of the largest rail: an alert's buttons keep clear of it


def window_places(size: QSize, style: Style, rail: bool, drift: QPoint) -> WindowPlaces:
    """Return where everything stands; `rail`: there are buttons to other places.

    The strip ends where it does under the highest status: larger type moves no button. A close
    window has a second row of it on an alert, and where there is no rail. `drift`: all stands so
    many pixels further, that no bar burns in.
    """
    left, above = drift.x(), drift.y()
    width, height = size.width() - left, size.height() - above
    largest = replace(style, text=theme.LARGE_TEXT)
    status = bar_height(style)
    top = bar_height(largest) + strip_height(style)
    strip = QRect(left, above + status, width, top - status)
    spared = spared_height(style) if rail else 0
    # A screen's own margin is the room between the strip and what it shows.
    page = QRect(left, above + top - spared - style.px(theme.GAP), width, 0)
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
    page_strip = QRect(page.left(), strip.top(), page.width(), strip.height() - spared)
    message = parts.undo.united(parts.tiles) if style.close else parts.head.united(parts.tiles)
    below = strip.adjusted(0, bar_height(largest) - status, 0, 0)  # as high at every size of text
    steady = strip_places(below, style)
    check = steady.head if style.close else steady.head.united(steady.tiles)
    check = check.intersected(page_strip)
    room = rail_breadth(largest)  # the rail is away while a document is checked
    if not style.upright and style.left_handed:
        check.setRight(min(check.right(), left + width - room - 1))
    elif not style.upright:
        check.setLeft(max(check.left(), left + room))
    return WindowPlaces(
        status=QRect(left, above, width, status),
        call=QRect(left, above, width, bar_height(largest) if style.upright else status),
        strip=page_strip,
        alert_strip=strip.height(),
        undo=parts.undo,
        message=message.intersected(page_strip).adjusted(gap, gap, -gap, -gap),
        check=check,
        check_ground=QRect(left, check.top(), width, check.height()),
        alert_message=parts.head.adjusted(gap, gap, -gap, -gap),
        rail=buttons,
        page=page,
        covered=QRect(left, above + status, width, height - status),
        rail_breadth=rail_breadth(largest),
    )


def beside_undo(message: QRect, undo: QRect) -> QRect:
    """Return the part of `message` to the right of `undo`, where that would lie under it."""
    beside = QRect(message)
    if message.intersects(undo):
        beside.setLeft(undo.right() + 1)
    return beside
