"""Scores to alert or silence. Pure.

A list states how many people on no list may raise an alert (its target FPIR); the calibration turns
that into a threshold for its present size. One look at a face is weaker evidence than several: a
single shot must reach the threshold of a tenth of the target, from SHOTS_NEEDED on the fused
template must reach the target's own.
"""

from __future__ import annotations

from dataclasses import dataclass

from models.calibration import Calibration

SHOTS_NEEDED = 2  # of a fused template, to be judged by the target itself
SINGLE_SHOT_SHARE = 0.1  # of the target FPIR; set by judgement


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The cosines of one list at its present size."""

    fused: float  # for a template of SHOTS_NEEDED shots or more
    single: float  # for a template of one shot

    @classmethod
    def of(cls, calibration: Calibration, target_fpir: float, references: int) -> Thresholds:
        """Return those of a list of `references` (at least one) templates. Raise BadInput."""
        return cls(
            calibration.threshold(target_fpir, references),
            calibration.threshold(target_fpir * SINGLE_SHOT_SHARE, references),
        )

    def for_shots(self, shots: int) -> float:
        """Return the cosine that a template fused of `shots` shots must reach."""
        return self.fused if shots >= SHOTS_NEEDED else self.single
