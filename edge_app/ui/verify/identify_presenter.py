"""A search at the data centre: purposes, the wait, candidates in names, words and numbers."""

from __future__ import annotations

import math
from dataclasses import dataclass

from edge_app.desk.verification.identification import Asking, Found, IdentificationView, Purpose
from edge_app.desk.verification.inquiry import LIMIT_S, Unanswered
from edge_app.desk.verification.views import NotCompared
from edge_app.ui.alert.evidence_presenter import strength
from edge_app.ui.kit.marks import Severity, Shape
from edge_app.ui.kit.notice_view import NoticeView
from edge_app.ui.kit.row_view import RowView, plain
from edge_app.ui.look.theme import Tone
from edge_app.ui.text.language import Language, number, say
from edge_app.ui.text.source import Source
from edge_app.ui.verify import identify_words as words

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
    """What the screen shows."""

    ask: str  # empty: nothing is to be chosen
    purposes: tuple[tuple[Purpose, str], ...]
    enabled: bool  # whether a purpose may be chosen now
    purpose: str  # that was chosen; empty: none
    notice: NoticeView | None
    rows: tuple[RowView, ...]  # candidates, the best first
    live: str  # under the face; empty: none is shown
    key: str  # the key at the foot; empty: none
    stops: bool  # that key ends a wait


def present_identify(view: IdentificationView, language: Language, clock: float) -> IdentifyView:
    """`clock` is the one of `view.until_at`."""
    choosing = view.step is Asking.PURPOSE
    waiting = view.step in (Asking.FACE, Asking.ANSWER)
    key = words.STOP if waiting else words.NEW
    return IdentifyView(
        ask=say(words.ASK, language) if choosing else "",
        purposes=tuple((one, say(text, language)) for one, text in PURPOSES.items())
        if choosing
        else (),
        enabled=choosing and view.allowed and view.possible is None,
        purpose=say(PURPOSES[view.purpose], language) if view.purpose and not choosing else "",
        notice=_notice(view, language, clock),
        rows=tuple(_row(one, view.threshold, language) for one in view.candidates),
        live=say(words.LIVE, language) if view.live is not None else "",
        key="" if choosing else say(key, language),
        stops=waiting,
    )


def _notice(view: IdentificationView, language: Language, clock: float) -> NoticeView | None:
    left = number(max(math.ceil((view.until_at or clock) - clock), 0), language)
    if view.step is Asking.PURPOSE:
        return _before(view, language)
    if view.step is Asking.FACE:
        step = say(words.WAIT_FACE_STEP, language, n=left)
        return NoticeView(Severity.NOTE, say(words.WAIT_FACE, language), step)
    if view.step is Asking.ANSWER:
        step = say(words.WAIT_ANSWER_STEP, language, n=left)
        return NoticeView(Severity.NOTE, say(words.WAIT_ANSWER, language), step)
    return _after(view, language)


def _before(view: IdentificationView, language: Language) -> NoticeView:
    if not view.allowed:
        return _said(Severity.ATTENTION, words.NOT_ALLOWED, words.NOT_ALLOWED_STEP, language)
    if view.possible is not None:
        return _said(*_TROUBLES[view.possible], language)
    return NoticeView(Severity.NOTE, say(words.RECORDED, language), "")


def _after(view: IdentificationView, language: Language) -> NoticeView:
    if view.trouble is not None:
        return _said(*_TROUBLES[view.trouble], language)
    if view.refused:
        return _said(Severity.ATTENTION, words.REFUSED, words.REFUSED_STEP, language)
    if not view.candidates:
        return _said(Severity.NOTE, words.NOBODY, words.NOBODY_STEP, language)
    found = words.ONE if len(view.candidates) == 1 else words.SEVERAL
    count = number(len(view.candidates), language)
    step = say(words.FOUND_STEP, language)
    return NoticeView(Severity.GOOD, say(found, language, n=count), step)


def _said(condition: Severity, sentence: Source, step: Source, language: Language) -> NoticeView:
    limit = number(LIMIT_S, language)
    return NoticeView(condition, say(sentence, language, n=limit), say(step, language))


def _row(found: Found, threshold: float | None, language: Language) -> RowView:
    level, sentence = strength(found.fmr)
    strong = level >= _STRONG
    detail = say(
        words.STRENGTH,
        language,
        words=say(sentence, language),
        score=number(found.score, language, 2),
        threshold="–" if threshold is None else number(threshold, language, 2),
    )
    shape, tone = (Shape.TICK, Tone.GOOD) if strong else (Shape.TRIANGLE, Tone.ATTENTION)
    return RowView("", plain(found.name), detail, "", shape, tone)


_TROUBLES: dict[Unanswered | NotCompared, tuple[Severity, Source, Source]] = {
    Unanswered.NO_CENTRE: (Severity.ATTENTION, words.NO_CENTRE, words.NO_CENTRE_STEP),
    Unanswered.OFFLINE: (Severity.ATTENTION, words.OFFLINE, words.OFFLINE_STEP),
    Unanswered.NO_ANSWER: (Severity.ATTENTION, words.NO_ANSWER, words.AGAIN_STEP),
    Unanswered.CANCELLED: (Severity.ATTENTION, words.CANCELLED, words.AGAIN_STEP),
    Unanswered.FAULT: (Severity.FAULT, words.FAULT, words.AGAIN_STEP),
    NotCompared.NO_FACE: (Severity.ATTENTION, words.NO_FACE, words.NO_FACE_STEP),
    NotCompared.FAULT: (Severity.FAULT, words.FAULT, words.AGAIN_STEP),
}
