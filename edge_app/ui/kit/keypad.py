"""Digits on the glass."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from edge_app.ui.kit.key_grid import KeyGrid
from edge_app.ui.kit.keypad_layout import digit_rows


class Keypad(KeyGrid):
    """0 to 9, delete and clear; `pressed` carries "0".."9", "delete" or "clear".

    `keypad_layout.typed` says what becomes of a text.
    """

    def __init__(self, columns: int = 3, parent: QWidget | None = None) -> None:
        """Make it of 3, 4, 6 or 12 columns, as the place is wide."""
        super().__init__(digit_rows(columns), parent)

    def set_columns(self, columns: int) -> None:
        """Show the same keys in 3, 4, 6 or 12 columns."""
        self.set_rows(digit_rows(columns))
