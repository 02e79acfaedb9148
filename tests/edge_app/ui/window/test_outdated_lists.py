"""Lists that nobody has confirmed for too long: on the whole screen, and then by hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from edge_app.ui.look import theme
from edge_app.ui.screenshots.lane_scenes import SYNC, WALL
from tests.edge_app.ui.conftest import Screen

AGED = replace(
    SYNC,
    confirmed_at=WALL - timedelta(days=8),
    unreachable=True,
    outdated_after=timedelta(days=7),
)


def test_the_whole_screen_says_that_lists_are_too_old(
    screen: Screen, texts: Callable[..., Any]
) -> None:
    screen.show(sync=AGED)
    page = screen.window.outdated.page
    assert page.isVisible()
    assert page.width() == screen.window.width()
    assert "Daftar sudah terlalu lama tidak dikonfirmasi pusat data." in texts()


def test_the_officer_goes_on_by_hand_and_is_told_again_later(screen: Screen) -> None:
    screen.show(sync=AGED)
    screen.pass_time(theme.ANSWER_GUARD_S)
    screen.touch(screen.window.outdated.page.go_on)
    assert not screen.window.outdated.page.isVisible()
    screen.pass_time(theme.OUTDATED_AGAIN_S / 2)
    assert not screen.window.outdated.page.isVisible()
    screen.pass_time(theme.OUTDATED_AGAIN_S)
    assert screen.window.outdated.page.isVisible()


def test_a_touch_that_was_meant_for_what_stood_there_acknowledges_nothing(screen: Screen) -> None:
    screen.show(sync=AGED)
    screen.pass_time(theme.ANSWER_GUARD_S - 0.05)
    screen.touch(screen.window.outdated.page.go_on)
    screen.pass_time(1)
    assert screen.window.outdated.page.isVisible()


def test_an_alert_is_in_front_of_it(screen: Screen, make_alert: Callable[..., Any]) -> None:
    screen.show(sync=AGED, open_alerts=(make_alert("a"),))
    assert screen.window.alert_screen.isVisible()
    assert not screen.window.outdated.page.isVisible()


def test_lists_within_the_limit_are_not_outdated(screen: Screen) -> None:
    screen.show(sync=replace(AGED, confirmed_at=WALL - timedelta(days=6)))
    assert not screen.window.outdated.page.isVisible()
