"""A sentence as it stands in the sources, for Qt Linguist to find."""

from __future__ import annotations

from typing import NamedTuple


class Source(NamedTuple):
    """An Indonesian sentence; `{names}` in braces are filled in by `language.say`."""

    context: str  # the file under ../translations that holds its English
    text: str


def QT_TRANSLATE_NOOP(context: str, text: str) -> Source:  # noqa: N802 (the name that lupdate reads)
    """Mark `text` for translation."""
    return Source(context, text)
