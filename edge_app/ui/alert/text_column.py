"""Who it is and what is to be done: read from 1.5 m, and the same at every step of a case."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from edge_app.desk.alerts.views import AlertStep
from edge_app.ui.alert.presenter import AlertScreenView
from edge_app.ui.kit.fitted_label import FittedLabel
from edge_app.ui.kit.strip_places import turned
from edge_app.ui.look import theme
from edge_app.ui.look.style import Style, style_for
from edge_app.ui.look.theme import TextRole, Tone

_BUTTON = 0.165  # of the width: of each of two buttons
_BUTTON_UPRIGHT = 0.2
_CLOSE_TO_DO = 0.56  # of what name and few words have, where two large lines have no half


class ToDoPlate(QWidget):
    """The list owner's few words, on a ground that nothing else has; without them, quiet."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._style = style_for(1280, 800)
        self._urgent = False
        self.short = FittedLabel(TextRole.TO_DO, lines=3, parent=self)
        self.long = FittedLabel(TextRole.LONG_TO_DO, lines=6, parent=self)

    def show_to_do(self, short: str, long: str) -> None:
        """Show `short`; `long` where the list's owner wrote nothing short."""
        self.short.setText(short)
        self.long.setText(long)
        self.short.setVisible(bool(short))
        self.long.setVisible(not short)
        if bool(short) is not self._urgent:
            self._urgent = bool(short)
            self._place()
            self.update()

    def restyle(self, style: Style) -> None:
        """Take sizes and colours."""
        self._style = style
        self._place()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Lay the words out anew."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        margin = self._style.px(theme.GAP)
        self.short.setGeometry(margin, 0, max(self.width() - 2 * margin, 1), self.height())
        self.long.setGeometry(self.rect())

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Draw the ground."""
        if not self._urgent:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(0, 0, 0, 0))
        painter.setBrush(QColor(self._style.colour(Tone.ATTENTION)))
        radius = self._style.px(theme.RADIUS)
        painter.drawRoundedRect(QRectF(self.rect()), radius, radius)
        painter.end()


class AlertText(QWidget):
    """Name, what to do in a few words, and words beside two buttons: each in a place of its own.

    The places depend on the window alone, so that larger type never makes a text smaller. While a
    reason is asked for, the question stands beside the buttons. `button_places` are left to
    somebody else.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._style: Style | None = None
        self._close = False
        self.name = FittedLabel(TextRole.WHO, lines=2, parent=self)
        self.to_do = ToDoPlate(self)
        self.beside = FittedLabel(TextRole.INSTRUCTION, lines=4, parent=self)
        self.question = FittedLabel(TextRole.HEADING, lines=3, parent=self)

    def show_alert(self, view: AlertScreenView, beside: str) -> None:
        """Show what belongs to `view`; `beside`: what stands beside the buttons."""
        asked = view.step is AlertStep.REASON
        self.name.setText(view.name)
        self.to_do.show_to_do(view.short, view.instruction)
        self.beside.setText(beside)
        self.question.setText(view.reason_title)
        self.beside.setVisible(not asked)
        self.question.setVisible(asked)

    def restyle(self, style: Style) -> None:
        """Take sizes and colours."""
        self._style = style
        self.to_do.restyle(style)
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Lay the texts out anew."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        style = self._style
        if style is None or self.height() < 1:
            return
        gap, touch, width = style.px(theme.GAP / 2), style.touch, self.width()
        both = max(self.height() - touch - 2 * gap, 2)
        to_do = round(both * _CLOSE_TO_DO) if self._close else both // 2
        name = both - to_do if self._close else both // 2
        self.name.setGeometry(0, 0, width, name)
        self.to_do.setGeometry(0, name + gap, width, to_do)
        first, last = self.button_places
        buttons = first.united(last)
        words = QRect(0, buttons.top(), max(width - buttons.width() - 2 * gap, 1), touch)
        if buttons.left() == 0:
            words.moveRight(width - 1)
        for label in (self.beside, self.question):
            label.setGeometry(words)

    def stand_close(self, close: bool) -> None:
        """Leave the few words more room than the name."""
        if close is not self._close:
            self._close = close
            self._place()

    @property
    def button_places(self) -> tuple[QRect, QRect]:
        """Return where two buttons for a finger are left free, side by side in a lower corner."""
        style = self._style
        touch, gap = (style.touch, style.px(theme.GAP / 2)) if style is not None else (0, 0)
        share = _BUTTON_UPRIGHT if style is not None and style.upright else _BUTTON
        wide = max(touch, round(self.width() * share))
        last = QRect(self.width() - wide, self.height() - touch, wide, touch)
        first = last.translated(-wide - gap, 0)
        if style is None or style.upright:
            return first, last
        first, last = turned(self.rect(), style, first, last)
        return first, last
