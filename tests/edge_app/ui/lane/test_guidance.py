"""What a visitor reads: help to be seen well, and never what is known of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel

from edge_app.domain import Advice, LaneView, SourceState, Track, TrackState
from edge_app.ui.lane.camera_presenter import CameraState
from edge_app.ui.lane.guidance_presenter import GuidanceIcon, present_guidance
from models.geometry import Box
from tests.edge_app.ui.conftest import Screen

pytestmark = pytest.mark.usefixtures("qapp")

NEAR, FAR = Box(400, 200, 200, 260), Box(90, 80, 60, 80)


def track(state: TrackState, box: Box = NEAR, advice: Advice | None = None) -> Track:
    return Track(1, box, state, 0.5, advice)


def test_nobody_is_asked_to_come_forward(view: LaneView) -> None:
    said = present_guidance(replace(view, tracks=()), CameraState.LIVE)
    assert said.indonesian == "Silakan maju satu per satu"
    assert said.english == "Please come forward one by one"


@pytest.mark.parametrize("advice", Advice)
def test_every_advice_is_said_in_two_languages_with_a_sign(view: LaneView, advice: Advice) -> None:
    said = present_guidance(
        replace(view, tracks=(track(TrackState.LOOKING, advice=advice),)), CameraState.LIVE
    )
    assert said.indonesian != said.english
    assert isinstance(said.sign, GuidanceIcon)


def test_the_nearest_person_is_spoken_to(view: LaneView) -> None:
    far = track(TrackState.LOOKING, FAR, Advice.COME_CLOSER)
    near = Track(2, NEAR, TrackState.LOOKING, 0.5, Advice.UNCOVER_FACE)
    said = present_guidance(replace(view, tracks=(far, near)), CameraState.LIVE)
    assert said.track_id == 2
    assert said.sign is GuidanceIcon.FACE


def test_a_listed_visitor_reads_what_everybody_reads(view: LaneView) -> None:
    clear = present_guidance(replace(view, tracks=(track(TrackState.CLEAR),)), CameraState.LIVE)
    alert = present_guidance(replace(view, tracks=(track(TrackState.ALERT),)), CameraState.LIVE)
    unchecked = replace(view, tracks=(track(TrackState.UNCHECKED),))
    assert clear == alert == present_guidance(unchecked, CameraState.LIVE)


def test_without_a_camera_the_visitor_goes_to_the_officer(view: LaneView) -> None:
    said = present_guidance(replace(view, source_state=SourceState.LOST), CameraState.LOST)
    assert said.sign is GuidanceIcon.OFFICER


def test_the_visitors_half_is_beside_the_lane_when_it_is_set(
    screen: Screen, texts: Callable[..., Any]
) -> None:
    assert not screen.window.lane_screen.visitor.isVisible()
    screen.desk.preferences.put("visitor", "half", "")
    screen.show(tracks=(track(TrackState.LOOKING, advice=Advice.COME_CLOSER),))
    assert screen.window.lane_screen.visitor.isVisible()
    assert {"Silakan mendekat", "Please come closer"} <= set(texts())


def test_a_screen_of_their_own_guides_visitors_in_place_of_the_half(screen: Screen) -> None:
    screen.desk.preferences.put("visitor", "half", "")
    screen.window.show_visitors_on(0)  # there is one screen here: it lies over the officer's
    own = screen.window.visitor_window
    assert own is not None
    screen.show(tracks=(track(TrackState.LOOKING, advice=Advice.COME_CLOSER),))
    assert not screen.window.lane_screen.visitor.isVisible()
    assert "Silakan mendekat" in [label.text() for label in own.findChildren(QLabel)]
    screen.window.leave()
    assert not own.isVisible()


def test_without_a_second_screen_there_is_no_window(screen: Screen) -> None:
    screen.window.show_visitors_on(5)
    assert screen.window.visitor_window is None
