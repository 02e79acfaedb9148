"""Practice in words: the page, and what a planted alert was."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from edge_app.desk.practice.desk import FEWEST_OFFICERS
from edge_app.desk.practice.views import PracticeRefusal, PracticeView, Revealed
from edge_app.desk.session.roles import Action, may
from edge_app.desk.session.views import SessionView
from edge_app.store.practice import PlannedAlert, PracticeOutcome, PracticeSums
from edge_app.ui.alert.presenter import Face, face_of
from edge_app.ui.kit.tile_view import TileView
from edge_app.ui.practice import words
from edge_app.ui.text import shared_words
from edge_app.ui.text.language import Language, duration, moment, number, translate
from edge_app.ui.text.message import Message

_SAID: dict[PracticeOutcome, Message] = {
    PracticeOutcome.CANNOT_TELL: words.UNSURE,
    PracticeOutcome.CALLED: words.CALLED,
    PracticeOutcome.DOCUMENT: words.DOCUMENT,
}
_REFUSED: dict[PracticeRefusal, Message] = {
    PracticeRefusal.NO_SHIFT: words.NO_SHIFT,
    PracticeRefusal.NO_FACES: words.NO_FACES,
}


@dataclass(frozen=True, slots=True)
class RevealedView:
    """What a planted alert was."""

    alert_id: str
    title: str
    said: str  # how it was answered
    truth: str
    note: str
    captured: Face | None  # None: visitors see the glass
    reference: Face | None
    understood: str


@dataclass(frozen=True, slots=True)
class FiguresView:
    """What became of planted alerts."""

    title: str
    tiles: tuple[TileView, ...]  # none: there is nothing yet, or too little to be shown
    note: str


@dataclass(frozen=True, slots=True)
class PracticePageView:
    """The texts of the page."""

    title: str
    state: str
    how: str
    own: FiguresView | None  # None: a supervisor who has not practised
    every: FiguresView | None  # None: not for this officer
    plan_title: str
    plan: tuple[str, ...]
    back: str
    switch: str  # empty: this officer switches nothing
    switches_on: bool


def present_revealed(
    revealed: Revealed | None, session: SessionView, visitors_see: bool, language: Language
) -> RevealedView | None:
    """Return what the planted alert was; None: there is none, or nobody works."""
    if revealed is None or not session.working:
        return None
    truth = words.SAME_PERSON if revealed.genuine else words.OTHER_PERSON
    lasted = duration(max(round(revealed.seconds), 1), "second", language)
    note = translate(words.NOBODY_THERE, language)
    if revealed.outcome is not PracticeOutcome.MISSED:
        note = f"{note} {translate(words.ANSWERED_IN, language, duration=lasted)}"
    captured = face_of(revealed.captured, translate(words.PRACTICE_PHOTOGRAPH, language))
    reference = face_of(revealed.portrait, translate(shared_words.PHOTOGRAPH_ON_LIST, language))
    return RevealedView(
        alert_id=revealed.alert_id,
        title=translate(words.REVEALED, language),
        said=_said(revealed, lasted, language),
        truth=translate(truth, language),
        note=note,
        captured=None if visitors_see else captured,
        reference=None if visitors_see else reference,
        understood=translate(words.UNDERSTOOD, language),
    )


def _said(revealed: Revealed, lasted: str, language: Language) -> str:
    if revealed.right is not None:
        return translate(words.RIGHT if revealed.right else words.WRONG, language)
    if revealed.outcome is PracticeOutcome.MISSED:
        return translate(words.MISSED, language, duration=lasted)
    return translate(_SAID[revealed.outcome], language)


def present_practice(
    view: PracticeView, session: SessionView, language: Language, wall: datetime
) -> PracticePageView:
    """Return the page; times are in the zone of `wall`."""
    plants = may(session.role, Action.PLANT_PRACTICE)
    switch = ""
    if plants:
        switch = translate(words.SWITCH_OFF if view.waiting else words.SWITCH_ON, language)
    return PracticePageView(
        title=translate(shared_words.PRACTICE, language),
        state=_state(view, plants, language),
        how=translate(words.HOW, language) if view.planted_by and not plants else "",
        own=_own(view.own, language) if view.own.officers or not plants else None,
        every=_every(view.all, language) if plants else None,
        plan_title=translate(words.PLAN, language) if view.planned else "",
        plan=tuple(_due(one, language, wall) for one in view.planned if not one.ended),
        back=translate(shared_words.BACK, language),
        switch=switch,
        switches_on=not view.waiting,
    )


def _state(view: PracticeView, plants: bool, language: Language) -> str:
    """Return how practice stands; whether more will come is told to who plants it alone."""
    if view.failed:
        return translate(words.NOT_READ, language)
    if view.refused is not None:
        return translate(_REFUSED[view.refused], language)
    if view.waiting or (view.planted_by and not plants):
        return translate(words.ON, language, officer=view.planted_by)
    return translate(words.OVER if view.planted_by else words.OFF, language)


def _own(sums: PracticeSums, language: Language) -> FiguresView:
    title, note = translate(words.OWN, language), translate(words.ONLY_YOU, language)
    return FiguresView(title, _tiles(sums, language), note)


def _every(sums: PracticeSums | None, language: Language) -> FiguresView:
    title = translate(words.EVERYBODY, language)
    if sums is None:
        few = translate(words.TOO_FEW, language, n=number(FEWEST_OFFICERS, language))
        return FiguresView(title, (), few)
    note = translate(words.SO_MANY, language, n=number(sums.officers, language))
    return FiguresView(title, _tiles(sums, language), note)


def _tiles(sums: PracticeSums, language: Language) -> tuple[TileView, ...]:
    none = translate(shared_words.NONE_YET, language)

    def share(part: int, all_: int) -> str:
        if not all_:
            return none
        values = {"n": number(part, language), "all": number(all_, language)}
        return translate(words.SHARE, language, **values)

    lasted = none
    if sums.median_s is not None:
        lasted = duration(max(round(sums.median_s), 1), "second", language)
    return (
        TileView(translate(words.FOUND, language), share(sums.found, sums.genuine)),
        TileView(translate(words.DISMISSED, language), share(sums.dismissed, sums.others)),
        TileView(
            translate(shared_words.NOT_ANSWERED, language),
            share(sums.missed, sums.genuine + sums.others),
        ),
        TileView(translate(words.SECONDS, language), lasted, translate(words.MEDIAN, language)),
    )


def _due(one: PlannedAlert, language: Language, wall: datetime) -> str:
    message = words.DUE_LISTED if one.genuine else words.DUE_OTHER
    time = moment(one.due_at, language, wall)
    return translate(message, language, time=time)
