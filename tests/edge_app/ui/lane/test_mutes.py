"""Who raises no alert for now: in the picture, over the counts, and until a finger ends it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from edge_app.desk.session.views import OPEN, SessionState, SessionView
from edge_app.domain import LaneView, Mute, TrackState
from edge_app.ui.lane.camera_presenter import CameraState
from edge_app.ui.lane.live_picture_presenter import present_picture
from edge_app.ui.lane.mutes_presenter import MUTES_SHOWN, present_mutes
from edge_app.ui.look import theme
from edge_app.ui.text.language import Language, clock_time
from tests.edge_app.ui.conftest import WALL, Screen


def muted(make_alert: Callable[..., Any], mute_id: str, *officers: str) -> Mute:
    return Mute(make_alert(mute_id), officers, WALL, WALL + timedelta(minutes=10))


def test_a_finger_ends_a_mute_that_stands_over_the_counts(
    screen: Screen, make_alert: Callable[..., Any]
) -> None:
    bar = screen.window.lane_screen.mutes_bar
    assert bar.isHidden()
    screen.show(mutes=(muted(make_alert, "a", "2001"), muted(make_alert, "b")))
    assert not bar.isHidden()
    until = clock_time(WALL + timedelta(minutes=10), Language.ID)
    shown = bar.chips[0].text()
    assert "2001" in shown
    assert until in shown
    assert "Barack Obama" in shown
    assert bar.height() < 1.3 * screen.window.style_now.touch  # two mutes in one row
    screen.touch(bar.chips[0])
    screen.pass_time(0)
    assert [mute.mute_id for mute in screen.lane.now_view.mutes] == ["b"]
    screen.touch(bar.chips[0])  # the second tap meets the one that moved there
    screen.pass_time(2 * theme.STEP_GUARD_S)
    assert [mute.mute_id for mute in screen.lane.now_view.mutes] == ["b"]
    screen.touch(bar.chips[0])
    screen.pass_time(0)
    assert bar.isHidden()


def test_a_finger_that_came_down_on_a_mute_that_ended_ends_no_other(
    screen: Screen, make_alert: Callable[..., Any]
) -> None:
    bar = screen.window.lane_screen.mutes_bar
    screen.show(mutes=(muted(make_alert, "a", "2001"), muted(make_alert, "b")))
    screen.press(bar.chips[0])
    screen.show(mutes=(muted(make_alert, "b"),))
    screen.pass_time(1)
    screen.release(bar.chips[0])
    assert [mute.mute_id for mute in screen.lane.now_view.mutes] == ["b"]


def test_of_many_the_latest_are_shown_and_how_many_more(
    view: LaneView, make_alert: Callable[..., Any]
) -> None:
    mutes = tuple(muted(make_alert, str(n)) for n in range(MUTES_SHOWN + 3))
    many = replace(view, mutes=mutes)
    shown = present_mutes(many, OPEN, Language.EN)
    assert [one.mute_id for one in shown] == ["0", "1"]
    assert shown[-1].text.endswith("and 3 more")
    assert (
        present_mutes(replace(view, mutes=mutes), SessionView(SessionState.WAITING), Language.EN)
        == ()
    )


def test_the_box_says_who_said_so_and_when_and_nothing_where_visitors_see_it(
    view: LaneView, make_alert: Callable[..., Any]
) -> None:
    track = replace(view.tracks[0], state=TrackState.MUTED, mute=muted(make_alert, "a", "2001"))
    marked = replace(view, tracks=(track,))
    (mark,) = present_picture(marked, CameraState.LIVE, None, Language.ID, zone=WALL.tzinfo).tracks
    time = clock_time(WALL, Language.ID)
    assert mark.label == f"Dinyatakan bukan oleh 2001, {time}"
    (mark,) = present_picture(marked, CameraState.LIVE, None, Language.ID, visitors_see=True).tracks
    assert "bukan" not in mark.label
