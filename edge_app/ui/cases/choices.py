"""What is asked of a case: one touch from few choices, or words typed on the glass."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from edge_app.store.cases import MAX_NOTE
from edge_app.ui.cases import words
from edge_app.ui.kit.fitted_label import FittedLabel
from edge_app.ui.kit.keypad_layout import typed
from edge_app.ui.kit.letter_pad import LetterPad
from edge_app.ui.kit.list_row import ListRow, row_height
from edge_app.ui.kit.marks import Shape
from edge_app.ui.kit.row_view import RowView
from edge_app.ui.kit.same_type import share_type
from edge_app.ui.kit.touch_button import TouchButton
from edge_app.ui.kit.touch_list import TouchList
from edge_app.ui.look import theme
from edge_app.ui.look.style import Style
from edge_app.ui.look.theme import TextRole, Tone
from edge_app.ui.text import shared_words
from edge_app.ui.text.language import Language, translate

CARET = "▏"
MAX_KEY = 2.0  # times a finger's size: the height of a choice
MAX_BUTTONS = 12  # choices at once


@dataclass(frozen=True, slots=True)
class Choice:
    """A button, and what it does."""

    text: str = field(repr=False)
    do: Callable[[], object] = field(repr=False)


class CaseChoices(QWidget):
    """`done`: something was chosen, or nothing is to be. `write` takes what was typed."""

    done = Signal()

    def __init__(self, write: Callable[[str], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._write_note = write
        self._choices: tuple[Choice, ...] = ()
        self._text, self._typing, self._may_type = "", False, False
        self._language = Language.ID
        self._style: Style | None = None
        self._title = FittedLabel(TextRole.TITLE, lines=2, parent=self)
        self.text = FittedLabel(TextRole.HEADING, lines=8, parent=self)
        self.pad = LetterPad(self)
        self.buttons = [TouchButton("plain", parent=self) for _ in range(MAX_BUTTONS)]
        self.list = TouchList(ListRow, self._fill, row_height, self)  # for more than MAX_BUTTONS
        share_type(*self.buttons)
        self.back = TouchButton("quiet", parent=self)
        self.main = TouchButton("primary", parent=self)
        share_type(self.back, self.main)
        self.pad.pressed.connect(self._press)
        self.back.clicked.connect(self._go_back)
        self.main.clicked.connect(self._go_on)
        self.list.chosen.connect(self._choose)
        for place, button in enumerate(self.buttons):
            button.clicked.connect(lambda _=False, place=place: self._choose(place))

    def ask(
        self, title: str, choices: Sequence[Choice], language: Language, may_type: bool = False
    ) -> None:
        """Show the question and the choices; `may_type`: or words of one's own.

        What was typed stays until `forget`: a question may be asked again in the other language.
        """
        self._choices = tuple(choices)
        self._language, self._may_type = language, may_type
        self.list.show_entries(len(choices) if len(choices) > MAX_BUTTONS else 0, from_top=True)
        self._title.setText(title)
        self.pad.set_language(language)
        self._show()

    def forget(self) -> None:
        """Ask nothing any more."""
        self._text, self._typing = "", False
        self.ask("", (), self._language)

    # ---- what the officer does -------------------------------------------------------------------

    def _fill(self, row: QWidget, number: int) -> None:
        if isinstance(row, ListRow):
            text = self._choices[number].text
            row.show_row(RowView(text, text, "", "", Shape.RING, Tone.TEXT_QUIET))

    def _choose(self, place: int) -> None:
        if place < len(self._choices):
            self._choices[place].do()
            self.done.emit()

    def _press(self, key: str) -> None:
        self._text = typed(self._text, key, MAX_NOTE)
        self._show()

    def _go_back(self) -> None:
        if self._typing:
            self._text, self._typing = "", False
            self._show()
        else:
            self.done.emit()

    def _go_on(self) -> None:
        if not self._typing:
            self._typing = True
            self._show()
        elif self._text.strip():
            self._write_note(self._text)
            self.done.emit()

    # ---- what is shown ---------------------------------------------------------------------------

    def _show(self) -> None:
        self.back.setText(translate(shared_words.BACK, self._language))
        self.main.setText(translate(words.SAVE if self._typing else words.TYPE, self._language))
        self.main.setVisible(self._may_type)
        self.main.setEnabled(not self._typing or bool(self._text.strip()))
        self.text.setText(f"{self._text}{CARET}")
        for place, button in enumerate(self.buttons):
            shown = place < len(self._choices) <= MAX_BUTTONS
            button.setText(self._choices[place].text if shown else "")
            button.setVisible(shown and not self._typing)
        self.list.setVisible(len(self._choices) > MAX_BUTTONS)
        for part in (self.text, self.pad):
            part.setVisible(self._typing)
        self._place()

    def restyle(self, style: Style) -> None:
        """Take sizes and colours."""
        self._style = style
        self.pad.restyle(style)
        self.list.restyle(style)
        for button in (self.back, self.main, *self.buttons):
            button.restyle(style)
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Lay everything out anew."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        """Place buttons at the foot, the question at the top, choices or the pad between them."""
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
        self._title.ensurePolished()
        tall = self._title.heightForWidth(area.width())
        self._title.setGeometry(area.left(), area.top(), area.width(), tall)
        area.setTop(area.top() + tall + gap)
        if self._typing:
            pad = self.pad.height_at(area.width())
            self.pad.setGeometry(area.left(), area.bottom() + 1 - pad, area.width(), pad)
            area.setBottom(area.bottom() - pad - gap)
            self.text.setGeometry(area)
        elif len(self._choices) > MAX_BUTTONS:
            self.list.setGeometry(area)
        elif self._choices:
            self._place_choices(area, style, gap)

    def _place_choices(self, area: QRect, style: Style, gap: int) -> None:
        columns = 1 if style.upright and len(self._choices) <= MAX_BUTTONS // 2 else 2
        if len(self._choices) > MAX_BUTTONS // 2 and not style.upright:
            columns = 3
        rows = -(-len(self._choices) // columns)
        high = min((area.height() - gap * (rows - 1)) // rows, round(style.touch * MAX_KEY))
        wide = (area.width() - gap * (columns - 1)) // columns
        for place in range(len(self._choices)):
            row, column = divmod(place, columns)
            left, top = area.left() + column * (wide + gap), area.top() + row * (high + gap)
            self.buttons[place].setGeometry(left, top, wide, high)
