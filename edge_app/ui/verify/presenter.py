"""The person at the desk: who they say they are, what the comparison says, and what may be done."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from enum import Enum

from edge_app.desk.verification.inquiry import LIMIT_S, Unanswered
from edge_app.desk.verification.subjects import Subject
from edge_app.desk.verification.views import (
    ComparisonResult,
    ComparisonTrouble,
    NotCompared,
    OfficerDecision,
    VerificationStep,
    VerificationView,
)
from edge_app.documents.agreement import Difference
from edge_app.domain import Image
from edge_app.store.entries import Outcome
from edge_app.ui.alert.evidence_presenter import people_per_hit, strength
from edge_app.ui.kit.marks import Severity
from edge_app.ui.kit.notice_view import NoticeView
from edge_app.ui.text import shared_words
from edge_app.ui.text.language import Language, duration, full_date, number, translate
from edge_app.ui.text.message import Message
from edge_app.ui.text.names import set_apart, shown_name
from edge_app.ui.verify import words
from edge_app.ui.verify.decision_presenter import ReasonButton, reason_buttons, reason_notice
from edge_app.ui.verify.document_presenter import region_words
from edge_app.ui.verify.gesture_presenter import gesture_notice, present_live, wanted_gesture
from models.liveness import Gesture
from sync.protocol.question_content import Refusal

_RARE = 0.01  # an FMR from which on "one of n people" says nothing


class PersonAction(Enum):
    """What a button of the page does."""

    ADMIT = "admit"
    TURN_AWAY = "turn_away"
    CONFIRM = "confirm"  # the framed person is meant
    AGAIN = "again"
    GESTURES = "gestures"
    BY_EYE = "by_eye"
    CANCEL = "cancel"  # the question
    NEXT = "next"
    BACK = "back"  # from the reasons to the decision
    USE = "use"  # what came of the document, for the alert's answer


@dataclass(frozen=True, slots=True, eq=False)
class FaceCard:
    """A face and what stands under it."""

    image: Image | None
    caption: str


@dataclass(frozen=True, slots=True)
class PersonView:
    """Texts and buttons of the page."""

    name: str
    facts: tuple[str, ...]
    warning: str  # of the document; empty: none
    notice: NoticeView
    score: str  # empty: nothing was compared
    live: str  # what came of gestures; empty: none were asked for
    live_severity: Severity
    gesture: Gesture | None  # that is asked for now
    reasons: tuple[ReasonButton, ...]  # that may be touched first
    buttons: tuple[tuple[PersonAction, str], ...]
    emphasis: PersonAction | None  # the button that fits the result
    framed: int | None  # the track of whom the picture frames
    asks: bool  # that one is to be confirmed


def present_person(
    view: VerificationView,
    today: date,
    language: Language,
    clock: float,
    deciding: OfficerDecision | None = None,
) -> PersonView:
    """Return the page of `view.subject`; `clock` is the one of `view.until_at`.

    `deciding`: a decision that was touched, and whose reason is asked for.
    """
    subject = view.subject
    if subject is None:
        raise ValueError("nobody is at the desk")
    left = duration(max(math.ceil((view.until_at or clock) - clock), 0), "second", language)
    live, severity = present_live(view, language)
    return PersonView(
        name=_name(subject, language),
        facts=_facts(subject, today, language),
        warning=_warning(subject, today, language),
        notice=reason_notice(deciding, language) if deciding else _notice(view, left, language),
        score=_score(view.result, language) if view.step is VerificationStep.DECISION else "",
        live=live,
        live_severity=severity,
        gesture=wanted_gesture(view),
        reasons=reason_buttons(deciding, language) if deciding else (),
        buttons=tuple(
            (action, translate(message, language)) for action, message in _buttons(view, deciding)
        ),
        emphasis=_emphasis(view),
        framed=view.framed,
        asks=view.asks,
    )


def faces(
    view: VerificationView, picture: Image | None, language: Language
) -> tuple[FaceCard, FaceCard]:
    """Return who stands there, and the reference; `picture`: what the camera sees, if it does."""
    looking = view.step is VerificationStep.LIVENESS
    portrait = view.subject.portrait if view.subject else None
    taken = words.TAKEN if view.live is not None else shared_words.NO_PHOTOGRAPH
    reference = words.REFERENCE if portrait is not None else shared_words.NO_PHOTOGRAPH
    return (
        FaceCard(
            picture if looking else view.live, translate(words.LIVE if looking else taken, language)
        ),
        FaceCard(portrait, translate(reference, language)),
    )


# ---- who it is -------------------------------------------------------------------------------


def _name(subject: Subject, language: Language) -> str:
    """Return the name at the top: where a document is not as announced, the document's own."""
    document = subject.document
    name = document.name if document is not None and subject.differs else subject.name
    return shown_name(name, language) or translate(words.UNKNOWN_NAME, language)


