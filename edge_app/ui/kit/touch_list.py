"""A long list under a finger: as many rows as can be seen are widgets, however many there are."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QEventPoint,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTouchEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QScroller, QWidget

from edge_app.ui.kit.touch_area import STILL
from edge_app.ui.look import theme
from edge_app.ui.look.style import Style
from edge_app.ui.look.theme import Tone

SLOP = 20  # px on the design canvas: a finger that moved less has touched and not scrolled


class RowWidget(Protocol):
    """What a row is besides a QWidget."""

    def restyle(self, style: Style) -> None:
        """Take sizes and colours."""

    def set_pressed(self, pressed: bool) -> None:
        """Show that a finger rests on the row."""


class _Position(QWidget):
    """Where in the list one is: a bar at the edge, nothing to touch."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._style: Style | None = None

    def restyle(self, style: Style) -> None:
        self._style = style
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        if self._style is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._style.colour(Tone.TEXT_QUIET)))
        round_by = self.width() / 2
        painter.drawRoundedRect(QRectF(self.rect()), round_by, round_by)
        painter.end()


class TouchList(QAbstractScrollArea):
    """Rows of one height, scrolled by finger (or wheel); `chosen` carries the number of a row.

    `make_row()` makes a row widget (QWidget and RowWidget), `fill(row, number)` shows an entry in
    it, `row_height(style)` says how high every row is, in pixels. A row is one target for the
    finger: what it holds is touched through it. A finger that stops a moving list chooses nothing,
    nor does a second finger.
    """

    chosen = Signal(int)

    def __init__(
        self,
        make_row: Callable[[], QWidget],
        fill: Callable[[QWidget, int], None],
        row_height: Callable[[Style], int],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._make_row, self._fill, self._row_height = make_row, fill, row_height
        self._style: Style | None = None
        self._count = 0
        self._pool: list[QWidget] = []
        self._holds: dict[int, int] = {}  # place in the pool -> number of the entry it shows
        self._finger: int | None = None  # the one that scrolls
        self._began = QPointF()
        self._pressed: int | None = None  # number of the row that would be chosen
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.viewport().setAutoFillBackground(False)
        self._position = _Position(self.viewport())
        self.verticalScrollBar().valueChanged.connect(self._place)

    # ---- what is listed --------------------------------------------------------------------------

    @property
    def count(self) -> int:
        """Return how many entries there are."""
        return self._count

    def show_entries(self, count: int, from_top: bool = False) -> None:
        """Show `count` entries, asking `fill` for those in view; `from_top`: scroll back.

        A finger that is there chooses none of them, and scrolls on.
        """
        self._count = count
        self._holds.clear()
        self._press(None)
        if from_top:
            self._scroller.stop()
            self.verticalScrollBar().setValue(0)
        self._measure()

    def row(self, number: int) -> QWidget | None:
        """Return the widget that shows entry `number` now; None while it is out of view."""
        for place, held in self._holds.items():
            if held == number and not self._pool[place].isHidden():
                return self._pool[place]
        return None

    @property
    def widgets(self) -> int:
        """Return how many row widgets there are."""
        return len(self._pool)

    def restyle(self, style: Style) -> None:
        """Take sizes and colours."""
        self._style = style
        for row in self._pool:
            _as_row(row).restyle(style)
        self._position.restyle(style)
        self.setMinimumHeight(self._row_height(style))
        self._measure()

    # ---- places ----------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Show as many rows as there is room for."""
        super().resizeEvent(event)
        self._measure()

    @property
    def _height(self) -> int:
        return max(self._row_height(self._style), 1) if self._style is not None else 1

    def _measure(self) -> None:
        if self._style is None:
            return
        bar, view = self.verticalScrollBar(), self.viewport().height()
        bar.setRange(0, max(self._count * self._height - view, 0))
        bar.setPageStep(view)
        bar.setSingleStep(self._height // 2)
        self._place()

    def _place(self) -> None:
        if self._style is None:
            return
        height, top = self._height, self.verticalScrollBar().value()
        seen = min(-(-self.viewport().height() // height) + 1, self._count)
        self._grow(seen)
        first = min(top // height, max(self._count - seen, 0))
        shown = set()
        for number in range(first, first + seen):
            place = number % len(self._pool)
            row = self._pool[place]
            if self._holds.get(place) != number:
                self._holds[place] = number
                self._fill(row, number)
                _as_row(row).set_pressed(number == self._pressed)
            row.setGeometry(0, number * height - top, self.viewport().width(), height)
            row.setVisible(True)
            shown.add(place)
        for place, row in enumerate(self._pool):
            if place not in shown:
                row.setVisible(False)
        self._place_position()

    def _grow(self, most: int) -> None:
        if len(self._pool) >= most or self._style is None:
            return
        self._holds.clear()  # another number of places: entries move
        while len(self._pool) < most:
            row = self._make_row()
            row.setParent(self.viewport())
            # Touches go past the row to the list, which tells a touch from a scroll.
            row.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            _as_row(row).restyle(self._style)
            self._pool.append(row)
        self._position.raise_()

    def _place_position(self) -> None:
        bar, view = self.verticalScrollBar(), self.viewport()
        self._position.setVisible(bar.maximum() > 0)
        if self._style is None or not bar.maximum():
            return
        whole = bar.maximum() + view.height()
        wide = self._style.px(theme.GAP // 2)
        high = max(round(view.height() ** 2 / whole), wide * 4)
        top = round((view.height() - high) * bar.value() / bar.maximum())
        self._position.setGeometry(view.width() - wide, top, wide, high)

    # ---- fingers ---------------------------------------------------------------------------------

    @property
    def _scroller(self) -> QScroller:
        return QScroller.scroller(self.viewport())

    def viewportEvent(self, event: QEvent) -> bool:  # noqa: N802
        """Let one finger scroll and choose; ignore others."""
        if not isinstance(event, QTouchEvent):
            return super().viewportEvent(event)
        if event.type() == QEvent.Type.TouchCancel:
            self._up(self._began, event.timestamp(), chooses=False)
            return True
        for point in event.points():
            state, at = point.state(), point.position()
            if state == QEventPoint.State.Pressed and self._finger is None:
                self._finger = point.id()
                self._down(at, event.timestamp())
            elif point.id() == self._finger and state == QEventPoint.State.Updated:
                self._move(at, event.timestamp())
            elif point.id() == self._finger and state == QEventPoint.State.Released:
                self._up(at, event.timestamp(), chooses=True)
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Let a technician's mouse do what a finger does."""
        if event.button() == Qt.MouseButton.LeftButton and self._finger is None:
            self._finger = -1
            self._down(event.position(), event.timestamp())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Scroll."""
        if self._finger == -1:
            self._move(event.position(), event.timestamp())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Choose, when nothing was scrolled."""
        if self._finger == -1 and event.button() == Qt.MouseButton.LeftButton:
            self._up(event.position(), event.timestamp(), chooses=True)

    def _down(self, at: QPointF, when: int) -> None:
        moving = self._scroller.state() not in STILL
        self._began = at
        self._scroller.handleInput(QScroller.Input.InputPress, at, when)
        self._press(None if moving else self._number_at(at))

    def _move(self, at: QPointF, when: int) -> None:
        if self._style is not None and (at - self._began).manhattanLength() > self._style.px(SLOP):
            self._press(None)
        self._scroller.handleInput(QScroller.Input.InputMove, at, when)

    def _up(self, at: QPointF, when: int, chooses: bool) -> None:
        touched = self._pressed if chooses else None
        if touched is not None and self._number_at(at) != touched:
            touched = None
        if self._finger is not None:
            self._scroller.handleInput(QScroller.Input.InputRelease, at, when)
        self._let_go()
        if touched is not None:
            self.chosen.emit(touched)

    def _let_go(self) -> None:
        self._finger = None
        self._press(None)

    def _press(self, number: int | None) -> None:
        if number == self._pressed:
            return
        for held, pressed in ((self._pressed, False), (number, True)):
            row = None if held is None else self.row(held)
            if row is not None:
                _as_row(row).set_pressed(pressed)
        self._pressed = number

    def _number_at(self, at: QPointF) -> int | None:
        if not self.viewport().rect().contains(at.toPoint()):
            return None
        number = (int(at.y()) + self.verticalScrollBar().value()) // self._height
        return number if 0 <= number < self._count else None


def _as_row(row: QWidget) -> RowWidget:
    return row  # type: ignore[return-value]  # a QWidget with those two, as `make_row` promises
