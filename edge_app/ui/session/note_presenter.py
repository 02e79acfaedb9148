"""Notes to the next officer in words, and what was left by the shifts before."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from edge_app.desk.session.handover import HandoverNotes
from edge_app.store.handovers import Note
from edge_app.ui.kit.row_view import plain
from edge_app.ui.session import note_words as words
from edge_app.ui.text.language import Language, clock_time, date_and_time, number, translate
from edge_app.ui.text.message import Message

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
    facts: tuple[str, ...]  # open alerts, muted pairs
    notes: tuple[NoteView, ...]
    read: str


def note_text(note: Note, language: Language) -> str:
    """Return the note in words; a phrase of another version as its code."""
    if not note.phrase:
        return plain(note.text)
    message = PHRASE_WORDS.get(note.phrase)
    return note.phrase if message is None else translate(message, language)


def present_notes(
    notes: tuple[Note, ...], language: Language, wall: datetime
) -> tuple[NoteView, ...]:
    """Return notes with who wrote them; times in the zone of `wall`."""

    def who(note: Note) -> str:
        at = note.at.astimezone(wall.tzinfo)
        same_day = at.date() == wall.date()
        time = clock_time(at, language) if same_day else date_and_time(at, language)
        return translate(words.FROM, language, officer=note.officer, time=time)

    return tuple(NoteView(one.note_id, note_text(one, language), who(one)) for one in notes)


def present_take_over(
    left: HandoverNotes, muted: int, language: Language, wall: datetime
) -> TakeOverView | None:
    """Return what is to be read; None: nothing was left, or it was read."""
    waits = not left.taken_over and (left.open_before or muted)
    if not left.left and not waits:
        return None
    facts = [(words.OPEN_LEFT, left.open_before), (words.MUTED_LEFT, muted)]
    return TakeOverView(
        translate(words.TAKE_OVER, language),
        tuple(translate(word, language, n=number(n, language)) for word, n in facts if n),
        present_notes(left.left, language, wall),
        translate(words.READ, language),
    )
