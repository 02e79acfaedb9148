"""Thresholds follow the measured impostor scores."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from models.calibration import Calibration
from models.errors import BadInput

# design.md: FMR of SFace with landmark alignment
SFACE = Calibration((0.37, 0.43, 0.48), (1e-3, 1e-4, 1e-5))


@st.composite
def calibrations(draw: Any) -> Any:
    size = draw(st.integers(2, 8))
    scores = draw(
        st.lists(st.integers(-900, 900), min_size=size, max_size=size, unique=True).map(sorted)
    )
    exponents = draw(
        st.lists(st.integers(1, 800), min_size=size, max_size=size, unique=True).map(sorted)
    )
    return Calibration(
        tuple(score / 1000 for score in scores), tuple(10.0 ** (-e / 100) for e in exponents)
    )


any_score = st.floats(-1.0, 1.0)
any_share = st.floats(1e-9, 1 - 1e-9)


def test_measured_points_are_reproduced() -> None:
    for score, rate in zip(SFACE.scores, SFACE.rates, strict=True):
        assert SFACE.fmr(score) == pytest.approx(rate)
        assert SFACE.score(rate) == pytest.approx(score)


def test_between_two_points_the_logarithm_is_linear() -> None:
    assert SFACE.fmr(0.40) == pytest.approx(10**-3.5)


def test_beyond_the_last_point_the_slope_of_the_last_decade_goes_on() -> None:
    assert SFACE.fmr(0.53) == pytest.approx(1e-6)
    assert SFACE.score(1e-6) == pytest.approx(0.53)


def test_the_extrapolation_states_more_than_a_gaussian_tail() -> None:
    def tail(score: Any) -> Any:
        return 0.5 * math.erfc(score / 0.1 / math.sqrt(2))

    scores = (0.2, 0.25, 0.3, 0.35)
    table = Calibration(scores, tuple(tail(score) for score in scores))
    for score in (0.36, 0.4, 0.5, 0.6):
        assert table.fmr(score) > tail(score)


def test_below_the_first_point_fmr_tends_to_one() -> None:
    assert SFACE.fmr(-1.0) == 1.0
    assert SFACE.fmr(-2.0) == 1.0
    assert 0.9 < SFACE.fmr(-0.99) < 1.0


@given(calibrations(), any_score, any_score)
@settings(deadline=None)
def test_fmr_never_rises_with_the_score(table: Any, one: Any, other: Any) -> None:
    low, high = sorted((one, other))
    assert table.fmr(low) >= table.fmr(high) * (1 - 1e-9)
    assert 0.0 <= table.fmr(high) <= 1.0


@given(calibrations(), any_share)
@settings(deadline=None)
def test_the_score_of_an_fmr_has_that_fmr(table: Any, rate: Any) -> None:
    assert table.fmr(table.score(rate)) == pytest.approx(rate, rel=1e-6)


@given(calibrations(), any_share, st.integers(1, 4_000_000), st.integers(1, 4_000_000))
@settings(deadline=None)
def test_more_references_never_lower_the_threshold(
    table: Any, target: Any, one: Any, other: Any
) -> None:
    small, large = sorted((one, other))
    try:
        high = table.threshold(target, large)
    except BadInput as error:
        assert "silence" in str(error)  # noqa: PT017  # whether it raises depends on the table
        return
    assert high >= table.threshold(target, small) - 1e-12
    assert table.fpir(high, large) == pytest.approx(target, rel=1e-6)


@given(calibrations(), any_share, any_share, st.integers(1, 1000))
@settings(deadline=None)
def test_a_smaller_target_never_lowers_the_threshold(
    table: Any, one: Any, other: Any, references: Any
) -> None:
    strict, lax = sorted((one, other))
    try:
        high = table.threshold(strict, references)
    except BadInput:
        return
    assert high >= table.threshold(lax, references) - 1e-12


def test_a_tiny_target_keeps_its_precision() -> None:
    assert SFACE.fpir(SFACE.threshold(1e-9, 1), 1) == pytest.approx(1e-9, rel=1e-9)


def test_the_target_fpir_is_realised_on_new_impostors() -> None:
    rng = np.random.default_rng(7)
    table = Calibration.from_impostor_scores(np.clip(rng.normal(0, 0.1, 1_000_000), -0.99, 0.99))
    for target, references in ((0.01, 10), (0.1, 100), (0.3, 50)):
        threshold = table.threshold(target, references)
        probes = 20_000
        best = np.array([rng.normal(0, 0.1, references).max() for _ in range(probes)])
        deviation = math.sqrt(target * (1 - target) / probes)
        assert np.mean(best >= threshold) == pytest.approx(target, abs=4 * deviation + 0.1 * target)


def test_each_point_of_a_sample_has_at_least_ten_comparisons() -> None:
    sample = np.random.default_rng(1).normal(0, 0.1, (100, 100))
    table = Calibration.from_impostor_scores(sample)
    assert table.rates == pytest.approx((1e-1, 3e-2, 1e-2, 3e-3, 1e-3))
    for score, rate in zip(table.scores, table.rates, strict=True):
        assert np.count_nonzero(sample >= score) == round(rate * 10_000) >= 10


def test_tied_scores_count_all_who_reach_them() -> None:
    sample = np.concatenate([np.zeros(800), np.full(150, 0.3), np.full(50, 0.5)])
    table = Calibration.from_impostor_scores(sample)
    assert dict(zip(table.scores, table.rates, strict=True)) == {0.3: 0.2, 0.5: 0.05}


@pytest.mark.parametrize(
    "sample",
    [
        np.zeros(0),
        np.zeros(10_000),
        np.linspace(-0.5, 0.5, 20),
        np.array([0.1, np.nan] * 500),
        np.full(1000, 1.5),
    ],
    ids=["empty", "all alike", "too few", "no number", "no cosine"],
)
def test_a_sample_that_calibrates_nothing_is_refused(sample: NDArray[np.float64]) -> None:
    with pytest.raises(BadInput):
        Calibration.from_impostor_scores(sample)


@pytest.mark.parametrize(
    ("scores", "rates"),
    [
        ((0.1,), (0.1,)),
        ((0.1, 0.2), (0.1,)),
        ((0.2, 0.1), (0.1, 0.01)),
        ((0.1, 0.2), (0.01, 0.1)),
        ((0.1, 0.2), (0.1, 0.0)),
        ((0.1, 0.2), (1.0, 0.1)),
        ((0.1, math.nan), (0.1, 0.01)),
        ((0.1, 0.2), (0.1, math.nan)),
        ((-1.0, 0.2), (0.1, 0.01)),
    ],
)
def test_a_table_that_is_not_monotone_is_refused(
    scores: tuple[Any, ...], rates: tuple[Any, ...]
) -> None:
    with pytest.raises(BadInput):
        Calibration(scores, rates)


@pytest.mark.parametrize("target", [0.0, 1.0, -0.1, 1.5, math.nan, math.inf])
def test_a_target_outside_zero_and_one_is_refused(target: float) -> None:
    with pytest.raises(BadInput, match="between 0 and 1"):
        SFACE.threshold(target, 100)
    with pytest.raises(BadInput, match="between 0 and 1"):
        SFACE.score(target)


def test_nonsense_values_are_refused() -> None:
    with pytest.raises(BadInput, match="at least one reference"):
        SFACE.threshold(0.01, 0)
    with pytest.raises(BadInput, match="at least one reference"):
        SFACE.fpir(0.4, 0)
    with pytest.raises(BadInput, match="no comparison score"):
        SFACE.fmr(math.nan)
    with pytest.raises(BadInput, match="silence"):
        SFACE.threshold(1e-12, 1_000_000)


def test_a_score_that_everyone_reaches_gives_an_fpir_of_one() -> None:
    assert SFACE.fpir(-1.0, 10) == 1.0
