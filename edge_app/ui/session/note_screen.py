"""A note to the next officer: one of six phrases, or words typed on the glass."""

from __future__ import annotations

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from edge_app.desk.session.handover import PHRASES, HandoverDesk
from edge_app.store.handovers import MAX_TEXT
from edge_app.ui.kit.fitted_label import FittedLabel
from edge_app.ui.kit.keypad_layout import typed
from edge_app.ui.kit.letter_pad import LetterPad
from edge_app.ui.kit.same_type import share_type
from edge_app.ui.kit.screen import Screen, ScreenContext
from edge_app.ui.kit.touch_button import TouchButton
from edge_app.ui.look import theme
from edge_app.ui.look.style import Style
from edge_app.ui.look.theme import TextRole
from edge_app.ui.session import note_words as words
from edge_app.ui.session.note_presenter import PHRASE_WORDS
from edge_app.ui.text import shared_words
from edge_app.ui.text.language import Language, translate

CARET = "▏"
_TYPED = 0.76  # of their type: large words above a pad, to leave room for what is typed
MAX_KEY = 2.0  # times a finger's size: the height of a phrase


class NoteScreen(Screen):
    """`back_wanted`: done, or not to be written."""

    back_wanted = Signal()

    def __init__(self, desk: HandoverDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._text, self._typing = "", False
        self._language = Language.ID
        self._style: Style | None = None
        self._title = FittedLabel(TextRole.TITLE, parent=self)
        self._hint = FittedLabel(TextRole.QUIET, lines=2, parent=self)
        self.text = FittedLabel(TextRole.HEADING, lines=8, parent=self)
        self.pad = LetterPad(self)
        self.phrases = {phrase: TouchButton("plain", parent=self) for phrase in PHRASES}
        share_type(*self.phrases.values())
        self.back = TouchButton("plain", parent=self)
        self.main = TouchButton("primary", parent=self)
        share_type(self.back, self.main)
        self.pad.pressed.connect(self._press)
        self.back.clicked.connect(self._go_back)
        self.main.clicked.connect(self._go_on)
        for phrase, button in self.phrases.items():
            button.clicked.connect(lambda _=False, phrase=phrase: self._say(phrase))

    def title(self, language: Language) -> str:
        """Return the name of the screen, as it stands at the top."""
        return translate(words.TITLE, language)

    def left(self) -> None:
        """Forget what was typed."""
        self._text, self._typing = "", False
        self._write()

    # ---- what the officer does -------------------------------------------------------------------

    def _say(self, phrase: str) -> None:
        self._desk.write(phrase)
        self.back_wanted.emit()

    def _press(self, key: str) -> None:
        self._text = typed(self._text, key, MAX_TEXT)
        self._write()

    def _go_back(self) -> None:
        if self._typing:
            self.left()
        else:
            self.back_wanted.emit()

    def _go_on(self) -> None:
        if not self._typing:
            self._typing = True
            self._write()
        elif self._text.strip():
            self._desk.write(text=self._text)
            self.back_wanted.emit()

    # ---- what is shown ---------------------------------------------------------------------------

    def show_context(self, context: ScreenContext) -> None:
        """Show the words in the language of the screen."""
        if context.language is not self._language or not self._title.text():
            self._language = context.language
            self.pad.set_language(context.language)
            self._write()

    def _write(self) -> None:
        language, typing = self._language, self._typing
        self._title.setText(translate(words.TITLE, language))
        self._hint.setText(translate(words.NO_NAMES if typing else words.HINT, language))
        self.text.setText(f"{self._text}{CARET}")
        self.back.setText(translate(shared_words.BACK, language))
        self.main.setText(translate(words.SAVE if typing else words.OWN_WORDS, language))
        self.main.setEnabled(not typing or bool(self._text.strip()))
        for phrase, button in self.phrases.items():
            button.setText(translate(PHRASE_WORDS[phrase], language))
            button.setVisible(not typing)
        self.text.setVisible(typing)
        self.pad.setVisible(typing)
        self._place()

    def restyle(self, style: Style) -> None:
        """Take sizes and colours."""
        self._style = style
        self.pad.restyle(style)
        for button in (self.back, self.main, *self.phrases.values()):
            button.restyle(style)
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Lay everything out anew."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        """Place the buttons at the foot, words at the top; phrases or the pad between them."""
        style = self._style
        if style is None:
            return
        margin, gap = style.px(theme.MARGIN), style.px(theme.GAP)
        area = self.rect().adjusted(margin, margin, -margin, -margin)
        high = max(style.touch, self.main.sizeHint().height())
        top, half = area.bottom() + 1 - high, (area.width() - gap) // 2
        self.back.setGeometry(area.left(), top, half, high)
        self.main.setGeometry(area.left() + half + gap, top, area.width() - half - gap, high)
        area.setBottom(top - margin)
        for label in (self._title, self._hint):
            label.ensurePolished()
            small = _TYPED if self._typing and style.large else 1.0
            tall = label.height_at(area.width(), small)
            label.setGeometry(area.left(), area.top(), area.width(), tall)
            area.setTop(area.top() + tall + gap // 2)
        if self._typing:
            pad = self.pad.height_at(area.width())
            self.pad.setGeometry(area.left(), area.bottom() + 1 - pad, area.width(), pad)
            area.setBottom(area.bottom() - pad - gap)
            self.text.setGeometry(area)
        else:
            self._place_phrases(area, style, gap)

    def _place_phrases(self, area: QRect, style: Style, gap: int) -> None:
        columns = 1 if style.upright else 2
        rows = -(-len(self.phrases) // columns)
        high = min((area.height() - gap * (rows - 1)) // rows, round(style.touch * MAX_KEY))
        wide = (area.width() - gap * (columns - 1)) // columns
        for place, button in enumerate(self.phrases.values()):
            row, column = divmod(place, columns)
            left, top = area.left() + column * (wide + gap), area.top() + row * (high + gap)
            button.setGeometry(left, top, wide, high)
