"""A screen in a window of its own under a finger, over desks whose steps a test makes."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QPoint
from PySide6.QtGui import QPointingDevice
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from edge_app.ui.kit.key_button import KeyButton
from edge_app.ui.kit.screen import ScreenContext
from edge_app.ui.kit.touch_button import TouchButton
from sync.protocol.zones import Zone
from tests.edge_app.desk.verification_fixtures import NOW, Counter
from tests.edge_app.ui.screen_window import ScreenWindow, Shown


class VerificationWindow(ScreenWindow[Shown]):
    """`step` does what the desk has to do, then shows it."""

    def __init__(
        self, counter: Counter, desk: object, screen: Shown, finger: QPointingDevice
    ) -> None:
        self.counter, self.desk = counter, desk
        self.said: list[str] = []
        self.wall = NOW
        self.zone: Zone = "WIB"
        screen.notified.connect(self.said.append)
        super().__init__(screen, finger, rail=True)
        self.step()

    def step(self, seconds: float = 0.1) -> object:
        view = self.counter.step(seconds, desk=self.desk)
        self.refresh()
        return view

    def refresh(self) -> None:
        lane = self.counter.lane.view()
        fresh = lane.frame and replace(lane.frame, captured_at=self.counter.clock.now)
        context = ScreenContext(
            replace(lane, frame=fresh, zone=self.zone),
            self.counter.session,
            self.language,
            self.counter.clock.now,
            self.wall,
            self.style,
        )
        for _ in range(2):
            self.screen.show_context(context)
            QApplication.processEvents()

    def targets(self) -> list[QWidget]:
        kinds = (*self.window.findChildren(TouchButton), *self.window.findChildren(KeyButton))
        return [one for one in kinds if one.isVisible()]

    def require_room(self) -> None:
        """Every target is large enough and nothing lies over another."""
        shown = [self.place(one) for one in self.targets()]
        whole = self.window.rect()
        for number, one in enumerate(shown):
            assert min(one.width(), one.height()) >= self.style.touch - 1, one
            assert whole.contains(one), one
            assert not any(one.intersects(other) for other in shown[number + 1 :]), one
        labels = [
            one.visibleRegion().boundingRect().translated(one.mapTo(self.window, QPoint(0, 0)))
            for one in self.window.findChildren(QLabel)
            if one.isVisible() and one.text()  # a row of a list may be out of view
        ]
        for label in labels:
            assert whole.contains(label) or label.isEmpty(), label
            assert not any(label.intersects(other) for other in shown), label
