"""A tile for each lane: its name, whether it works, and how many cases wait there."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from edge_app.ui.kit.fitted_label import FittedLabel
from edge_app.ui.kit.icon import Icon
from edge_app.ui.kit.same_type import share_type
from edge_app.ui.lanes.presenter import MAX_TILES, LaneTileView
from edge_app.ui.look import theme
from edge_app.ui.look.style import Style
from edge_app.ui.look.theme import TextRole


class LaneTile(QFrame):
    """Show a LaneTileView. It is no button: cases are opened in the queue."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._icon = Icon()
        self.name = FittedLabel(TextRole.INSTRUCTION, lines=2)
        self.state = FittedLabel(TextRole.QUIET, lines=2)
        self.cases = FittedLabel(TextRole.BODY, hug=True)
        self._below = QHBoxLayout()
        self._below.addWidget(self.state, 1)
        self._below.addWidget(self.cases)
        self._words = QVBoxLayout()
        self._words.addWidget(self.name)
        self._words.addLayout(self._below, 1)
        self._line = QHBoxLayout(self)
        self._line.addWidget(self._icon)
        self._line.addLayout(self._words, 1)

    def show_tile(self, view: LaneTileView) -> None:
        """Show `view`."""
        self.name.setText(view.name)
        self.state.setText(view.state)
        self.cases.setText(view.cases)
        self.cases.setVisible(bool(view.cases))
        self._icon.show_icon(view.shape, view.tone)

    def restyle(self, style: Style) -> None:
        """Take sizes and colours."""
        gap = style.px(theme.GAP)
        self._line.setContentsMargins(gap, gap // 2, gap, gap // 2)
        for layout in (self._line, self._below):
            layout.setSpacing(gap)
        self._words.setSpacing(0)
        self._icon.restyle(style)


class LaneTiles(QWidget):
    """Up to eight of them, four in a row; two where the window is upright."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self.tiles = [LaneTile(self) for _ in range(MAX_TILES)]
        share_type(*(tile.state for tile in self.tiles))
        self._columns = 0

    def show_tiles(self, views: tuple[LaneTileView, ...]) -> None:
        """Show `views`."""
        for place, tile in enumerate(self.tiles):
            if place < len(views):
                tile.show_tile(views[place])
            tile.setVisible(place < len(views))

    def restyle(self, style: Style) -> None:
        """Take sizes and colours."""
        self._grid.setSpacing(style.px(theme.GAP))
        columns = 2 if style.upright or style.large else 4
        for column in range(4):
            self._grid.setColumnStretch(column, int(column < columns))
        for place, tile in enumerate(self.tiles):
            self._grid.addWidget(tile, place // columns, place % columns)
            tile.restyle(style)
