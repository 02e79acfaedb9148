"""The strength of the evidence: a bar with as many filled parts, words, and what they rest on."""

from __future__ import annotations

from PySide6.QtCore import QRectF
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


class EvidenceDisplay(QWidget):
    """Show an EvidenceView in its place; odds that find no room stand in the details alone."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = style_for(1280, 800)
        self._bar = _LevelBar(self)
        self.words = FittedLabel(theme.TextRole.STRENGTH, parent=self)
        self.odds = FittedLabel(theme.TextRole.QUIET, lines=6, parent=self)

    def show_evidence(self, evidence: EvidenceView) -> None:
        """Show `evidence`."""
        self.words.setText(evidence.words)
        self.odds.setText(evidence.own or evidence.odds)
        if self._bar.level != evidence.level:
            self._bar.level = evidence.level
            self._bar.update()
        self._place()

    def restyle(self, style: Style) -> None:
        """Take sizes and colours of `style`."""
        self._look = self._bar.look = style
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Lay it out anew."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        gap, bar = self._look.px(theme.GAP / 2), self._look.px(theme.EVIDENCE_BAR_HEIGHT)
        full, rest = self.words.height_at(9999, 1.0), self.height() - bar - gap
        line = min(full, self.height() // 3 if rest > 2 * full else rest)
        self._bar.setGeometry(0, 0, self.width(), bar)
        self.words.setGeometry(0, bar + gap, self.width(), line)
        top = bar + 2 * gap + line
        self.odds.setGeometry(0, top, self.width(), max(self.height() - top, 1))
        self.odds.setVisible(not self.odds.fitted().cut)
