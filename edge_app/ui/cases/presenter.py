"""The cases in words: rows, a case that was opened, what can be done with it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from edge_app.desk.cases.codes import TYPED, Phrase
from edge_app.desk.cases.desk import CasesView, Colleague, can
from edge_app.domain import Image
from edge_app.store.cases import KeptCase, KeptStep
from edge_app.ui.alert.answer_presenter import reason_words
from edge_app.ui.cases import words
from edge_app.ui.cases.outcome_presenter import outcome_words
from edge_app.ui.kit.marks import Severity, Shape
from edge_app.ui.kit.notice_view import NoticeView
from edge_app.ui.kit.row_view import RowView
from edge_app.ui.look.theme import Tone
from edge_app.ui.text import shared_words
from edge_app.ui.text.language import Language, moment, number, translate
from edge_app.ui.text.message import Message
from edge_app.ui.text.names import set_apart, shown_name

PHRASES: dict[Phrase, Message] = {
    Phrase.CALM: words.CALM,
    Phrase.RESISTS: words.RESISTS,
    Phrase.NOT_ALONE: words.NOT_ALONE,
    Phrase.LUGGAGE_KEPT: words.LUGGAGE_KEPT,
    Phrase.DOCUMENT_KEPT: words.DOCUMENT_KEPT,
    Phrase.OWNER_TOLD: words.OWNER_TOLD,
}


_TOLD = ("note", "photograph", "given")  # steps that have a line of their own


@dataclass(frozen=True, slots=True, eq=False)
class CasePageView:
    """A case that was opened."""

    name: str = field(repr=False)
    facts: tuple[str, ...] = field(repr=False)
    captured: Image | None = field(repr=False)
    reference: Image | None = field(repr=False)
    documents: tuple[Image, ...] = field(repr=False)
    captions: tuple[str, str]
    note: str  # in place of pictures; empty: they are there
    foot: str  # why it cannot be closed yet; empty: it can
    can_note: bool
    can_photograph: bool
    can_give: bool
    can_conclude: bool
    can_close: bool


def row(
    case: KeptCase, roster: tuple[Colleague, ...], language: Language, wall: datetime
) -> RowView:
    """Return a case's row in the list; times in the zone of `wall`."""
    time = moment(case.confirmed_at or case.raised_at, language, wall)
    of = set_apart(case.watch_list.name, language)
    if case.owner is None:
        detail = translate(shared_words.ALERT_DETAIL, language, time=time, list=of)
    else:
        officer = officer_words(case.owner, roster, language)
        detail = translate(words.DETAIL_OWNER, language, time=time, list=of, officer=officer)
    state, shape, tone = _state(case, language)
    return RowView(case.alert_ids[0], _name(case, language), detail, state, shape, tone)


def _state(case: KeptCase, language: Language) -> tuple[str, Shape, Tone]:
    if case.confirmed_at is None:
        return translate(shared_words.WAITS_FOR_ANSWER, language), Shape.TRIANGLE, Tone.ALERT
    if case.outcome is None:
        return translate(shared_words.OUTCOME_UNTOLD, language), Shape.RING, Tone.ATTENTION
    return outcome_words(case.outcome.code, language), Shape.TICK, Tone.TEXT_QUIET


def officer_words(officer: str, roster: tuple[Colleague, ...], language: Language) -> str:
    """Return an officer by name and number; by number alone where nobody knows the name."""
    name = next((one.name for one in roster if one.number == officer), "")
    if not name:
        return officer
    return translate(
        shared_words.NAME_AND_NUMBER, language, name=set_apart(name, language), number=officer
    )


def _name(case: KeptCase, language: Language) -> str:
    return shown_name(case.person_name, language) or translate(shared_words.NAME_GONE, language)


def summary(view: CasesView, language: Language) -> str:
    """Return how many cases there are, and how many alerts wait."""
    parts = [translate(shared_words.CASES_OPEN, language, n=number(view.unclosed, language))]
    if waiting := len(view.cases) - view.unclosed:
        parts.append(translate(words.WAITING_COUNT, language, n=number(waiting, language)))
    return " ".join(parts)


def notice(view: CasesView, language: Language) -> NoticeView | None:
    """Return what stands in place of a list; None: there is one."""
    if view.fault:
        step = translate(shared_words.FOR_THE_TECHNICIAN, language, detail=view.fault)
        return NoticeView(Severity.FAULT, translate(words.FAULT, language), step)
    if view.cases:
        return None
    if not view.loaded:
        return NoticeView(Severity.NOTE, translate(words.READING, language), "")
    return NoticeView(
        Severity.NOTE,
        translate(shared_words.NO_OPEN_CASE, language),
        translate(words.NOTHING_STEP, language),
    )


