"""Documents that were photographed, side by side."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QWidget

from edge_app.domain import Image
from edge_app.ui.kit.face_view import FaceView
from edge_app.ui.look import theme
from edge_app.ui.look.style import Style


class PaperRow(QWidget):
    """Show up to `most` pictures; takes no room where there are none."""

    def __init__(self, most: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.papers = [FaceView(captioned=False) for _ in range(most)]
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        for paper in self.papers:
            self._row.addWidget(paper, 1)
        self.hide()

    def show_papers(self, images: Sequence[Image]) -> None:
        """Show these, and hold no other."""
        for place, paper in enumerate(self.papers):
            there = place < len(images)
            paper.show_face(images[place] if there else None, "")
            paper.setVisible(there)
        self.setVisible(bool(images))

    def restyle(self, style: Style) -> None:
        """Take sizes and colours."""
        self._row.setSpacing(style.px(theme.MARGIN))
        for paper in self.papers:
            paper.restyle(style)