def _facts(subject: Subject, today: date, language: Language) -> tuple[str, ...]:
    found = []
    if subject.nik:
        groups = " ".join((subject.nik[:6], subject.nik[6:12], subject.nik[12:]))
        found.append(translate(shared_words.NIK, language, number=groups))
        found.append(region_words(subject.nik[:6], language))
    if subject.passport:
        found.append(translate(shared_words.PASSPORT, language, number=subject.passport))
    document, visitor = subject.document, subject.visitor
    if document is not None:
        found.append(translate(words.NATIONALITY, language, code=document.nationality))
        if document.born is not None:
            found.append(translate(words.BORN, language, date=full_date(document.born, language)))
    if visitor is None:
        found.append(translate(words.NOT_EXPECTED, language))
    elif visitor.day == today and not subject.differs:
        found.append(translate(words.EXPECTED, language))
    return tuple(found)


def _warning(subject: Subject, today: date, language: Language) -> str:
    document, visitor, announced = subject.document, subject.visitor, subject.announced
    said = []
    if announced is not None and announced.differs:
        name = set_apart(announced.visitor.name, language)
        what = ", ".join(translate(_DIFFERENCES[one], language) for one in announced.differs)
        said.append(translate(words.DIFFERS, language, name=name, what=what))
    if document is not None and document.expires is not None and document.expired(today):
        said.append(translate(words.EXPIRED, language, date=full_date(document.expires, language)))
    elif visitor is not None and visitor.day != today:
        said.append(translate(words.EXPECTED_ON, language, date=full_date(visitor.day, language)))
    return " ".join(said)


_DIFFERENCES = {
    Difference.NAME: words.FIELD_NAME,
    Difference.SEX: words.FIELD_SEX,
    Difference.BIRTH: words.FIELD_BIRTH,
    Difference.STATE: words.FIELD_ISSUER,
}


# ---- what is waited for, and what came of it ---------------------------------------------------


def _notice(view: VerificationView, left: str, language: Language) -> NoticeView:
    match view.step:
        case VerificationStep.LIVENESS:
            return gesture_notice(view.liveness, language)
        case VerificationStep.ANSWER:
            step = translate(words.WAIT_ANSWER_STEP, language, duration=left)
            return NoticeView(Severity.NOTE, translate(words.WAIT_ANSWER, language), step)
        case VerificationStep.DECISION:
            return _outcome(view.result, view.trouble, language)
        case VerificationStep.FACE if view.asks:
            step = translate(words.CONFIRM_STEP, language)
            return NoticeView(Severity.ATTENTION, translate(words.CONFIRM, language), step)
        case _:
            step = translate(words.WAIT_FACE_STEP, language, duration=left)
            return NoticeView(Severity.NOTE, translate(words.WAIT_FACE, language), step)


def _outcome(
    result: ComparisonResult | None, trouble: ComparisonTrouble | None, language: Language
) -> NoticeView:
    if result is not None:
        severity, sentence, step = _told(result)
    else:
        severity, sentence, step = _TROUBLES[trouble or NotCompared.FAULT]
    limit = number(LIMIT_S, language)
    said = translate(sentence, language, n=limit)
    return NoticeView(severity, said, translate(step, language))


def _told(result: ComparisonResult) -> tuple[Severity, Message, Message]:
    """Return what a result says: with which photograph the face was compared, and no more.

    The data centre's `no` may also be a NIK that nobody has, or one without a photograph.
    """
    if result.method == "centre" and result.outcome == "no":
        return Severity.ATTENTION, words.CENTRE_NO, words.CENTRE_NO_STEP
    if result.method == "centre" and result.outcome == "yes":
        return Severity.GOOD, words.YES_NIK, words.YES_NIK_STEP
    if result.refusal == "not-comparable":
        return Severity.ATTENTION, words.NOT_COMPARABLE, words.NO_FACE_STEP
    if result.outcome == "refused":
        return Severity.ATTENTION, _REFUSALS.get(result.refusal, words.REFUSED), _EYE
    return _OUTCOMES[result.outcome]


