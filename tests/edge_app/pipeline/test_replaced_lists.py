"""Lists come and go while people stand in the lane; whoever keeps alerts hears of each first."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from edge_app.demo.scene import OBAMA, Act, SceneSource
from edge_app.domain import Alert, Answer, Decision, TrackState
from edge_app.lists.served_list import ServedList
from edge_app.pipeline.lane import Lane, open_lane
from models.engine import FaceEngine, open_detector
from tests.present import present

PLACE = (0.5, 0.4, 150.0)


class Keeper:
    """Hears of alerts and answers, and looks what was shown at that moment."""

    def __init__(self) -> None:
        self.lane: Lane | None = None
        self.raised: list[str] = []
        self.shown_before: list[bool] = []
        self.answered: list[Decision] = []

    def on_alert(self, alert: Alert) -> None:
        _, shown, _, _ = present(self.lane).snapshot()  # also: the lane's lock is free
        self.shown_before.append(alert.alert_id in [one.alert_id for one in shown])
        self.raised.append(alert.alert_id)


@pytest.fixture
def keeper() -> Keeper:
    return Keeper()


@pytest.fixture
def lane(keeper: Keeper, weights: Path) -> Iterator[Lane]:  # noqa: ARG001  needed by it
    keeper.lane = Lane(open_detector(), FaceEngine(), (), keeper.on_alert, keeper.answered.append)
    yield keeper.lane
    keeper.lane.close()


@pytest.fixture
def listed(weights: Path) -> SceneSource:  # noqa: ARG001
    return SceneSource((Act("obama2.jpg", 0.0, 50, PLACE, PLACE),))


def test_a_new_list_alerts_for_who_stands_there_already(
    play: Callable[..., Any], lane: Lane, listed: SceneSource, keeper: Keeper, served: ServedList
) -> None:
    assert play(listed, 0, 2) == []
    lane.replace_lists((served,))
    (alert,) = play(listed, 2, 4)
    assert alert.candidate.reference.reference_id == OBAMA
    assert keeper.raised == [alert.alert_id]
    assert keeper.shown_before == [False]
    lane.replace_lists(())
    _, waiting, counts, _ = lane.snapshot()
    assert [one.alert_id for one in waiting] == [alert.alert_id]  # an open alert stays
    assert counts.captured == 1
    lane.answer(alert.alert_id, Answer.NOT_THIS_PERSON)
    assert [decision.alert_id for decision in keeper.answered] == [alert.alert_id]
    lane.answer(alert.alert_id, Answer.CONFIRMED)
    assert len(keeper.answered) == 1
    lane.replace_lists((served,))
    assert play(listed, 4, 6) == []  # the same list again: who was refused stays so


def test_nobody_is_called_clear_where_no_list_is_served(
    play: Callable[..., Any], lane: Lane, listed: SceneSource
) -> None:
    play(listed, 0, 3)
    assert [track.state for track in lane.snapshot()[0]] == [TrackState.UNCHECKED]


@pytest.mark.usefixtures("weights")
def test_alerts_of_an_earlier_run_are_open_first(
    play: Callable[..., Any], listed: SceneSource, lane: Lane, served: ServedList
) -> None:
    lane.replace_lists((served,))
    (old,) = play(listed, 0, 2)
    later = open_lane((), open_alerts=(old,))
    try:
        assert [one.alert_id for one in later.snapshot()[1]] == [old.alert_id]
        later.answer(old.alert_id, Answer.CONFIRMED)
        assert later.snapshot()[1] == ()
    finally:
        later.close()
