"""Shapes and colours: a state is never told by colour alone."""

from __future__ import annotations

from enum import Enum

from edge_app.ui.look.theme import Tone


class Shape(Enum):
    """The sign of a state."""

    RING = "ring"
    HALF = "half"
    TICK = "tick"
    TRIANGLE = "triangle"
    CROSS = "cross"
    NOTE = "note"


class Severity(Enum):
    """How well a part of the lane works."""

    GOOD = "good"
    ATTENTION = "attention"
    FAULT = "fault"
    NOTE = "note"  # nothing is the matter: a step, or that there is nothing to show


SEVERITY_MARK: dict[Severity, tuple[Shape, Tone]] = {
    Severity.GOOD: (Shape.TICK, Tone.GOOD),
    Severity.ATTENTION: (Shape.TRIANGLE, Tone.ATTENTION),
    Severity.FAULT: (Shape.CROSS, Tone.FAULT),
    Severity.NOTE: (Shape.NOTE, Tone.CAPTURED),
}
