"""The strength of the evidence: words, a bar with as many filled parts, and the numbers."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from edge_app.ui.alert.evidence_presenter import LEVELS, EvidenceView
from edge_app.ui.kit.fitted_label import FittedLabel
from edge_app.ui.look import theme
from edge_app.ui.look.style import Style, style_for
from edge_app.ui.look.theme import Tone


class _LevelBar(QWidget):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.level = 0
        self.look = style_for(1280, 800)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        gap = self.height() * 0.4
        width = (self.width() - gap * (LEVELS - 1)) / LEVELS
        for part in range(LEVELS):
            filled = part < self.level
            area = QRectF(part * (width + gap), 0, width, self.height())
            path_radius = self.height() / 3
            painter.setPen(QColor(0, 0, 0, 0))
            painter.setBrush(
                QColor(self.look.colour(Tone.ATTENTION if filled else Tone.EVIDENCE_EMPTY))
            )
            painter.drawRoundedRect(area, path_radius, path_radius)
        painter.end()


STEPS = 24  # sizes of type that are tried


class EvidenceDisplay(QWidget):
    """Show an EvidenceView in whatever height it is given."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = style_for(1280, 800)
        self._bar = _LevelBar(self)
        self._words = FittedLabel(theme.TextRole.STRENGTH, parent=self)
        self._score = FittedLabel(theme.TextRole.BODY, parent=self)
        self._rarity = FittedLabel(theme.TextRole.QUIET, lines=2, parent=self)

    def show_evidence(self, evidence: EvidenceView) -> None:
        """Show `evidence`."""
        self._words.setText(evidence.words)
        self._score.setText(evidence.score)
        self._rarity.setText(evidence.rarity)
        if self._bar.level != evidence.level:
            self._bar.level = evidence.level
            self._bar.update()
        self._place()

    def height_at(self, width: int, share: float) -> int:
        """Return the pixels that it takes with its texts at `share` of their type."""
        return self._above + self._line(share) + self._rarity.height_at(width, share)

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Return its full size."""
        return QSize(0, self.height_at(max(self.width(), 1), 1.0))

    def restyle(self, style: Style) -> None:
        """Take sizes and colours of `style`."""
        self._look = self._bar.look = style
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Lay it out anew."""
        super().resizeEvent(event)
        self._place()

    @property
    def _above(self) -> int:
        """Return the pixels of the bar and of the room around it."""
        return self._look.px(theme.EVIDENCE_BAR_HEIGHT) + self._look.px(theme.GAP)

    def _line(self, share: float) -> int:
        return max(one.height_at(9999, share) for one in (self._words, self._score))

    def _place(self) -> None:
        """Give the words what they need, and the numbers the rest of their line."""
        gap, bar = self._look.px(theme.GAP), self._look.px(theme.EVIDENCE_BAR_HEIGHT)
        self._bar.setGeometry(0, gap // 2, self.width(), bar)
        room = max(self.height() - self._above, 2)
        for step in range(STEPS, 0, -1):
            share = step / STEPS
            line = self._line(share)
            if line + self._rarity.height_at(self.width(), share) <= room:
                break
        words = min(round(self._words.sizeHint().width() * share) + 2, self.width() // 2)
        self._words.setGeometry(0, self._above, words, line)
        left = words + self._look.px(theme.MARGIN)
        self._score.setGeometry(left, self._above, max(self.width() - left, 1), line)
        self._rarity.setGeometry(0, self._above + line, self.width(), room - line)
