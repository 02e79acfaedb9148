"""One screen of the sign-in or the handover in a window, over a real session, under a finger."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from fakes.officers import PINS, Desk
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QPointingDevice
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from edge_app.desk.session.views import SessionView
from edge_app.domain import Counts, LaneView, SourceState, SyncView
from edge_app.ui.kit.screen import Screen, ScreenContext
from edge_app.ui.look.style import Style, style_for
from edge_app.ui.look.stylesheet import stylesheet
from edge_app.ui.text.language import Language
from tests.waiting import until

EMPTY_LANE = LaneView(None, SourceState.LIVE, "", (), (), Counts(), 30.0, (), 0)


class Stand:
    """The window polls as the kiosk's does, when a test says so."""

    def __init__(self, desk: Desk, screen: Screen, finger: QPointingDevice) -> None:
        self.desk, self.screen, self.finger = desk, screen, finger
        self.lane, self.language = EMPTY_LANE, Language.ID
        self.window = QWidget()
        self.window.setObjectName("window")
        self.window.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        screen.setParent(self.window)
        self.style: Style = style_for(1280, 800)
        self.resize(1280, 800)
        self.window.show()
        screen.show()
        screen.entered()
        self.refresh()

    def resize(self, width: int, height: int, text: float = 1.0) -> None:
        self.style = style_for(width, height, text=text)
        self.window.resize(width, height)
        self.window.setStyleSheet(stylesheet(self.style))
        bar = self.style.px(76)
        self.screen.setGeometry(0, bar, width, height - bar)
        self.screen.restyle(self.style)

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
        """A finger comes down and goes up."""
        where = widget.mapTo(self.window, widget.rect().center())
        QTest.touchEvent(self.window, self.finger).press(0, where, self.window).commit()
        QTest.touchEvent(self.window, self.finger).release(0, where, self.window).commit()
        self.refresh()

    def sign_in_directly(self, number: str) -> SessionView:
        """Without the screen."""
        self.desk.sign_in(number, PINS[number])
        return self.desk.until(lambda view: bool(view.shift and view.shift.shift_id))

    def with_alerts(self, *alerts: object, sync: SyncView | None = None) -> None:
        self.lane = replace(EMPTY_LANE, open_alerts=alerts, sync=sync)
        self.refresh()

    def read(self) -> str:
        """All that can be read."""
        labels = self.window.findChildren(QLabel)
        return "\n".join(one.text() for one in labels if one.isVisible())

    def place(self, widget: QWidget) -> QRect:
        return QRect(widget.mapTo(self.window, QPoint(0, 0)), widget.size())
