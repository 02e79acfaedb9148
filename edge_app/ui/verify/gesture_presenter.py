"""Gestures in words: what is asked for, and what came of it."""

from __future__ import annotations

import math

from edge_app.desk.verification.liveness_check import LivenessView
from edge_app.desk.verification.views import VerificationStep, VerificationView
from edge_app.ui.kit.marks import Severity
from edge_app.ui.kit.notice_view import NoticeView
from edge_app.ui.text.language import Language, duration, number, translate
from edge_app.ui.text.message import Message
from edge_app.ui.verify import words
from models.liveness import Failure, Gesture, LivenessState


def wanted_gesture(view: VerificationView) -> Gesture | None:
    """Return the gesture that is asked for now; None: none."""
    asked = view.liveness if view.step is VerificationStep.LIVENESS else None
    return asked.progress.wanted if asked else None


def gesture_notice(asked: LivenessView | None, language: Language) -> NoticeView:
    """Return what to ask the person, and how far they are."""
    if asked is None:
        return NoticeView(Severity.NOTE, translate(words.STRAIGHT, language), "")
    progress = asked.progress
    message = _GESTURES[progress.wanted] if progress.wanted else words.STRAIGHT
    step = translate(
        words.GESTURES_STEP,
        language,
        done=number(progress.done, language),
        of=number(progress.of, language),
        duration=duration(math.ceil(progress.left_s), "second", language),
    )
    return NoticeView(Severity.NOTE, translate(message, language), step)


def present_live(view: VerificationView, language: Language) -> tuple[str, Severity]:
    """Return what came of the gestures; empty: none were asked for."""
    if view.live_proven is None or view.step is not VerificationStep.DECISION:
        return "", Severity.ATTENTION
    if view.live_proven:
        return translate(words.LIVE_YES, language), Severity.GOOD
    asked = view.liveness
    why = words.LIVE_NO
    if asked is not None:
        late = asked.progress.state is LivenessState.TIMED_OUT
        why = words.LIVE_LATE if late else _FAILURES.get(asked.progress.failure, why)
    then = words.LIVE_AGAIN if asked is not None and asked.again else words.LIVE_OVER
    return f"{translate(why, language)} {translate(then, language)}", Severity.FAULT


_GESTURES = {
    Gesture.TURN_LEFT: words.TURN_LEFT,
    Gesture.TURN_RIGHT: words.TURN_RIGHT,
    Gesture.BLINK: words.BLINK,
    Gesture.SMILE: words.SMILE,
}
_FAILURES: dict[Failure | None, Message] = {
    Failure.OTHER_PERSON: words.LIVE_OTHER,
    Failure.FACE_LOST: words.LIVE_LOST,
}
