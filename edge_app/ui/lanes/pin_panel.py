"""Where a second officer types their PIN for an answer to another lane, beside the faces."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from edge_app.ui.kit.entry_field import EntryField
from edge_app.ui.kit.fitted_label import FittedLabel
from edge_app.ui.kit.keypad import Keypad
from edge_app.ui.kit.touch_button import TouchButton
from edge_app.ui.lanes.pin_presenter import PinPanelView
from edge_app.ui.look import theme
from edge_app.ui.look.style import Style
from edge_app.ui.look.theme import TextRole
from edge_app.ui.text.language import Language

_PAD = 0.57  # of the width, at most
_KEY = 1.5  # of a finger's breadth: a key is no wider
_DANGER = 1.25  # times what it wants, where type is large: what is to be feared grows first
_CLOSE_COLUMNS = 6  # of the pad, in a close window
_CLOSE_WORDS = 1.0  # finger: what the words have there at least


class PinPanel(QWidget):
    """Show a PinPanelView. What there is to fear of the person stays in sight."""

    typed = Signal(str)  # a key of the pad
    sent = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._style: Style | None = None
        self._view: PinPanelView | None = None
        self._language: Language | None = None
        self.danger = FittedLabel(TextRole.HEADING, lines=2, parent=self)
        self.wrong = FittedLabel(TextRole.FAULT, lines=3, parent=self)
        self.ask = FittedLabel(TextRole.BODY, lines=4, parent=self)
        self.entry, self.keypad = EntryField(self), Keypad(parent=self)
        self.send = TouchButton("primary", parent=self)
        self.keypad.pressed.connect(self.typed)
        self.send.clicked.connect(self.sent)

    def show_pin(self, view: PinPanelView, language: Language) -> None:
        """Show `view`."""
        if language is not self._language:
            self._language = language
            self.keypad.set_language(language)
        if view == self._view:
            return
        self._view = view
        self.danger.setText(view.danger)
        self.wrong.setText(view.wrong)
        self.ask.setText(view.ask)
        self.entry.show_entry(view.label, view.dots, active=True)
        self.send.setText(view.send)
        self.send.setEnabled(view.ready)
        self.keypad.setEnabled(view.keys_enabled)
        self._place()

    def forget(self) -> None:
        """Hold nothing that was typed."""
        self._view = None
        self.entry.show_entry("", "", active=False)

    def restyle(self, style: Style) -> None:
        """Take sizes and colours."""
        self._style = style
        for part in (self.entry, self.keypad, self.send):
            part.restyle(style)
        self.keypad.setMinimumSize(0, 0)  # `_place` gives it rows that fit
        rows = 2 + _CLOSE_WORDS
        least = round(rows * style.touch) + self.entry.height_for(style) + 3 * style.px(theme.GAP)
        self.setMinimumHeight(least if style.close else 0)
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Lay everything out anew."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        """Place words, field and key one below the other, and the pad beside them."""
        style = self._style
        if style is None or self.width() < 1:
            return
        gap, high = style.px(theme.GAP), self.height()
        if style.close:
            self._place_close(style, gap)
            return
        pad = self._set_columns(style, round(self.width() * _PAD))
        wide = self.width() - pad - 2 * gap
        left = style.left_handed and not style.upright
        self.keypad.setGeometry(0 if left else self.width() - pad, 0, pad, high)
        words = self.width() - wide if left else 0
        third = (high - 2 * gap) // 3
        field = min(max(style.touch, self.entry.height_for(style)), third)
        # Where type is large, what is to be feared wants the room.
        key = style.touch if style.large and not style.upright else field
        self.send.setGeometry(words, high - key, wide, key)
        self.entry.setGeometry(words, high - key - gap - field, wide, field)
        self._place_words(words, wide, high - key - field - 2 * gap)

    def _place_close(self, style: Style, gap: int) -> None:
        """Place the pad below the words, and field and key side by side between them."""
        self.keypad.set_columns(_CLOSE_COLUMNS)
        keys = 12 // _CLOSE_COLUMNS * (style.touch + gap) - gap
        field, half = self.entry.height_for(style), (self.width() - gap) // 2
        self.keypad.setGeometry(0, self.height() - keys, self.width(), keys)
        top = self.height() - keys - gap - field
        self.entry.setGeometry(0, top, half, field)
        self.send.setGeometry(half + gap, top, self.width() - half - gap, field)
        self._place_words(0, self.width(), max(top - gap, 0))

    def _set_columns(self, style: Style, most: int) -> int:
        """Take as few columns as leave each row as high as a finger; return their width."""
        gap = style.px(theme.GAP)
        rows = (self.height() + gap) // (style.touch + gap)
        columns = (most + gap) // (style.touch + gap)
        fit = next((n for n in (3, 4, 6, 12) if 12 // n <= rows and n <= columns), 3)
        self.keypad.set_columns(fit)
        return min(most, fit * round(_KEY * style.touch) + (fit - 1) * gap)

    def _place_words(self, left: int, width: int, height: int) -> None:
        """Give each sentence the part of the height that it would take at full size."""
        above = 0
        labels = [one for one in (self.danger, self.wrong, self.ask) if one.text()]
        large = self._style is not None and self._style.large
        if large and len(labels) > 1:
            labels.remove(self.ask)  # the field and the key say it too
        wanted = {one: float(one.height_at(width, 1.0)) for one in labels}
        if large and self.danger in wanted:
            wanted[self.danger] *= _DANGER
        for label in (self.danger, self.wrong, self.ask):
            label.setVisible(label in labels)
            if label in labels:
                part = round(height * wanted[label] / sum(wanted.values()))
                label.setGeometry(left, above, width, part)
                above += part
