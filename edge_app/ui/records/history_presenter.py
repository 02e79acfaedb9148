"""The history in words: rows, an entry that was opened, and how the audit chain stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from edge_app.desk.records.history import ChainState, ChainView, Entry, HistoryView, OpenedAlert
from edge_app.desk.records.span import Span
from edge_app.domain import Answer, Image
from edge_app.store.history import PastAlert, PastVerification
from edge_app.ui.alert.answer_presenter import answer_words, reason_words
from edge_app.ui.cases.outcome_presenter import outcome_words
from edge_app.ui.kit.marks import Severity, Shape
from edge_app.ui.kit.notice_view import NoticeView
from edge_app.ui.kit.row_view import RowView
from edge_app.ui.look.theme import Tone
from edge_app.ui.records import history_words as words
from edge_app.ui.records import words as records_words
from edge_app.ui.text import shared_words
from edge_app.ui.text.language import Language, moment, number, translate
from edge_app.ui.text.message import Message
from edge_app.ui.text.names import set_apart, shown_name
from edge_app.ui.verify.decision_presenter import decision_reason

SPANS: dict[Span, Message] = {
    Span.SHIFT: shared_words.THIS_SHIFT,
    Span.TODAY: records_words.TODAY,
    Span.WEEK: records_words.SEVEN_DAYS,
    Span.KEPT: words.KEPT,
}
_WAITS = Shape.STOP, Tone.ALERT
_ANSWERS: dict[Answer | None, tuple[Shape, Tone]] = {
    Answer.CONFIRMED: (Shape.STOP, Tone.ALERT),
    Answer.NOT_THIS_PERSON: (Shape.CROSS, Tone.TEXT_QUIET),
    Answer.CANNOT_TELL: (Shape.QUESTION, Tone.ATTENTION),
    Answer.UNANSWERED: (Shape.DASH, Tone.ATTENTION),
    None: (Shape.QUESTION, Tone.TEXT_QUIET),
}
_OUTCOMES: dict[str, tuple[Message, Shape, Tone]] = {
    "yes": (words.YES, Shape.TICK, Tone.GOOD),
    "no": (words.NO, Shape.CROSS, Tone.ALERT),
    "uncertain": (shared_words.CANNOT_TELL, Shape.QUESTION, Tone.ATTENTION),
    "unknown": (words.UNKNOWN, Shape.QUESTION, Tone.ATTENTION),
    "refused": (words.REFUSED, Shape.DASH, Tone.ATTENTION),
    "not_compared": (words.NOT_COMPARED, Shape.DASH, Tone.TEXT_QUIET),
}
_UNKNOWN_OUTCOME = words.UNKNOWN_OUTCOME, Shape.QUESTION, Tone.TEXT_QUIET
_METHODS: dict[str, Message] = {
    "visitor": words.WITH_VISITOR,
    "centre": words.WITH_CENTRE,
    "document": words.WITH_DOCUMENT,
}


@dataclass(frozen=True, slots=True)
class ChainNote:
    """The audit chain in one line."""

    text: str
    shape: Shape
    tone: Tone


@dataclass(frozen=True, slots=True, eq=False)
class HistoryPageView:
    """An entry that was opened."""

    key: str
    name: str
    facts: tuple[str, ...]
    captured: Image | None = field(repr=False)
    reference: Image | None = field(repr=False)
    captions: tuple[str, str]
    note: str  # in place of pictures; empty: they are there
    back: str
    documents: tuple[Image, ...] = field(default=(), repr=False)


def entry_id(entry: Entry) -> str:
    """Return the id that tells an entry from all others."""
    return entry.alert_id if isinstance(entry, PastAlert) else entry.verification.verification_id


def row(entry: Entry, language: Language, wall: datetime) -> RowView:
    """Return an entry's row in the list; times in the zone of `wall`."""
    if isinstance(entry, PastAlert):
        shape, tone = _WAITS if entry.waits else _ANSWERS[entry.answer]
        detail = translate(
            shared_words.ALERT_DETAIL,
            language,
            time=moment(entry.at, language, wall),
            list=set_apart(entry.list_name, language),
        )
        if entry.reason and not entry.waits:
            said = reason_words(entry.reason, language)
            detail = translate(words.REASONED, language, detail=detail, reason=said)
        return RowView(
            entry.alert_id, _name(entry, language), detail, _state(entry, language), shape, tone
        )
    one = entry.verification
    outcome, shape, tone = _OUTCOMES.get(one.outcome, _UNKNOWN_OUTCOME)
    time = moment(entry.at, language, wall)
    method = translate(_METHODS.get(one.method, words.UNKNOWN_METHOD), language)
    detail = translate(words.VERIFICATION_DETAIL, language, time=time, method=method)
    if one.reason:
        said = decision_reason(one.reason, language)
        detail = translate(words.REASONED, language, detail=detail, reason=said)
    state = translate(outcome, language)
    if one.officer:
        state = translate(words.BY, language, answer=state, officers=one.officer)
    return RowView(one.verification_id, _name(entry, language), detail, state, shape, tone)


