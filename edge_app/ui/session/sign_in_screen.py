"""Number and PIN on a large pad; while the screen is locked, who is on shift and what waits."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from edge_app.desk.session.session import Session
from edge_app.desk.session.views import SessionState, SessionView
from edge_app.ui.kit.entry_field import EntryField
from edge_app.ui.kit.fitted_label import FittedLabel
from edge_app.ui.kit.keypad import Keypad
from edge_app.ui.kit.letter_pad import LetterPad
from edge_app.ui.kit.notice_card import NoticeCard
from edge_app.ui.kit.same_type import share_type
from edge_app.ui.kit.screen import Screen, ScreenContext
from edge_app.ui.kit.strip_places import turned
from edge_app.ui.kit.touch_button import TouchButton
from edge_app.ui.look import theme
from edge_app.ui.look.style import Style
from edge_app.ui.look.theme import TextRole
from edge_app.ui.session import sign_in_presenter as presenter
from edge_app.ui.session import sign_in_words as words
from edge_app.ui.session.sign_in_presenter import (
    SignInForm,
    SignInStep,
    SignInView,
    present_sign_in,
)
from edge_app.ui.text.language import Language, translate


class SignInScreen(Screen):
    """Shown while nobody is signed in at a terminal that has accounts."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._form = SignInForm()
        self._form_of: str | None = None  # whose shift the form was opened for; None: not yet
        self._typed_at = 0.0
        self._clock = 0.0
        self._latest: SessionView | None = None
        self._shown: SignInView | None = None
        self._style: Style | None = None
        self._language: Language | None = None
        self.title_label = FittedLabel(TextRole.DISPLAY, lines=2, parent=self)
        self.on_shift = FittedLabel(TextRole.HEADING, lines=3, parent=self)
        self.ask = FittedLabel(TextRole.BODY, lines=3, parent=self)
        self.take_over = FittedLabel(TextRole.QUIET, lines=3, parent=self)
        self.notice = NoticeCard(self)
        self.number, self.pin = EntryField(self), EntryField(self)
        share_type(self.number.caption, self.pin.caption)
        self.keypad, self.letter_pad = Keypad(parent=self), LetterPad(self)
        self.side, self.main = (
            TouchButton("plain", parent=self),
            TouchButton("primary", parent=self),
        )
        share_type(self.side, self.main)
        self.keypad.pressed.connect(self._press)
        self.letter_pad.pressed.connect(self._press)
        self.main.clicked.connect(self._submit)
        self.side.clicked.connect(self._turn_aside)

    def title(self, language: Language) -> str:
        """Return the name of the screen, as it stands at the top."""
        return translate(words.TITLE, language)

    # ---- what the officer does -------------------------------------------------------------------

    def left(self) -> None:
        """Forget what was typed."""
        self._form, self._form_of = SignInForm(), None

    def scanned(self, text: str) -> bool:
        """Fill in the number of a badge; refuse anything else with a word."""
        if self._checking:
            return True
        self._change(presenter.scanned(self._form, text))
        return True

    @property
    def _checking(self) -> bool:
        return self._latest is not None and self._latest.state is SessionState.CHECKING

    def _press(self, key: str) -> None:
        if not self._checking and self._shown is not None and self._shown.keys_enabled:
            self._change(presenter.pressed(self._form, key))

    def _turn_aside(self) -> None:
        if self._checking:
            return
        form = self._form
        if form.step is SignInStep.PIN:
            self._change(SignInForm())
        else:
            self._change(SignInForm(form.number, letters=not form.letters))

    def _submit(self) -> None:
        form, complete = presenter.submitted(self._form)
        if complete and self._shown is not None and self._shown.main_enabled:
            self._session.sign_in(form.number, form.pin)
            form = SignInForm(form.number, step=SignInStep.PIN)  # the PIN is nowhere here any more
            self._form, self._typed_at = form, self._clock
        elif not complete:
            self._change(form)

    def _change(self, form: SignInForm) -> None:
        """Take `form`; a wait is only forgotten together with the number that it holds for."""
        waits = self._latest is not None and self._latest.retry_at is not None
        if form.number != self._form.number or not waits:
            self._session.forget_notice()
        self._form, self._typed_at = form, self._clock

    # ---- what is shown ---------------------------------------------------------------------------

    def show_context(self, context: ScreenContext) -> None:
        """Show how the sign-in stands."""
        session, self._clock, self._latest = context.session, context.clock, context.session
        owner = session.shift.number if session.shift else ""
        if owner != self._form_of:
            self._form, self._form_of = presenter.opened(session), owner
        elif context.clock - self._typed_at > presenter.FORGET_S and not self._checking:
            self._form = presenter.opened(session)
        view = present_sign_in(
            self._form,
            session,
            context.language,
            context.clock,
            context.wall,
            context.lane.opening,
            context.lane.sync,
        )
        if context.language is not self._language:
            self._language = context.language
            self.keypad.set_language(context.language)
            self.letter_pad.set_language(context.language)
        if view != self._shown:
            self._shown = view
            self._fill(view)

    def _fill(self, view: SignInView) -> None:
        self.title_label.setText(view.title)
        self.on_shift.setText(view.on_shift)
        self.ask.setText(view.ask)
        self.take_over.setText(view.take_over)
        self.notice.show_notice(view.notice)
        self.number.show_entry(view.number_label, view.number, view.step is SignInStep.NUMBER)
        self.pin.show_entry(view.pin_label, view.dots, view.step is SignInStep.PIN)
        self.main.setText(view.main)
        self.side.setText(view.side)
        self.main.setEnabled(view.main_enabled)
        self.side.setEnabled(view.keys_enabled)
        self.keypad.setEnabled(view.keys_enabled)
        self.letter_pad.setEnabled(view.keys_enabled)
        self.keypad.setVisible(not view.letters)
        self.letter_pad.setVisible(view.letters)
        self._place()

    def restyle(self, style: Style) -> None:
        """Take sizes and colours of `style`."""
        self._style = style
        self.keypad.set_columns(6 if style.close else 3)
        for part in (
            self.notice,
            self.number,
            self.pin,
            self.keypad,
            self.letter_pad,
            self.side,
            self.main,
        ):
            part.restyle(style)
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Lay everything out anew."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        """Place texts and fields beside the pad, or above it where it is narrow or has letters."""
        style, view = self._style, self._shown
        if style is None or view is None:
            return
        margin, gap = style.px(theme.MARGIN), style.px(theme.GAP)
        inside = self.rect().adjusted(margin, margin, -margin, -margin)
        keys, texts = QRect(inside), QRect(inside)
        letters = view.letters
        beside = not (style.upright or letters)
        if beside:
            keys.setLeft(inside.center().x() + margin)
            texts.setRight(keys.left() - 2 * margin)
            keys, texts = turned(inside, style, keys, texts)
        wide = keys.width()
        field, key = self.number.height_for(style), self._key_height(style)
        pad = self.letter_pad.height_at(wide) if letters else self._pad_height(style, keys)
        top = keys.bottom() + 1 - key
        half = (wide - gap) // 2
        self.side.setGeometry(keys.left(), top, half, key)
        self.main.setGeometry(keys.left() + half + gap, top, wide - half - gap, key)
        top -= gap + pad
        shown = self.letter_pad if letters else self.keypad
        shown.setGeometry(keys.left(), top, wide, pad)
        fields = texts if beside else keys
        top = inside.bottom() + 1 - field if beside else top - gap - field
        half = (fields.width() - gap) // 2
        self.number.setGeometry(fields.left(), top, half, field)
        self.pin.setGeometry(fields.left() + half + gap, top, fields.width() - half - gap, field)
        texts.setBottom(top - gap)
        self._place_texts(texts, view.notice is not None, gap)

    def _key_height(self, style: Style) -> int:
        return max(style.touch, self.main.sizeHint().height())

    def _pad_height(self, style: Style, keys: QRect) -> int:
        """Return the pad's height: as high as there is room for, and as its keys are handy."""
        gap = style.px(theme.GAP)
        room = keys.height() - self._key_height(style) - gap
        if style.upright:
            room = round(keys.height() * 0.5)
        most = 0 if style.close else 4 * round(style.touch * 1.6) + 3 * gap
        return max(min(room, most), self.keypad.minimumSizeHint().height())

    def _place_texts(self, area: QRect, noticed: bool, gap: int) -> None:
        """Place texts one below the other; without room the least important gives way."""
        card = min(self.notice.height_at(area.width()), area.height()) if noticed else 0
        shown = {label: _height(label, area.width()) for label in self._labels if label.text()}
        room = area.height() - card
        for label in (self.take_over, self.title_label, self.ask, self.on_shift):
            if sum(shown.values()) + gap * len(shown) > room:
                shown.pop(label, None)
        top = area.top()
        for label in self._labels:
            label.setVisible(label in shown)
            if label in shown:
                label.setGeometry(area.left(), top, area.width(), shown[label])
                top += shown[label] + gap
        if noticed:
            self.notice.setGeometry(area.left(), top, area.width(), card)

    @property
    def _labels(self) -> tuple[FittedLabel, ...]:
        return (self.title_label, self.on_shift, self.ask, self.take_over)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Lay everything out anew when the type has another size."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._place()


def _height(label: FittedLabel, width: int) -> int:
    label.ensurePolished()
    return label.heightForWidth(width)
