"""What an officer reads of an alert in the first three seconds, from 1.5 m."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise, product
from typing import Any

import pytest

from edge_app.domain import Alert, Phrase
from edge_app.ui.alert.screen import AlertScreen
from edge_app.ui.kit.fitted_label import FittedLabel
from edge_app.ui.look import theme
from sync.protocol.content import ShortPhrase
from tests.edge_app.ui.alert.alert_touches import in_list
from tests.edge_app.ui.alert.test_alert_fit import look, state
from tests.edge_app.ui.conftest import Screen

CAPITAL = 0.727  # em: the height of Inter's capitals
AWAY_MM = 1500.0
MIN_ARC = 16.0  # minutes of arc, ISO 9241-303
MM = 25.4 / theme.DPI  # of a pixel on a ten-inch panel of 1280x800
NAMES = ("Barack Obama", "Siti Rahmawati", "Nurul Aini Rahmawati", "Muhammad Rizky Pratama")
SHORT = (
    ShortPhrase(id="Jangan sendiri. Panggil piket", en="Not alone. Call duty officer"),
    ShortPhrase(id="Tahan dengan sopan", en="Hold politely"),
    ShortPhrase(id="Mungkin bersenjata", en="Perhaps armed"),
    ShortPhrase(id="Minta dokumen", en="Ask for documents"),
)
STATES = ("one", "crowd", "reason")
# Two panels of ten inches are quick enough for every run.
SLOW_SIZES = [pytest.param(size, marks=pytest.mark.slow) for size in ((1920, 1080), (1080, 1920))]


def arc_minutes(label: FittedLabel) -> float:
    """The height of a capital as it is drawn, seen from 1.5 m."""
    assert not label.fitted().cut
    high = label.fitted().font.pixelSize() * CAPITAL * MM
    return math.degrees(math.atan(high / AWAY_MM)) * 60


def named(alert: Alert, name: str) -> Alert:
    reference = replace(alert.candidate.reference, name=name)
    return replace(alert, candidate=replace(alert.candidate, reference=reference))


def alert_screen(screen: Screen) -> AlertScreen:
    return screen.window.alert_screen


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("size", [(1280, 800), (800, 1280)], ids=str)
def test_who_and_what_to_do_are_read_from_one_and_a_half_metres(
    screen: Screen,
    make_alert: Callable[..., Any],
    language: str,
    size: tuple[int, int],
) -> None:
    for number, (name, short) in enumerate(product(NAMES, SHORT)):
        alert = named(in_list(make_alert(str(number)), short=short), name)
        screen.show(open_alerts=(alert,))
        look(screen, size, language=language)
        text = alert_screen(screen).text
        assert (text.name.text(), text.to_do.short.text()) == (name, getattr(short, language))
        assert arc_minutes(text.name) >= MIN_ARC, (name, short)
        assert text.to_do.short.isVisible(), (name, short)
        assert arc_minutes(text.to_do.short) >= MIN_ARC, (name, short)


def test_the_faces_and_the_picture_of_where_are_large(
    screen: Screen, make_alert: Callable[..., Any]
) -> None:
    screen.show(open_alerts=(make_alert("a"),))
    look(screen, (1280, 800))
    shown = alert_screen(screen)
    pair = shown.faces.captured.geometry().united(shown.faces.reference.geometry())
    assert shown.faces.captured.width() * MM >= 20
    assert pair.width() * MM >= 60
    assert shown.live_view.width() * MM >= 80
    assert shown.live_view.height() * MM >= 45


def test_the_one_who_is_meant_is_bright_and_everybody_else_is_dim(
    screen: Screen, make_alert: Callable[..., Any]
) -> None:
    screen.show(open_alerts=(make_alert("a", track_id=1),))
    picture = alert_screen(screen).live_view._picture
    assert picture is not None
    assert picture.focus == screen.lane.now_view.tracks[0].box
    focused = alert_screen(screen).live_view.grab().toImage()
    screen.show(open_alerts=(make_alert("a", track_id=99),))
    plain = alert_screen(screen).live_view.grab().toImage()
    area = alert_screen(screen).live_view._area()
    corner = (area.left() + 5, area.bottom() - 5)
    assert focused.pixelColor(*corner).lightness() < plain.pixelColor(*corner).lightness()


@pytest.mark.parametrize("name", STATES)
def test_danger_stays_on_every_page_of_the_case(
    screen: Screen, make_alert: Callable[..., Any], name: str
) -> None:
    alert = in_list(make_alert("a"), short=SHORT[0], officers=2, priority=1)
    state(screen, lambda one: alert if one == "a" else make_alert(one), name)
    place = alert_screen(screen).text.to_do
    assert place.isVisible()
    assert place.short.text() == SHORT[0].id
    assert not place.short.fitted().cut


def sizes(screen: Screen, size: tuple[int, int], language: str) -> Iterator[tuple[int, int, int]]:
    """Name, what to do, instruction: pixels of the type at 100, 125, 150 and 200%."""
    for text in ("100", "125", "150", "200"):
        look(screen, size, text, language)
        column = alert_screen(screen).text
        told = alert_screen(screen).notes if size[1] > size[0] else column.beside
        labels = (column.name, column.to_do.short, told)
        yield tuple(one.fitted().font.pixelSize() for one in labels)  # type: ignore[misc]


@pytest.mark.parametrize("language", ["id", pytest.param("en", marks=pytest.mark.slow)])
@pytest.mark.parametrize("size", [(1280, 800), (800, 1280), *SLOW_SIZES], ids=str)
@pytest.mark.parametrize("name", ["Barack Obama", "Muhammad Rizky Pratama Kusumaningrat"])
def test_larger_type_makes_no_word_smaller_and_a_queue_takes_nothing(
    screen: Screen,
    make_alert: Callable[..., Any],
    name: str,
    size: tuple[int, int],
    language: str,
) -> None:
    told = Phrase(
        id="Minta orang ini menunggu di ruang pemeriksaan, lalu hubungi petugas piket.",
        en="Ask this person to wait in the interview room, then call the duty officer.",
    )
    alert = named(in_list(make_alert("a"), short=SHORT[0], instruction=told, priority=1), name)
    screen.show(open_alerts=(alert,))
    alone = list(sizes(screen, size, language))
    for before, after in pairwise(alone):
        assert all(a <= b for a, b in zip(before, after, strict=True)), alone
    assert alone[-1][0] > alone[0][0] or len(name) > 20
    screen.show(open_alerts=(alert, *(make_alert(str(n)) for n in range(9))))
    assert list(sizes(screen, size, language)) == alone
