"""The rows over the counts: who raises no alert for now, and a key that ends it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from edge_app.ui.kit.fitted_label import FittedLabel
from edge_app.ui.kit.touch_button import TouchButton
from edge_app.ui.lane.mutes_presenter import MUTES_SHOWN, MuteView
from edge_app.ui.look import theme
from edge_app.ui.look.style import Style


class MutesBar(QFrame):
    """Show MuteViews; hidden without any."""

    lifted = Signal(str)  # the mute

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("bar")
        self._views: tuple[MuteView, ...] = ()
        self._rows = QVBoxLayout(self)
        self.cells: list[tuple[QWidget, FittedLabel, TouchButton]] = []
        for n in range(MUTES_SHOWN):
            row, label = QWidget(), FittedLabel(theme.TextRole.BODY, lines=2)
            button = TouchButton("plain", small=True)
            button.clicked.connect(lambda _=False, n=n: self._lift(n))
            line = QHBoxLayout(row)
            line.setContentsMargins(0, 0, 0, 0)
            line.addWidget(label, 3)
            line.addWidget(button, 1)
            self._rows.addWidget(row)
            self.cells.append((row, label, button))
        self.hide()

    def show_mutes(self, mutes: Sequence[MuteView]) -> None:
        """Show `mutes`."""
        if tuple(mutes) == self._views:
            return
        self._views = tuple(mutes)
        for (row, label, button), mute in zip_longest(self.cells, self._views):
            row.setVisible(mute is not None)
            if mute is not None:
                label.setText(mute.text)
                button.setText(mute.lift)
        self.setVisible(bool(self._views))

    def restyle(self, style: Style) -> None:
        """Take the sizes of `style`."""
        margin = style.px(theme.MARGIN)
        self._rows.setContentsMargins(margin, margin // 4, margin, margin // 4)
        self._rows.setSpacing(style.px(theme.GAP) // 2)
        for _, label, button in self.cells:
            label.setMinimumHeight(style.touch)
            button.restyle(style)

    def _lift(self, row: int) -> None:
        if row < len(self._views):
            self.lifted.emit(self._views[row].mute_id)