def _score(result: ComparisonResult | None, language: Language) -> str:
    if result is None or result.fmr is None:
        return ""
    if result.score is None or result.threshold is None:
        _, level = strength(result.fmr)
        people = number(people_per_hit(max(result.fmr, result.rarest)), language)
        told = translate(words.STRENGTH, language, words=translate(level, language), people=people)
        return f"{told} {translate(words.FROM_CENTRE, language)}"
    values = {
        "score": number(result.score, language, 2),
        "threshold": number(result.threshold, language, 2),
    }
    message = words.SCORE_RARER if result.fmr < result.rarest else words.SCORE
    if result.fmr > _RARE:
        message = words.SCORE_LOW
    else:
        values["people"] = number(people_per_hit(max(result.fmr, result.rarest)), language)
    return translate(message, language, **values)


_EYE = words.BY_EYE_STEP
_OUTCOMES: dict[Outcome, tuple[Severity, Message, Message]] = {
    "yes": (Severity.GOOD, words.YES_LIST, words.YES_LIST_STEP),
    "uncertain": (Severity.ATTENTION, words.UNCERTAIN, words.UNCERTAIN_STEP),
    "no": (Severity.FAULT, words.NO, words.NO_STEP),
    "unknown": (Severity.ATTENTION, words.UNKNOWN, _EYE),
    "refused": (Severity.ATTENTION, words.REFUSED, _EYE),
    "not_compared": (Severity.ATTENTION, words.NOT_COMPARED, _EYE),
}
_REFUSALS: dict[Refusal, Message] = {
    "quota": words.REFUSED_QUOTA,
}
_TROUBLES: dict[ComparisonTrouble, tuple[Severity, Message, Message]] = {
    Unanswered.NO_CENTRE: (Severity.ATTENTION, words.NO_CENTRE, _EYE),
    Unanswered.OFFLINE: (Severity.ATTENTION, words.OFFLINE, _EYE),
    Unanswered.NO_ANSWER: (Severity.ATTENTION, words.NO_ANSWER, _EYE),
    Unanswered.CANCELLED: (Severity.ATTENTION, words.CANCELLED, _EYE),
    Unanswered.FAULT: (Severity.FAULT, words.FAULT, words.FAULT_STEP),
    NotCompared.NO_FACE: (Severity.ATTENTION, words.NO_FACE, words.NO_FACE_STEP),
    NotCompared.NO_REFERENCE: (Severity.ATTENTION, words.NOT_COMPARED, _EYE),
    NotCompared.BY_EYE: (Severity.NOTE, words.BY_EYE, _EYE),
    NotCompared.FAULT: (Severity.FAULT, words.FAULT, words.FAULT_STEP),
}


# ---- buttons -----------------------------------------------------------------------------------


def _buttons(
    view: VerificationView, deciding: OfficerDecision | None
) -> list[tuple[PersonAction, Message]]:
    if deciding is not None:
        return [(PersonAction.BACK, shared_words.BACK)]
    if view.step is VerificationStep.ANSWER:
        return [(PersonAction.CANCEL, words.DO_NOT_WAIT), (PersonAction.NEXT, words.NEXT)]
    if view.step is VerificationStep.FACE:  # a key that may not be touched yet keeps its place
        confirm = (PersonAction.CONFIRM, words.CONFIRM_KEY)
        by_eye = (PersonAction.BY_EYE, words.BY_EYE_KEY)
        return [by_eye, confirm, (PersonAction.NEXT, words.NEXT)]
    if view.step is not VerificationStep.DECISION:
        return [(PersonAction.BY_EYE, words.BY_EYE_KEY), (PersonAction.NEXT, words.NEXT)]
    of_alert = view.alert_id is not None  # its answer decides about the person
    buttons = [(PersonAction.ADMIT, words.ADMIT), (PersonAction.TURN_AWAY, words.TURN_AWAY)]
    if of_alert:
        buttons = [(PersonAction.USE, words.USE_FOR_ALERT)]
    if view.trouble is not NotCompared.NO_REFERENCE:
        buttons.append((PersonAction.AGAIN, words.AGAIN))
    tried_out = view.liveness is not None and not view.liveness.again
    if not view.live_proven and not tried_out:
        buttons.append((PersonAction.GESTURES, words.ASK_GESTURES))
    return [*buttons, (PersonAction.NEXT, words.OTHER_PAPER if of_alert else words.NEXT)]


def _emphasis(view: VerificationView) -> PersonAction | None:
    if view.step is not VerificationStep.DECISION:
        return None
    outcome = view.result.outcome if view.result else None
    other = outcome == "no" and view.result is not None and view.result.method != "centre"
    if view.live_proven is False or other:
        return PersonAction.TURN_AWAY
    agrees = view.subject is None or not view.subject.differs
    return PersonAction.ADMIT if outcome == "yes" and agrees else None
