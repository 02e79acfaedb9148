"""Every touch of the application, before it reaches a key."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QPointF
from PySide6.QtGui import QInputEvent, QPointerEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from edge_app.ui.kit.key_button import KeyButton
from edge_app.ui.look import theme
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

    A page that comes up or goes takes the place of what a finger was aimed at, and so does another
    layout: a touch within that moment does nothing. Nor does the second tap of a double tap where
    the first brought up another key there, or gave the key another meaning.
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
        self._tapped: tuple[float, QPointF, QWidget, str] | None = None  # until when, where, what
        self._in_front, self._worked = set[QWidget](), True  # pages, and work, a moment ago

    def listen(self, on: bool) -> None:
        """Begin, or end."""
        app = QCoreApplication.instance()
        if app is not None and on:
            app.installEventFilter(self)
        elif app is not None:
            app.removeEventFilter(self)

    def note_what_came(self, alert: QWidget, pages: Iterable[QWidget], working: bool) -> None:
        """Ignore touches for a moment where another page is in front, or somebody signed in."""
        here = {page for page in (alert, *pages) if not page.isHidden()}
        came = here - self._in_front - {alert}  # an alert's answers have a guard of their own
        guard = 0.0
        if came or (working and not self._worked):
            guard = theme.ANSWER_GUARD_S
        elif here != self._in_front:
            guard = theme.STEP_GUARD_S
        self._in_front, self._worked = here, working
        self._ignore(guard)

    def note_other_places(self) -> None:
        """Ignore touches for as long as a double tap takes: keys stand elsewhere."""
        self._ignore(theme.STEP_GUARD_S)

    def _ignore(self, seconds: float) -> None:
        if seconds:
            self._deaf_until = max(self._deaf_until, self._clock() + seconds)

    def _is_second_tap(self, watched: QObject, event: QPointerEvent) -> bool:
        """Return whether a finger comes down on what its last tap has just brought up."""
        window = self.parent()
        if event.type() not in _PRESSES or not isinstance(window, QWidget):
            return False
        if watched is not window.windowHandle():  # it comes by again, on its way to the key
            return False
        at, now = event.points()[0].position(), self._clock()
        key = _key_at(window, at.toPoint())
        meaning = str(getattr(key, "text", str)())
        before = self._tapped
        if before is not None and now < before[0]:
            near = (at - before[1]).manhattanLength() < theme.SECOND_TAP_PX
            if near and (key is not before[2] or meaning != before[3]):
                return True
        self._tapped = now + theme.STEP_GUARD_S, at, key, meaning
        return False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        """Return whether the event ends here."""
        if not isinstance(event, QInputEvent):  # nearly all: every event of every widget comes by
            return False
        if event.type() in _PRESSES and self._clock() < self._deaf_until:
            return True
        if isinstance(event, QPointerEvent) and self._is_second_tap(watched, event):
            return True
        if event.type() in _TOUCHES:
            self._touched()
        return self._scanner.eventFilter(watched, event)


def _key_at(window: QWidget, point: QPoint) -> QWidget:
    """Return the key at a point of `window`; without one, what else is there."""
    found = window.childAt(point) or window
    key: QWidget | None = found
    while key is not None and not isinstance(key, QAbstractButton | KeyButton):
        key = key.parentWidget()
    return key or found
