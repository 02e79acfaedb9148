"""How long an alert has waited, and since when help is on its way, in words."""

from __future__ import annotations

from edge_app.ui.alert import words
from edge_app.ui.text.language import Language, number, translate
from edge_app.ui.text.message import Message

_MINUTES_FROM_S = 120.0


def waited(seconds: float, escalated: bool, language: Language) -> str:
    """`Menunggu 42 detik`; once it has escalated, that nobody answered."""
    if escalated:
        return _span(seconds, words.UNANSWERED_SECONDS, words.UNANSWERED_MINUTES, language)
    return _span(seconds, words.WAITED_SECONDS, words.WAITED_MINUTES, language)


def called(seconds: float | None, language: Language) -> str:
    """When a colleague was called; empty: nobody was."""
    if seconds is None:
        return ""
    return _span(seconds, words.CALLED_SECONDS, words.CALLED_MINUTES, language)


def _span(seconds: float, short: Message, long: Message, language: Language) -> str:
    if seconds < _MINUTES_FROM_S:
        return translate(short, language, n=number(int(seconds), language))
    return translate(long, language, n=number(int(seconds // 60), language))
