"""Parts of the window keep clear of each other, in every shape and size of text."""

from __future__ import annotations

import itertools

import pytest
from PySide6.QtCore import QPoint, QRect, QSize

from edge_app.ui.kit.strip_places import strip_places
from edge_app.ui.look.style import Style, style_for
from edge_app.ui.window.window_places import WindowPlaces, beside_undo, window_places

SIZES = [(1280, 800), (800, 1280), (1920, 1080), (1080, 1920)]
CLOSE = (800, 1280)


def placed(
    size: tuple[int, int], text: float, rail: bool, left_handed: bool = False
) -> tuple[Style, WindowPlaces]:
    style = style_for(*size, text=text, left_handed=left_handed)
    return style, window_places(QSize(*size), style, rail, QPoint(0, 0))


@pytest.mark.parametrize("left_handed", [False, True])
@pytest.mark.parametrize("rail", [False, True])
@pytest.mark.parametrize("text", [1.0, 1.25, 1.5, 2.0])
@pytest.mark.parametrize("size", SIZES, ids=str)
def test_no_part_of_the_window_covers_another(
    size: tuple[int, int], text: float, rail: bool, left_handed: bool
) -> None:
    style, places = placed(size, text, rail, left_handed)
    whole = QRect(QPoint(0, 0), QSize(*size))
    content = places.page.adjusted(0, style.px(12), 0, 0)  # below the margin of every screen
    parts = {
        "status": places.status,
        "undo": places.undo,
        "message": beside_undo(places.message, places.undo),
        "rail": places.rail,
        "content": content,
    }
    if not rail:  # no document is checked while there are buttons to other places
        parts["check"] = places.check
        del parts["message"]
    shown = {name: part for name, part in parts.items() if not part.isEmpty()}
    for name, part in shown.items():
        assert whole.contains(part), name
    for (name, one), (other, there) in itertools.combinations(shown.items(), 2):
        assert not one.intersects(there), (name, other)
    assert min(places.undo.height(), content.height()) >= style.touch


@pytest.mark.parametrize("text", [1.0, 2.0])
def test_a_close_window_spares_a_row_where_there_is_no_alert(text: float) -> None:
    style, with_rail = placed(CLOSE, text, rail=True)
    _, without = placed(CLOSE, text, rail=False)
    assert style.close
    assert without.page.top() - with_rail.page.top() >= style.touch
    assert with_rail.alert_strip == without.alert_strip
    assert with_rail.undo == without.undo  # one place, whatever is shown


def test_an_alert_names_its_list_below_what_is_touched_in_a_close_window() -> None:
    style, places = placed(CLOSE, 2.0, rail=True)
    strip = QRect(0, 0, CLOSE[0], places.alert_strip)
    parts = strip_places(strip, style)
    for one, other in itertools.combinations((parts.head, parts.tiles, parts.undo), 2):
        assert not one.intersects(other)
    assert parts.undo == places.undo.translated(-places.covered.topLeft())


def test_a_message_takes_the_whole_row_where_nothing_can_be_taken_back() -> None:
    style, places = placed(CLOSE, 1.0, rail=True)
    assert places.message.width() > 0.9 * (CLOSE[0] - 2 * style.px(20))
    beside = beside_undo(places.message, places.undo)
    assert 0.3 * CLOSE[0] < beside.width() < places.message.width()
