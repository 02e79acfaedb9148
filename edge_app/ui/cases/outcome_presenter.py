"""What became of a person, in words."""

from __future__ import annotations

from edge_app.desk.cases.codes import Outcome
from edge_app.ui.cases import words
from edge_app.ui.text.language import Language, translate
from edge_app.ui.text.message import Message

OUTCOMES: dict[Outcome, Message] = {
    Outcome.ESCORTED_POST: words.ESCORTED_POST,
    Outcome.ESCORTED_ROOM: words.ESCORTED_ROOM,
    Outcome.ESCORTED_MEDICAL: words.ESCORTED_MEDICAL,
    Outcome.HANDED_POLICE: words.HANDED_POLICE,
    Outcome.HANDED_IMMIGRATION: words.HANDED_IMMIGRATION,
    Outcome.HANDED_OWNER: words.HANDED_OWNER,
    Outcome.LET_GO_OTHER: words.LET_GO_OTHER,
    Outcome.LET_GO_OWNER: words.LET_GO_OWNER,
    Outcome.LEFT: words.LEFT,
}


def outcome_words(code: str, language: Language) -> str:
    """Return an outcome in words; a code of another version as it stands."""
    try:
        return translate(OUTCOMES[Outcome(code)], language)
    except ValueError:
        return code
