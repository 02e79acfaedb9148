"""The alerts that wait behind the one in front: none hides another."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from edge_app.ui.alert import words
from edge_app.ui.alert.presenter import WaitingTileView
from edge_app.ui.alert.waiting_tile import WaitingTile
from edge_app.ui.kit.fitted_label import FittedLabel
from edge_app.ui.look import theme
from edge_app.ui.look.style import Style
from edge_app.ui.look.theme import TextRole
from edge_app.ui.text.language import Language, number, translate

LABEL_WIDTH = 112  # px on the design canvas


class WaitingStrip(QWidget):
    """Tiles in order, as many as there is room for, beside how many wait in all.

    `chosen` carries the id of the alert that a finger wants in front. A finger that came down on
    a tile which then showed another alert wants none.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._style: Style | None = None
        self._tiles: tuple[WaitingTileView, ...] = ()
        self._pressed = ""
        self.count = FittedLabel(TextRole.QUIET, lines=3, parent=self)
        self.buttons: list[WaitingTile] = []

    def show_tiles(self, tiles: Sequence[WaitingTileView], language: Language) -> None:
        """Show these, hide when there is none."""
        self.setVisible(bool(tiles))
        text = translate(words.WAITING, language, count=number(len(tiles), language))
        self.count.setText(text if tiles else "")
        if tuple(tiles) != self._tiles:
            self._tiles = tuple(tiles)
            self._place()

    def restyle(self, style: Style) -> None:
        """Take sizes and colours."""
        self._style = style
        for button in self.buttons:
            button.restyle(style)
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Show as many tiles as there is room for."""
        super().resizeEvent(event)
        self._place()

    def height_for(self, style: Style, width: int) -> int:
        """Return the pixels of a row of tiles; upright, of two where one does not hold all."""
        gap, side, per_row = self._measures(style, width)
        rows = 2 if style.upright and len(self._tiles) > per_row else 1
        return rows * (side + gap) - gap

    def _measures(self, style: Style, width: int) -> tuple[int, int, int]:
        """Return gap and side of a tile in pixels, and how many stand in a row."""
        gap, side = style.px(theme.GAP / 2), style.touch
        label = min(style.px(LABEL_WIDTH), width // 4)
        return gap, side, max((width - label - gap) // (side + gap), 1)

    def _place(self) -> None:
        style = self._style
        if style is None or self.height() < 1:
            return
        gap, side, per_row = self._measures(style, self.width())
        label = min(style.px(LABEL_WIDTH), self.width() // 4)
        self.count.setGeometry(0, 0, label, side)
        rows = max((self.height() + gap) // (side + gap), 1)
        shown = self._tiles[: per_row * rows]
        while len(self.buttons) < len(shown):
            self.buttons.append(self._button(style))
        for place, button in enumerate(self.buttons):
            button.setVisible(place < len(shown))
            if place < len(shown):
                button.show_tile(shown[place])
                across, down = place % per_row, place // per_row
                left = label + gap + across * (side + gap)
                button.setGeometry(left, down * (side + gap), side, side)

    def _button(self, style: Style) -> WaitingTile:
        button = WaitingTile(self)
        button.restyle(style)
        button.pressed.connect(lambda: self._press(button.alert_id))
        button.clicked.connect(lambda: self._choose(button.alert_id))
        return button

    def _press(self, alert_id: str) -> None:
        self._pressed = alert_id

    def _choose(self, alert_id: str) -> None:
        if alert_id and alert_id == self._pressed:
            self.chosen.emit(alert_id)
