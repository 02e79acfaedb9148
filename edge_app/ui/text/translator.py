"""The English of every message, from Qt Linguist's compiled file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QTranslator

from edge_app.ui.text.language import use_english
from edge_app.ui.text.message import CONTEXT, Message

TRANSLATIONS = Path(__file__).with_name("translations")


def open_translations() -> None:
    """Let `language.translate` give English. Raise FileNotFoundError without the compiled file."""
    translator = QTranslator()
    compiled = TRANSLATIONS / "gapura_en.qm"
    # Read, not mapped: an update that writes the file anew would end a running kiosk.
    data = compiled.read_bytes()
    if not translator.load(data):
        raise FileNotFoundError(f"{compiled}: not there or damaged; run `make translations`")

    def english(message: Message, _kept: bytes = data) -> str:  # Qt reads where the bytes lie
        return translator.translate(CONTEXT, *message) or message.text

    use_english(english)
