"""Yes, uncertain, no: by the best of a person's references."""

from __future__ import annotations

import numpy as np
import pytest

from models.calibration import Calibration
from models.verification import UNCERTAIN_FMR, YES_FMR, Step, Verdict, step_of, verify

TABLE = Calibration((0.2, 0.37, 0.43), (1e-2, 1e-3, 1e-4))


def at(cosine: float) -> np.ndarray:
    return np.array([cosine, np.sqrt(1 - cosine**2)], np.float32)


@pytest.mark.parametrize(
    ("score", "verdict"),
    [
        (0.9, Verdict.YES),
        (0.431, Verdict.YES),
        (0.42, Verdict.UNCERTAIN),
        (0.371, Verdict.UNCERTAIN),
        (0.36, Verdict.NO),
        (-1.0, Verdict.NO),
    ],
)
def test_the_verdict_follows_the_rates(score: float, verdict: Verdict) -> None:
    found = verify(at(score)[None], at(1.0), TABLE)
    assert found.verdict is verdict
    assert found.score == pytest.approx(score, abs=1e-6)
    assert TABLE.fmr(found.threshold) == pytest.approx(YES_FMR)
    assert YES_FMR < UNCERTAIN_FMR


def test_the_best_of_several_photographs_counts() -> None:
    references = np.stack([at(0.1), at(0.8), at(-0.5)])
    assert verify(references, at(1.0), TABLE).score == pytest.approx(0.8)


def test_a_photograph_compared_with_itself_stays_within_a_cosine() -> None:
    row = np.full((1, 128), np.sqrt(1 / 128) * 1.0000002, np.float32)
    assert verify(row, row[0], TABLE).score <= 1.0


@pytest.mark.parametrize(
    ("score", "step"),
    [(0.99, "strong"), (0.44, "clear"), (0.38, "near"), (0.36, None), (-1.0, None)],
)
def test_a_score_is_told_as_the_highest_step_that_it_reaches(
    score: float, step: Step | None
) -> None:
    assert step_of(score, TABLE) == step
