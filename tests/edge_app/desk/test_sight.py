"""That nobody is being checked is heard: once at first, then as a reminder, never at a start."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import numpy as np
import pytest

from edge_app.desk.sight import AGAIN_S, LOST_S, OLD_S, REMIND_S, SightLoss, SightWatch, sight_loss
from edge_app.desk.sounds import Sound
from edge_app.domain import (
    Counts,
    Frame,
    LaneFault,
    LaneView,
    Phrase,
    SourceState,
    WatchList,
)

NOW = 100.0
LIST = WatchList(
    list_id="dpo",
    name="DPO",
    owner="-",
    target_fpir=0.003,
    instruction=Phrase(id="-", en="-"),
    version=1,
    issued_at=datetime(2026, 11, 25, tzinfo=UTC),
)
SEEING = LaneView(
    frame=Frame(1, 0.0, NOW, np.zeros((4, 4, 3), np.uint8)),
    source_state=SourceState.LIVE,
    source_detail="",
    tracks=(),
    open_alerts=(),
    counts=Counts(),
    fps=30.0,
    lists=(LIST,),
    references=1,
)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({}, None),
        ({"source_state": SourceState.LOST}, SightLoss.CAMERA),
        ({"source_state": SourceState.BLACK}, SightLoss.CAMERA),
        ({"source_state": SourceState.ENDED}, SightLoss.CAMERA),
        ({"frame": None}, SightLoss.CAMERA),
        ({"faults": (LaneFault.STALLED,)}, SightLoss.LANE),
        ({"faults": (LaneFault.QUEUE,)}, None),
        ({"lists": ()}, SightLoss.LISTS),
        ({"lists": (), "opening": True}, None),
        ({"source_state": SourceState.STARTING, "opening": True}, None),
        ({"source_state": SourceState.STARTING}, SightLoss.CAMERA),
    ],
)
def test_what_is_a_loss_of_sight(changes: dict[str, Any], why: SightLoss | None) -> None:
    assert sight_loss(replace(SEEING, **changes), NOW) is why


def test_a_picture_that_stands_still_is_a_loss() -> None:
    assert sight_loss(SEEING, NOW + OLD_S) is None
    assert sight_loss(SEEING, NOW + OLD_S + 0.1) is SightLoss.CAMERA


def heard(seconds: float, working: bool = True, lost: bool = True) -> list[float]:
    """When something is heard, seconds after the loss."""
    times: list[float] = []
    now = NOW
    watch = SightWatch(lambda sound: times.append(now - NOW) if sound is Sound.SIGHT_LOST else None)
    state = SourceState.LOST if lost else SourceState.LIVE
    while now <= NOW + seconds:
        fresh = Frame(1, 0.0, now, np.zeros((4, 4, 3), np.uint8))
        view = replace(SEEING, source_state=state, frame=fresh)
        watch.tick(view, now, working)
        now += 0.5
    return times


def test_it_is_heard_at_once_and_again_for_as_long_as_it_lasts() -> None:
    first, second, third, fourth = heard(LOST_S + sum(REMIND_S) + AGAIN_S + 1)
    assert first == LOST_S
    assert (second - first, third - second, fourth - third) == (*REMIND_S, AGAIN_S)


def test_where_nobody_works_it_is_heard_once() -> None:
    assert heard(AGAIN_S * 3, working=False) == [LOST_S]


def test_a_camera_that_blinks_is_silent() -> None:
    assert heard(LOST_S - 0.5) == []
    assert heard(AGAIN_S, lost=False) == []
