"""A screen in a window of its own under a finger, over desks whose steps a test makes."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QPointingDevice
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from edge_app.ui.kit.key_button import KeyButton
from edge_app.ui.kit.screen import Screen, ScreenContext
from edge_app.ui.kit.touch_button import TouchButton
from edge_app.ui.look.style import Style, style_for
from edge_app.ui.look.stylesheet import stylesheet
from edge_app.ui.look.theme import DARK, Palette
from edge_app.ui.text.language import Language
from tests.edge_app.desk.verification_fixtures import NOW, Counter


class Stand:
    """`step` does what the desk has to do, then shows it."""

    def __init__(self, counter: Counter, desk: object, screen: Screen, finger: QPointingDevice):
        self.counter, self.desk, self.screen, self.finger = counter, desk, screen, finger
        self.language = Language.ID
        self.said: list[str] = []
        screen.notified.connect(self.said.append)
        self.window = QWidget()
        self.window.setObjectName("window")
        self.window.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        screen.setParent(self.window)
        self.style: Style = style_for(1280, 800)
        self.resize(1280, 800)
        self.window.show()
        screen.show()
        screen.entered()
        self.step()

    def resize(self, width: int, height: int, palette: Palette = DARK, text: float = 1.0) -> None:
        self.style = style_for(width, height, palette=palette, text=text)
        self.window.resize(width, height)
        self.window.setStyleSheet(stylesheet(self.style))
        rail, bar = self.style.px(132), self.style.px(76)
        if height > width:
            self.screen.setGeometry(0, bar, width, height - bar - rail)
        else:
            self.screen.setGeometry(rail, bar, width - rail, height - bar)
        self.screen.restyle(self.style)

    def step(self, seconds: float = 0.1) -> object:
        view = self.counter.step(seconds, desk=self.desk)
        self.refresh()
        return view

    def refresh(self) -> None:
        lane = self.counter.lane.view()
        fresh = lane.frame and replace(lane.frame, captured_at=self.counter.clock.now)
        context = ScreenContext(
            replace(lane, frame=fresh),
            self.counter.session,
            self.language,
            self.counter.clock.now,
            NOW,
            self.style,
        )
        for _ in range(2):
            self.screen.show_context(context)
            QApplication.processEvents()

    def touch(self, widget: QWidget) -> None:
        where = widget.mapTo(self.window, widget.rect().center())
        QTest.touchEvent(self.window, self.finger).press(0, where, self.window).commit()
        QTest.touchEvent(self.window, self.finger).release(0, where, self.window).commit()

    def read(self) -> str:
        """All that can be read."""
        labels = self.window.findChildren(QLabel)
        return "\n".join(one.text() for one in labels if one.isVisible() and one.text())

    def targets(self) -> list[QWidget]:
        kinds = (*self.window.findChildren(TouchButton), *self.window.findChildren(KeyButton))
        return [one for one in kinds if one.isVisible()]

    def place(self, widget: QWidget) -> QRect:
        return QRect(widget.mapTo(self.window, QPoint(0, 0)), widget.size())

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
