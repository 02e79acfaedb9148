"""A row of chips over the counts: who raises no alert for now; a touch ends that."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import zip_longest

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from edge_app.ui.kit.place_guard import PlaceGuard
from edge_app.ui.kit.same_type import share_type
from edge_app.ui.kit.touch_button import TouchButton
from edge_app.ui.lane.mutes_presenter import MUTES_SHOWN, MuteView
from edge_app.ui.look import theme
from edge_app.ui.look.style import Style


class MutesBar(QFrame):
    """Show MuteViews, each in a half of the row; hidden without any."""

    lifted = Signal(str)  # the mute

    def __init__(self, clock: Callable[[], float], parent: QWidget | None = None) -> None:
        """`clock`: seconds, of any start."""
        super().__init__(parent)
        self.setObjectName("bar")
        self._guard = PlaceGuard(clock)
        self._views: tuple[MuteView, ...] = ()
        self._row = QHBoxLayout(self)
        self.chips = [TouchButton("plain", small=True) for _ in range(MUTES_SHOWN)]
        share_type(*self.chips)
        for n, chip in enumerate(self.chips):
            chip.pressed.connect(lambda n=n: self._guard.press(n))
            chip.clicked.connect(lambda _=False, n=n: self._lift(n))
            policy = chip.sizePolicy()
            policy.setRetainSizeWhenHidden(True)  # one alone is no wider
            chip.setSizePolicy(policy)
            self._row.addWidget(chip, 1)
        self.hide()

    def show_mutes(self, mutes: Sequence[MuteView]) -> None:
        """Show `mutes`."""
        if tuple(mutes) == self._views:
            return
        self._views = tuple(mutes)
        self._guard.show(tuple(mute.mute_id for mute in mutes))
        for chip, mute in zip_longest(self.chips, self._views):
            chip.setVisible(mute is not None)
            if mute is not None:
                chip.setText(f"{mute.text}\n{mute.lift}")
        self.setVisible(bool(self._views))

    def restyle(self, style: Style) -> None:
        """Take the sizes of `style`."""
        gap = style.px(theme.GAP)
        self._row.setContentsMargins(gap, gap // 2, gap, gap // 2)
        self._row.setSpacing(gap)
        for chip in self.chips:
            chip.restyle(style)
            chip.setFixedHeight(style.touch)

    def _lift(self, place: int) -> None:
        mute_id = self._guard.release(place)
        if mute_id is not None:
            self.lifted.emit(mute_id)
