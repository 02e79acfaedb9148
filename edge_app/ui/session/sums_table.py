"""The alerts of a shift as a table: the last line and the last column are sums."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from edge_app.ui.kit.fitted_label import FittedLabel
from edge_app.ui.kit.same_type import share_type
from edge_app.ui.look import theme
from edge_app.ui.look.style import Style
from edge_app.ui.look.theme import TextRole
from edge_app.ui.session.handover_presenter import SumsView

_LEFT, _RIGHT = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight


class SumsTable(QFrame):
    """Show a SumsView, or hide."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._grid = QGridLayout(self)
        self._labels: dict[tuple[int, int], FittedLabel] = {}
        self._note = FittedLabel(TextRole.CAPTION, lines=3)
        self.hide()

    def show_sums(self, view: SumsView | None) -> None:
        """Show `view`; None: nothing was read."""
        self.setVisible(view is not None)
        if view is None:
            return
        lines = [(view.title, view.columns), *view.rows]
        last = len(lines) - 1
        for row, (name, cells) in enumerate(lines):
            role = TextRole.QUIET if row == 0 else TextRole.HEADING if row == last else None
            self._label(row, 0, role or TextRole.BODY).setText(name)
            for column, cell in enumerate(cells, 1):
                total = column == len(cells) and row
                of_cell = TextRole.HEADING if total else role or TextRole.BODY
                self._label(row, column, of_cell).setText(cell)
            share_type(*(self._labels[row, column] for column in range(1, len(cells) + 1)))
        self._note.setText(view.note)
        self._grid.addWidget(self._note, len(lines), 0, 1, 1 + len(view.columns))
        self._grid.setColumnStretch(0, 3)
        for column in range(len(view.columns)):
            self._grid.setColumnStretch(column + 1, 2)

    def _label(self, row: int, column: int, role: TextRole) -> FittedLabel:
        if (row, column) not in self._labels:
            label = self._labels[row, column] = FittedLabel(role, 2, _RIGHT if column else _LEFT)
            self._grid.addWidget(label, row, column)
        return self._labels[row, column]

    def restyle(self, style: Style) -> None:
        """Take sizes."""
        gap = style.px(theme.GAP)
        self._grid.setContentsMargins(gap, gap, gap, gap)
        self._grid.setHorizontalSpacing(gap)
        self._grid.setVerticalSpacing(gap // 3)
