"""Whatever is written, an alert's keys stay whole, and no text is cut or covered."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QWidget

from edge_app.desk.alerts.answers import Reason
from edge_app.domain import Alert, Answer, Phrase
from edge_app.ui.kit.fitted_label import FittedLabel
from edge_app.ui.kit.key_button import KeyButton
from edge_app.ui.kit.touch_button import TouchButton
from edge_app.ui.window.application import application
from tests.edge_app.ui.conftest import Screen

SIZES = [(1280, 800), (800, 1280), (1920, 1080), (1080, 1920)]
NAMES = [
    "A" * 200,
    "Muhammad " * 22,
    "عبد الرحمن بن محمد الأنصاري " * 8,
    "<b>tebal</b> & {nama} %s\n\tbaris kedua",
    "e\u0301\u202e\u0000\ufffd👩‍👩‍👧‍👦",
    "",
]


def listed(alert: Alert, **changes: Phrase | int) -> Alert:
    words = {
        "name": "Daftar Pencegahan dan Penangkalan",
        "owner": "Direktorat Jenderal Imigrasi",
        "category": Phrase(id="Cegah", en="Not to leave the country"),
        "colour": "#ffc107",
    }
    watch_list = alert.candidate.watch_list.model_copy(update=words | changes)
    return replace(alert, candidate=replace(alert.candidate, watch_list=watch_list))


def look(
    screen: Screen,
    size: tuple[int, int],
    text: str = "100",
    language: str = "id",
    colours: Any = "dark",
) -> None:
    put = screen.desk.preferences.put
    put("text", text, "")
    put("language", language, "")
    put("look", colours, "")
    screen.window.resize(*size)
    for _ in range(2):
        screen.window.refresh()
        application().processEvents()


def state(screen: Screen, make_alert: Callable[..., Any], name: str) -> None:
    """One alert; with eleven more and answers held; a reason asked for; a second officer."""
    alerts = [listed(make_alert("a"), officers=1)]
    alerts[0] = replace(alerts[0], shots=(alerts[0].captured[::-1].copy(),) * 3)
    if name == "crowd":
        alerts += [listed(make_alert(str(n)), priority=6) for n in range(13)]
    screen.show(open_alerts=tuple(alerts))
    if name == "crowd":
        for n in range(2):
            screen.desk.alerts.answer(str(n), Answer.NOT_THIS_PERSON, Reason.DIFFERENT_BY_EYE)
    if name == "reason":
        screen.desk.alerts.choose("a", Answer.CONFIRMED)
    screen.show()


def place(screen: Screen, widget: QWidget) -> QRect:
    return QRect(widget.mapTo(screen.window, QPoint(0, 0)), widget.size())


def shown(screen: Screen, kind: type[Any] | type[FittedLabel] | type[TouchButton]) -> list[Any]:
    """Everything of a kind on the alert's screen and in the bar over it."""
    parts = (screen.window.alert_screen, screen.window.undo_bar)
    return [one for part in parts for one in part.findChildren(kind) if one.isVisible()]


def assert_fits(screen: Screen, whole: bool = True) -> None:
    touch = screen.window.style_now.touch
    keys = [*shown(screen, TouchButton), *shown(screen, KeyButton)]
    labels = [one for one in shown(screen, FittedLabel) if one.text()]
    places = [(one, place(screen, one)) for one in (*keys, *labels)]
    for one, at in places:
        assert screen.window.rect().contains(at), one
    for (one, at), (other, there) in itertools.combinations(places, 2):
        assert not at.intersects(there), (one.text(), other.text())
    for key in keys:
        assert min(key.width(), key.height()) >= touch, key.text()
    if whole:
        for label in labels:
            assert not label.fitted().cut, label.text()


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("name", ["one", "crowd", "reason"])
def test_nothing_is_cut_or_covered(
    screen: Screen, make_alert: Callable[..., Any], name: str, size: tuple[int, int]
) -> None:
    state(screen, make_alert, name)
    for text, language in itertools.product(("100", "200"), ("id", "en")):
        look(screen, size, text, language)
        assert_fits(screen)


@pytest.mark.parametrize("size", [(800, 600), (800, 1280), (1080, 1920)], ids=str)
@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
def test_the_keys_stay_whole_for_any_name(
    screen: Screen, make_alert: Callable[..., Any], name: str, size: tuple[int, int]
) -> None:
    alert = listed(
        make_alert("a"), instruction=Phrase(id="Minta menunggu. " * 20, en="Wait. " * 40)
    )
    reference = replace(alert.candidate.reference, name=name)
    alert = replace(alert, candidate=replace(alert.candidate, reference=reference))
    screen.show(open_alerts=(alert, make_alert("b")))
    look(screen, size)
    assert_fits(screen, whole=False)
    screen.window.grab()
