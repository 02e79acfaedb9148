"""At the sign-in: what the shift before has left, until it is read."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from edge_app.ui.kit.fitted_label import FittedLabel
from edge_app.ui.kit.touch_area import TouchArea
from edge_app.ui.kit.touch_button import TouchButton
from edge_app.ui.look import theme
from edge_app.ui.look.style import Style
from edge_app.ui.look.theme import TextRole
from edge_app.ui.session.note_presenter import TakeOverView
from edge_app.ui.session.note_rows import NoteRows


class TakeOverPage(QWidget):
    """Show a TakeOverView, or hide; `read` once the officer says so."""

    read = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("screen")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._title = FittedLabel(TextRole.DISPLAY, lines=2)
        self._facts = FittedLabel(TextRole.HEADING, lines=8)
        self.notes = NoteRows()
        content = QWidget()
        content.setObjectName("rows")
        inside = QVBoxLayout(content)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.notes)
        inside.addStretch(1)
        self._area = TouchArea(content)
        self.read_button = TouchButton("primary")
        self.read_button.clicked.connect(self.read)
        self._column = QVBoxLayout(self)
        for widget in (self._title, self._facts):
            self._column.addWidget(widget)
        self._column.addWidget(self._area, 1)
        self._column.addWidget(self.read_button)
        self._shown: TakeOverView | None = None
        self.hide()

    def show_take_over(self, view: TakeOverView | None) -> None:
        """Show it, hide for None."""
        if view == self._shown:
            return
        self._shown = view
        if view is not None:
            self._title.setText(view.title)
            self._facts.setText("\n".join(view.facts))
            self._facts.setVisible(bool(view.facts))
            self.notes.show_notes(view.notes)
            self.read_button.setText(view.read)
        self.setVisible(view is not None)

    def restyle(self, style: Style) -> None:
        """Take sizes and colours."""
        margin = style.px(theme.MARGIN)
        self._column.setContentsMargins(margin, margin, margin, margin)
        self._column.setSpacing(margin)
        self.notes.restyle(style)
        self.read_button.restyle(style)
