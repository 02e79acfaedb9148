"""The whole glass for a moment: fields that light up under a finger, and colours to look at.

Both end by themselves when nobody touches the glass: where it answers nowhere, no button would.
"""

from __future__ import annotations

from itertools import product

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QColor, QLinearGradient, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from edge_app.ui.kit.fitted_label import FittedLabel
from edge_app.ui.look import theme
from edge_app.ui.look.style import Style
from edge_app.ui.look.theme import TextRole, Tone

IDLE_S = 15.0  # without a touch, then it ends
COLOURS = ("#ff0000", "#00ff00", "#0000ff", "#ffffff", "#000000", "")  # empty: all greys


class TrialLayer(QWidget):
    """Cover `window` until it `ended`. `touched_s` is on the clock of `look`."""

    ended = Signal()

    def __init__(self, window: QWidget, style: Style) -> None:
        super().__init__(window)
        self._style = style
        self._idle_until: float | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setGeometry(window.rect())
        self.show()
        self.raise_()

    def look(self, now: float) -> None:
        """End it where nobody has touched the glass for a while; `now` in seconds."""
        if self._idle_until is None:
            self._idle_until = now + IDLE_S
        elif now >= self._idle_until:
            self.ended.emit()

    def _note_touch(self) -> None:
        self._idle_until = None


class TouchLayer(TrialLayer):
    """Fields of the size of a finger over the whole glass; each lights up where it is touched."""

    def __init__(self, window: QWidget, style: Style) -> None:
        super().__init__(window, style)
        self._across = max(self.width() // style.touch, 1)
        self._down = max(self.height() // style.touch, 1)
        self.reached: set[tuple[int, int]] = set()
        self._words = FittedLabel(
            TextRole.HEADING, lines=3, align=Qt.AlignmentFlag.AlignHCenter, parent=self
        )
        self._words.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._words.setGeometry(self.rect().adjusted(0, self.height() // 3, 0, -self.height() // 3))
        self._words.show()

    @property
    def fields(self) -> int:
        """Return how many there are."""
        return self._across * self._down

    def show_words(self, text: str) -> None:
        """Say in the middle what to do."""
        self._words.setText(text)

    def field(self, across: int, down: int) -> QRect:
        """Return the place of a field."""
        left, right = (self.width() * n // self._across for n in (across, across + 1))
        top, bottom = (self.height() * n // self._down for n in (down, down + 1))
        return QRect(left, top, right - left, bottom - top)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt's name)
        """Light the field up."""
        self._reach(event.position().toPoint())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Light up whatever a finger wipes over."""
        self._reach(event.position().toPoint())

    def _reach(self, point: QPoint) -> None:
        self._note_touch()
        if not self.rect().contains(point):
            return
        across = point.x() * self._across // self.width()
        down = point.y() * self._down // self.height()
        self.reached.add((across, down))
        self.update()
        if len(self.reached) == self.fields:
            self.ended.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Draw the fields."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._style.colour(Tone.BACKGROUND)))
        line = self._style.px(theme.GAP / 4)
        for place in product(range(self._across), range(self._down)):
            tone = Tone.CAPTURED if place in self.reached else Tone.RAISED
            inside = self.field(*place).adjusted(line, line, -line, -line)
            painter.fillRect(inside, QColor(self._style.colour(tone)))
        painter.end()


class ColourLayer(TrialLayer):
    """One colour after the other, a touch apart: a pixel that stays as it was is broken."""

    def __init__(self, window: QWidget, style: Style) -> None:
        super().__init__(window, style)
        self.place = 0

    @property
    def is_through(self) -> bool:
        """Return whether every colour was shown."""
        return self.place >= len(COLOURS)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Show the next one."""
        del event
        self._note_touch()
        self.place += 1
        self.update()
        if self.is_through:
            self.ended.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Fill the glass."""
        colour = COLOURS[min(self.place, len(COLOURS) - 1)]
        painter = QPainter(self)
        if colour:
            painter.fillRect(self.rect(), QColor(colour))
        else:
            ramp = QLinearGradient(0, 0, self.width() - 1, 0)
            ramp.setColorAt(0, QColor("#000000"))
            ramp.setColorAt(1, QColor("#ffffff"))
            painter.fillRect(self.rect(), ramp)
        painter.end()
