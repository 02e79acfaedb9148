"""One visitor with their family, as the officer is told, and whether they can be let in here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from edge_app.desk.session.roles import Action, OfficerRole, may
from edge_app.desk.visitors.families import Age, ChildCompany, Family, FamilyMember
from edge_app.desk.visitors.manifest import BookView
from edge_app.ui.kit.marks import Shape
from edge_app.ui.kit.row_view import RowView
from edge_app.ui.look.theme import Tone
from edge_app.ui.text import shared_words
from edge_app.ui.text.language import Language, duration, number, translate
from edge_app.ui.text.names import set_apart, shown_name
from edge_app.ui.visitors import words
from edge_app.ui.visitors.presenter import documents, state_of
from sync.protocol.content import Visitor

_NAMES = 3  # adults that a sentence names

_COMPANY = {
    ChildCompany.ADULT_HERE: (words.ADULT_HERE, Shape.TICK, Tone.GOOD),
    ChildCompany.ADULT_DUE: (words.ADULT_DUE, Shape.TRIANGLE, Tone.ATTENTION),
    ChildCompany.PERHAPS: (words.ADULT_PERHAPS, Shape.TRIANGLE, Tone.ATTENTION),
    ChildCompany.NOBODY: (words.ADULT_NOBODY, Shape.TRIANGLE, Tone.ATTENTION),
}


@dataclass(frozen=True, slots=True)
class NoteView:
    """A sentence with its sign."""

    text: str
    shape: Shape
    tone: Tone


@dataclass(frozen=True, slots=True)
class VisitorPageView:
    """A visitor's page."""

    visitor_id: str
    name: str
    facts: tuple[str, ...]  # documents with every digit, age, card, party
    state: NoteView
    company: NoteView | None  # of the family's children; None: there are none
    hint: str  # somebody of the card is listed; empty: nobody, or the role may not see it
    family: str
    rule: str  # who is called a child; empty: nobody is
    members: tuple[RowView, ...]  # of the family, with the visitor; empty: alone
    verify: str  # on the button; empty: the role may not
    mark: str  # on the button; empty: a face can be compared, or they came, or are not due today
    why: str  # no face can be compared; empty where one can
    question: str  # before they are marked
    yes: str
    cancel: str
    back: str


def person(
    visitor: Visitor,
    view: BookView,
    role: OfficerRole | None,
    camera: bool,
    language: Language,
    zone: datetime,
) -> VisitorPageView:
    """Return the page of `visitor`; `camera`: it gives a picture now."""
    index = view.index
    family = index.family(visitor)
    state = NoteView(*state_of(visitor, view, language, zone))
    due = visitor.day == index.day and visitor.visitor_id not in view.came
    why = ""
    if due and visitor.visitor_id not in index.comparable:
        why = translate(words.NO_PHOTOGRAPH, language)
    elif due and not camera:
        why = translate(words.NO_CAMERA, language)
    verifies = may(role, Action.VERIFY)
    several = len(family.members) > 1
    return VisitorPageView(
        visitor_id=visitor.visitor_id,
        name=shown_name(visitor.name, language),
        facts=_facts(visitor, family, language),
        state=state,
        company=_company(family, view, language),
        hint=_hint(family, role, language),
        family=translate(words.FAMILY, language, count=number(len(family.members), language))
        if several
        else translate(words.FAMILY_ALONE, language),
        rule=translate(words.CHILD_RULE, language) if family.children else "",
        members=tuple(_member(one, family, view, language, zone) for one in family.members)
        if several
        else (),
        verify=translate(shared_words.VERIFY, language) if verifies else "",
        mark=translate(words.MARK, language) if why and verifies else "",
        why=why,
        question=translate(words.QUESTION, language, name=set_apart(visitor.name, language)),
        yes=translate(words.YES, language),
        cancel=translate(words.CANCEL, language),
        back=translate(shared_words.BACK, language),
    )


def _facts(visitor: Visitor, family: Family, language: Language) -> tuple[str, ...]:
    [own] = [one for one in family.members if one.visitor.visitor_id == visitor.visitor_id]
    found = [*documents(visitor, language, whole=True), _age(own, (), language)]
    if visitor.family_card:
        found.append(translate(words.FAMILY_CARD, language, number=visitor.family_card))
    else:
        found.append(translate(words.NO_FAMILY_CARD, language))
    if visitor.party:
        found.append(translate(words.PARTY, language, party=set_apart(visitor.party, language)))
    return tuple(found)


def _age(member: FamilyMember, adults: Sequence[FamilyMember], language: Language) -> str:
    if member.years is None:
        return translate(words.AGE_UNKNOWN, language)
    age = duration(member.years, "year", language)
    if member.age is not Age.CHILD:
        return age
    if not adults:
        return translate(words.CHILD, language, age=age)
    return translate(words.CHILD_WITH, language, age=age, adults=_names(adults, language))


def _names(adults: Sequence[FamilyMember], language: Language) -> str:
    names = [set_apart(one.visitor.name, language) for one in adults[:_NAMES]]
    return ", ".join(names) + (" …" if len(adults) > _NAMES else "")


def _member(
    member: FamilyMember, family: Family, view: BookView, language: Language, zone: datetime
) -> RowView:
    visitor = member.visitor
    detail = _age(member, family.adults, language)
    if member.age is not Age.CHILD or not family.adults:
        detail += "\n" + documents(visitor, language)[0]  # whom a child is with takes its place
    said = state_of(visitor, view, language, zone)
    return RowView(visitor.visitor_id, shown_name(visitor.name, language), detail, *said)


def _company(family: Family, view: BookView, language: Language) -> NoteView | None:
    if not family.children:
        return None
    company = family.company(view.came)
    message, shape, tone = _COMPANY[company]
    here = [one for one in family.adults if one.visitor.visitor_id in view.came]
    adults = here if company is ChildCompany.ADULT_HERE else family.adults
    values = {"adults": _names(adults, language)} if adults else {}
    return NoteView(translate(message, language, **values), shape, tone)


def _hint(family: Family, role: OfficerRole | None, language: Language) -> str:
    listed = any(one.visitor.listed_family for one in family.members)
    return translate(words.HINT, language) if listed and may(role, Action.SEE_FAMILY_HINT) else ""
