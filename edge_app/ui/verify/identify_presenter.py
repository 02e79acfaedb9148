"""A search at the data centre: purposes, the wait, candidates in names, words and numbers."""

from __future__ import annotations

import math
from dataclasses import dataclass

from edge_app.desk.verification.identification import (
    CentreCandidate,
    IdentificationStep,
    IdentificationView,
)
from edge_app.desk.verification.inquiry import LIMIT_S, Unanswered
from edge_app.desk.verification.views import NotCompared
from edge_app.ui.alert.evidence_presenter import people_per_hit, strength
from edge_app.ui.kit.marks import SEVERITY_MARK, Severity
from edge_app.ui.kit.notice_view import NoticeView
from edge_app.ui.kit.row_view import RowView
from edge_app.ui.text.language import Language, duration, number, translate
from edge_app.ui.text.message import Message
from edge_app.ui.text.names import set_apart, shown_name
from edge_app.ui.verify import identify_words as words
from edge_app.ui.verify import words as verify_words
from sync.protocol.question_content import Purpose, Refusal

PURPOSES = {
    Purpose.LOST_DOCUMENT: words.LOST_DOCUMENT,
    Purpose.DOUBTFUL_DOCUMENT: words.DOUBTFUL_DOCUMENT,
    Purpose.CANNOT_SPEAK: words.CANNOT_SPEAK,
    Purpose.LOST_CHILD: words.LOST_CHILD,
    Purpose.WRITTEN_ORDER: words.WRITTEN_ORDER,
}
_STRONG = 3  # of the levels of `evidence.strength`


@dataclass(frozen=True, slots=True)
class IdentifyView:
    """The texts of the screen."""

    ask: str  # empty: nothing is to be chosen
    purposes: tuple[tuple[Purpose, str], ...]
    enabled: bool  # whether a purpose may be chosen now
    purpose: str  # that was chosen; empty: none
    notice: NoticeView | None
    rows: tuple[RowView, ...]  # candidates, the best first
    live: str  # under the face; empty: none is shown
    captions: tuple[str, ...]  # under each candidate's photograph, or why there is none
    button: str  # at the foot; empty: none
    stops: bool  # that button ends a wait
    confirm: str  # beside it: the framed person is meant; empty: nobody is to be confirmed
    asks: bool  # that key may be touched
    framed: int | None  # the track of whom the picture frames


def present_identify(view: IdentificationView, language: Language, clock: float) -> IdentifyView:
    """Return the texts of a search; `clock` is the one of `view.until_at`."""
    choosing = view.step is IdentificationStep.PURPOSE
    waiting = view.step in (IdentificationStep.FACE, IdentificationStep.ANSWER)
    button = words.STOP if waiting else words.NEW
    return IdentifyView(
        ask=translate(words.ASK, language) if choosing else "",
        purposes=tuple((one, translate(text, language)) for one, text in PURPOSES.items())
        if choosing
        else (),
        enabled=choosing and view.allowed and view.possible is None,
        purpose=translate(PURPOSES[view.purpose], language)
        if view.purpose and not choosing
        else "",
        notice=_notice(view, language, clock),
        rows=tuple(_row(one, language) for one in view.candidates),
        live=translate(verify_words.TAKEN, language) if view.live is not None else "",
        captions=tuple(
            translate(
                words.GUEST_PHOTOGRAPH if one.portrait is not None else words.PHOTOGRAPH_STAYS,
                language,
                name=set_apart(one.name, language),
            )
            for one in view.candidates
        ),
        button="" if choosing else translate(button, language),
        stops=waiting,
        confirm=translate(words.CONFIRM_KEY, language)
        if view.step is IdentificationStep.FACE
        else "",
        asks=view.asks,
        framed=view.framed,
    )


