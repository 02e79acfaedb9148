"""The English of every sentence, as Qt Linguist's compiled file has it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QTranslator

from edge_app.ui.text.language import speak_english_with
from edge_app.ui.text.source import Source

TRANSLATIONS = Path(__file__).with_name("translations")


def open_translations() -> None:
    """Let `language.say` speak English. Raises FileNotFoundError without the compiled file."""
    translator = QTranslator()
    compiled = TRANSLATIONS / "gapura_en.qm"
    # Read, not mapped: an update that writes the file anew would end a running kiosk.
    data = compiled.read_bytes()
    if not translator.load(data):
        raise FileNotFoundError(f"{compiled}: not there or damaged; run `make translations`")

    def english(phrase: Source, _kept: bytes = data) -> str:  # Qt reads where the bytes lie
        return translator.translate(phrase.context, phrase.text) or phrase.text

    speak_english_with(english)
