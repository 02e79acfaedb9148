"""The strength of the evidence: words, a bar with as many filled parts, and the numbers."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from edge_app.ui import theme
from edge_app.ui.presenters.evidence import LEVELS, EvidenceView
from edge_app.ui.style import Style, style_for
from edge_app.ui.theme import Tone
from edge_app.ui.widgets.fitted_label import FittedLabel


class _LevelBar(QWidget):
    def __init__(self) -> None:
        super().__init__()
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
    """Shows an EvidenceView."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = FittedLabel(theme.Role.STRENGTH, hug=True)
        self._bar = _LevelBar()
        self._score = FittedLabel(theme.Role.BODY)
        self._rarity = FittedLabel(theme.Role.QUIET, lines=2)
        self._head = QHBoxLayout()
        self._head.addWidget(self._words)
        self._head.addWidget(self._score, 1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self._bar)
        self._column.addLayout(self._head)
        self._column.addWidget(self._rarity)

    def show_evidence(self, evidence: EvidenceView) -> None:
        """Show `evidence`."""
        self._words.setText(evidence.words)
        self._score.setText(evidence.score)
        self._rarity.setText(evidence.rarity)
        if self._bar.level != evidence.level:
            self._bar.level = evidence.level
            self._bar.update()

    def least_height(self) -> int:
        """Pixels that bar and texts take at the smallest type."""
        spaces = self._column.contentsMargins().top() + 2 * self._column.spacing()
        texts = self._score.least_height(self.width()) + self._rarity.least_height(self.width())
        return self._bar.height() + spaces + texts

    def restyle(self, style: Style) -> None:
        """Take sizes and colours of `style`."""
        self._bar.look = style
        self._bar.setFixedHeight(style.px(theme.EVIDENCE_BAR_HEIGHT))
        self._head.setSpacing(style.px(theme.MARGIN))
        self._column.setContentsMargins(0, style.px(theme.GAP / 2), 0, 0)
        self._column.setSpacing(style.px(theme.GAP / 3))
