"""Which letters the fonts of this machine draw: a name in others is boxes, which nobody reads."""

from __future__ import annotations

from PySide6.QtGui import QFontDatabase

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
