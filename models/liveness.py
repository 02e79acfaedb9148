"""Active liveness: gestures in a random order within a time. Pure.

A person can make them and a photograph cannot. The clock is in what is fed, the random source is
the caller's.

It tells a person from a flat picture of one. It does not tell a person from a print that is bent
round a head and turned, from a film that knows the order, nor from a mask of silicone: the order is
drawn anew each time, and an officer stands by.

Angles and shares were set by judgement on the clips and portraits named in
models/decisions/0009-liveness-by-gestures.md: a head that turns there reaches 32 and 50 degrees; a
portrait held flat, however it is moved, stays within 10 degrees of where it began.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

import numpy as np
from numpy.typing import NDArray

from models.geometry import Box
from models.landmarks import Landmarks
from models.quality import face_shape, full, signed_yaw

NEUTRAL_YAW = 15.0  # degrees: looks into the camera
NEUTRAL_SMILE = 0.5  # where a smile is to come; else a face may smile all along
NEUTRAL_BLINK = 0.5
NEUTRAL_S = 0.4  # held so long, in the beginning and between two gestures
TURNED_BY = 22.0  # degrees away from the neutral face
BLINK_BY, MIN_BLINK = 0.3, 0.45  # above the neutral face; at least; the less closed eye counts
SMILE_BY, MIN_SMILE = 0.3, 0.5
# A photograph tilted from top to bottom smiles, and one that is shaken closes its eyes. Smiling
# faces differ from calm ones by a tenth in shape, tilted ones by a fifth before they smile.
SAME_SHAPE = 0.15  # of the neutral face's shape: the face is not foreshortened
SHARP_ENOUGH = 0.5  # of the neutral face's sharpness: it is not smeared
WRONG_S = 0.25  # a wrong gesture is held so long before it counts
LOST_S = 1.5  # without a face for longer: somebody else may stand there
GESTURES, SECONDS = 3, 6.0  # of a challenge; seconds for each gesture


class Gesture(Enum):
    """What a person is asked to do; left and right are the person's own."""

    TURN_LEFT = "turn_left"
    TURN_RIGHT = "turn_right"
    BLINK = "blink"
    SMILE = "smile"


class LivenessState(Enum):
    """How far a challenge is."""

    WAITING = "waiting"  # for a face that looks into the camera
    ASKING = "asking"  # for the gesture that is wanted
    RETURNING = "returning"  # a gesture was made: look into the camera again
    PASSED = "passed"
    FAILED = "failed"
    TIMED_OUT = "timed_out"


class Failure(Enum):
    """Why a challenge failed."""

    WRONG_GESTURE = "wrong_gesture"
    OTHER_PERSON = "other_person"
    FACE_LOST = "face_lost"


@dataclass(frozen=True, slots=True)
class Expression:
    """What a face does at one moment."""

    yaw: float  # degrees; above 0: the head is turned to the person's own left
    blink_left: float  # 0 open .. 1 closed
    blink_right: float
    smile: float  # 0..1
    time_s: float
    shape: float = 1.0  # the width of the face's outline to its height
    sharpness: float = 1.0  # as `models.quality` has it

    @property
    def blink(self) -> float:
        """Return the closedness of the less closed eye, 0..1: a wink is no blink."""
        return min(self.blink_left, self.blink_right)


def expression_of(
    image: NDArray[np.uint8], box: Box, landmarks: Landmarks, time_s: float
) -> Expression:
    """Return what the face of `landmarks` in `box` does at `time_s`; `image` is not mirrored.

    `image` is (h, w, 3) uint8 RGB.
    """
    left, right = landmarks.blinks
    sharpness = full(image, box, landmarks).sharpness
    yaw, shape = signed_yaw(landmarks), face_shape(landmarks)
    return Expression(yaw, left, right, landmarks.smile, time_s, shape, sharpness)


@dataclass(frozen=True, slots=True)
class Challenge:
    """What is asked, in this order."""

    order: tuple[Gesture, ...]
    seconds: float = SECONDS  # for each, and for the neutral face before the first

    @classmethod
    def drawn(
        cls, source: random.Random, gestures: int = GESTURES, seconds: float = SECONDS
    ) -> Challenge:
        """Draw `gestures` of them in an order of `source`, one turn among them, no gesture twice.

        A turn is what a photograph can do least. In production `source` is
        `secrets.SystemRandom()`. Raise ValueError for more gestures than there are, or none.
        """
        if not 1 <= gestures <= len(Gesture):
            raise ValueError(f"1 to {len(Gesture)} gestures, not {gestures}")
        turn = source.choice((Gesture.TURN_LEFT, Gesture.TURN_RIGHT))
        rest = source.sample([one for one in Gesture if one is not turn], gestures - 1)
        order = [turn, *rest]
        source.shuffle(order)
        return cls(tuple(order), seconds)


@dataclass(frozen=True, slots=True)
class Progress:
    """What to tell the person now."""

    state: LivenessState
    wanted: Gesture | None  # while ASKING
    done: int  # gestures made
    of: int
    left_s: float  # until the time is over
    failure: Failure | None = None

    @property
    def over(self) -> bool:
        """Return whether nothing will change any more."""
        return self.state in (LivenessState.PASSED, LivenessState.FAILED, LivenessState.TIMED_OUT)


