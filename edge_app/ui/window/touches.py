"""Every touch of the application, before it reaches a key."""

from __future__ import annotations

import math
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtGui import QInputEvent

from edge_app.ui.window.scanner import Scanner

_TOUCHES = {
    QEvent.Type.TouchBegin,
    QEvent.Type.TouchUpdate,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.KeyPress,
}
_PRESSES = {
    QEvent.Type.TouchBegin,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseButtonDblClick,
}


class Touches(QObject):
    """Tell of every touch, for somebody is here; give the `scanner` the keys.

    An alert that comes up or goes takes the place of what a finger was aimed at: a touch within
    that moment does nothing.
    """

    def __init__(
        self,
        scanner: Scanner,
        clock: Callable[[], float],
        touched: Callable[[], None],
        parent: QObject,
    ) -> None:
        """Listen to nothing yet."""
        super().__init__(parent)
        self._scanner, self._clock, self._touched = scanner, clock, touched
        self._deaf_until = -math.inf

    def listen(self, on: bool) -> None:
        """Begin, or end."""
        app = QCoreApplication.instance()
        if app is not None and on:
            app.installEventFilter(self)
        elif app is not None:
            app.removeEventFilter(self)

    def ignore_until(self, until: float) -> None:
        """Ignore fingers that were aimed at what stood there before."""
        self._deaf_until = until

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        """Return whether the event ends here."""
        if not isinstance(event, QInputEvent):  # nearly all: every event of every widget comes by
            return False
        if event.type() in _PRESSES and self._clock() < self._deaf_until:
            return True
        if event.type() in _TOUCHES:
            self._touched()
        return self._scanner.eventFilter(watched, event)
