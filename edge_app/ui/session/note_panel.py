"""On the handover: what was noted for the next officer in this shift."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from edge_app.desk.session.handover import HandoverDesk
from edge_app.ui.kit.fitted_label import FittedLabel
from edge_app.ui.look import theme
from edge_app.ui.look.style import Style
from edge_app.ui.look.theme import TextRole
from edge_app.ui.session import note_words as words
from edge_app.ui.session.note_presenter import NoteView
from edge_app.ui.session.note_rows import NoteRows
from edge_app.ui.text.language import Language, translate


class NotePanel(QWidget):
    """Show NoteViews, each with a button that takes it back; hidden without any."""

    def __init__(
        self, desk: HandoverDesk, clock: Callable[[], float], parent: QWidget | None = None
    ) -> None:
        """`clock`: seconds, of any start."""
        super().__init__(parent)
        self.setObjectName("rows")
        self._title = FittedLabel(TextRole.HEADING, lines=2)
        self.notes = NoteRows(desk.withdraw, clock)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self._title)
        self._column.addWidget(self.notes)
        self.hide()

    def show_notes(self, notes: tuple[NoteView, ...], language: Language) -> None:
        """Show what was noted."""
        self._title.setText(translate(words.TITLE, language))
        self.notes.show_notes(notes, translate(words.REMOVE, language))
        self.setVisible(bool(notes))

    def restyle(self, style: Style) -> None:
        """Take sizes and colours."""
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(style.px(theme.GAP))
        self.notes.restyle(style)
