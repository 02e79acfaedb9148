"""Which letters the fonts of this machine draw: a name in others is boxes, which nobody reads."""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache

from PySide6.QtGui import QFont, QFontDatabase, QTextLayout

from edge_app.ui.look import theme

_System = QFontDatabase.WritingSystem
#: Scripts in which a name on a list may be written, beside Latin.
SCRIPTS = (
    _System.Arabic,
    _System.Armenian,
    _System.Bengali,
    _System.SimplifiedChinese,
    _System.Cyrillic,
    _System.Devanagari,
    _System.Georgian,
    _System.Greek,
    _System.Hebrew,
    _System.Japanese,
    _System.Khmer,
    _System.Korean,
    _System.Myanmar,
    _System.Sinhala,
    _System.Tamil,
    _System.Telugu,
    _System.Thai,
)


def undrawn_scripts() -> tuple[str, ...]:
    """Return the English names of SCRIPTS for which no font is installed here, in order."""
    missing = (each for each in SCRIPTS if not QFontDatabase.families(each))
    return tuple(QFontDatabase.writingSystemName(each) for each in missing)


@lru_cache(maxsize=4096)  # names on a list are shown again and again
def draws(text: str) -> bool:
    """Return whether the installed fonts have every letter of `text`."""
    undrawn = _undrawn_words()
    # Where no font is made for a script, Qt lays out its letters as if there were one.
    if any(unicodedata.name(sign, "").split(" ")[0] in undrawn for sign in text):
        return False
    font = QFont()
    font.setFamilies(theme.FONT_FAMILIES)
    layout = QTextLayout(text, font)
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    return all(0 not in run.glyphIndexes() for run in layout.glyphRuns())


@cache
def _undrawn_words() -> frozenset[str]:
    """Return how Unicode's names of letters begin in scripts without a font: "THAI"."""
    return frozenset(name.upper() for name in undrawn_scripts())
