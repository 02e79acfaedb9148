"""One screen in a window of its own, under a finger; what it is over, a test says."""

from __future__ import annotations

from typing import Generic, TypeVar

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QPointingDevice
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

from edge_app.ui.kit.screen import Screen
from edge_app.ui.look.style import Style, style_for
from edge_app.ui.look.stylesheet import stylesheet
from edge_app.ui.look.theme import DARK, Palette
from edge_app.ui.text.language import Language

Shown = TypeVar("Shown", bound=Screen)


class ScreenWindow(Generic[Shown]):
    """A window of 1280x800 at first; `rail`: it leaves the room that the rail of places takes."""

    def __init__(self, screen: Shown, finger: QPointingDevice, rail: bool) -> None:
        self.screen, self.finger, self.rail = screen, finger, rail
        self.language = Language.ID
        self.window = QWidget()
        self.window.setObjectName("window")
        self.window.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        screen.setParent(self.window)
        self.style: Style = style_for(1280, 800)
        self.resize(1280, 800)
        self.window.show()
        screen.show()
        screen.entered()

    def resize(self, width: int, height: int, palette: Palette = DARK, text: float = 1.0) -> None:
        self.style = style_for(width, height, palette=palette, text=text)
        self.window.resize(width, height)
        self.window.setStyleSheet(stylesheet(self.style))
        rail, bar = self.style.px(132) if self.rail else 0, self.style.px(76)
        if height > width:
            self.screen.setGeometry(0, bar, width, height - bar - rail)
        else:
            self.screen.setGeometry(rail, bar, width - rail, height - bar)
        self.screen.restyle(self.style)

    def touch(self, widget: QWidget) -> None:
        """Let a finger come down and go up in the middle of `widget`."""
        self.touch_at(widget, widget.rect().center())

    def touch_at(self, widget: QWidget, place: QPoint) -> None:
        """Let a finger come down and go up there, in the pixels of `widget`."""
        where = widget.mapTo(self.window, place)
        QTest.touchEvent(self.window, self.finger).press(0, where, self.window).commit()
        QTest.touchEvent(self.window, self.finger).release(0, where, self.window).commit()

    def read(self) -> str:
        """Return all that can be read."""
        labels = self.window.findChildren(QLabel)
        return "\n".join(one.text() for one in labels if one.isVisible() and one.text())

    def place(self, widget: QWidget) -> QRect:
        """Return where `widget` is in the window."""
        return QRect(widget.mapTo(self.window, QPoint(0, 0)), widget.size())