def page(
    case: KeptCase, view: CasesView, mine: str, language: Language, wall: datetime
) -> CasePageView:
    """Return the page of a case; `mine`: the number of who is signed in."""
    opened, pictures, note = view.opened, None, ""
    if opened is None or opened.loading:
        note = translate(shared_words.PICTURES_READING, language)
    elif opened.fault:
        note = translate(shared_words.PICTURES_FAULT, language)
    elif opened.pictures is None:
        note = translate(shared_words.PICTURES_GONE, language)
    else:
        pictures = opened.pictures
    foot = ""
    if case.confirmed_at is not None and not can(case, "closed"):
        foot = translate(words.NO_OUTCOME_YET, language)
    elif case.confirmed_at is not None and not view.may_close:
        foot = translate(words.ONLY_SUPERVISOR, language)
    return CasePageView(
        name=_name(case, language),
        facts=tuple(_facts(case, view.roster, language, wall)),
        captured=pictures[0] if pictures else None,
        reference=pictures[1] if pictures else None,
        documents=opened.documents if opened else (),
        captions=(
            translate(shared_words.AT_THIS_LANE, language),
            translate(shared_words.PHOTOGRAPH_ON_LIST, language),
        ),
        note=note,
        foot=foot,
        can_note=can(case, "note"),
        can_photograph=can(case, "photograph"),
        can_give=bool(view.colleagues(case, mine)),
        can_conclude=can(case, "outcome"),
        can_close=view.may_close and can(case, "closed"),
    )


def _facts(
    case: KeptCase, roster: tuple[Colleague, ...], language: Language, wall: datetime
) -> list[str]:
    def time(at: datetime) -> str:
        return moment(at, language, wall)

    facts = [_state(case, language)[0]]
    if (told := case.outcome) is not None:
        outcome = outcome_words(told.code, language)
        values = {"outcome": outcome, "time": time(told.at)}
        facts = [
            translate(shared_words.OUTCOME_TOLD, language, officer=told.officer, **values)
            if told.officer
            else translate(shared_words.OUTCOME_TOLD_UNSIGNED, language, **values)
        ]
    if case.owner is not None:
        owner = officer_words(case.owner, roster, language)
        facts.append(translate(words.OWNER, language, officer=owner))
    facts.append(
        translate(
            words.LIST,
            language,
            list=set_apart(case.watch_list.name, language),
            owner=set_apart(case.watch_list.owner, language),
        )
    )
    more = len(case.alert_ids) - 1
    facts.append(
        translate(words.RAISED_AGAIN, language, time=time(case.raised_at), n=number(more, language))
        if more
        else translate(shared_words.RAISED, language, time=time(case.raised_at))
    )
    if case.confirmed_at is not None:
        at, officers = time(case.confirmed_at), ", ".join(case.officers)
        facts.append(
            translate(words.CONFIRMED, language, time=at, officers=officers)
            if officers
            else translate(words.CONFIRMED_UNSIGNED, language, time=at)
        )
        if case.reason:
            reason = reason_words(case.reason, language)
            facts.append(translate(shared_words.REASON, language, reason=reason))
    steps = (step for step in reversed(case.steps) if step.kind in _TOLD)
    return [*facts, *(_step(step, roster, language, time(step.at)) for step in steps)]


def _step(step: KeptStep, roster: tuple[Colleague, ...], language: Language, time: str) -> str:
    if step.kind == "given":
        return translate(
            words.GIVEN,
            language,
            time=time,
            officer=step.officer or "–",
            receiver=officer_words(step.receiver or "–", roster, language),
        )
    if step.kind == "photograph":
        if step.officer is None:
            return translate(words.PHOTOGRAPHED_UNSIGNED, language, time=time)
        return translate(words.PHOTOGRAPHED, language, time=time, officer=step.officer)
    note = _note(step, language)
    if step.officer is None:
        return translate(words.NOTED_UNSIGNED, language, time=time, note=note)
    return translate(words.NOTED, language, time=time, officer=step.officer, note=note)


def _note(step: KeptStep, language: Language) -> str:
    if step.code != TYPED:
        return phrase_words(step.code, language)
    return set_apart(step.text, language) if step.text else translate(words.NOTE_GONE, language)


def phrase_words(code: str, language: Language) -> str:
    """Return a ready note in words; a code of another version as it stands."""
    try:
        return translate(PHRASES[Phrase(code)], language)
    except ValueError:
        return code