def _name(entry: Entry, language: Language) -> str:
    if isinstance(entry, PastAlert):
        name = shown_name(entry.person_name, language)
        return name or translate(shared_words.NAME_GONE, language)
    return shown_name(entry.label, language) or translate(shared_words.NO_NAME, language)


def _state(entry: PastAlert, language: Language) -> str:
    if entry.waits:
        return translate(shared_words.WAITS_FOR_ANSWER, language)
    answer = _answer(entry.answer, language)
    if entry.officers:
        officers = _officers(entry.officers, language)
        answer = translate(words.BY, language, answer=answer, officers=officers)
    if not entry.outcome:
        return answer
    told = outcome_words(entry.outcome, language)
    return translate(words.TOLD, language, answer=answer, outcome=told)


def _answer(answer: Answer | None, language: Language) -> str:
    """Return the answer as a fact; the button on the alert says `confirm`. None: a newer one."""
    if answer is None:
        return translate(words.UNKNOWN_ANSWER, language)
    if answer is Answer.CONFIRMED:
        return translate(shared_words.CONFIRMED, language)
    return answer_words(answer, language)


def _officers(numbers: tuple[str, ...], language: Language) -> str:
    *others, last = numbers
    return translate(words.AND, language, first=", ".join(others), second=last) if others else last


def summary(view: HistoryView, language: Language) -> str:
    """Return how much was found."""
    alerts = sum(isinstance(entry, PastAlert) for entry in view.entries)
    rest = len(view.entries) - alerts
    return translate(
        words.FOUND,
        language,
        alerts=number(alerts, language),
        verifications=number(rest, language),
    )


def notice(view: HistoryView, language: Language) -> NoticeView | None:
    """Return what stands in place of a list; None: there is one."""
    if view.fault:
        return NoticeView(
            Severity.FAULT,
            translate(words.FAULT, language),
            translate(records_words.FAULT_STEP, language),
        )
    if not view.loaded:
        return (
            None
            if view.entries
            else NoticeView(Severity.NOTE, translate(words.READING, language), "")
        )
    if view.entries:
        return None
    if view.text.strip():
        step = words.CHECK_SPELLING if view.span is Span.KEPT else words.NOT_FOUND_STEP
        return NoticeView(
            Severity.ATTENTION,
            translate(words.NOT_FOUND, language, text=set_apart(view.text, language)),
            translate(step, language),
        )
    return NoticeView(
        Severity.NOTE,
        translate(words.NOTHING, language),
        "" if view.span is Span.KEPT else translate(records_words.NOTHING_STEP, language),
    )


def chain_note(chain: ChainView, language: Language, wall: datetime) -> ChainNote:
    """Return how the audit chain stands."""
    rows = number(chain.rows, language)
    if chain.walking:
        return ChainNote(translate(words.CHAIN_WALKING, language), Shape.HALF, Tone.TEXT_QUIET)
    if chain.state is ChainState.WHOLE:
        text = translate(words.CHAIN_EMPTY, language)
        if chain.last_at is not None:
            time = moment(chain.last_at, language, wall)
            text = translate(words.CHAIN_WHOLE, language, time=time, n=rows)
        return ChainNote(text, Shape.TICK, Tone.GOOD)
    if chain.state is ChainState.BROKEN:
        parts = [translate(words.CHAIN_BROKEN, language, n=rows)]
        if chain.broken is None:
            parts.append(translate(words.CHAIN_BROKEN_STEP, language))
        else:
            parts.append(translate(words.CHAIN_ROW, language, n=number(chain.broken, language)))
        return ChainNote(". ".join(parts), Shape.CROSS, Tone.FAULT)
    if chain.state is ChainState.UNREADABLE:
        return ChainNote(translate(words.CHAIN_UNREADABLE, language), Shape.CROSS, Tone.FAULT)
    return ChainNote(translate(words.CHAIN_UNKNOWN, language), Shape.QUESTION, Tone.TEXT_QUIET)


