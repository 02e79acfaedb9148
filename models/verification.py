"""1:1, the same at terminal and data centre: whether a probe is the person of some references.

Yes: a score that one in 10,000 different people reaches (FMR 1e-4). Uncertain: one in 1,000; then
an officer looks at the card again. Between data centre and terminal only a step of strength is
told, never a score: from 128 scores the template follows. Pure.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from models.calibration import Calibration

YES_FMR, UNCERTAIN_FMR = 1e-4, 1e-3
STRONG_FMR = 1e-6  # rarer than the calibration's pairs tell

Step = Literal["near", "clear", "strong"]
STEPS: dict[Step, float] = {  # the share of different people that reach it, the rarest first
    "strong": STRONG_FMR,
    "clear": YES_FMR,
    "near": UNCERTAIN_FMR,
}


class Verdict(Enum):
    """What a comparison with one person's references says."""

    YES = "yes"
    UNCERTAIN = "uncertain"
    NO = "no"


@dataclass(frozen=True, slots=True)
class Verified:
    """A verdict, and what it rests on."""

    verdict: Verdict
    score: float  # cosine of the best reference, -1..1
    threshold: float  # of YES, a cosine


def verify(
    references: NDArray[np.float32], probe: NDArray[np.float32], table: Calibration
) -> Verified:
    """Return whether `probe` `(f,)` is the person of `references`.

    `references`: `(n, f) float32` unit rows of one person, at least one; `table`: of their model.
    """
    score = min(max(float((references @ probe).max()), -1.0), 1.0)
    threshold = table.score(YES_FMR)
    if score >= threshold:
        return Verified(Verdict.YES, score, threshold)
    near = score >= table.score(UNCERTAIN_FMR)
    return Verified(Verdict.UNCERTAIN if near else Verdict.NO, score, threshold)


def step_of(score: float, table: Calibration) -> Step | None:
    """Return the highest step that the score, a cosine, reaches; None: not even uncertain."""
    return next((step for step, fmr in STEPS.items() if score >= table.score(fmr)), None)
