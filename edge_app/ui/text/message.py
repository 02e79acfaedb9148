"""A message as it stands in the sources, for Qt Linguist to find."""

from __future__ import annotations

from typing import NamedTuple

CONTEXT = "gapura"  # one for all, so that an Indonesian sentence has one English


class Message(NamedTuple):
    """An Indonesian sentence; `language.translate` fills in its `{names}`."""

    text: str
    # Where Indonesian has one word and English needs two: what this one is ("verb", "one").
    disambiguation: str = ""


def QT_TRANSLATE_NOOP(  # noqa: N802 (the name that lupdate reads)
    context: str, text: str, disambiguation: str = ""
) -> Message:
    """Mark `text` for translation. Raise ValueError for a context that nobody translates."""
    if context != CONTEXT:
        raise ValueError(f"{context!r}: the context of every message is {CONTEXT!r}")
    return Message(text, disambiguation)
