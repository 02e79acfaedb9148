"""A number with what it is of, and small print."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from edge_app.ui.kit.fitted_label import FittedLabel, level
from edge_app.ui.kit.same_type import share_type
from edge_app.ui.kit.tile_view import TileView
from edge_app.ui.look import theme
from edge_app.ui.look.style import Style
from edge_app.ui.look.theme import TextRole


class NumberTile(QFrame):
    """Show a TileView."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.caption = FittedLabel(TextRole.QUIET, lines=2)
        self.value = FittedLabel(TextRole.FIGURE, lines=2)
        self._detail = FittedLabel(TextRole.CAPTION, lines=6)
        self._column = QVBoxLayout(self)
        for label in (self.caption, self.value, self._detail):
            self._column.addWidget(label)
        self._column.addStretch(1)

    def show_tile(self, view: TileView) -> None:
        """Show `view`; no detail, no line for one."""
        self.caption.setText(view.caption)
        self.value.setText(view.value)
        self._detail.setText(view.detail)
        self._detail.setVisible(bool(view.detail))

    def restyle(self, style: Style) -> None:
        """Take sizes."""
        gap = style.px(theme.GAP)
        self._column.setContentsMargins(gap, gap, gap, gap)
        self._column.setSpacing(gap // 3)


def in_rows(tiles: Sequence[NumberTile], columns: int) -> None:
    """Set what `tiles` are of in one size, their numbers too; in a row both stand level."""
    share_type(*(tile.caption for tile in tiles))
    share_type(*(tile.value for tile in tiles))
    for first in range(0, len(tiles), columns):
        row = tiles[first : first + columns]
        level(*(tile.caption for tile in row))
        level(*(tile.value for tile in row))
