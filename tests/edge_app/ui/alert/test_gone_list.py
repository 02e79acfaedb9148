"""Who alerted and left stands in a quiet list, not among the tiles of those who are there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from edge_app.desk.alerts.case import GONE_AFTER_S
from edge_app.domain import Alert
from edge_app.ui.window.application import application
from tests.edge_app.ui.conftest import Screen
from tests.present import present


def test_who_left_is_in_a_list_and_comes_to_the_front_by_touch(
    screen: Screen, make_alert: Callable[..., Alert]
) -> None:
    (track,) = screen.lane.now_view.tracks
    here, left = make_alert("a"), make_alert("b", "Joe Biden", 2)
    screen.show(open_alerts=(here, left), tracks=(track, replace(track, track_id=2)))
    page = screen.window.alert_screen
    assert [tile.alert_id for tile in page.strip.buttons if tile.isVisible()] == ["b"]
    assert page.strip.gone.isHidden()
    screen.show(tracks=(track,))
    screen.pass_time(GONE_AFTER_S + 1)
    assert [tile for tile in page.strip.buttons if tile.isVisible()] == []
    assert page.strip.gone.text() == "Sudah pergi\n1"
    screen.touch(page.strip.gone)
    application().processEvents()
    row = present(page.gone_list.list.row(0))
    assert page.gone_list.isVisible()
    assert page.text.name.text() == "Barack Obama"  # who is there, and what to do, stay in sight
    screen.touch(row)
    screen.window.refresh()
    assert page.text.name.text() == "Joe Biden"
    assert page.gone_list.isHidden()
    assert page.strip.gone.isHidden()


def test_the_list_closes_by_its_key_and_when_nobody_is_left_in_it(
    screen: Screen, make_alert: Callable[..., Alert]
) -> None:
    (track,) = screen.lane.now_view.tracks
    screen.show(open_alerts=(make_alert("a"), make_alert("b", "Joe Biden", 2)))
    screen.pass_time(GONE_AFTER_S + 1)
    page = screen.window.alert_screen
    for shown in (True, False, True):
        screen.touch(page.strip.gone)
        assert page.gone_list.isVisible() is shown
    screen.show(tracks=(track, replace(track, track_id=2)))
    screen.pass_time(1)
    assert page.gone_list.isHidden()
