"""An officer changes their own PIN on the large pad: the old one, then the new one twice."""

from __future__ import annotations

from concurrent.futures import Future

from PySide6.QtCore import QEvent, QRect, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from edge_app.desk.session.session import Session
from edge_app.desk.session.views import PinOutcome
from edge_app.ui.kit.entry_field import EntryField
from edge_app.ui.kit.fitted_label import FittedLabel
from edge_app.ui.kit.keypad import Keypad
from edge_app.ui.kit.notice_card import NoticeCard
from edge_app.ui.kit.same_type import share_type
from edge_app.ui.kit.screen import Screen, ScreenContext
from edge_app.ui.kit.strip_places import turned
from edge_app.ui.kit.touch_button import TouchButton
from edge_app.ui.look import theme
from edge_app.ui.look.style import Style
from edge_app.ui.look.theme import TextRole
from edge_app.ui.session import pin_presenter as presenter
from edge_app.ui.session.pin_presenter import PinForm, PinStep, PinView, present_pin
from edge_app.ui.session.sign_in_presenter import FORGET_S
from edge_app.ui.text.language import Language
from sync.protocol.jakarta import jakarta_day


class PinScreen(Screen):
    """For who is signed in. `back_wanted`: they are done, or leave it as it is."""

    back_wanted = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._form = PinForm()
        self._typed_at = 0.0
        self._asked: Future[PinOutcome] | None = None
        self._outcome: PinOutcome | None = None  # of the last try, until somebody types again
        self._context: ScreenContext | None = None
        self._shown: PinView | None = None
        self._style: Style | None = None
        self._language: Language | None = None
        self.title_label = FittedLabel(TextRole.DISPLAY, lines=2, parent=self)
        self.progress = FittedLabel(TextRole.QUIET, parent=self)
        self.ask = FittedLabel(TextRole.BODY, lines=6, parent=self)
        self.notice = NoticeCard(self)
        self.entry = EntryField(self)
        self.keypad = Keypad(parent=self)
        self.side = TouchButton("plain", parent=self)
        self.main = TouchButton("primary", parent=self)
        share_type(self.side, self.main)
        self.keypad.pressed.connect(self._press)
        self.main.clicked.connect(self._submit)
        self.side.clicked.connect(self._turn_back)

    # ---- what the officer does -------------------------------------------------------------------

    def left(self) -> None:
        """Forget what was typed; what is being saved is saved all the same."""
        self._form, self._asked, self._outcome = PinForm(), None, None

    def _press(self, key: str) -> None:
        if self._shown is not None and self._shown.keys_enabled:
            self._change(presenter.pressed(self._form, key))

    def _turn_back(self) -> None:
        if self._form.step is PinStep.OLD:
            self.back_wanted.emit()
        else:
            self._change(PinForm())

    def _submit(self) -> None:
        context = self._context
        if context is None or self._shown is None or not self._shown.main_enabled:
            return
        if self._outcome is not None and self._outcome.why is None:
            self.back_wanted.emit()
            return
        today = jakarta_day(context.wall)
        form, complete = presenter.submitted(self._form, context.session.number, today)
        if complete:
            self._asked = self._session.change_pin(form.old, form.new)
            form = PinForm()  # the PINs are nowhere here any more
        self._change(form)

    def _change(self, form: PinForm) -> None:
        """Take `form`; a wait is said until it is over."""
        context = self._context
        if context is not None:
            self._typed_at = context.clock
            if not presenter.waits(self._outcome, context.clock):
                self._outcome = None
        self._form = form

    # ---- what is shown ---------------------------------------------------------------------------

    def show_context(self, context: ScreenContext) -> None:
        """Show how far it is."""
        self._context = context
        if self._asked is not None and self._asked.done():
            self._outcome, self._asked = self._asked.result(), None
        if context.clock - self._typed_at > FORGET_S:
            self._form = PinForm()
        view = present_pin(
            self._form, self._outcome, self._asked is not None, context.language, context.clock
        )
        if context.language is not self._language:
            self._language = context.language
            self.keypad.set_language(context.language)
        if view != self._shown:
            self._shown = view
            self._fill(view)

    def _fill(self, view: PinView) -> None:
        self.title_label.setText(view.title)
        self.progress.setText(view.progress)
        self.ask.setText(view.ask)
        self.notice.show_notice(view.notice)
        self.entry.show_entry(view.label, view.dots, view.keys_enabled)
        self.main.setText(view.main)
        self.side.setText(view.side)
        self.main.setEnabled(view.main_enabled)
        self.side.setEnabled(view.keys_enabled)
        self.keypad.setEnabled(view.keys_enabled)
        self._place()

    def restyle(self, style: Style) -> None:
        """Take sizes and colours of `style`."""
        self.keypad.set_columns(6 if style.close else 3)
        self._style = style
        for part in (self.notice, self.entry, self.keypad, self.side, self.main):
            part.restyle(style)
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Lay everything out anew."""
        super().resizeEvent(event)
        self._place()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Lay everything out anew when the type has another size."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._place()

    def _place(self) -> None:
        """Place texts and field beside the pad, or above it where the window is upright."""
        style = self._style
        if style is None:
            return
        margin, gap = style.px(theme.MARGIN), style.px(theme.GAP)
        inside = self.rect().adjusted(margin, margin, -margin, -margin)
        keys, texts = QRect(inside), QRect(inside)
        if not style.upright:
            keys.setLeft(inside.center().x() + margin)
            texts.setRight(keys.left() - 2 * margin)
            keys, texts = turned(inside, style, keys, texts)
        wide, half = keys.width(), (keys.width() - gap) // 2
        field, key = self.entry.height_for(style), max(style.touch, self.main.sizeHint().height())
        room = keys.height() - key - gap
        if style.upright:
            room = min(room, round(keys.height() * 0.5))
        most = 0 if style.close else 4 * round(style.touch * 1.6) + 3 * gap
        pad = max(min(room, most), self.keypad.minimumSizeHint().height())
        top = keys.bottom() + 1 - key
        self.side.setGeometry(keys.left(), top, half, key)
        self.main.setGeometry(keys.left() + half + gap, top, wide - half - gap, key)
        top -= gap + pad
        self.keypad.setGeometry(keys.left(), top, wide, pad)
        top = top - gap - field if style.upright else inside.bottom() + 1 - field
        self.entry.setGeometry(texts.left(), top, texts.width(), field)
        texts.setBottom(top - gap)
        self._place_texts(texts, gap)

    def _place_texts(self, area: QRect, gap: int) -> None:
        """Place texts one below the other; without room the title gives way, then the step."""
        noticed = self._shown is not None and self._shown.notice is not None
        card = min(self.notice.height_at(area.width()), area.height()) if noticed else 0
        labels = (self.title_label, self.progress, self.ask)
        shown = {label: _height(label, area.width()) for label in labels if label.text()}
        for label in (self.title_label, self.progress):
            if sum(shown.values()) + gap * len(shown) > area.height() - card:
                shown.pop(label, None)
        top = area.top()
        for label in labels:
            label.setVisible(label in shown)
            if label in shown:
                label.setGeometry(area.left(), top, area.width(), shown[label])
                top += shown[label] + gap
        if noticed:
            self.notice.setGeometry(area.left(), top, area.width(), card)


def _height(label: FittedLabel, width: int) -> int:
    label.ensurePolished()
    return label.heightForWidth(width)
