"""A text that fits its place: it wraps, then shrinks, and only then is cut with an ellipsis."""

from __future__ import annotations

import unicodedata

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from edge_app.ui.kit.fitted_text import FittedText, fit, laid_out
from edge_app.ui.look import theme


class FittedLabel(QLabel):
    """Plain text in one of the theme's roles, on at most `lines` lines, never outside its place.

    With `hug` it takes no more width than its text needs, else all the width there is.
    """

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
        self.setProperty("role", role.value)
        self.setTextFormat(Qt.TextFormat.PlainText)
        across = QSizePolicy.Policy.Preferred if hug else QSizePolicy.Policy.Ignored
        policy = QSizePolicy(across, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(lines > 1)
        self.setSizePolicy(policy)

    def setText(self, text: str) -> None:  # noqa: N802 (Qt's name)
        """Show `text`; nothing is laid out anew when it is the same."""
        if text != self.text():
            super().setText(text)

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
        lines = min(laid_out(self.text(), self.font(), width).lineCount(), self._lines)
        return round(QFontMetricsF(self.font()).height() * max(lines, 1)) + 1

    def height_at(self, width: int, share: float) -> int:
        """Return the pixels that it takes at `share` of its type, up to its number of lines."""
        self.ensurePolished()
        font = QFont(self.font())
        whole = max(font.pixelSize(), 1)
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
        top = max((self.height() - fitted.height) / 2, 0.0) + fitted.ascent
        for row, line in enumerate(fitted.lines):
            left = self._left(line, fitted.font)
            painter.drawText(QPointF(left, top + row * fitted.line_height), line)
        painter.end()

    def fitted(self) -> FittedText:
        """Return what is drawn now."""
        return fit(self.text(), self._font(), self.width(), self.height(), self._lines)

    def _font(self) -> QFont:
        font = QFont(self.font())
        if self.most is not None:
            font.setPixelSize(min(self.most, font.pixelSize()))
        return font

    def _left(self, text: str, font: QFont) -> float:
        free = self.width() - QFontMetricsF(font).horizontalAdvance(text)
        align = self._align
        if align is Qt.AlignmentFlag.AlignLeft and _is_right_to_left(text):
            align = Qt.AlignmentFlag.AlignRight
        if align is Qt.AlignmentFlag.AlignHCenter:
            return max(free / 2, 0.0)
        return max(free, 0.0) if align is Qt.AlignmentFlag.AlignRight else 0.0


def _is_right_to_left(text: str) -> bool:
    strong = (d for d in map(unicodedata.bidirectional, text) if d in ("L", "R", "AL"))
    return next(strong, "L") != "L"
