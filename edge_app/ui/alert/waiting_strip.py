"""The alerts that wait behind the one in front: none hides another."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from edge_app.ui.alert import words
from edge_app.ui.alert.presenter import WaitingTileView
from edge_app.ui.alert.waiting_tile import WaitingTile
from edge_app.ui.kit.touch_button import TouchButton
from edge_app.ui.look import theme
from edge_app.ui.look.style import Style
from edge_app.ui.text.language import Language, number, translate


class WaitingStrip(QWidget):
    """Tiles in order, as many as there is room for; a place after them leads to the rest.

    `gone_wanted`: the last place, where somebody left, leads to those. `chosen` carries the id of
    the alert that a finger wants in front. A finger that came down on a tile which then showed
    another alert wants none.
    """

    chosen = Signal(str)
    gone_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._style: Style | None = None
        self._language = Language.ID
        self._tiles: tuple[WaitingTileView, ...] = ()
        self._first = 0  # of those that are shown
        self._pressed = ""
        self.buttons: list[WaitingTile] = []
        self.more = TouchButton("quiet", parent=self)
        self.more.clicked.connect(self._turn)
        self.more.hide()
        self.gone = TouchButton("quiet", small=True, parent=self)
        self.gone.clicked.connect(self.gone_wanted)
        self.gone.hide()

    def show_tiles(
        self, tiles: Sequence[WaitingTileView], language: Language, gone: str = ""
    ) -> None:
        """Show these; `gone`: the words of the button to those who left, empty: there is none."""
        shown = tuple(tiles), language, bool(gone)
        self.gone.setText(gone)
        if shown != (self._tiles, self._language, not self.gone.isHidden()):
            self._tiles, self._language = tuple(tiles), language
            self.gone.setVisible(bool(gone))
            self._place()

    def restyle(self, style: Style) -> None:
        """Take sizes and colours."""
        self._style = style
        self.more.restyle(style)
        self.gone.restyle(style)
        for button in self.buttons:
            button.restyle(style)
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Show as many tiles as there is room for."""
        super().resizeEvent(event)
        self._place()

    def _turn(self) -> None:
        """Show those that come after the ones that are shown; after the last the first."""
        self._first += len([one for one in self.buttons if not one.isHidden()])
        self._place()

    def _place(self) -> None:
        style = self._style
        if style is None or self.height() < 1:
            return
        gap, side = style.px(theme.GAP / 2), self.height()
        every = max((self.width() + gap) // (side + gap), 1)
        places = max(every - (not self.gone.isHidden()), 1)
        self.gone.setGeometry((every - 1) * (side + gap), 0, side, side)
        many = len(self._tiles) > places
        room = places - 1 if many else places
        self._first = self._first if many and self._first < len(self._tiles) else 0
        shown = self._tiles[self._first : self._first + room]
        while len(self.buttons) < len(shown):
            self.buttons.append(self._button(style))
        for place, button in enumerate(self.buttons):
            button.setVisible(place < len(shown))
            if place < len(shown):
                button.show_tile(shown[place])
            button.setGeometry(place * (side + gap), 0, side, side)
        left = number(len(self._tiles) - len(shown), self._language)
        self.more.setText(translate(words.MORE_WAITING, self._language, count=left))
        self.more.setVisible(many)
        self.more.setGeometry((places - 1) * (side + gap), 0, side, side)

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
