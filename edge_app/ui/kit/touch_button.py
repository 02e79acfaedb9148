"""A button for a gloved finger: never smaller than 15 mm, and deaf to the keyboard."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QHideEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QWidget,
)

from edge_app.ui.kit.fitted_text import FittedText, Fitter
from edge_app.ui.kit.same_type import SameType
from edge_app.ui.look import theme
from edge_app.ui.look.style import Style, style_for

ButtonKind = Literal["primary", "danger", "plain", "quiet", "toggle"]


class TouchButton(QPushButton):
    """A button whose text wraps, then shrinks to fit; `small` for the type of a caption.

    It takes no focus: a badge reader types, and ends with Enter, which must press nothing.
    """

    same: SameType | None = None

    def __init__(
        self, kind: ButtonKind = "plain", small: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._fitter = Fitter()
        self.setProperty("kind", kind)
        self.setProperty("small", small)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCheckable(kind == "toggle")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._touch = style_for(1280, 800).touch
        self._checked_ink = QColor()

    def setText(self, text: str) -> None:  # noqa: N802 (Qt's name)
        """Show `text`; nothing is drawn anew when it is the same."""
        if text != self.text():
            self._fitter.forget()
            super().setText(text)
            self._changed()

    def nextCheckState(self) -> None:  # noqa: N802
        """Change nothing: a toggle shows what is so, and a finger alone does not change that."""

    def restyle(self, style: Style) -> None:
        """Take the least size of `style`."""
        self._touch = style.touch
        self._checked_ink = QColor(style.colour(theme.Tone.ON_COLOUR))
        self.setMinimumSize(style.touch, style.touch)
        self.updateGeometry()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return a size as high as a finger needs, or as two lines of its type."""
        self.ensurePolished()
        metrics = self.fontMetrics()
        width = metrics.horizontalAdvance(self.text()) + 4 * theme.GAP
        lines = 2 if "\n" in self.text() else 1
        return QSize(
            max(self._touch, width), max(self._touch, round(metrics.height() * (lines + 0.4)))
        )

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Return what a finger needs: the text gives way."""
        return QSize(self._touch, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Draw the style's button, and the text as large as it fits."""
        painter = QStylePainter(self)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        text, option.text = option.text, ""
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        # Of a style sheet's states the palette knows none.
        ink = option.palette.color(self.foregroundRole())
        painter.setPen(self._checked_ink if self.isChecked() else ink)
        self.write(painter, self._inside, text)
        painter.end()

    @property
    def _inside(self) -> QRectF:
        gap = theme.GAP / 2
        return QRectF(self.rect()).adjusted(gap, 0, -gap, 0)

    def text_area(self, area: QRectF) -> QRectF:
        """Return where in `area`, the inside of the button, the text goes."""
        return area

    def fitted(self) -> FittedText:
        """Return what is written now."""
        self.ensurePolished()
        return self._fit(self.text(), self.text_area(self._inside))

    def own_size(self) -> int | None:
        """Return the pixels of the largest type that fits its place; None: it says nothing."""
        if self.isHidden() or not self.text():
            return None
        self.ensurePolished()
        area = self.text_area(self._inside)
        return self._fit(self.text(), area, shared=False).font.pixelSize()

    def _fit(self, text: str, area: QRectF, shared: bool = True) -> FittedText:
        font = QFont(self.font())
        size = self.same.size() if shared and self.same is not None else None
        if size is not None:
            font.setPixelSize(min(font.pixelSize(), size))
        return self._fitter.fit(text, font, area.width(), area.height(), lines=3)

    def _changed(self) -> None:
        if self.same is not None:
            self.same.changed()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Write those of the same type anew."""
        super().resizeEvent(event)
        self._changed()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Write those of the same type anew, where the type is another."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._changed()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Write those of the same type anew."""
        super().showEvent(event)
        self._changed()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        """Write those of the same type anew."""
        super().hideEvent(event)
        self._changed()

    def write(self, painter: QPainter, area: QRectF, text: str) -> None:
        """Draw `text` in the middle of its part of `area`."""
        area = self.text_area(area)
        fitted = self._fit(text, area)
        painter.setFont(fitted.font)
        top = area.center().y() - fitted.height / 2
        for row, line in enumerate(fitted.lines):
            place = QRectF(area.left(), top + row * fitted.line_height, area.width(), 0)
            place.setHeight(fitted.line_height)
            flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(place, int(flags | Qt.TextFlag.TextSingleLine), line)


def set_state(button: TouchButton, name: str, value: bool) -> None:
    """Set a property that the style sheet asks for."""
    if button.property(name) != value:
        button.setProperty(name, value)
        button.style().unpolish(button)
        button.style().polish(button)
