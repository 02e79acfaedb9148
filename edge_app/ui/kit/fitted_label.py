"""A text that fits its place: it wraps, then shrinks, and only then is cut with an ellipsis."""

from __future__ import annotations

import unicodedata

from PySide6.QtCore import QEvent, QPointF, QSize, Qt
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QHideEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from edge_app.ui.kit.fitted_text import FittedText, Fitter, laid_out
from edge_app.ui.kit.same_type import SameType
from edge_app.ui.look import theme


class FittedLabel(QLabel):
    """Plain text in one of the theme's roles, on at most `lines` lines, never outside its place.

    With `hug` it takes no more width than its text needs, else all the width there is.
    """

    same: SameType | None = None
    beside: tuple[FittedLabel, ...] = ()  # itself and those that have places of one height

    def __init__(
        self,
        role: theme.TextRole,
        lines: int = 1,
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
        hug: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._lines = lines
        self._align = align
        self.most: int | None = None  # pixels of its type at most: one size for all in a row
        self.fitter = Fitter()
        self._heights: dict[tuple[int, float, int | None], int] = {}  # a layout asks ten times
        self.setProperty("role", role.value)
        self.setTextFormat(Qt.TextFormat.PlainText)
        across = QSizePolicy.Policy.Preferred if hug else QSizePolicy.Policy.Ignored
        policy = QSizePolicy(across, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(lines > 1)
        self.setSizePolicy(policy)

    def setText(self, text: str) -> None:  # noqa: N802 (Qt's name)
        """Show `text`; nothing is laid out anew when it is the same."""
        if text != self.text():
            self._heights.clear()
            self.fitter.forget()
            super().setText(text)
            self._changed(height=True)

    def _natural_width(self) -> int:
        self.ensurePolished()
        return int(QFontMetricsF(self.font()).horizontalAdvance(self.text())) + 2

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return the size of one line at full size."""
        return QSize(self._natural_width(), round(QFontMetricsF(self.font()).height()) + 1)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Return a line's height; any width will do."""
        return QSize(0, round(QFontMetricsF(self.font()).height()) + 1)

    def hasHeightForWidth(self) -> bool:  # noqa: N802
        """Return whether the text may wrap."""
        return self._lines > 1

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        """Return the pixels that the text takes at full size, up to its number of lines."""
        shown = [one for one in self.beside if not one.isHidden()]
        return max(one.height_at(width, 1.0) for one in {self, *shown})

    def height_at(self, width: int, share: float) -> int:
        """Return the pixels that it takes at `share` of its type, up to its number of lines."""
        self.ensurePolished()
        key = (width, share, self.most)
        if key not in self._heights:
            self._heights[key] = self._measure_height(width, share)
        return self._heights[key]

    def _measure_height(self, width: int, share: float) -> int:
        font = QFont(self.font())
        whole = max(font.pixelSize() if self.most is None else min(self.most, font.pixelSize()), 1)
        font.setPixelSize(max(round(whole * share), min(theme.SMALLEST_TYPE, whole)))
        lines = min(laid_out(self.text(), font, width).lineCount(), self._lines)
        return round(QFontMetricsF(font).height() * max(lines, 1)) + 1

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Draw the largest size that fits."""
        if not self.text() or self.width() < 1:
            return
        fitted = self.fitted()
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.setFont(fitted.font)
        top = self.text_top(fitted) + fitted.ascent
        for row, line in enumerate(fitted.lines):
            left = self._left(line, fitted.font)
            painter.drawText(QPointF(left, top + row * fitted.line_height), line)
        painter.end()

    def fitted(self) -> FittedText:
        """Return what is drawn now."""
        return self._fit(None if self.same is None else self.same.size())

    def text_top(self, fitted: FittedText) -> float:
        """Return how far down `fitted` begins: in the middle, or level with those beside it."""
        return 0.0 if self.beside else max((self.height() - fitted.height) / 2, 0.0)

    def own_size(self) -> int | None:
        """Return the pixels of the largest type that fits its place; None: it says nothing."""
        if self.isHidden() or not self.text():
            return None
        self.ensurePolished()
        return self._fit(None).font.pixelSize()

    def _fit(self, shared: int | None) -> FittedText:
        font = QFont(self.font())
        limits = (limit for limit in (self.most, shared) if limit is not None)
        font.setPixelSize(min((font.pixelSize(), *limits)))
        return self.fitter.fit(self.text(), font, self.width(), self.height(), self._lines)

    def _changed(self, height: bool = False) -> None:
        if self.same is not None:
            self.same.changed()
        for one in self.beside if height else ():
            one.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Set those of the same type anew."""
        super().resizeEvent(event)
        self._changed()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Set those of the same type anew, where the type is another."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._heights.clear()
            self._changed()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Set those of the same type anew."""
        super().showEvent(event)
        self._changed(height=True)

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        """Set those of the same type anew."""
        super().hideEvent(event)
        self._changed(height=True)

    def _left(self, text: str, font: QFont) -> float:
        free = self.width() - QFontMetricsF(font).horizontalAdvance(text)
        align = self._align
        if align is Qt.AlignmentFlag.AlignLeft and _is_right_to_left(text):
            align = Qt.AlignmentFlag.AlignRight
        if align is Qt.AlignmentFlag.AlignHCenter:
            return max(free / 2, 0.0)
        return max(free, 0.0) if align is Qt.AlignmentFlag.AlignRight else 0.0


def level(*labels: FittedLabel) -> None:
    """Give `labels`, which stand side by side, places of one height."""
    for label in labels:
        label.beside = labels


def _is_right_to_left(text: str) -> bool:
    strong = (d for d in map(unicodedata.bidirectional, text) if d in ("L", "R", "AL"))
    return next(strong, "L") != "L"
