"""Every touch of the application, before it reaches a key."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from typing import cast

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPointF, Qt
from PySide6.QtGui import QEventPoint, QInputEvent, QMouseEvent, QTouchEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from edge_app.ui.kit.key_button import KeyButton
from edge_app.ui.look import theme
from edge_app.ui.window.fingers import Fingers, contacts
from edge_app.ui.window.scanner import Scanner

_PRESSES = {QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick}
_TOUCHES = {*_PRESSES, QEvent.Type.KeyPress}
_DOWN = QEventPoint.State.Pressed


class Touches(QObject):
    """Tell of every touch, for somebody is here; give a `scanner` the keys, each finger its own.

    A page that comes up or goes takes the place of what a finger was aimed at, and so does another
    layout: a touch within that moment does nothing. Nor does the second tap of a double tap where
    the first brought up another key there, or gave the key another meaning.
    """

    def __init__(
        self,
        scanner: Scanner | None,
        clock: Callable[[], float],
        touched: Callable[[], None],
        finger: Callable[[], int],
        parent: QObject,
    ) -> None:
        """Listen to nothing yet. `finger`: the pixels of the least key."""
        super().__init__(parent)
        self._scanner, self._clock, self._touched = scanner, clock, touched
        self._finger, self._fingers = finger, Fingers(clock)
        self._deaf_until = -math.inf
        self._tapped: tuple[float, QPointF, QWidget, str] | None = None  # until when, where, what
        self._in_front, self._worked = set[QWidget](), True  # pages, and work, a moment ago

    def listen(self, on: bool) -> None:
        """Begin, or end."""
        app = QCoreApplication.instance()
        by_qt = Qt.ApplicationAttribute.AA_SynthesizeMouseForUnhandledTouchEvents
        QCoreApplication.setAttribute(by_qt, not on)
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

    def _is_second_tap(self, window: QWidget, at: QPointF) -> bool:
        """Return whether a finger comes down on what its last tap has just brought up."""
        now, before = self._clock(), self._tapped
        if before is not None and now < before[0]:
            near = (at - before[1]).manhattanLength() < theme.SECOND_TAP_PX
            # Where the first tap's own key is as it was, this one is on its neighbour.
            if near and _meant_at(window, before[1]) != before[2:]:
                return True
        self._tapped = now + theme.STEP_GUARD_S, at, *_meant_at(window, at)
        return False

    def _take(self, window: QWidget, event: QTouchEvent | QMouseEvent) -> bool:
        """Let each finger touch what is below it; return whether Qt need not tell of the event."""
        if event.type() == QEvent.Type.TouchCancel:
            self._fingers.cancel()
            return False
        finger, deaf, unmeant, told = self._finger(), self._clock() < self._deaf_until, 0, 0
        for contact in contacts(event):
            if contact.state == _DOWN and (
                deaf or contact.is_palm(finger) or self._is_second_tap(window, contact.position)
            ):
                unmeant += 1
                continue
            if contact.state == _DOWN:
                self._touched()
            told += self._fingers.take(window, contact, finger)
        return bool(unmeant or (told and isinstance(event, QMouseEvent)))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        """Return whether the event ends here."""
        if not isinstance(event, QInputEvent):  # nearly all: every event of every widget comes by
            return False
        window, pointer = self.parent(), isinstance(event, QTouchEvent | QMouseEvent)
        # What came to the window comes by again, on its way to the key.
        if pointer and isinstance(window, QWidget) and watched is window.windowHandle():
            return self._take(window, cast("QTouchEvent | QMouseEvent", event))
        if event.type() in _PRESSES and self._clock() < self._deaf_until:
            return True
        if event.type() in _TOUCHES:
            self._touched()
        return self._scanner is not None and self._scanner.eventFilter(watched, event)


def _meant_at(window: QWidget, at: QPointF) -> tuple[QWidget, str]:
    """Return the key at a point of `window`, without one what else is there; and what it says."""
    found = window.childAt(at.toPoint()) or window
    key: QWidget | None = found
    while key is not None and not isinstance(key, QAbstractButton | KeyButton):
        key = key.parentWidget()
    key = key or found
    return key, str(getattr(key, "text", str)())
