"""A case in words: how often the person came, and what was answered before."""

from __future__ import annotations

from datetime import datetime

from edge_app.desk.alerts.views import OpenAlert
from edge_app.domain import Answer, FormerAnswer
from edge_app.ui.alert import past_words
from edge_app.ui.text.language import Language, moment, number, translate
from edge_app.ui.text.message import Message

FORMER_SHOWN = 2  # the latest

_FORMER: dict[Answer, Message] = {
    Answer.CONFIRMED: past_words.CONFIRMED_BY,
    Answer.NOT_THIS_PERSON: past_words.NOT_THEM_BY,
    Answer.CANNOT_TELL: past_words.CANNOT_TELL_BY,
    Answer.UNANSWERED: past_words.NOT_ANSWERED_AT,
}


def past_notes(case: OpenAlert, language: Language, wall: datetime) -> tuple[str, ...]:
    """Return what is to be known of the past, the most important first, at `wall`."""
    notes = [_former(one, language, wall) for one in case.alert.former[:FORMER_SHOWN]]
    if sightings := case.alert.sightings:
        count = number(1 + len(sightings), language)
        last = moment(sightings[-1], language, wall)
        notes.append(translate(past_words.SIGHTINGS, language, count=count, time=last))
    return tuple(notes)


def _former(one: FormerAnswer, language: Language, wall: datetime) -> str:
    nobody = translate(past_words.NOBODY_SIGNED_IN, language)
    officers = ", ".join(one.officers) or nobody
    time = moment(one.decided_at, language, wall)
    return translate(_FORMER[one.answer], language, officers=officers, time=time)
