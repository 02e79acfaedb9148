"""Where a second officer types number and PIN, and agrees or not."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from edge_app.ui.alert.second_officer_presenter import SecondOfficerView
from edge_app.ui.alert.touch_guard import TouchGuard
from edge_app.ui.kit.entry_field import EntryField
from edge_app.ui.kit.fitted_label import FittedLabel
from edge_app.ui.kit.keypad import Keypad
from edge_app.ui.kit.letter_pad import LetterPad
from edge_app.ui.kit.notice_card import NoticeCard
from edge_app.ui.kit.touch_button import TouchButton
from edge_app.ui.look import theme
from edge_app.ui.look.style import Style
from edge_app.ui.look.theme import TextRole
from edge_app.ui.session.sign_in_presenter import SignInStep
from edge_app.ui.text.language import Language

FACES_UPRIGHT = 0.6  # of the height over the buttons, in an upright window


class SecondOfficerPage(QWidget):
    """Show a SecondOfficerView. Buttons that answer carry the alert on which the touch began."""

    typed = Signal(str)  # a key of the pad
    side = Signal()  # letters, or digits
    next = Signal()  # from the number to the PIN
    back = Signal(str)
    decided = Signal(str, bool)  # the alert, whether they agree

    def __init__(
        self, guard: TouchGuard, clock: Callable[[], float], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._style: Style | None = None
        self._view: SecondOfficerView | None = None
        self._language: Language | None = None
        self.title = FittedLabel(TextRole.HEADING, lines=2, parent=self)
        self.step = FittedLabel(TextRole.BODY, lines=5, parent=self)
        self.notice = NoticeCard(self)
        self.number, self.pin = EntryField(self), EntryField(self)
        self.keypad, self.letter_pad = Keypad(12, self), LetterPad(self)
        self.to_back, self.to_side = TouchButton("quiet", parent=self), TouchButton(parent=self)
        self.to_next = TouchButton("primary", parent=self)
        self.disagree = TouchButton("plain", parent=self)
        self.agree = TouchButton("danger", parent=self)
        for pad in (self.keypad, self.letter_pad):
            pad.pressed.connect(self.typed)
        self.to_side.clicked.connect(self.side)
        self.to_next.clicked.connect(self.next)

        def on(button: TouchButton, act: Callable[[str], object]) -> None:
            def clicked() -> None:
                alert_id = guard.release()
                if alert_id is not None:
                    act(alert_id)

            button.pressed.connect(lambda: guard.press(clock()))
            button.clicked.connect(clicked)

        on(self.to_back, self.back.emit)
        on(self.agree, lambda alert_id: self.decided.emit(alert_id, True))
        on(self.disagree, lambda alert_id: self.decided.emit(alert_id, False))

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
        self.title.setText(view.title)
        self.step.setText(view.step)
        self.notice.show_notice(view.notice)
        self.number.show_entry(view.number_label, view.number, typing is SignInStep.NUMBER)
        self.pin.show_entry(view.pin_label, view.dots, typing is SignInStep.PIN)
        self.to_back.setText(view.back)
        self.to_side.setText(view.side)
        self.to_next.setText(view.next)
        self.agree.setText(view.agree)
        self.disagree.setText(view.disagree)
        for button in (self.agree, self.disagree):
            button.setVisible(typing is SignInStep.PIN)
            button.setEnabled(view.ready)
        for button in (self.to_side, self.to_next):
            button.setVisible(typing is SignInStep.NUMBER)
        self.keypad.setVisible(not view.letters)
        self.letter_pad.setVisible(view.letters)
        self._place()

    def forget(self) -> None:
        """Hold nothing that was typed."""
        self._view = None
        self.number.show_entry("", "", False)
        self.pin.show_entry("", "", False)

    def restyle(self, style: Style) -> None:
        """Take sizes and colours."""
        self._style = style
        for part in (self.notice, self.number, self.pin):
            part.restyle(style)
        for pad in (self.keypad, self.letter_pad):
            pad.restyle(style)
            pad.setMinimumSize(0, 0)  # `_place` gives it rows that fit
        for button in self._buttons:
            button.restyle(style)
        self._place()

    @property
    def _buttons(self) -> tuple[TouchButton, ...]:
        return (self.to_back, self.to_side, self.to_next, self.disagree, self.agree)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Lay everything out anew."""
        super().resizeEvent(event)
        self._place()

    @property
    def faces(self) -> QRect:
        """Return where the faces are: the left half over the buttons; upright, the upper part."""
        style = self._style
        if style is None:
            return QRect()
        high = self._texts_height(style)
        if style.upright:
            return QRect(0, 0, self.width(), round(high * FACES_UPRIGHT))
        return QRect(0, 0, (self.width() - style.px(theme.MARGIN)) // 2, high)

    def _texts_height(self, style: Style) -> int:
        return max(self.height() - self._keys_height(style) - style.px(theme.GAP), 0)

    def _pad_height(self) -> int:
        if self._view is not None and self._view.letters:
            return self.letter_pad.height_at(self.width())
        return self.keypad.minimumSizeHint().height()

    def _keys_height(self, style: Style) -> int:
        return self._pad_height() + style.px(theme.GAP) + style.touch

    def _place(self) -> None:
        style, view = self._style, self._view
        if style is None or view is None or self.width() < 1:
            return
        gap = style.px(theme.GAP)
        columns = (self.width() + gap) // (style.touch + gap)
        self.keypad.set_columns(next((n for n in (12, 6, 4) if n <= columns), 3))
        bottom = self.height() - style.touch
        third = (self.width() - 2 * gap) // 3
        for row in (
            (self.to_back, self.to_side, self.to_next),
            (self.to_back, self.disagree, self.agree),
        ):
            for place, button in enumerate(row):
                button.setGeometry(place * (third + gap), bottom, third, style.touch)
        pad = self.letter_pad if view.letters else self.keypad
        high = self._pad_height()
        pad.setGeometry(0, bottom - gap - high, self.width(), high)
        texts = QRect(0, 0, self.width(), self._texts_height(style))
        if style.upright:
            texts.setTop(self.faces.bottom() + gap)
        else:
            texts.setLeft(self.faces.right() + style.px(theme.MARGIN))
        self._place_texts(texts, gap)

    def _place_texts(self, area: QRect, gap: int) -> None:
        """Place the fields at the foot; above them what is wrong, else what to do."""
        style = self._style
        if style is None:
            return
        field = min(self.number.height_for(style), area.height())
        half = (area.width() - gap) // 2
        top = area.bottom() + 1 - field
        self.number.setGeometry(area.left(), top, half, field)
        self.pin.setGeometry(area.left() + half + gap, top, half, field)
        room = max(area.height() - field - gap, 0)
        noticed = self._view is not None and self._view.notice is not None
        self.title.setVisible(not noticed and room > 0)
        self.step.setVisible(not noticed and room > 0)
        if noticed:
            card = min(self.notice.height_at(area.width()), room)
            self.notice.setGeometry(area.left(), area.top(), area.width(), card)
            return
        wanted = [self.title.heightForWidth(area.width()), self.step.heightForWidth(area.width())]
        share = min(room / max(sum(wanted), 1), 1.0)
        first = int(wanted[0] * share)
        self.title.setGeometry(area.left(), area.top(), area.width(), first)
        self.step.setGeometry(area.left(), area.top() + first, area.width(), int(wanted[1] * share))
