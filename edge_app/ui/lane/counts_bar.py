"""The bar at the bottom: the numbers of the shift."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from edge_app.ui.kit.fitted_label import FittedLabel, level
from edge_app.ui.kit.same_type import share_type
from edge_app.ui.lane.counts_presenter import CountView
from edge_app.ui.look import theme
from edge_app.ui.look.style import Style

_COUNTS = 4


class CountsBar(QFrame):
    """Show CountViews side by side: the number large, what it counts under it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("bar")
        centre = Qt.AlignmentFlag.AlignHCenter
        self._row = QHBoxLayout(self)
        self._cells: list[tuple[FittedLabel, FittedLabel]] = []
        for _ in range(_COUNTS):
            value = FittedLabel(theme.TextRole.FIGURE, align=centre)
            label = FittedLabel(theme.TextRole.CAPTION, lines=2, align=centre)
            cell = QVBoxLayout()
            cell.setSpacing(0)
            cell.addWidget(value)
            cell.addWidget(label)
            self._row.addLayout(cell, 1)
            self._cells.append((value, label))
        for row in zip(*self._cells, strict=True):
            share_type(*row)
            level(*row)

    def show_counts(self, counts: Sequence[CountView]) -> None:
        """Show `counts`, at most four."""
        for place, count in enumerate((*counts, *(None,) * (_COUNTS - len(counts)))):
            value, label = self._cells[place]
            self._row.setStretch(place, int(count is not None))
            for part, text in ((value, count.value), (label, count.label)) if count else ():
                part.setText(text)
            for part in (value, label):  # without a number its place is the others'
                part.setVisible(count is not None)

    def restyle(self, style: Style) -> None:
        """Take the sizes of `style`."""
        margin = style.px(theme.MARGIN)
        self.setFixedHeight(style.px(theme.COUNTS_BAR_HEIGHT * (0.4 + 0.6 * style.text)))
        self._row.setContentsMargins(margin, margin // 4, margin, margin // 4)
        self._row.setSpacing(margin)
