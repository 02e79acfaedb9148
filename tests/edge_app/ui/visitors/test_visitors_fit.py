"""The manifest's screen holds any number of people, and any name, in any size."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QLabel

from edge_app.ui.kit.key_button import KeyButton
from edge_app.ui.kit.touch_button import TouchButton
from edge_app.ui.look import theme
from edge_app.ui.text.language import Language
from sync.protocol.content import OfficerRole, Visitor
from tests.edge_app.ui.visitors.visitors_window import (
    HARD,
    PEOPLE,
    SON,
    manifest,
    signed_in,
    visitor,
)


def test_twenty_thousand_visitors_are_a_handful_of_widgets(book: Any) -> None:
    crowd = [visitor(100 + n, f"Tamu {n:05}", nik=f"64710101019{n:05}") for n in range(20_000)]
    book.held = (manifest(*crowd, version=2),)
    book.look()
    assert book.reads("Hari ini\n20.000")
    bar = book.screen.listing.list.verticalScrollBar()
    for place in (0, bar.maximum() // 3, bar.maximum()):
        bar.setValue(place)
    assert book.screen.listing.list.widgets < 20
    assert book.rows()[-1] == "Tamu 19999"
    book.type("TAMU")
    assert book.rows()[0] == "Tamu 00000"


SIZES = [(1280, 800), (1920, 1080), (1080, 1920)]


@pytest.mark.parametrize("text", [1.0, 2.0])
@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("place", ["list", "typing", "page", "question"])
def test_nothing_overlaps_leaves_or_is_too_small(
    book: Any, size: tuple[int, int], text: float, language: Language, place: str
) -> None:
    book.held = (manifest(*PEOPLE, *HARD, version=2),)
    book.session, book.language = signed_in(OfficerRole.SUPERVISOR), language
    book.book.poll()
    book.resize(*size, text)
    book.show()
    screen = book.screen
    if place == "typing":
        book.touch(screen.listing.search)
    elif place != "list":
        screen.open_visitor(SON.visitor_id)
        book.show()
        if place == "question":
            book.touch(screen.page.mark_button)
            book.show(1)

    def place_of(widget: Any) -> Any:
        return QRect(widget.mapTo(screen, QPoint(0, 0)), widget.size())

    keys = [
        one
        for kind in (TouchButton, KeyButton)
        for one in screen.findChildren(kind)
        if one.isVisible()
    ]
    listed = screen.listing.list if place in ("list", "typing") else screen.page.members
    texts = [
        one
        for one in screen.findChildren(QLabel)
        if one.isVisible() and one.text() and not listed.isAncestorOf(one)
    ]
    places = [place_of(one) for one in (*keys, *texts, listed)]
    for number, one in enumerate(places):
        assert screen.rect().contains(one)
        assert not any(one.intersects(other) for other in places[number + 1 :])
    for key in keys:
        assert min(key.width(), key.height()) >= book.style.touch
    assert listed.height() >= book.style.touch
    for one in texts:
        assert not one.fitted().cut, one.text()
    assert screen.width() == size[0] - (0 if book.style.upright else book.style.px(theme.RAIL))


@pytest.mark.parametrize("hard", HARD, ids=range(len(HARD)))
@pytest.mark.parametrize("size", SIZES, ids=str)
def test_any_name_has_a_row_and_a_page(book: Any, hard: Visitor, size: tuple[int, int]) -> None:
    book.held = (manifest(hard, version=2),)
    book.book.poll()
    book.resize(*size)
    book.show()
    book.touch(book.screen.listing.list.row(0))
    assert not book.screen.page.isHidden()
    book.screen.grab()
    keys = [one for one in book.screen.findChildren(TouchButton) if one.isVisible()]
    assert keys
    for key in keys:
        inside = QRect(key.mapTo(book.screen, QPoint(0, 0)), key.size())
        assert book.screen.rect().contains(inside)
    assert all(label.textFormat().name == "PlainText" for label in book.screen.findChildren(QLabel))
