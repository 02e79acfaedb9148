"""A row over the counts: another version is ready; a touch lets it wait."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from edge_app.ui.kit.place_guard import PlaceGuard
from edge_app.ui.kit.touch_button import TouchButton
from edge_app.ui.lane.update_presenter import UpdateView
from edge_app.ui.look import theme
from edge_app.ui.look.style import Style


class UpdateBar(QFrame):
    """Show an UpdateView; hidden without one."""

    put_off = Signal()

    def __init__(self, clock: Callable[[], float], parent: QWidget | None = None) -> None:
        """`clock`: seconds, of any start."""
        super().__init__(parent)
        self.setObjectName("bar")
        self._guard = PlaceGuard(clock)
        self._view: UpdateView | None = None
        self.chip = TouchButton("plain", small=True)
        self.chip.pressed.connect(lambda: self._guard.press(0))
        self.chip.clicked.connect(self._put_off)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self.chip)
        self.hide()

    def show_update(self, view: UpdateView | None) -> None:
        """Show `view`."""
        if view == self._view:
            return
        self._view = view
        self._guard.show((f"{view.text} {view.key}",) if view is not None and view.key else ())
        if view is not None:
            self.chip.setText(f"{view.text}\n{view.key}" if view.key else view.text)
            self.chip.setEnabled(bool(view.key))
        self.setVisible(view is not None)

    def restyle(self, style: Style) -> None:
        """Take the sizes of `style`."""
        gap = style.px(theme.GAP)
        self._row.setContentsMargins(gap, gap // 2, gap, gap // 2)
        self.chip.restyle(style)
        self.chip.setFixedHeight(style.touch)

    def _put_off(self) -> None:
        if self._guard.release(0) is not None:
            self.put_off.emit()
