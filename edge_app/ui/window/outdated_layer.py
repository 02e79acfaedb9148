"""That the lists are too old, over every screen, until the officer has put it aside for a while."""

from __future__ import annotations

import math

from PySide6.QtWidgets import QWidget

from edge_app.desk.desk import Desk
from edge_app.ui.kit.screen import ScreenContext
from edge_app.ui.lane.faults_presenter import present_outdated_lists
from edge_app.ui.look import theme
from edge_app.ui.window.outdated_lists_page import OutdatedListsPage


class OutdatedLayer:
    """Of one window: `page` lies over its screens."""

    def __init__(self, desk: Desk, window: QWidget) -> None:
        self._desk = desk
        self._clock, self._aside_until = 0.0, -math.inf
        self.page = OutdatedListsPage(window)
        self.page.understood.connect(self._put_aside)

    def show_context(self, context: ScreenContext, covered: bool) -> None:
        """Show it where it is due, unless an alert covers the screens."""
        self._clock = context.clock
        due = context.session.working and not covered and context.clock >= self._aside_until
        self.page.show_outdated_lists(
            present_outdated_lists(context.lane, context.wall, context.language) if due else None
        )

    def _put_aside(self) -> None:
        self._aside_until = self._clock + theme.OUTDATED_AGAIN_S
        self._desk.put_aside_outdated()
        self.page.show_outdated_lists(None)
