"""Notes one below the other, each with who wrote it, and a button that takes it back."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from edge_app.ui.kit.fitted_label import FittedLabel
from edge_app.ui.kit.place_guard import PlaceGuard
from edge_app.ui.kit.touch_button import TouchButton
from edge_app.ui.look import theme
from edge_app.ui.look.style import Style
from edge_app.ui.look.theme import TextRole
from edge_app.ui.session.note_presenter import NoteView


class _Row(QFrame):
    def __init__(self, removable: bool) -> None:
        super().__init__()
        self.setObjectName("card")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._text = FittedLabel(TextRole.BODY, lines=6)
        self._who = FittedLabel(TextRole.CAPTION)
        self.button = TouchButton("plain", small=True)
        self._texts, self._row = QVBoxLayout(), QHBoxLayout(self)
        self._texts.addWidget(self._text)
        self._texts.addWidget(self._who)
        self._row.addLayout(self._texts, 4)
        self._row.addWidget(self.button, 1)
        self.button.setVisible(removable)

    def show_note(self, view: NoteView, remove: str) -> None:
        self._text.setText(view.text)
        self._who.setText(view.who)
        self.button.setText(remove)

    def restyle(self, style: Style) -> None:
        gap = style.px(theme.GAP)
        self._row.setContentsMargins(gap, gap, gap, gap)
        self._row.setSpacing(gap)
        self._texts.setSpacing(gap // 3)
        self.button.restyle(style)


class NoteRows(QWidget):
    """Show NoteViews; `remove` is called with a note's id, None: they stay.

    Where one goes the next moves up: no second tap takes that one, too. `clock`: seconds.
    """

    def __init__(
        self,
        remove: Callable[[str], object] | None = None,
        clock: Callable[[], float] = time.monotonic,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._guard = PlaceGuard(clock)
        self.setObjectName("rows")
        self._remove = remove
        self._style: Style | None = None
        self.rows: list[_Row] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def show_notes(self, notes: tuple[NoteView, ...], remove: str = "") -> None:
        """Show `notes`; `remove` is what stands on the button of each."""
        while len(self.rows) < len(notes):
            row = _Row(self._remove is not None)
            place = len(self.rows)
            row.button.pressed.connect(partial(self._guard.press, place))
            row.button.clicked.connect(partial(self._clicked, place))
            if self._style is not None:
                row.restyle(self._style)
            self.rows.append(row)
            self._column.addWidget(row)
        self._guard.show(tuple(note.note_id for note in notes))
        for place, row in enumerate(self.rows):
            row.setVisible(place < len(notes))
            if place < len(notes):
                row.show_note(notes[place], remove)
        self.setVisible(bool(notes))

    def _clicked(self, place: int, _checked: bool = False) -> None:
        note_id = self._guard.release(place)
        if note_id is not None and self._remove is not None:
            self._remove(note_id)

    def restyle(self, style: Style) -> None:
        """Take sizes and colours."""
        self._style = style
        self._column.setSpacing(style.px(theme.GAP))
        for row in self.rows:
            row.restyle(style)
