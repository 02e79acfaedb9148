"""What former shifts left, over every screen, until the officer has read it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from edge_app.desk.desk import Desk
from edge_app.ui.kit.screen import ScreenContext
from edge_app.ui.session.note_presenter import TakeOverView, present_take_over
from edge_app.ui.session.take_over_page import TakeOverPage


class TakeOverLayer:
    """Of one window: `page` lies over its screens."""

    def __init__(self, desk: Desk, window: QWidget) -> None:
        self._handover = desk.handover
        self._waiting = 0, 0  # alerts that are open, and mutes
        self._left: TakeOverView | None = None
        self.page = TakeOverPage(window)
        self.page.read.connect(self._read)

    def look(self, context: ScreenContext) -> bool:
        """Look what was left; return whether colleagues' notes are among it."""
        lane = context.lane
        self._waiting = len(lane.open_alerts), len(lane.mutes)
        self._left = present_take_over(
            self._handover.view(),
            context.session,
            lane.mutes,
            not context.visitors_see,
            context.language,
            context.wall,
        )
        return self._left is not None and bool(self._left.notes)

    def show(self, covered: bool) -> None:
        """Show what was found, unless an alert covers the screens."""
        self.page.show_take_over(None if covered else self._left)

    def _read(self) -> None:
        self._handover.take_over(*self._waiting)
        self.page.show_take_over(None)