def _notice(view: IdentificationView, language: Language, clock: float) -> NoticeView | None:
    left = duration(max(math.ceil((view.until_at or clock) - clock), 0), "second", language)
    if view.step is IdentificationStep.PURPOSE:
        return _before(view, language)
    if view.step is IdentificationStep.FACE and view.asks:
        return _said(Severity.ATTENTION, words.CONFIRM, words.CONFIRM_STEP, language)
    if view.step is IdentificationStep.FACE:
        step = translate(verify_words.WAIT_FACE_STEP, language, duration=left)
        return NoticeView(Severity.NOTE, translate(words.WAIT_FACE, language), step)
    if view.step is IdentificationStep.ANSWER:
        step = translate(verify_words.WAIT_ANSWER_STEP, language, duration=left)
        return NoticeView(Severity.NOTE, translate(words.WAIT_ANSWER, language), step)
    return _after(view, language)


def _before(view: IdentificationView, language: Language) -> NoticeView:
    if not view.allowed:
        return _said(Severity.ATTENTION, words.NOT_ALLOWED, words.NOT_ALLOWED_STEP, language)
    if view.possible is not None:
        return _said(*_TROUBLES[view.possible], language)
    return NoticeView(Severity.NOTE, translate(words.RECORDED, language), "")


def _after(view: IdentificationView, language: Language) -> NoticeView:
    if view.trouble is not None:
        return _said(*_TROUBLES[view.trouble], language)
    if view.refused is not None:
        return _said(Severity.ATTENTION, *_REFUSALS.get(view.refused, _NOT_SERVED), language)
    if not view.candidates:
        return _said(Severity.NOTE, words.NOBODY, words.NOBODY_STEP, language)
    found = words.ONE if len(view.candidates) == 1 else words.SEVERAL
    count = number(len(view.candidates), language)
    step = translate(words.FOUND_STEP, language)
    return NoticeView(Severity.NOTE, translate(found, language, n=count), step)


def _said(severity: Severity, sentence: Message, step: Message, language: Language) -> NoticeView:
    limit = number(LIMIT_S, language)
    return NoticeView(severity, translate(sentence, language, n=limit), translate(step, language))


def _row(found: CentreCandidate, language: Language) -> RowView:
    level, sentence = strength(found.fmr)
    strong = level >= _STRONG
    people = number(people_per_hit(max(found.fmr, found.rarest)), language)
    detail = translate(
        verify_words.STRENGTH, language, words=translate(sentence, language), people=people
    )
    shape, tone = SEVERITY_MARK[Severity.NOTE if strong else Severity.ATTENTION]
    return RowView("", shown_name(found.name, language), detail, "", shape, tone)


_NOT_SERVED = (words.REFUSED, words.REFUSED_STEP)
_REFUSALS: dict[Refusal, tuple[Message, Message]] = {
    "quota": (verify_words.REFUSED_QUOTA, words.REFUSED_QUOTA_STEP),
    "not-comparable": (verify_words.NOT_COMPARABLE, words.NO_FACE_STEP),
}
_TROUBLES: dict[Unanswered | NotCompared, tuple[Severity, Message, Message]] = {
    Unanswered.NO_CENTRE: (Severity.ATTENTION, words.NO_CENTRE, words.NO_CENTRE_STEP),
    Unanswered.OFFLINE: (Severity.ATTENTION, words.OFFLINE, words.OFFLINE_STEP),
    Unanswered.NO_ANSWER: (Severity.ATTENTION, verify_words.NO_ANSWER, words.AGAIN_STEP),
    Unanswered.CANCELLED: (Severity.ATTENTION, words.CANCELLED, words.AGAIN_STEP),
    Unanswered.FAULT: (Severity.FAULT, words.FAULT, words.AGAIN_STEP),
    NotCompared.NO_FACE: (Severity.ATTENTION, verify_words.NO_FACE, words.NO_FACE_STEP),
    NotCompared.FAULT: (Severity.FAULT, words.FAULT, words.AGAIN_STEP),
}
