"""While somebody asks, one person's expressions are told, and whether it is still that person."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from PIL.GifImagePlugin import GifImageFile

from edge_app.demo.scene import Act, SceneSource
from edge_app.domain import Frame
from edge_app.pipeline.expressions import ExpressionSample
from edge_app.pipeline.lane import Lane
from edge_app.pipeline.live import LiveLane
from models.liveness import Challenge, Gesture, Liveness, LivenessState
from tests.fakes.camera import Recording
from tests.present import present
from tests.waiting import PATIENCE_S

MIDDLE, RIGHT = (0.5, 0.4, 170.0), (0.85, 0.4, 120.0)


@pytest.fixture(scope="module")
def two(weights: Path) -> SceneSource:  # noqa: ARG001  needed by it
    return SceneSource(
        (
            Act("astronaut.png", 0, 50, MIDDLE, MIDDLE),
            Act("obama2.jpg", 0, 50, RIGHT, RIGHT),
        )
    )


@pytest.fixture
def show(lane: Lane) -> Callable[..., Any]:
    """Show pictures to the lane, one each `step_s`, both steps."""

    def show(pictures: Any, at_s: float = 0.0, step_s: float = 0.1) -> None:
        for number, picture in enumerate(pictures):
            time_s = at_s + number * step_s
            lane.analyse(Frame(number, time_s, time.monotonic(), picture))
            lane.expressions.analyse_next()
            while lane.recognise_pending() is not None:
                pass

    return show


def test_nothing_is_looked_at_while_nobody_asks(
    show: Callable[..., Any], lane: Lane, two: SceneSource, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []
    monkeypatch.setattr(lane._engine, "landmarks", lambda *_: asked.append(True))
    show([two.draw(n / 10) for n in range(5)])
    assert asked == []
    assert lane.expressions.analyse_next() is False


def test_the_person_in_front_is_watched(
    show: Callable[..., Any], lane: Lane, two: SceneSource
) -> None:
    show([two.draw(n / 10) for n in range(5)])
    looks: list[ExpressionSample] = []
    lane.expressions.begin(None, looks.append)
    show([two.draw(0.5 + n / 10) for n in range(10)], at_s=0.5)
    probe = present(lane.probe())
    assert len(looks) == 10
    assert {look.track_id for look in looks} == {probe.track_id}
    assert all(look.same_person and present(look.expression).smile > 0.5 for look in looks)
    assert [look.time_s for look in looks] == [present(look.expression).time_s for look in looks]
    lane.expressions.end()
    show([two.draw(1.5)], at_s=1.5)
    assert len(looks) == 10


def test_a_fast_camera_is_looked_at_ten_times_a_second(
    show: Callable[..., Any], lane: Lane, two: SceneSource
) -> None:
    looks: list[ExpressionSample] = []
    lane.expressions.begin(None, looks.append)
    show([two.draw(0.0)] * 30, step_s=1 / 30)
    assert 7 <= len(looks) <= 10


def test_another_track_is_watched_when_asked_for(
    show: Callable[..., Any], lane: Lane, two: SceneSource
) -> None:
    show([two.draw(n / 10) for n in range(5)])
    front = present(lane.probe()).track_id
    other = next(t.track_id for t in lane.snapshot()[0] if t.track_id != front)
    looks: list[ExpressionSample] = []
    lane.expressions.begin(other, looks.append)
    show([two.draw(0.5 + n / 10) for n in range(4)], at_s=0.5)
    assert {look.track_id for look in looks} == {other}


def test_a_person_who_takes_the_place_of_another_is_noticed(
    show: Callable[..., Any],
    lane: Lane,
    weights: Path,  # noqa: ARG001
) -> None:
    looks: list[ExpressionSample] = []
    first = SceneSource((Act("astronaut.png", 0, 50, MIDDLE, MIDDLE),))
    second = SceneSource((Act("biden.jpg", 0, 50, MIDDLE, MIDDLE),))
    show([first.draw(0.0)] * 4)
    lane.expressions.begin(None, looks.append)
    show([first.draw(0.0)] * 8, at_s=0.4)
    assert all(look.same_person for look in looks)
    show([second.draw(0.0)] * 12, at_s=1.2)
    assert not looks[-1].same_person
    show([first.draw(0.0)] * 6, at_s=2.4)
    assert not looks[-1].same_person  # for good


def test_a_face_that_goes_away_is_told(
    show: Callable[..., Any],
    lane: Lane,
    two: SceneSource,
    weights: Path,  # noqa: ARG001
) -> None:
    looks: list[ExpressionSample] = []
    lane.expressions.begin(None, looks.append)
    show([two.draw(n / 10) for n in range(6)])
    show([SceneSource(()).draw(0.0)] * 6, at_s=0.6)
    assert looks[-1].expression is None
    assert looks[-1].track_id == looks[0].track_id


def test_a_real_head_passes_the_turn_that_it_makes(
    show: Callable[..., Any], lane: Lane, shared_data: Path
) -> None:
    pictures = []
    with Image.open(shared_data / "video" / "head-pose-face-detection-female.gif") as clip:
        assert isinstance(clip, GifImageFile)
        for number in range(clip.n_frames):
            clip.seek(number)
            pictures.append(np.array(clip.convert("RGB")))
    show([pictures[9]] * 6)
    checks = [Liveness(Challenge((turn,)), 0.6) for turn in list(Gesture)[:2]]

    def told(look: Any) -> None:
        for check in checks:
            if look.expression is not None:
                check.see(look.expression, look.same_person)

    lane.expressions.begin(None, told)
    show([pictures[9]] * 8 + pictures[9:16], at_s=0.6)
    states = [check.progress.state for check in checks]
    assert states == [LivenessState.PASSED, LivenessState.FAILED]


def test_a_gesture_past_a_photograph_is_not_the_photograph_s(
    show: Callable[..., Any], lane: Lane, shared_data: Path
) -> None:
    """The holder takes it down for one look aside and holds it up again: one sample in ten."""
    with Image.open(shared_data / "video" / "head-pose-face-detection-female.gif") as clip:
        clip.seek(13)
        turned = np.array(clip.convert("RGB"))
    show([turned] * 3)
    (head,) = lane.snapshot()[0]
    photograph = SceneSource((Act("biden.jpg", 0, 50, MIDDLE, MIDDLE),)).draw(0.0)
    show([photograph] * 6, at_s=5.0)
    track = next(one for one in lane.snapshot()[0] if one.track_id != head.track_id)
    factor = track.box.w / head.box.w
    height, width = turned.shape[:2]
    aside = Image.fromarray(photograph)
    aside.paste(
        Image.fromarray(turned).resize((round(width * factor), round(height * factor))),
        (round(track.box.x - head.box.x * factor), round(track.box.y - head.box.y * factor)),
    )
    looks: list[ExpressionSample] = []
    lane.expressions.begin(track.track_id, looks.append)
    show([photograph] * 8 + [np.array(aside)] + [photograph] * 8, at_s=5.6)
    yaws = [look.expression.yaw for look in looks if look.expression is not None]
    assert len(yaws) > 10
    assert max(map(abs, yaws)) < 20
    assert all(look.same_person for look in looks)  # one picture accuses nobody
    show([np.array(aside)] * 3, at_s=7.3)
    assert not looks[-1].same_person


def test_a_running_lane_tells_until_it_is_told_not_to(lane: Lane, two: SceneSource) -> None:
    live = LiveLane(lane, lambda: Recording([(n / 10, two.draw(n / 10)) for n in range(40)]), False)
    seen, looks = threading.Event(), []

    def told(look: Any) -> None:
        looks.append(look)
        seen.set()

    live.watch_expressions(None, told)
    live.start()
    try:
        assert seen.wait(PATIENCE_S)
        live.unwatch_expressions()
    finally:
        live.stop()
    assert looks[0].same_person
