"""Who is who from frame to frame: crossings, short and long losses, and odd input."""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from edge_app.pipeline.tracker import CONFIRM_HITS, LOST_FOR_S, Tracker
from models.detector import Detection
from models.geometry import Box

FPS = 25
HIDES = 0.3  # IoU from which the nearer of two faces hides the other


def face(x: float, y: float, w: float, score: float = 0.9) -> Detection:
    """A detection whose middle is at (x, y)."""
    box = Box(x - w / 2, y - w / 2, w, w)
    return Detection(box, score, np.zeros((6, 2), np.float32))


def seen(tracker: Tracker) -> dict[int, Detection]:
    """Track -> the detection that it took in the latest update."""
    return {t.track_id: t.detection for t in tracker.tracks if t.detection is not None}


def id_of(tracker: Tracker, detection: Detection) -> int:
    (track_id,) = [i for i, taken in seen(tracker).items() if taken is detection]
    return track_id


def walk(tracker: Tracker, begin_s: float, seconds: float, speed: float = 0.0) -> int:
    """One face, 100 px wide, from x = 300 + speed * time; returns its track at the end."""
    for number in range(round(seconds * FPS)):
        time_s = begin_s + number / FPS
        shown = face(300 + speed * time_s, 300, 100)
        tracker.update([shown], time_s)
    return id_of(tracker, shown)


@given(
    width=st.floats(50, 200),
    ratio=st.floats(0.7, 1.0),
    speeds=st.tuples(st.floats(0.5, 3.0), st.floats(0.5, 3.0)),
    apart=st.floats(0.0, 0.5),
    seed=st.integers(0, 1000),
)
def test_two_people_who_walk_past_each_other_keep_their_tracks(
    width: Any, ratio: Any, speeds: Any, apart: Any, seed: Any
) -> None:
    # Sizes in pixels, speeds in face widths a second, `apart` in face widths up and down.
    rng = np.random.default_rng(seed)
    tracker, seconds = Tracker(), 8 / sum(speeds)
    before: list[int] = []
    after: list[int] = []
    dropped = [0, 0]
    for number in range(int(seconds * FPS) + 1):
        time_s = number / FPS
        places = (
            (300 + width * speeds[0] * time_s, 300.0, width),
            (300 + width * (8 - speeds[1] * time_s), 300.0 + apart * width, width * ratio),
        )
        found = []
        for x, y, w in places:
            dx, dy, dw = 0.03 * w * rng.standard_normal(3)
            found.append(face(x + dx, y + dy, w + dw))
        visible = [True, found[0].box.iou(found[1].box) < HIDES]
        for i in (0, 1):  # dropouts of at most 3 frames, away from the ends
            inside = 0.3 < time_s < seconds - 0.5
            drop = inside and dropped[i] < 3 and rng.random() < 0.1
            dropped[i] = dropped[i] + 1 if drop else 0
            visible[i] = visible[i] and not drop
        shown = [d for d, there in zip(found, visible, strict=True) if there]
        tracker.update(shown[:: rng.choice([-1, 1])], time_s)
        if all(visible):
            after = [id_of(tracker, d) for d in found]
            before = before or after
    assert before == after


def test_who_is_hidden_does_not_become_who_hides_them() -> None:
    tracker = Tracker()
    for number in range(FPS):
        near, far = face(300, 300, 100), face(335, 300, 90)
        tracker.update([near, far], number / FPS)
    front = id_of(tracker, near)
    tracker.update([near], 1.0)
    tracker.update([near], 1.3)
    moved = face(335, 300, 95)  # where the hidden one was last seen
    tracker.update([moved], 1.35)
    assert id_of(tracker, moved) == front


@given(loss_s=st.floats(0.1, LOST_FOR_S - 0.1), speed=st.floats(-200, 200))
def test_a_short_loss_keeps_the_track(loss_s: Any, speed: Any) -> None:
    tracker = Tracker()
    before = walk(tracker, 0, 1, speed)
    tracker.update([], 1 + loss_s / 2)
    assert walk(tracker, 1 + loss_s, 0.2, speed) == before


