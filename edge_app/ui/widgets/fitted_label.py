"""A text that fits its place: it wraps, then shrinks, and only then is cut with an ellipsis."""

from __future__ import annotations

import unicodedata

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from edge_app.ui import theme


class FittedLabel(QLabel):
    """Plain text in one of the theme's roles, on at most `lines` lines, never outside its place.

    With `hug` it takes no more width than its text needs, else all the width there is.
    """

    def __init__(
        self,
        role: theme.Role,
        lines: int = 1,
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
        hug: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._lines = lines
        self._align = align
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
        """One line at full size."""
        return QSize(self._natural_width(), round(QFontMetricsF(self.font()).height()) + 1)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Any width will do."""
        return QSize(0, round(QFontMetricsF(self.font()).height()) + 1)

    def hasHeightForWidth(self) -> bool:  # noqa: N802
        """True when the text may wrap."""
        return self._lines > 1

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        """Pixels that the text takes at full size, up to its number of lines."""
        lines = min(_laid_out(self.text(), self.font(), width).lineCount(), self._lines)
        return round(QFontMetricsF(self.font()).height() * max(lines, 1)) + 1

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Draw the largest size that fits."""
        if not self.text() or self.width() < 1:
            return
        font, layout, fits = self._fit()
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.setFont(font)
        line_height = QFontMetricsF(font).height()
        shown = layout.lineCount() if fits else self._lines_that_fit(line_height)
        top = max((self.height() - line_height * min(shown, layout.lineCount())) / 2, 0.0)
        for row in range(min(shown, layout.lineCount())):
            line = layout.lineAt(row)
            text = self.text()[line.textStart() : line.textStart() + line.textLength()]
            if row == shown - 1 and row < layout.lineCount() - 1:
                rest = self.text()[line.textStart() :]
                metrics = QFontMetricsF(font)
                text = metrics.elidedText(rest, Qt.TextElideMode.ElideRight, self.width())
            painter.drawText(
                QPointF(self._left(text, font), top + row * line_height + _ascent(font)),
                text.strip(),
            )
        painter.end()

    def _fit(self) -> tuple[QFont, QTextLayout, bool]:
        font = QFont(self.font())
        least = min(theme.SMALLEST_TYPE, font.pixelSize())
        while True:
            layout = _laid_out(self.text(), font, self.width())
            fits = layout.lineCount() <= self._lines_that_fit(QFontMetricsF(font).height())
            if fits or font.pixelSize() <= least:
                return font, layout, fits
            font.setPixelSize(max(font.pixelSize() - 1, least))

    def _lines_that_fit(self, line_height: float) -> int:
        return max(min(self._lines, int((self.height() + 1) / line_height)), 1)

    def _left(self, text: str, font: QFont) -> float:
        free = self.width() - QFontMetricsF(font).horizontalAdvance(text.strip())
        align = self._align
        if align is Qt.AlignmentFlag.AlignLeft and _is_right_to_left(text):
            align = Qt.AlignmentFlag.AlignRight
        if align is Qt.AlignmentFlag.AlignHCenter:
            return max(free / 2, 0.0)
        return max(free, 0.0) if align is Qt.AlignmentFlag.AlignRight else 0.0


def _is_right_to_left(text: str) -> bool:
    strong = (d for d in map(unicodedata.bidirectional, text) if d in ("L", "R", "AL"))
    return next(strong, "L") != "L"


def _ascent(font: QFont) -> float:
    return QFontMetricsF(font).ascent()


def _laid_out(text: str, font: QFont, width: int) -> QTextLayout:
    """`text` broken into lines of at most `width` pixels, inside words only where it must be."""
    layout = QTextLayout(text.replace("\n", "\u2028"), font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(width, 1))
    layout.endLayout()
    return layout
