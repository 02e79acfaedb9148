"""The glass dims while nobody comes, no bar stays on its pixels, a left hand has its keys."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from edge_app.domain import Alert
from edge_app.ui.window.screen_care import DRIFT_S, WALK
from tests.edge_app.ui.conftest import Screen


def test_nobody_for_minutes_dims_the_screen_and_a_touch_lights_it(screen: Screen) -> None:
    veil = screen.window.care.veil
    screen.desk.preferences.put("dim", "2", "")
    screen.pass_time(200)
    assert veil.isHidden()  # somebody stands there
    screen.show(tracks=())
    screen.pass_time(119)
    assert veil.isHidden()
    screen.pass_time(2)
    assert veil.isVisible()
    assert veil.geometry() == screen.window.rect()
    screen.touch(screen.window.status_bar.toggle)
    assert veil.isHidden()
    screen.pass_time(1)
    assert veil.isHidden()


def test_an_alert_is_never_dim(screen: Screen, make_alert: Callable[..., Alert]) -> None:
    screen.desk.preferences.put("dim", "2", "")
    screen.show(tracks=())
    screen.pass_time(1000)
    assert screen.window.care.veil.isVisible()
    screen.show(open_alerts=(make_alert("a" * 32),))
    assert screen.window.care.veil.isHidden()
    screen.pass_time(1000)
    assert screen.window.care.veil.isHidden()


def test_the_bars_wander_a_pixel_at_a_time_and_never_while_somebody_is_there(
    screen: Screen,
) -> None:
    for one, other in pairwise((*WALK, WALK[0])):
        assert (one - other).manhattanLength() == 1
    window = screen.window
    screen.show(tracks=())
    stood = window.rail.pos()
    screen.pass_time(DRIFT_S + 1)
    assert (window.rail.pos() - stood).manhattanLength() == 1
    assert window.rail.geometry().right() + 1 == window.screens[window.place].geometry().left()


def test_a_left_hand_has_the_rail_at_the_right(screen: Screen) -> None:
    screen.desk.preferences.put("side", "left", "")
    screen.window.refresh()
    rail, shown = screen.window.rail, screen.window.screens[screen.window.place]
    assert rail.geometry().right() == screen.window.width() - 1
    assert shown.geometry().right() < rail.geometry().left()
    screen.desk.preferences.put("side", "right", "")
    screen.window.refresh()
    assert rail.geometry().left() == 0
