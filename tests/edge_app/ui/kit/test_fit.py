"""Whatever is written, the answers stay on the screen and every text inside its place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from edge_app.domain import Phrase, SourceState, WatchList
from edge_app.ui.look import theme
from edge_app.ui.window.application import application
from tests.edge_app.ui.conftest import Screen

NAMES = [
    "Budi",
    "A" * 200,
    "Muhammad " * 22,
    "عبد الرحمن بن محمد الأنصاري " * 8,
    "שלום " * 40,
    "<b>tebal</b> & {nama} %s\n\tbaris kedua",
    "e\u0301\u202e\u0000\ufffd👩‍👩‍👧‍👦",
    "",
]
SIZES = [(1280, 800), (1920, 1080), (1080, 1920), (800, 600)]


def on_window(screen: Screen, widget: QWidget) -> QRect:
    return QRect(widget.mapTo(screen.window, QPoint(0, 0)), widget.size())


def each_size(screen: Any) -> Iterator[str]:
    """The window in one size after another, and what to say if it is wrong there."""
    for width, height in SIZES:
        screen.window.resize(width, height)
        application().processEvents()
        yield f"in {width} x {height}"


@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
def test_the_answers_stay_whole_for_any_name(
    screen: Screen, make_alert: Callable[..., Any], watch_list: WatchList, name: str
) -> None:
    alert = make_alert("a")
    words = {
        "name": name or "-",
        "owner": "Direktorat Jenderal " * 6,
        "instruction": Phrase(
            id="Minta orang ini menunggu. " * 12, en="Ask this person to wait. " * 12
        ),
    }
    long_list = watch_list.model_copy(update=words)
    reference = replace(alert.candidate.reference, name=name)
    candidate = replace(alert.candidate, reference=reference, watch_list=long_list)
    screen.show(open_alerts=(replace(alert, candidate=candidate), make_alert("b")))
    for size in each_size(screen):
        shown = screen.window.alert_screen
        inside = on_window(screen, shown)
        assert screen.window.rect().contains(inside), size
        keys = [key for key in shown.answers.findChildren(QPushButton) if key.isVisible()]
        assert len(keys) == 4, size
        for key in keys:
            assert inside.contains(on_window(screen, key)), size
            assert min(key.width(), key.height()) >= int(theme.TOUCH_MM / 25.4 * theme.DPI), size
        screen.window.grab()


def test_nothing_covers_or_leaves(screen: Screen, make_alert: Callable[..., Any]) -> None:
    screen.show(open_alerts=(make_alert("a", "A" * 200), make_alert("b")))
    for size in each_size(screen):
        alert = screen.window.alert_screen
        shown = [one for one in alert.findChildren(QLabel) if one.isVisible() and one.text()]
        keys = [key for key in alert.answers.findChildren(QPushButton) if key.isVisible()]
        places = [on_window(screen, one) for one in (*shown, *keys)]
        for n, place in enumerate(places):
            assert screen.window.rect().contains(place), size
            assert not any(place.intersects(other) for other in places[n + 1 :]), size


@pytest.mark.parametrize("state", [SourceState.LOST, SourceState.BLACK])
def test_notices_stay_inside_the_picture(screen: Screen, state: SourceState) -> None:
    screen.show(source_state=state, lists=())
    for size in each_size(screen):
        live = screen.window.lane_screen.live_view
        for card in (live.camera_card, live.lists_card):
            assert live.rect().contains(card.geometry()), size


def test_every_key_is_large_enough_for_a_glove(
    screen: Screen, make_alert: Callable[..., Any]
) -> None:
    screen.show(open_alerts=(make_alert("a"),))
    for size in each_size(screen):
        least = int(theme.TOUCH_MM / 25.4 * theme.DPI)
        small = screen.window.style_now.panel.is_too_small
        for button in screen.window.findChildren(QPushButton):
            # On a panel that is too small, the rail under the alert has less; the alert has not.
            if button.isVisible() and not (small and screen.window.rail.isAncestorOf(button)):
                assert min(button.width(), button.height()) >= least, size


def test_a_list_writes_text_and_not_markup(
    screen: Screen, make_alert: Callable[..., Any], texts: Callable[..., Any]
) -> None:
    screen.show(open_alerts=(make_alert("a", "<h1>x</h1>"),))
    assert "<h1>x</h1>" in texts()
    assert all(
        label.textFormat().name == "PlainText" for label in screen.window.findChildren(QLabel)
    )
