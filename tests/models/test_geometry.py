"""Boxes: what must hold for all of them."""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.geometry import Box, union

POSITIONS = st.floats(-5000, 5000)
SIDES = st.floats(0, 5000)
BOXES = st.builds(Box, POSITIONS, POSITIONS, SIDES, SIDES)
NEAR = 1e-6  # pixels


def holds(outer: Box, inner: Box) -> bool:
    return (
        outer.x <= inner.x + NEAR
        and outer.y <= inner.y + NEAR
        and outer.x + outer.w >= inner.x + inner.w - NEAR
        and outer.y + outer.h >= inner.y + inner.h - NEAR
    )


@given(BOXES, BOXES)
def test_iou_is_a_share_and_the_same_both_ways(first: Any, second: Any) -> None:
    assert 0 <= first.iou(second) <= 1
    assert first.iou(second) == pytest.approx(second.iou(first), abs=1e-9)


@given(BOXES.filter(lambda box: box.w > 0.1 and box.h > 0.1))
def test_a_box_overlaps_itself_wholly(box: Any) -> None:
    assert box.iou(box) == pytest.approx(1, abs=1e-6)


def test_iou_of_boxes_shifted_by_half_is_a_third() -> None:
    assert Box(0, 0, 10, 10).iou(Box(5, 0, 10, 10)) == pytest.approx(1 / 3)


def test_boxes_that_only_touch_share_nothing() -> None:
    assert Box(0, 0, 10, 10).iou(Box(10, 0, 10, 10)) == 0


@given(BOXES, POSITIONS, POSITIONS)
def test_moving_both_boxes_keeps_what_they_share(box: Any, dx: Any, dy: Any) -> None:
    other = box.moved(box.w / 3, box.h / 4)
    moved = box.moved(dx, dy).intersection(other.moved(dx, dy))
    assert moved == pytest.approx(box.intersection(other), rel=1e-6, abs=1e-3)


@given(BOXES, st.integers(1, 4000), st.integers(1, 4000))
def test_a_clipped_box_is_inside_the_picture_and_keeps_what_was_there(
    box: Any, width: Any, height: Any
) -> None:
    clipped = box.clipped(width, height)
    picture = Box(0, 0, width, height)
    assert clipped.w >= 0
    assert clipped.h >= 0
    assert holds(picture, clipped)
    assert clipped.area == pytest.approx(box.intersection(picture), rel=1e-6, abs=1e-3)


@given(BOXES, st.floats(0.1, 10))
def test_a_square_keeps_the_centre_and_scales_the_longer_side(box: Any, factor: Any) -> None:
    square = box.square(factor)
    assert square.w == square.h == pytest.approx(max(box.w, box.h) * factor)
    assert math.dist(square.centre, box.centre) < 1e-3


@given(st.lists(BOXES, min_size=1, max_size=6))
def test_a_union_holds_all_and_touches_each_side(boxes: Any) -> None:
    whole = union(boxes)
    assert all(holds(whole, box) for box in boxes)
    assert whole.x == min(box.x for box in boxes)
    assert whole.y == min(box.y for box in boxes)
    assert whole.x + whole.w == pytest.approx(max(box.x + box.w for box in boxes), abs=NEAR)
    assert whole.y + whole.h == pytest.approx(max(box.y + box.h for box in boxes), abs=NEAR)
