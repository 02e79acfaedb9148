"""Notes to the next officer in words, and what was left by the shifts before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from edge_app.desk.session.handover import HandoverNotes
from edge_app.desk.session.views import SessionView
from edge_app.domain import Mute
from edge_app.store.handovers import Note
from edge_app.ui.session import note_words as words
from edge_app.ui.text import shared_words
from edge_app.ui.text.language import Language, clock_time, moment, number, translate
from edge_app.ui.text.message import Message
from edge_app.ui.text.names import set_apart, shown_name

PHRASE_WORDS: dict[str, Message] = {
    "calm": words.CALM,
    "visitor-awaited": words.VISITOR_AWAITED,
    "watch-person": words.WATCH_PERSON,
    "camera": words.CAMERA,
    "light": words.LIGHT,
    "technician": words.TECHNICIAN,
}


@dataclass(frozen=True, slots=True)
class NoteView:
    """A note as it is shown."""

    note_id: str
    text: str = field(repr=False)
    who: str  # wrote it, and when


@dataclass(frozen=True, slots=True)
class TakeOverView:
    """What the shifts before left, to be read at the sign-in."""

    title: str
    facts: tuple[str, ...] = field(repr=False)  # open alerts, muted pairs
    notes: tuple[NoteView, ...]
    read: str


def note_text(note: Note, language: Language) -> str:
    """Return the note in words; a phrase of another version as its code."""
    if not note.phrase:
        return shown_name(note.text, language) or "–"
    message = PHRASE_WORDS.get(note.phrase)
    return note.phrase if message is None else translate(message, language)


def present_notes(
    notes: tuple[Note, ...], language: Language, wall: datetime
) -> tuple[NoteView, ...]:
    """Return notes with who wrote them; times in the zone of `wall`."""

    def who(note: Note) -> str:
        time = moment(note.at, language, wall)
        return translate(words.FROM, language, officer=note.officer, time=time)

    return tuple(NoteView(one.note_id, note_text(one, language), who(one)) for one in notes)


def present_mutes(
    mutes: Sequence[Mute], named: bool, language: Language, wall: datetime
) -> tuple[str, ...]:
    """Return how many pairs are muted, and, `named`, each with who said so and until when."""
    if not mutes:
        return ()
    lines = [translate(words.MUTED, language, n=number(len(mutes), language))]
    for mute in mutes if named else ():
        message = words.MUTED_LINE if mute.officers else words.MUTED_UNSIGNED
        values = {
            "name": set_apart(mute.alert.candidate.reference.name, language),
            "time": clock_time(mute.until.astimezone(wall.tzinfo), language),
        }
        if mute.officers:
            values["officers"] = ", ".join(mute.officers)
        lines.append(translate(message, language, **values))
    return tuple(lines)


def present_take_over(
    left: HandoverNotes,
    session: SessionView,
    mutes: Sequence[Mute],
    named: bool,
    language: Language,
    wall: datetime,
) -> TakeOverView | None:
    """Return what is to be read; None: nothing was left, or it was read."""
    shift = session.shift
    if shift is None or not session.working:
        return None
    muted = [mute for mute in mutes if mute.since < shift.began_at]
    waits = not left.taken_over and (left.open_before or left.cases or muted)
    if not left.left and not waits:
        return None
    still_open = number(left.open_before, language)
    facts = [translate(words.OPEN_LEFT, language, n=still_open)] if left.open_before else []
    if left.cases:
        facts.append(translate(shared_words.CASES_OPEN, language, n=number(left.cases, language)))
    return TakeOverView(
        translate(words.TAKE_OVER, language),
        (*facts, *present_mutes(muted, named, language, wall)),
        present_notes(left.left, language, wall),
        translate(words.READ, language),
    )
