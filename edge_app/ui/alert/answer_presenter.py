"""Answers and reasons in words, on the alert as in the history."""

from __future__ import annotations

from edge_app.desk.alerts.answers import Reason
from edge_app.domain import Answer
from edge_app.ui.alert import words
from edge_app.ui.text import shared_words
from edge_app.ui.text.language import Language, translate
from edge_app.ui.text.message import Message

_ANSWERS: dict[Answer, Message] = {
    Answer.CONFIRMED: words.CONFIRM,
    Answer.NOT_THIS_PERSON: shared_words.NOT_THIS_PERSON,
    Answer.CANNOT_TELL: shared_words.CANNOT_TELL,
    Answer.UNANSWERED: shared_words.NOT_ANSWERED,
}
_REASONS: dict[Reason, Message] = {
    Reason.DOCUMENT_AGREES: words.DOCUMENT_AGREES,
    Reason.SAME_BY_EYE: words.SAME_BY_EYE,
    Reason.PERSON_SAYS_SO: words.PERSON_SAYS_SO,
    Reason.DIFFERENT_BY_EYE: words.DIFFERENT_BY_EYE,
    Reason.OTHER_DOCUMENT: words.OTHER_DOCUMENT,
    Reason.KNOWN_TO_OFFICER: words.KNOWN_TO_OFFICER,
    Reason.POOR_PICTURE: words.POOR_PICTURE,
    Reason.PERSON_GONE: words.PERSON_GONE,
    Reason.NO_DOCUMENT: words.NO_DOCUMENT,
    Reason.OFFICERS_DISAGREE: words.OFFICERS_DISAGREE,
    Reason.TIME_OVER: words.TIME_OVER,
    Reason.NO_SECOND_OFFICER: words.NO_SECOND_OFFICER,
    Reason.BETTER_MATCH: words.BETTER_MATCH,
    Reason.TOO_MANY: words.TOO_MANY,
}


def answer_words(answer: Answer, language: Language) -> str:
    """Return the officer's answer in words."""
    return translate(_ANSWERS[answer], language)


def reason_words(code: str, language: Language) -> str:
    """Return the reason of that code in words; a code of another version as it stands."""
    try:
        return translate(_REASONS[Reason(code)], language)
    except ValueError:
        return code
