"""Shapes and colours: a state is never told by colour alone."""

from __future__ import annotations

from enum import Enum

from edge_app.ui.look.theme import Tone


class Shape(Enum):
    """The sign of a state: each has one meaning, on every screen."""

    RING = "ring"  # somebody whose face is looked for
    HALF = "half"  # under way
    TICK = "tick"  # all is well
    TRIANGLE = "triangle"  # look at this: something is not as it should be
    CROSS = "cross"  # it is not so; it does not work
    NOTE = "note"  # for your information
    STOP = "stop"  # an alert: somebody on a list
    QUESTION = "question"  # it could not be told
    DASH = "dash"  # not there, or not done
    PART = "part"  # some of several


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
