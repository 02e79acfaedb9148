"""How strong the data centre says that a comparison is: a step, and never a number. Pure."""

from __future__ import annotations

from models.calibration import Calibration
from models.verification import STEPS, UNCERTAIN_FMR, step_of
from sync.protocol.question_content import Strength


def told_fmr(strength: Strength, score: float | None, table: Calibration) -> float | None:
    """Return the share of different people that reach the step; None: nothing was told.

    A data centre before 0.3 tells a score, of which the step is kept. A word that is not known is
    the weakest step.
    """
    if strength == "other":
        return UNCERTAIN_FMR
    if strength != "untold":
        return STEPS[strength]
    step = None if score is None else step_of(score, table)
    return None if step is None else STEPS[step]
