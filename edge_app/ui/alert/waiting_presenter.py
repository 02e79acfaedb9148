"""How long an alert has waited, and since when help is on its way, in words."""

from __future__ import annotations

from edge_app.ui.alert import words
from edge_app.ui.text.language import Language, Unit, ago, duration, translate

_MINUTES_FROM_S = 120.0


def waited(seconds: float, escalated: bool, language: Language) -> str:
    """Return `Menunggu 42 detik`; once it has escalated, that nobody answered."""
    message = words.UNANSWERED if escalated else words.WAITED
    return translate(message, language, duration=duration(*_span(seconds), language))


def called(seconds: float | None, language: Language) -> str:
    """Return when a colleague was called; empty: nobody was."""
    if seconds is None:
        return ""
    return translate(words.CALLED, language, ago=ago(*_span(seconds), language))


def _span(seconds: float) -> tuple[int, Unit]:
    return (int(seconds), "second") if seconds < _MINUTES_FROM_S else (int(seconds // 60), "minute")
