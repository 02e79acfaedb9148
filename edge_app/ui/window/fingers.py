"""Each finger on the glass presses by itself; a palm presses nothing, and is in nobody's way.

Qt makes a mouse of the first finger alone: while a hand rests anywhere, no other key would answer.
A mouse is one finger more.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QPointF, Qt
from PySide6.QtGui import QEventPoint, QMouseEvent, QTouchEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from edge_app.ui.kit.touch_area import TouchArea

RESTS_S = 5.0  # a hand that stays this long rests on the glass
_PALM_FINGERS = 2  # as wide as the least keys beside each other: no finger is, in whatever glove
_BESIDE = QPointF(-1, -1)  # of no widget: a key that is let go there does nothing
_MOUSE = -1
_LEFT = Qt.MouseButton.LeftButton
_STATES = {
    QEvent.Type.MouseButtonPress: QEventPoint.State.Pressed,
    QEvent.Type.MouseButtonDblClick: QEventPoint.State.Pressed,
    QEvent.Type.MouseMove: QEventPoint.State.Updated,
    QEvent.Type.MouseButtonRelease: QEventPoint.State.Released,
}


@dataclass(frozen=True, slots=True)
class Contact:
    """One point of what touches the glass, in pixels of the window."""

    number: int  # the same from coming down to going up
    state: QEventPoint.State
    position: QPointF
    breadth: float = 0.0  # nothing where the glass cannot say
    at_ms: int = 0  # on the clock of the events

    def is_palm(self, finger: int) -> bool:
        """Return whether it is far wider than what keys of `finger` pixels are made for."""
        return self.breadth > _PALM_FINGERS * finger


def contacts(event: QTouchEvent | QMouseEvent) -> tuple[Contact, ...]:
    """Return what an event says of the glass; of a mouse only its left button."""
    when = event.timestamp()
    if isinstance(event, QMouseEvent):
        left = _LEFT in (event.button(), event.buttons() & _LEFT)
        state = _STATES.get(event.type())
        if state is None or not left:
            return ()
        return (Contact(_MOUSE, state, event.position(), at_ms=when),)
    found = []
    for point in event.points():
        size = point.ellipseDiameters()
        breadth = max(size.width(), size.height())
        found.append(Contact(point.id(), point.state(), point.position(), breadth, when))
    return tuple(found)


@dataclass(slots=True)
class _Held:
    """What a finger came down on, where and when."""

    target: QWidget | None  # None: it scrolls, and presses nothing
    area: TouchArea | None
    since: float
    last: Contact


class Fingers:
    """Send what is under each finger the presses of a mouse, if it takes no touches itself.

    What scrolls has one finger at a time; another counts once the first one only rests.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        """`clock`: seconds, of any start."""
        self._clock = clock
        self._held: dict[int, _Held] = {}

    def take(self, window: QWidget, contact: Contact, finger: int) -> bool:
        """Tell what is below `contact` in `window` where keys are `finger` pixels at least.

        Return whether that was told, and need not be told by Qt.
        """
        if contact.state == QEventPoint.State.Pressed:
            self._let_go(contact.number)
            return self._press(window, contact)
        held = self._held.get(contact.number)
        if held is None:
            return False
        up = contact.state == QEventPoint.State.Released
        if contact.is_palm(finger) or (up and self._rests(held)):
            self._let_go(contact.number)
        elif up:
            del self._held[contact.number]
            self._up(window, held, contact)
        elif contact.state == QEventPoint.State.Updated:
            held.last = contact
            self._move(window, held, contact, finger // 4)
        return True

    def cancel(self) -> None:
        """Take all fingers from the glass; none has touched anything."""
        for number in tuple(self._held):
            self._let_go(number)

    def _press(self, window: QWidget, contact: Contact) -> bool:
        target = window.childAt(contact.position.toPoint()) or window
        if _takes_touches(target):
            return False
        area = _touch_area(target)
        for number, held in tuple(self._held.items()):
            if area is None or held.area is not area:
                continue
            if not self._rests(held):
                return True
            self._let_go(number)
        moving = area is not None and area.finger_down(
            _within(area, window, contact), contact.at_ms
        )
        pressed = None if moving else target
        self._held[contact.number] = _Held(pressed, area, self._clock(), contact)
        _send(QEvent.Type.MouseButtonPress, window, pressed, contact.position)
        return True

    def _move(self, window: QWidget, held: _Held, contact: Contact, slop: int) -> None:
        """Let go of a key for good that the finger left by more than `slop` pixels.

        Come back to it, it might mean something else by then.
        """
        area, target = _alive(held.area), held.target
        scrolls = area is not None and area.finger_moved(
            _within(area, window, contact), contact.at_ms
        )
        if scrolls or _has_left(target, window, contact.position, slop):
            held.target = None
            _let_go_of(target)
        _send(QEvent.Type.MouseMove, window, held.target, contact.position)

    def _up(self, window: QWidget, held: _Held, contact: Contact) -> None:
        area = _alive(held.area)
        if area is not None:
            area.finger_up(_within(area, window, contact), contact.at_ms)
        _send(QEvent.Type.MouseButtonRelease, window, held.target, contact.position)

    def _rests(self, held: _Held) -> bool:
        return self._clock() - held.since >= RESTS_S

    def _let_go(self, number: int) -> None:
        held = self._held.pop(number, None)
        if held is None:
            return
        area = _alive(held.area)
        if area is not None:
            area.finger_up(_within(area, area.window(), held.last), held.last.at_ms)
        _let_go_of(held.target)


def _takes_touches(widget: QWidget | None) -> bool:
    while widget is not None:
        if widget.testAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents):
            return True
        widget = widget.parentWidget()
    return False


def _touch_area(widget: QWidget | None) -> TouchArea | None:
    while widget is not None and not isinstance(widget, TouchArea):
        widget = widget.parentWidget()
    return widget


def _has_left(target: QWidget | None, window: QWidget, at: QPointF, slop: int) -> bool:
    if not isinstance(target, QAbstractButton) or not shiboken6.isValid(target):
        return False
    near = target.rect().adjusted(-slop, -slop, slop, slop)
    return not near.contains(target.mapFrom(window, at).toPoint())


def _alive(area: TouchArea | None) -> TouchArea | None:
    return area if area is not None and shiboken6.isValid(area) else None


def _within(area: TouchArea, window: QWidget, contact: Contact) -> QPointF:
    return area.viewport().mapFrom(window, contact.position)


def _let_go_of(target: QWidget | None) -> None:
    for kind in (QEvent.Type.MouseMove, QEvent.Type.MouseButtonRelease):
        if target is not None and shiboken6.isValid(target):
            _send_at(kind, target, _BESIDE)


def _send(kind: QEvent.Type, window: QWidget, target: QWidget | None, at: QPointF) -> None:
    if target is not None and shiboken6.isValid(target):
        _send_at(kind, target, target.mapFrom(window, at))


def _send_at(kind: QEvent.Type, target: QWidget, at: QPointF) -> None:
    move, up = kind == QEvent.Type.MouseMove, kind == QEvent.Type.MouseButtonRelease
    none = Qt.MouseButton.NoButton
    event = QMouseEvent(
        kind,
        at,
        target.mapTo(target.window(), at),
        target.mapToGlobal(at),
        none if move else _LEFT,
        none if up else _LEFT,
        Qt.KeyboardModifier.NoModifier,
    )
    QCoreApplication.sendEvent(target, event)
