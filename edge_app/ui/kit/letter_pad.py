"""Letters on the glass, for names; digits and signs behind one key."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from edge_app.ui.kit.key_grid import KeyGrid
from edge_app.ui.kit.keypad_layout import DIGITS, LETTERS, letter_rows
from edge_app.ui.look.style import Style


class LetterPad(KeyGrid):
    """A typewriter's rows, or the alphabet where the place is too narrow for ten large keys.

    `pressed` carries a character ("A".."Z", "0".."9", " ", "-", "'", ".", "/") or "delete".
    Give it the whole width; `height_at` says how high it wants to be.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(letter_rows(10, False), parent)
        self._digits = False

    def take(self, name: str) -> None:
        """Swap letters and digits; tell of every other key."""
        if name in (DIGITS, LETTERS):
            self._digits = name == DIGITS
            self._fit()
        else:
            self.pressed.emit(name)

    def height_at(self, width: int) -> int:
        """Return the pixels for keys of a finger's size when the pad is `width` wide."""
        if self._style is None:
            return 0
        rows = len(letter_rows(self._columns_at(width), self._digits))
        return rows * (self._style.touch + self._gap) - self._gap

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Return none: the rows follow the width that there is."""
        return QSize(0, 0)

    def restyle(self, style: Style) -> None:
        """Take sizes and colours."""
        super().restyle(style)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Show as many columns as the width has room for."""
        self._fit()
        super().resizeEvent(event)

    def _columns_at(self, width: int) -> int:
        if self._style is None:
            return 10
        return (width + self._gap) // (self._style.touch + self._gap)

    def _fit(self) -> None:
        self.set_rows(letter_rows(self._columns_at(self.width()), self._digits))
