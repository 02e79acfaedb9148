"""Keys in rows: each as large as the place allows, and as a gloved finger before all else."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from edge_app.ui.kit import button_words as words
from edge_app.ui.kit.key_button import KeyButton
from edge_app.ui.kit.keypad_layout import CLEAR, DELETE, DIGITS, LETTERS, SPACE, Row
from edge_app.ui.look import theme
from edge_app.ui.look.style import Style
from edge_app.ui.text import shared_words
from edge_app.ui.text.language import Language, translate

_FIXED = {DIGITS: "123", LETTERS: "ABC"}
_SPOKEN = {CLEAR: shared_words.CLEAR, DELETE: words.DELETE, SPACE: words.SPACE}


class KeyGrid(QWidget):
    """Rows of keys; `pressed` carries a key's name (`keypad_layout`).

    A key that follows itself in its row is one wide key; "" leaves a place empty.
    """

    pressed = Signal(str)

    def __init__(self, rows: tuple[Row, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._language = Language.ID
        self._style: Style | None = None
        self._keys: dict[str, KeyButton] = {}
        self._rows = rows
        self._make()

    def key(self, name: str) -> KeyButton:
        """Return the key of that name. Raise KeyError where there is none now."""
        if not any(name in row for row in self._rows):
            raise KeyError(name)
        return self._keys[name]

    @property
    def rows(self) -> tuple[Row, ...]:
        """Return what is shown."""
        return self._rows

    def set_language(self, language: Language) -> None:
        """Write the words on keys in `language`."""
        self._language = language
        for name, key in self._keys.items():
            key.set_label(self._label(name))

    def restyle(self, style: Style) -> None:
        """Take sizes and colours."""
        self._style = style
        for key in self._keys.values():
            key.restyle(style)
        self.setMinimumSize(self.minimumSizeHint())
        self.updateGeometry()
        self._place()

    def set_rows(self, rows: tuple[Row, ...]) -> None:
        """Show other keys in the same place."""
        if rows != self._rows:
            self._rows = rows
            self._make()
            self.updateGeometry()
            self._place()

    def _make(self) -> None:
        shown = {name for row in self._rows for name in row if name}
        for name in shown - self._keys.keys():
            key = self._keys[name] = KeyButton(name, self)
            key.set_label(self._label(name))
            key.pressed.connect(self.take)
            if self._style is not None:
                key.restyle(self._style)
        for name, key in self._keys.items():
            key.setVisible(name in shown)

    def take(self, name: str) -> None:
        """Tell of a key that was pressed."""
        self.pressed.emit(name)

    def _label(self, name: str) -> str:
        if name in _SPOKEN:
            return translate(_SPOKEN[name], self._language)
        return _FIXED.get(name, name)

    # ---- places ----------------------------------------------------------------------------------

    @property
    def columns(self) -> int:
        """Return how many keys a row holds."""
        return max(len(row) for row in self._rows)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Return the size at which every key is as large as a gloved finger."""
        if self._style is None:
            return QSize(0, 0)
        touch, gap = self._style.touch, self._gap
        across, down = self.columns, len(self._rows)
        return QSize(across * (touch + gap) - gap, down * (touch + gap) - gap)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return the least size."""
        return self.minimumSizeHint()

    @property
    def _gap(self) -> int:
        return self._style.px(theme.GAP) if self._style is not None else 0

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Lay the keys out anew."""
        super().resizeEvent(event)
        self._place()

    def _room(self, length: int, keys: int) -> int:
        """Return the pixels between `keys` in a row: fewer where a key were less than a finger."""
        if self._style is None or keys < 2:
            return self._gap
        spare = (length - keys * self._style.touch) // (keys - 1)
        return min(self._gap, max(spare, self._style.px(theme.GAP / 3)))

    def _place(self) -> None:
        rows = len(self._rows)
        beside, below = self._room(self.width(), self.columns), self._room(self.height(), rows)
        width, height = (self.width() + beside) / self.columns, (self.height() + below) / rows
        for down, row in enumerate(self._rows):
            top, bottom = round(down * height), round((down + 1) * height) - below
            for across, name in enumerate(row):
                if not name or (across and row[across - 1] == name):
                    continue
                span = 1
                while across + span < len(row) and row[across + span] == name:
                    span += 1
                left, right = round(across * width), round((across + span) * width) - beside
                self._keys[name].setGeometry(left, top, right - left, bottom - top)
