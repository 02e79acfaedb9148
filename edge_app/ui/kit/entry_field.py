"""A field for keys on the glass: a caption, what was typed, and whether the keys type here."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QRectF
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from edge_app.ui.kit.fitted_label import FittedLabel
from edge_app.ui.look import theme
from edge_app.ui.look.style import Style
from edge_app.ui.look.theme import TextRole, Tone


class EntryField(QWidget):
    """Show text; whoever has the keys decides what stands in it.

    Fields that stand beside each other share the type of their `caption`.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._style: Style | None = None
        self._active = False
        self.caption = FittedLabel(TextRole.CAPTION)
        self._value = FittedLabel(TextRole.FIGURE)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self.caption)
        self._column.addWidget(self._value, 1)

    def show_entry(self, caption: str, value: str, active: bool) -> None:
        """Show it; `active`: the keys type here."""
        self.caption.setText(caption)
        self._value.setText(value)
        if active != self._active:
            self._active = active
            self.update()

    def text(self) -> str:
        """Return what stands in it."""
        return self._value.text()

    @property
    def active(self) -> bool:
        """Return whether the keys type here."""
        return self._active

    def restyle(self, style: Style) -> None:
        """Take sizes and colours."""
        self._style = style
        gap = style.px(theme.GAP)
        self._column.setContentsMargins(gap, gap // 2, gap, gap // 2)
        self._column.setSpacing(0)
        self.update()

    def height_for(self, style: Style) -> int:
        """Return the pixels that a caption and a value take."""
        lines = style.font_px(TextRole.CAPTION) + style.font_px(TextRole.FIGURE)
        return max(style.touch, round(lines * 1.35) + style.px(theme.GAP))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        """Draw the field: a thick line below it and around it where the keys type."""
        style = self._style
        if style is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = style.px(3 if self._active else 1)
        tone = Tone.CAPTURED if self._active else Tone.LINE
        painter.setPen(QPen(QColor(style.colour(tone)), line))
        painter.setBrush(QColor(style.colour(Tone.SURFACE)))
        area = QRectF(self.rect()).adjusted(line / 2, line / 2, -line / 2, -line / 2)
        radius = style.px(theme.RADIUS)
        painter.drawRoundedRect(area, radius, radius)
        if self._active:
            y = area.bottom() - line
            painter.drawLine(QLineF(area.left() + radius, y, area.right() - radius, y))
        painter.end()
