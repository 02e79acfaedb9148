"""Expected visitors as the officer is told: rows, counts, and why nobody is listed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from edge_app.desk.session.roles import Action, OfficerRole, may
from edge_app.desk.visitors.manifest import BookState, BookView, Party, Selection
from edge_app.ui.kit.marks import Severity, Shape
from edge_app.ui.kit.notice_view import NoticeView
from edge_app.ui.kit.row_view import RowView
from edge_app.ui.look.theme import Tone
from edge_app.ui.text import shared_words
from edge_app.ui.text.language import Language, clock_time, day, number, translate
from edge_app.ui.text.message import Message
from edge_app.ui.text.names import set_apart, shown_name
from edge_app.ui.visitors import words
from sync.protocol.content import Visitor

_HIDDEN = "•"
_KEPT = (6, 4)  # digits of a NIK that a row shows: the district, and the running number


@dataclass(frozen=True, slots=True)
class FilterTexts:
    """The texts of the buttons above the list."""

    due: str
    missing: str
    came: str
    all: str
    parties: str


def masked(document: str) -> str:
    """Return a NIK or a passport's number without its middle."""
    start, end = _KEPT if len(document) == 16 else (2, 3)
    hidden = max(len(document) - start - end, 0)
    return document[:start] + _HIDDEN * hidden + document[len(document) - end :]


def documents(visitor: Visitor, language: Language, whole: bool = False) -> tuple[str, ...]:
    """Return NIK and passport as far as they are known; `whole`: with every digit."""
    found = []
    if visitor.nik:
        nik = " ".join((visitor.nik[:6], visitor.nik[6:12], visitor.nik[12:]))
        shown = nik if whole else masked(visitor.nik)
        found.append(translate(shared_words.NIK, language, number=shown))
    if visitor.passport:
        shown = visitor.passport if whole else masked(visitor.passport)
        found.append(translate(shared_words.PASSPORT, language, number=shown))
    return tuple(found) or (translate(words.NO_DOCUMENT, language),)


def state_of(
    visitor: Visitor, view: BookView, language: Language, zone: datetime
) -> tuple[str, Shape, Tone]:
    """Return whether the visitor came: words, shape and colour, times in the zone of `zone`."""
    at = view.came.get(visitor.visitor_id)
    if at is not None:
        time = clock_time(at.astimezone(zone.tzinfo), language)
        return translate(words.STATE_CAME, language, time=time), Shape.TICK, Tone.GOOD
    if visitor.day != view.index.day:
        later = translate(words.STATE_LATER, language, day=day(visitor.day, language))
        return later, Shape.DASH, Tone.TEXT_QUIET
    return translate(words.STATE_MISSING, language), Shape.DASH, Tone.TEXT_QUIET


def row(visitor: Visitor, view: BookView, language: Language, zone: datetime) -> RowView:
    """Return a visitor's row in the list; documents lack their middle digits."""
    parts = [*documents(visitor, language)]
    if visitor.party:
        parts.append(set_apart(visitor.party, language))
    detail = " · ".join(parts)
    key = visitor.visitor_id
    name = shown_name(visitor.name, language)
    return RowView(key, name, detail, *state_of(visitor, view, language, zone))


def party_row(party: Party, language: Language) -> RowView:
    """Return a party's row in the list of parties."""
    values = {"came": number(party.came, language), "due": number(party.due, language)}
    state = translate(words.PARTY_CAME, language, **values)
    name = shown_name(party.name, language) or translate(words.NO_PARTY, language)
    if party.came == party.due:
        return RowView(party.name, name, "", state, Shape.TICK, Tone.GOOD)
    shape = Shape.PART if party.came else Shape.DASH
    return RowView(party.name, name, "", state, shape, Tone.TEXT_QUIET)


_LISTED = (BookState.READY, BookState.NOBODY_TODAY)


