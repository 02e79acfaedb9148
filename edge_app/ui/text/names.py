"""What people wrote as it is shown: as written, or with a word that this screen cannot do that."""

from __future__ import annotations

from collections.abc import Callable

from edge_app.ui.text import shared_words
from edge_app.ui.text.language import Language, translate
from sync.protocol.signs import plain


def _anything(_text: str) -> bool:
    return True


_draws: Callable[[str], bool] = _anything


def use_fonts(draws: Callable[[str], bool]) -> None:
    """Ask `draws` whether a name's letters can be drawn; the application sets it, once."""
    global _draws
    _draws = draws


def shown_name(name: str, language: Language) -> str:
    """Return a name for the screen, on one line; boxes in place of letters are called so."""
    text = plain(" ".join(name.split()))
    return text if _draws(text) else translate(shared_words.NOT_AS_WRITTEN, language, name=text)


def set_apart(name: str, language: Language) -> str:
    """Return `shown_name` for inside a sentence: a name from right to left turns nothing round."""
    return f"\u2068{shown_name(name, language) or '–'}\u2069"
