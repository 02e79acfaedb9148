"""Thresholds follow the list's size and the evidence."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edge_app.lists.served_list import load_calibration
from edge_app.lists.thresholds import SHOTS_NEEDED, Thresholds
from models.errors import BadInput

CALIBRATION = load_calibration()

targets = st.floats(1e-4, 0.1)
sizes = st.integers(1, 1_000_000)


@given(target=targets, smaller=sizes, larger=sizes)
def test_a_larger_list_asks_for_more(target: Any, smaller: Any, larger: Any) -> None:
    smaller, larger = sorted((smaller, larger))
    low, high = (Thresholds.of(CALIBRATION, target, n) for n in (smaller, larger))
    assert low.fused <= high.fused
    assert low.single <= high.single
    if larger >= 2 * smaller:
        assert low.fused < high.fused


@given(target=targets, references=sizes)
def test_a_single_shot_must_say_more_than_several(target: Any, references: int) -> None:
    thresholds = Thresholds.of(CALIBRATION, target, references)
    assert thresholds.for_shots(1) == thresholds.single
    assert thresholds.single > thresholds.fused
    for shots in range(SHOTS_NEEDED, 9):
        assert thresholds.for_shots(shots) == thresholds.fused


@given(stricter=targets, laxer=targets, references=sizes)
def test_who_bears_fewer_false_alerts_gets_a_higher_threshold(
    stricter: Any, laxer: Any, references: int
) -> None:
    stricter, laxer = sorted((stricter, laxer))
    strict, lax = (Thresholds.of(CALIBRATION, t, references) for t in (stricter, laxer))
    assert strict.fused >= lax.fused


@given(target=targets, references=sizes)
def test_the_threshold_keeps_the_promise_of_the_target(target: Any, references: int) -> None:
    fused = Thresholds.of(CALIBRATION, target, references).fused
    assert CALIBRATION.fpir(fused, references) == pytest.approx(target, rel=1e-3)


@pytest.mark.parametrize(("target", "references"), [(0.0, 5), (1.0, 5), (0.001, 0)])
def test_a_list_without_sense_has_no_threshold(target: float, references: int) -> None:
    with pytest.raises(BadInput):
        Thresholds.of(CALIBRATION, target, references)