def page(
    entry: Entry, opened: OpenedAlert | None, language: Language, wall: datetime
) -> HistoryPageView:
    """Return the page of an entry; `opened` holds an alert's pictures."""
    captions = (
        translate(shared_words.AT_THIS_LANE, language),
        translate(shared_words.PHOTOGRAPH_ON_LIST, language),
    )
    captured = reference = None
    if isinstance(entry, PastVerification):
        facts, note = (
            _verification_facts(entry, language, wall),
            translate(words.NO_PICTURES, language),
        )
    else:
        facts, note = _alert_facts(entry, language, wall), ""
        if opened is None or opened.loading:
            note = translate(shared_words.PICTURES_READING, language)
        elif opened.fault:
            note = translate(shared_words.PICTURES_FAULT, language)
        elif opened.pictures is None:
            note = translate(shared_words.PICTURES_GONE, language)
        else:
            captured, reference = opened.pictures
    return HistoryPageView(
        entry_id(entry),
        _name(entry, language),
        facts,
        captured,
        reference,
        captions,
        note,
        translate(shared_words.BACK, language),
        opened.documents if opened is not None and isinstance(entry, PastAlert) else (),
    )


def _alert_facts(entry: PastAlert, language: Language, wall: datetime) -> tuple[str, ...]:
    of = entry.watch_list
    facts = [
        translate(shared_words.RAISED, language, time=moment(entry.at, language, wall)),
        translate(
            words.LIST,
            language,
            list=set_apart(of.name, language),
            version=number(of.version, language),
            owner=set_apart(of.owner, language),
        ),
    ]
    if "colleague" in entry.escalated:
        facts.append(translate(words.CALLED, language))
    if "unanswered" in entry.escalated:
        facts.append(translate(words.ESCALATED, language))
    if entry.answered_at is None:
        return (*facts, translate(shared_words.WAITS_FOR_ANSWER, language))
    time = moment(entry.answered_at, language, wall)
    answer = _answer(entry.answer, language)
    facts.append(translate(words.ANSWERED, language, answer=answer, time=time))
    if entry.reason:
        facts.append(
            translate(shared_words.REASON, language, reason=reason_words(entry.reason, language))
        )
    facts.append(_who(entry.officers, language))
    if entry.answer is Answer.CONFIRMED:
        facts += _case(entry, language, wall)
    return tuple(facts)


def _case(entry: PastAlert, language: Language, wall: datetime) -> list[str]:
    """Return what became of a person who was confirmed, and whether that is over."""
    told = translate(shared_words.OUTCOME_UNTOLD, language)
    if entry.outcome and entry.told_at is not None:
        message = shared_words.OUTCOME_TOLD if entry.told_by else shared_words.OUTCOME_TOLD_UNSIGNED
        values = {
            "outcome": outcome_words(entry.outcome, language),
            "time": moment(entry.told_at, language, wall),
        }
        if entry.told_by:
            values["officer"] = entry.told_by
        told = translate(message, language, **values)
    over = translate(words.CASE_CLOSED if entry.closed else words.CASE_OPEN, language)
    return [told, over] if entry.outcome or not entry.closed else [over]


def _verification_facts(
    entry: PastVerification, language: Language, wall: datetime
) -> tuple[str, ...]:
    one = entry.verification
    facts = [
        translate(words.VERIFIED, language, time=moment(entry.at, language, wall)),
        translate(_METHODS.get(one.method, words.UNKNOWN_METHOD), language).capitalize(),
        translate(_OUTCOMES.get(one.outcome, _UNKNOWN_OUTCOME)[0], language),
    ]
    if one.score is not None and one.threshold is not None:
        score, threshold = (number(value, language, 2) for value in (one.score, one.threshold))
        facts.append(translate(words.SCORE, language, score=score, threshold=threshold))
    if one.live is not None:
        facts.append(translate(words.LIVE if one.live else words.NOT_LIVE, language))
    if one.differs:
        facts.append(translate(words.DIFFERED, language))
    if one.alert_id is None:
        facts.append(translate(words.ADMITTED if one.admitted else words.NOT_ADMITTED, language))
    else:
        facts.append(translate(words.FOR_ALERT, language))
    if one.reason:
        said = decision_reason(one.reason, language)
        facts.append(translate(shared_words.REASON, language, reason=said))
    return (*facts, _who((one.officer,) if one.officer else (), language))


def _who(officers: tuple[str, ...], language: Language) -> str:
    if not officers:
        return translate(words.NO_OFFICER, language)
    return translate(words.OFFICERS, language, officers=_officers(officers, language))