def filter_texts(view: BookView, language: Language) -> FilterTexts:
    """Return the words and counts on the buttons; without a list nobody was counted."""
    counts, listed = view.counts, view.state in _LISTED

    def counted(message: Message, count: int) -> str:
        return translate(message, language, count=number(count, language) if listed else "–")

    return FilterTexts(
        due=counted(words.DUE, counts.due),
        missing=counted(words.MISSING, counts.missing),
        came=counted(words.CAME, counts.came),
        all=counted(words.ALL, counts.due + counts.later),
        parties=counted(words.PARTIES, len(view.parties)),
    )


def summary(
    view: BookView,
    language: Language,
    found: int,
    query: str = "",
    party: str | None = None,
    of_parties: bool = False,
) -> str:
    """Return the line above the list; empty where a notice takes its place."""
    if view.state not in _LISTED:
        return ""
    today = day(view.index.day, language)
    if of_parties:
        return translate(words.PARTIES_SUMMARY, language, day=today)
    if query.strip():
        shown = set_apart(query, language)
        return translate(words.FOUND, language, count=number(found, language), query=shown)
    if party is not None:
        name = set_apart(party, language) if party else translate(words.NO_PARTY, language)
        return translate(words.PARTY_SUMMARY, language, party=name, count=number(found, language))
    return translate(
        words.SUMMARY,
        language,
        day=today,
        due=number(view.counts.due, language),
        came=number(view.counts.came, language),
        missing=number(view.counts.missing, language),
    )


_NOBODY: Mapping[BookState, tuple[Severity, Message, Message]] = {
    BookState.NO_CENTRE: (Severity.ATTENTION, words.NO_CENTRE, words.NO_CENTRE_STEP),
    BookState.STARTING: (Severity.NOTE, words.STARTING, shared_words.WAIT_A_MOMENT),
    BookState.NO_MANIFEST: (Severity.ATTENTION, words.NO_MANIFEST, words.NO_MANIFEST_STEP),
}
_NONE_SELECTED: Mapping[Selection, tuple[Severity, Message, Message]] = {
    Selection.DUE: (Severity.NOTE, words.NOBODY_TODAY, words.NOBODY_TODAY_STEP),
    Selection.CAME: (Severity.NOTE, words.NOBODY_CAME, words.NOBODY_CAME_STEP),
    Selection.MISSING: (Severity.NOTE, words.NOBODY_MISSING, words.NOBODY_MISSING_STEP),
    Selection.ALL: (Severity.ATTENTION, words.NO_MANIFEST, words.NO_MANIFEST_STEP),
}


def notice(
    view: BookView,
    role: OfficerRole | None,
    language: Language,
    selection: Selection,
    found: int,
    query: str = "",
) -> NoticeView | None:
    """Return why nobody is in the list, and what to do; None while somebody is."""
    values: dict[str, str] = {}
    if not may(role, Action.SEE_VISITORS):
        said = (Severity.ATTENTION, words.NOT_ALLOWED, words.NOT_ALLOWED_STEP)
    elif view.state in _NOBODY:
        said = _NOBODY[view.state]
    elif found:
        return None
    elif query.strip():
        said = (Severity.NOTE, words.NOBODY_FOUND, words.NOBODY_FOUND_STEP)
        values["query"] = set_apart(query, language)
    elif view.state is BookState.NOBODY_TODAY:
        said = _NONE_SELECTED[Selection.DUE]
    else:
        said = _NONE_SELECTED[selection]
    severity, sentence, step = said
    return NoticeView(severity, translate(sentence, language, **values), translate(step, language))


def fault(view: BookView, language: Language) -> NoticeView | None:
    """Return what stands over the list when arrivals may be out of date, else None."""
    if not view.fault:
        return None
    detail = translate(shared_words.FOR_THE_TECHNICIAN, language, detail=view.fault)
    return NoticeView(
        Severity.FAULT,
        translate(words.FAULT, language),
        translate(words.FAULT_STEP, language),
        (detail,),
    )
