"""An alert behind the one in front: a face in its list's colour, and the list's priority."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from edge_app.ui.alert.face_button import FaceButton
from edge_app.ui.alert.presenter import WaitingTileView
from edge_app.ui.look import theme
from edge_app.ui.look.theme import TextRole


class WaitingTile(FaceButton):
    """A finger brings the alert up."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tile: WaitingTileView | None = None

    @property
    def alert_id(self) -> str:
        """Return the id of the alert shown; empty: none."""
        return self._tile.alert_id if self._tile is not None else ""

    def show_tile(self, tile: WaitingTileView) -> None:
        """Show `tile`."""
        if tile != self._tile:
            self._tile = tile
            self.setAccessibleName(tile.name)
            self.show_face(tile.face.image, "")
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        """Draw a frame, the face in it, and the priority in its corner."""
        tile, style = self._tile, self.style_now
        if tile is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        whole = QRectF(self.rect())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tile.look.ground))
        radius = style.px(theme.RADIUS)
        painter.drawRoundedRect(whole, radius, radius)
        line = style.px(theme.BOX_STROKE)
        self.paint_face(painter, whole.adjusted(line, line, -line, -line))
        side = whole.height() * 0.42
        badge = QRectF(whole.right() - side, whole.bottom() - side, side, side)
        painter.setPen(QPen(QColor(tile.look.ink), line / 2))
        painter.setBrush(QColor(tile.look.ground))
        if tile.escalated:  # told by its shape: a square in place of a disc
            painter.drawRect(badge.adjusted(line / 2, line / 2, -line / 2, -line / 2))
        else:
            painter.drawEllipse(badge.adjusted(line / 2, line / 2, -line / 2, -line / 2))
        font = QFont(self.font())
        font.setFamilies(theme.FONT_FAMILIES)
        font.setWeight(QFont.Weight.Bold)
        font.setPixelSize(round(min(side * 0.62, style.font_px(TextRole.FIGURE))))
        painter.setFont(font)
        painter.drawText(badge, int(Qt.AlignmentFlag.AlignCenter), tile.priority)
        painter.end()
