"""A telephone number is one word: nobody dials half of it."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFont

from edge_app.ui.kit.fitted_text import laid_out
from edge_app.ui.window.application import application


@pytest.mark.parametrize("number", ["(021) 555-0110", "+62 21 555 0110", "0812 3456 7890"])
def test_a_telephone_number_is_not_broken(number: str) -> None:
    application()
    font = QFont()
    font.setPixelSize(20)
    text = f"Hubungi petugas piket di nomor {number} sekarang juga."
    for width in range(180, 600, 7):
        layout = laid_out(text, font, width)
        lines = [layout.lineAt(n) for n in range(layout.lineCount())]
        shown = [text[line.textStart() : line.textStart() + line.textLength()] for line in lines]
        assert any(number in line for line in shown), shown
