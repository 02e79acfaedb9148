"""An alert behind the one in front: a face in its list's colour, and the list's priority."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from edge_app.ui.alert.face_picture import paint_face
from edge_app.ui.alert.presenter import WaitingTileView
from edge_app.ui.look import theme
from edge_app.ui.look.style import Style, style_for
from edge_app.ui.look.theme import TextRole, Tone


class WaitingTile(QAbstractButton):
    """A finger brings the alert up. It takes no keyboard focus."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._style = style_for(1280, 800)
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
            self.update()

    def restyle(self, style: Style) -> None:
        """Take sizes and colours."""
        self._style = style
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Return what a finger needs."""
        return QSize(self._style.touch, self._style.touch)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Draw a frame, the face in it, and the priority in its corner."""
        tile, style = self._tile, self._style
        if tile is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        whole = QRectF(self.rect())
        painter.setPen(Qt.PenStyle.NoPen)
        ground = style.colour(Tone.CAPTURED) if self.isDown() else tile.look.ground
        painter.setBrush(QColor(ground))
        radius = style.px(theme.RADIUS)
        painter.drawRoundedRect(whole, radius, radius)
        line = style.px(theme.BOX_STROKE)
        paint_face(painter, whole.adjusted(line, line, -line, -line), tile.face.image, style)
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