class Liveness:
    """One challenge, fed with expressions in the order of their times.

    1. WAITING: a neutral face for NEUTRAL_S; what it looks like is what gestures are judged by.
    2. ASKING: the wanted gesture leads on. Another turn or a smile, held for WRONG_S, fails: a
       film does not know the order. A blink out of order does not, everybody blinks.
    3. RETURNING: the neutral face again, so that each gesture is made anew.
    """

    def __init__(self, challenge: Challenge, time_s: float) -> None:
        """Begin at `time_s`, on the clock of the expressions."""
        self.challenge = challenge
        self._state = LivenessState.WAITING
        self._done = 0
        self._failure: Failure | None = None
        self._deadline = time_s + challenge.seconds
        self._now = self._seen_s = time_s
        self._face_seen = False
        self._neutral_since: float | None = None
        self._neutral: list[Expression] = []
        self._wrong_since: float | None = None

    @property
    def progress(self) -> Progress:
        """Return the progress as of what was seen last."""
        asking = self._state is LivenessState.ASKING
        return Progress(
            self._state,
            self.challenge.order[self._done] if asking else None,
            self._done,
            len(self.challenge.order),
            max(self._deadline - self._now, 0.0),
            self._failure,
        )

    def pass_time(self, time_s: float) -> Progress:
        """Take note that there was no face at `time_s`."""
        if self.progress.over:
            return self.progress
        self._now = max(self._now, time_s)
        if self._now >= self._deadline:
            self._state = LivenessState.TIMED_OUT
        elif self._face_seen and self._now - self._seen_s > LOST_S:
            self._fail(Failure.FACE_LOST)
        return self.progress

    def see(self, expression: Expression, same_person: bool) -> Progress:
        """Take a face; `same_person`: whether it is who the challenge began with."""
        if self.pass_time(expression.time_s).over:
            return self.progress
        self._face_seen, self._seen_s = True, self._now
        if not same_person:
            self._fail(Failure.OTHER_PERSON)
        elif self._state is LivenessState.ASKING:
            self._judge(expression)
        else:
            self._settle(expression)
        return self.progress

    def _settle(self, expression: Expression) -> None:
        """Lead on from WAITING or RETURNING after a neutral face, held."""
        smile_next = self.challenge.order[self._done] is Gesture.SMILE
        if not _is_neutral(expression, smile_next):
            self._neutral_since, self._neutral = None, []
            return
        self._neutral.append(expression)
        if self._neutral_since is None:
            self._neutral_since = expression.time_s
        if expression.time_s - self._neutral_since >= NEUTRAL_S:
            self._state = LivenessState.ASKING
            self._deadline = expression.time_s + self.challenge.seconds
            self._neutral_since = self._wrong_since = None

    def _judge(self, expression: Expression) -> None:
        wanted = self.challenge.order[self._done]
        made = {gesture for gesture in Gesture if _made(gesture, expression, self._neutral)}
        if wanted in made and made <= {wanted, Gesture.BLINK}:
            self._done += 1
            self._neutral, self._wrong_since = [], None
            done = self._done == len(self.challenge.order)
            self._state = LivenessState.PASSED if done else LivenessState.RETURNING
            self._deadline = expression.time_s + self.challenge.seconds
        elif made - {wanted, Gesture.BLINK}:
            if self._wrong_since is None:
                self._wrong_since = expression.time_s
            elif expression.time_s - self._wrong_since >= WRONG_S:
                self._fail(Failure.WRONG_GESTURE)
        else:
            self._wrong_since = None

    def _fail(self, failure: Failure) -> None:
        self._state, self._failure = LivenessState.FAILED, failure


def _is_neutral(expression: Expression, smile_next: bool) -> bool:
    return (
        abs(expression.yaw) < NEUTRAL_YAW
        and expression.blink < NEUTRAL_BLINK
        and (expression.smile < NEUTRAL_SMILE or not smile_next)
    )


def _made(gesture: Gesture, expression: Expression, neutral: Sequence[Expression]) -> bool:
    """Return whether `expression` is `gesture`, beside the `neutral` face before it."""
    turned = expression.yaw - _middle([one.yaw for one in neutral])
    match gesture:
        case Gesture.TURN_LEFT:
            return turned >= TURNED_BY
        case Gesture.TURN_RIGHT:
            return turned <= -TURNED_BY
        case Gesture.BLINK:
            before = _middle([one.blink for one in neutral])
            sharp = SHARP_ENOUGH * _middle([one.sharpness for one in neutral])
            closed = expression.blink >= max(before + BLINK_BY, MIN_BLINK)
            return closed and expression.sharpness >= sharp
        case Gesture.SMILE:  # pragma: no branch  (mypy proves that there is no other)
            before = _middle([one.smile for one in neutral])
            shape = expression.shape / _middle([one.shape for one in neutral])
            smiling = expression.smile >= max(before + SMILE_BY, MIN_SMILE)
            return smiling and abs(shape - 1) <= SAME_SHAPE


def _middle(values: Sequence[float]) -> float:
    return sorted(values)[len(values) // 2]
