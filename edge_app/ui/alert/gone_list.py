"""Who alerted and left: a quiet list beside the case in front, opened by a touch."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QColor, QHideEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from edge_app.ui.kit.list_row import ListRow, row_height
from edge_app.ui.kit.row_view import RowView
from edge_app.ui.kit.touch_list import TouchList
from edge_app.ui.look.style import Style, style_for
from edge_app.ui.look.theme import Tone


class GoneList(QWidget):
    """Rows in order; `chosen` carries the alert that a finger wants in front. Hidden at first.

    `turned`: it was opened or closed.
    """

    chosen = Signal(str)
    turned = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._style = style_for(1280, 800)
        self._rows: tuple[RowView, ...] = ()
        self.list = TouchList(ListRow, self._fill, row_height)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.list)
        self.list.chosen.connect(self._choose)
        self.hide()

    def show_rows(self, rows: tuple[RowView, ...]) -> None:
        """Show `rows`; close where nobody is left."""
        if rows != self._rows:
            self._rows = rows
            self.list.show_entries(len(rows))
        if not rows:
            self.hide()

    def restyle(self, style: Style) -> None:
        """Take sizes and colours."""
        self._style = style
        self.list.restyle(style)

    def _fill(self, row: QWidget, number: int) -> None:
        if isinstance(row, ListRow) and number < len(self._rows):
            row.show_row(self._rows[number])

    def _choose(self, number: int) -> None:
        if number < len(self._rows):
            self.hide()
            self.chosen.emit(self._rows[number].key)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 (Qt's name)
        """Say that it is open."""
        super().showEvent(event)
        self.turned.emit()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        """Say that it is closed."""
        super().hideEvent(event)
        self.turned.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        """Cover what lies below."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._style.colour(Tone.BACKGROUND)))
        painter.end()
