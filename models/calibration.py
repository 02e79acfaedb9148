"""Score -> FMR, and the threshold for a bearable number of false alerts. Pure.

The table comes from impostor comparisons (pairs of different people). Between its points log10(FMR)
is linear in the score. Beyond the last point it goes on with the slope of the last decade: the tail
of the scores of different people falls faster than that (a Gaussian's log is concave), so the true
FMR is lower than the one stated, and the threshold errs towards fewer false alerts. Below the first
point FMR tends to 1, which it reaches at -1.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from dataclasses import dataclass
from itertools import count, pairwise, takewhile

import numpy as np
from numpy.typing import NDArray

from models.errors import BadInput

_SUPPORT = 10  # impostor comparisons at or above a point: its FMR is then known to about a third


@dataclass(frozen=True, slots=True)
class Calibration:
    """Measured points of a model: `scores` ascend in (-1, 1), `rates` (FMR) descend in (0, 1)."""

    scores: tuple[float, ...]
    rates: tuple[float, ...]

    def __post_init__(self) -> None:
        """Raise BadInput for a table that is not monotone, or has less than two points."""
        if len(self.scores) != len(self.rates) or len(self.scores) < 2:
            raise BadInput("a calibration needs as many scores as rates, and at least two")
        rising = all(a < b for a, b in pairwise((-1.0, *self.scores, 1.0)))
        falling = all(a > b for a, b in pairwise((1.0, *self.rates, 0.0)))
        if not rising or not falling:  # NaN compares false: refused too
            raise BadInput("a calibration's scores must rise in (-1, 1), its FMR fall in (0, 1)")

    @classmethod
    def from_impostor_scores(cls, scores: NDArray[np.floating]) -> Calibration:
        """Return the table of a sample of impostor scores (any shape), each a cosine.

        Its points lie near FMR 1e-1, 3e-2, 1e-2, ... as far as 10 comparisons support them; each
        states the share of the sample that truly reaches its score. Raise BadInput for NaN, scores
        outside (-1, 1) or fewer than 334 comparisons.
        """
        ordered = np.sort(np.asarray(scores, np.float64), axis=None)
        size = len(ordered)
        if not size or not np.abs(ordered[[0, -1]]).max() < 1.0:  # NaN sorts last
            raise BadInput("impostor scores must be numbers between -1 and 1")
        points: list[tuple[float, float]] = []
        rates = (share * 10.0**-decade for decade in count(1) for share in (1.0, 0.3))
        for rate in takewhile(lambda rate: rate * size >= _SUPPORT - 1e-9, rates):
            score = float(ordered[size - round(rate * size)])
            reached = size - int(np.searchsorted(ordered, score, "left"))
            if reached < size and (not points or score > points[-1][0]):
                points.append((score, reached / size))
        if len(points) < 2:
            raise BadInput(f"{size} impostor comparisons are too few or too alike to calibrate")
        return cls(tuple(score for score, _ in points), tuple(rate for _, rate in points))

    @property
    def rarest(self) -> float:
        """Return the smallest FMR that was counted; what `fmr` returns below it is a guess."""
        return self.rates[-1]

    def fmr(self, score: float) -> float:
        """Return the share of comparisons of different people that reach the score, a cosine."""
        if not math.isfinite(score):
            raise BadInput(f"{score} is no comparison score")
        if score <= -1.0:
            return 1.0
        xs, ys = self._curve()
        return float(10.0 ** _interpolate(score, xs, ys))

    def score(self, fmr: float) -> float:
        """Return the score that a share in (0, 1) of different people reaches: inverse of `fmr`."""
        _require_share("the FMR", fmr)
        xs, ys = self._curve()
        return _interpolate(-math.log10(fmr), [-y for y in ys], xs)

    def fpir(self, score: float, references: int) -> float:
        """Return the probability that a person on no list reaches the score.

        `references`: how many the person is compared with.
        """
        _require_references(references)
        rate = self.fmr(score)
        return 1.0 if rate >= 1.0 else -math.expm1(references * math.log1p(-rate))

    def threshold(self, target_fpir: float, references: int) -> float:
        """Return the score at which FPIR = 1 - (1 - FMR)^N is the target, for N references.

        The score is a cosine. Raise BadInput for a target outside (0, 1), no references, or a
        target so small that no score below 1 reaches it: such a list could never alert.
        """
        _require_share("the target FPIR", target_fpir)
        _require_references(references)
        threshold = self.score(-math.expm1(math.log1p(-target_fpir) / references))
        if threshold >= 1.0:
            raise BadInput(
                f"a target FPIR of {target_fpir:g} at {references} references would silence every"
                " alert: choose a larger one"
            )
        return threshold

    def _curve(self) -> tuple[list[float], list[float]]:
        """Return scores and log10(FMR): (-1, 0), the points, one on the line beyond the last."""
        xs = [-1.0, *self.scores]
        ys = [0.0, *(math.log10(rate) for rate in self.rates)]
        decade = min(ys[-1] + 1.0, 0.0)
        start = _interpolate(-decade, [-y for y in ys], xs)
        slope = (ys[-1] - decade) / (xs[-1] - start)
        return [*xs, xs[-1] + 1.0], [*ys, ys[-1] + slope]


def _interpolate(x: float, xs: list[float], ys: list[float]) -> float:
    """Return the linear function through the points of ascending `xs` at `x`.

    The last line goes on beyond the last point.
    """
    right = min(max(bisect_left(xs, x), 1), len(xs) - 1)
    left = right - 1
    return ys[left] + (x - xs[left]) * (ys[right] - ys[left]) / (xs[right] - xs[left])


def _require_share(name: str, value: float) -> None:
    if not 0.0 < value < 1.0:
        raise BadInput(f"{name} must lie between 0 and 1, not at {value}")


def _require_references(references: int) -> None:
    if references < 1:
        raise BadInput(f"a threshold needs at least one reference, not {references}")
