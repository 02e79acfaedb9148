"""Practice in the window: planted alerts among the lane's, and what one was once it is over."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from edge_app.desk.desk import Desk
from edge_app.desk.practice.officer_alerts import OfficerAlerts
from edge_app.ui.kit.screen import ScreenContext
from edge_app.ui.practice.presenter import present_revealed
from edge_app.ui.practice.revealed_page import RevealedPage


class PracticeLayer:
    """Of one window: `alerts` is what its officer answers, `page` lies over its screens."""

    def __init__(self, desk: Desk, window: QWidget) -> None:
        self._practice = desk.practice
        self.alerts = OfficerAlerts(desk.alerts, desk.practice)
        self.page = RevealedPage(window)
        self.page.understood.connect(desk.practice.understood)

    def show_context(self, context: ScreenContext, covered: bool) -> None:
        """Show what a planted alert was, unless an alert covers the screens."""
        self.page.show_revealed(
            None
            if covered
            else present_revealed(
                self._practice.revealed, context.session, context.visitors_see, context.language
            )
        )
