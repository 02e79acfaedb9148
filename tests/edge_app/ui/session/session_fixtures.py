"""One screen of the sign-in or the handover in a window, over a real session, under a finger."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtGui import QPointingDevice
from PySide6.QtWidgets import QApplication, QWidget

from edge_app.desk.session.views import SessionView
from edge_app.domain import Alert, Counts, LaneView, SourceState, SyncView
from edge_app.ui.kit.screen import ScreenContext
from tests.edge_app.ui.screen_window import ScreenWindow, Shown
from tests.fakes.officers import PINS, Desk
from tests.waiting import until

EMPTY_LANE = LaneView(None, SourceState.LIVE, "", (), (), Counts(), 30.0, (), 0)


class SessionWindow(ScreenWindow[Shown]):
    """The window polls as the kiosk's does, when a test says so."""

    def __init__(self, desk: Desk, screen: Shown, finger: QPointingDevice) -> None:
        self.desk, self.lane = desk, EMPTY_LANE
        super().__init__(screen, finger, rail=False)
        self.refresh()

    def refresh(self) -> SessionView:
        view = self.desk.session.view()
        wall = self.desk.trusted.astimezone()
        self.screen.show_context(
            ScreenContext(self.lane, view, self.language, self.desk.monotonic, wall, self.style)
        )
        QApplication.processEvents()
        return view

    def until(self, holds: Callable[[SessionView], bool]) -> SessionView:
        return until(lambda: view if holds(view := self.refresh()) else None, self.refresh)

    def until_shown(self, text: str) -> None:
        until(lambda: text in self.read(), self.read, between=self.refresh)

    def touch(self, widget: QWidget) -> None:
        super().touch(widget)
        self.refresh()

    def sign_in_directly(self, number: str) -> SessionView:
        """Without the screen."""
        self.desk.sign_in(number, PINS[number])
        return self.desk.until(lambda view: bool(view.shift and view.shift.shift_id))

    def with_alerts(self, *alerts: Alert, sync: SyncView | None = None) -> None:
        self.lane = replace(EMPTY_LANE, open_alerts=alerts, sync=sync)
        self.refresh()
