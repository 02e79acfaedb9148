"""Where a second officer types number and PIN: beside the case, which stays as it is."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from edge_app.ui.alert.second_officer_presenter import SecondOfficerView
from edge_app.ui.kit.entry_field import EntryField
from edge_app.ui.kit.keypad import Keypad
from edge_app.ui.kit.letter_pad import LetterPad
from edge_app.ui.kit.same_type import share_type
from edge_app.ui.kit.touch_button import TouchButton
from edge_app.ui.kit.touch_guard import TouchGuard, guarded
from edge_app.ui.look import theme
from edge_app.ui.look.style import Style
from edge_app.ui.session.sign_in_presenter import SignInStep
from edge_app.ui.text.language import Language

_PAD = 0.57  # of the width; the fields beside it, away from the hand


class SecondOfficerPage(QWidget):
    """Show the typing of a SecondOfficerView. The answers stand where they always do.

    `letters_place`: a wider place, for the keys of letters.
    """

    typed = Signal(str)  # a key of the pad
    side = Signal()  # letters, or digits
    next = Signal()  # from the number to the PIN
    back = Signal(str)

    def __init__(
        self, guard: TouchGuard, clock: Callable[[], float], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._style: Style | None = None
        self._view: SecondOfficerView | None = None
        self._language: Language | None = None
        self._foot: QRect | None = None
        self.number, self.pin = EntryField(self), EntryField(self)
        share_type(self.number.caption, self.pin.caption)
        self.keypad, self.letter_pad = Keypad(3, self), LetterPad(self)
        self.to_back, self.to_side = TouchButton("quiet", parent=self), TouchButton(parent=self)
        self.to_next = TouchButton("primary", parent=self)
        share_type(self.to_back, self.to_side, self.to_next)
        for pad in (self.keypad, self.letter_pad):
            pad.pressed.connect(self.typed)
        self.to_side.clicked.connect(self.side)
        self.to_next.clicked.connect(self.next)
        guarded(self.to_back, guard, clock, self.back.emit)

    def show_second(self, view: SecondOfficerView, language: Language) -> None:
        """Show `view`."""
        if language is not self._language:
            self._language = language
            self.keypad.set_language(language)
            self.letter_pad.set_language(language)
        if view == self._view:
            return
        self._view = view
        typing = view.typing
        self.number.show_entry(view.number_label, view.number, typing is SignInStep.NUMBER)
        self.pin.show_entry(view.pin_label, view.dots, typing is SignInStep.PIN)
        self.to_back.setText(view.back)
        self.to_side.setText(view.side)
        self.to_next.setText(view.next)
        for button in (self.to_side, self.to_next):
            button.setVisible(typing is SignInStep.NUMBER)
        self.keypad.setVisible(not view.letters)
        self.letter_pad.setVisible(view.letters)
        self._place()

    @property
    def letters(self) -> bool:
        """Return whether letters are typed, which want the whole width."""
        return self._view is not None and self._view.letters

    def set_foot(self, foot: QRect | None) -> None:
        """Leave free what stands beside `foot`; None: this page has all of its place."""
        if foot != self._foot:
            self._foot = foot
            self._place()

    def letters_height(self, width: int) -> int:
        """Return the pixels of letters and the row above them."""
        if self._style is None:
            return 0
        row = self._style.touch + self._style.px(theme.GAP / 2)
        return self.letter_pad.height_at(width) + row

    def forget(self) -> None:
        """Hold nothing that was typed."""
        self._view = None
        self.number.show_entry("", "", False)
        self.pin.show_entry("", "", False)

    def restyle(self, style: Style) -> None:
        """Take sizes and colours."""
        self._style = style
        for field in (self.number, self.pin):
            field.restyle(style)
        for pad in (self.keypad, self.letter_pad):
            pad.restyle(style)
            pad.setMinimumSize(0, 0)  # `_place` gives it rows that fit
        for button in (self.to_back, self.to_side, self.to_next):
            button.restyle(style)
            button.setMinimumSize(0, 0)  # in rows as those of the pad, on a panel that is too small
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Lay everything out anew."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        style = self._style
        if style is None or self.width() < 1:
            return
        gap = style.px(theme.GAP / 2)
        if self.letters:
            self._place_letters(style, gap)
            return
        if self._foot is not None:
            self._place_close(style, gap, self._foot)
            return
        pad = round(self.width() * _PAD)
        self._set_columns(style, pad)
        left = style.left_handed and not style.upright
        wide = self.width() - pad - 2 * gap
        self.keypad.setGeometry(0 if left else self.width() - pad, 0, pad, self.height())
        beside = pad + 2 * gap if left else 0
        row = (self.height() - 3 * gap) // 4
        half = (wide - gap) // 2
        for place, part in enumerate((self.number, self.pin, self.to_next)):
            part.setGeometry(beside, place * (row + gap), wide, row)
        foot = 3 * (row + gap)
        self.to_back.setGeometry(beside, foot, half, row)
        self.to_side.setGeometry(beside + half + gap, foot, half, row)

    def _place_close(self, style: Style, gap: int, foot: QRect) -> None:
        """Place fields, digits over the whole width, and the other buttons in `foot`."""
        width, high = self.width(), 2 * style.touch + style.px(theme.GAP)
        top = max(foot.top() - gap - high, 1)
        self.keypad.set_columns(6)
        self.keypad.setGeometry(0, top, width, high)
        half, each = (width - gap) // 2, (foot.width() - 2 * gap) // 3
        for place, field in enumerate((self.number, self.pin)):
            field.setGeometry(place * (half + gap), 0, half, max(top - gap, 1))
        for place, button in enumerate((self.to_back, self.to_side, self.to_next)):
            left = foot.left() + place * (each + gap)
            button.setGeometry(left, foot.top(), each, foot.height())

    def _set_columns(self, style: Style, width: int) -> None:
        """Take as few columns as leave each row as high as a finger."""
        gap = style.px(theme.GAP)
        rows = (self.height() + gap) // (style.touch + gap)
        columns = (width + gap) // (style.touch + gap)
        fit = (n for n in (3, 4, 6, 12) if -(-12 // n) <= rows and n <= columns)
        self.keypad.set_columns(next(fit, 3))

    def _place_letters(self, style: Style, gap: int) -> None:
        """Place the letters in the lower rows over the whole width, and one row above them."""
        high = min(self.letter_pad.height_at(self.width()), self.height() - style.touch - gap)
        self.letter_pad.setGeometry(0, self.height() - high, self.width(), high)
        row = QRect(0, 0, self.width(), self.height() - high - gap)
        each = (row.width() - 3 * gap) // 4
        for place, part in enumerate((self.number, self.to_next, self.to_side, self.to_back)):
            part.setGeometry(place * (each + gap), 0, each, row.height())
        self.pin.setGeometry(0, 0, 0, 0)