@given(loss_s=st.floats(0.1, 0.8), speed=st.floats(-300, 300))
def test_who_stood_and_then_walks_is_known_after_a_short_loss(loss_s: Any, speed: Any) -> None:
    tracker = Tracker()
    before = walk(tracker, 0, 1)
    for number in range(FPS):
        tracker.update([face(300 + speed * number / FPS, 300, 100)], 1 + number / FPS)
    lost_s = 1 + (FPS - 1) / FPS
    back = face(300 + speed * (lost_s + loss_s - 1), 300, 100)
    tracker.update([back], lost_s + loss_s)
    assert id_of(tracker, back) == before


@given(loss_s=st.floats(LOST_FOR_S + 0.1, 1000), looked=st.booleans())
def test_a_long_loss_begins_a_new_track(loss_s: Any, looked: Any) -> None:
    tracker = Tracker()
    before = walk(tracker, 0, 1)
    if looked:
        tracker.update([], 1 + loss_s / 2)
    assert walk(tracker, 1 + loss_s, 0.2) != before


def test_pictures_ten_seconds_apart_share_no_track() -> None:
    tracker = Tracker()
    ids = []
    for number in range(4):
        shown = face(300, 300, 100)
        tracker.update([shown], number * 10.0)
        ids.append(id_of(tracker, shown))
    assert len(set(ids)) == 4


def test_two_frames_a_second_are_enough_for_a_person() -> None:
    tracker = Tracker()
    for number in range(CONFIRM_HITS):
        tracker.update([face(300 + 20 * number, 300, 100)], number / 2)
    assert [track.confirmed for track in tracker.tracks] == [True]


def test_an_unsure_detection_continues_a_track_but_begins_none() -> None:
    tracker = Tracker()
    assert tracker.update([face(300, 300, 100, score=0.55)], 0.0) == []
    begun = walk(tracker, 0.1, 0.2)
    weak = face(300, 300, 100, score=0.55)
    tracker.update([weak], 0.35)
    assert id_of(tracker, weak) == begun


def test_a_face_of_another_size_in_the_same_place_is_somebody_else() -> None:
    tracker = Tracker()
    before = walk(tracker, 0, 0.5)
    other = face(300, 300, 230)
    tracker.update([other], 0.5)
    assert id_of(tracker, other) != before


def test_one_stray_detection_is_nobody() -> None:
    tracker = Tracker()
    tracker.update([face(300, 300, 100)], 0.0)
    for number in range(1, FPS):
        tracker.update([], number / FPS)
    assert tracker.tracks == []


faces = st.builds(
    face,
    st.floats(-50, 1300),
    st.floats(-50, 800),
    st.floats(0, 400),
    st.floats(0.5, 1.0),
)


@given(st.lists(st.tuples(st.floats(0, 3), st.lists(faces, max_size=6)), max_size=12))
def test_whatever_comes_each_detection_goes_to_one_track_and_no_id_comes_back(frames: Any) -> None:
    # Steps of 0 s are frames with the same stamp; faces may be empty, outside, or one on another.
    tracker, time_s = Tracker(), 0.0
    gone: set[int] = set()
    live: set[int] = set()
    for step_s, found in frames:
        time_s += step_s
        tracks = tracker.update(found, time_s)
        ids = [t.track_id for t in tracks]
        assert len(set(ids)) == len(ids)
        gone |= live - set(ids)
        live = set(ids)
        assert not gone & live
        taken = [id(d) for d in seen(tracker).values()]
        assert len(set(taken)) == len(taken)
        assert set(taken) <= {id(d) for d in found}
        assert all(np.isfinite([t.box.x, t.box.y, t.box.w, t.box.h]).all() for t in tracks)


def test_time_that_stands_still_moves_nobody() -> None:
    tracker = Tracker()
    before = walk(tracker, 0, 0.4)
    for _ in range(5):
        again = face(300, 300, 100)
        tracker.update([again], 0.4)
    assert id_of(tracker, again) == before
    assert tracker.tracks[0].predicted(1.0).centre == (300, 300)
