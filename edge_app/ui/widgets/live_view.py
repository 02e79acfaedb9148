"""The live picture with the people in it, and the notices that stand over it."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from edge_app.ui import theme
from edge_app.ui.presenters.camera import NoticeView
from edge_app.ui.presenters.screen import PictureView
from edge_app.ui.widgets.notice_card import NoticeCard
from edge_app.ui.widgets.pixels import fitted, qimage
from edge_app.ui.widgets.track_painter import draw_tracks


class LiveView(QWidget):
    """Paints the newest frame as large as it fits, its shape kept; repaints only on a change."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(QSize(80, 60))
        self._picture: PictureView | None = None
        self._scale = 1.0
        self.repaints = 0
        self.camera_card = NoticeCard(self)
        self.lists_card = NoticeCard(self)

    def show_picture(
        self, picture: PictureView, camera: NoticeView | None, lists: NoticeView | None
    ) -> None:
        """Show a frame with its marks, and up to two notices."""
        if picture != self._picture:
            self._picture = picture
            self.update()
        placed = self.camera_card.show_notice(camera)
        if self.lists_card.show_notice(lists) or placed:
            self._place_cards()

    def rescale(self, scale: float) -> None:
        """Take the sizes that belong to `scale`."""
        self._scale = scale
        for card in (self.camera_card, self.lists_card):
            card.rescale(scale)
        self._place_cards()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Keep the notices in their places."""
        super().resizeEvent(event)
        self._place_cards()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Draw the frame, dim when it is not live, and the marks."""
        self.repaints += 1
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(theme.BACKGROUND))
        picture = self._picture
        if picture is not None and picture.image is not None:
            height, width = picture.image.shape[:2]
            area = fitted(width, height, QRectF(self.rect()))
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(area, qimage(picture.image))
            if not picture.live:
                veil = QColor(theme.BACKGROUND)
                veil.setAlphaF(0.72)
                painter.fillRect(area, veil)
            draw_tracks(painter, picture.tracks, area, area.width() / width, self._scale)
        painter.end()

    def _place_cards(self) -> None:
        margin = round(theme.MARGIN * self._scale)
        width = min(self.width() - 2 * margin, round(theme.NOTICE_WIDTH * self._scale))
        if width < 1:
            return
        left = (self.width() - width) // 2
        top = margin
        if not self.lists_card.isHidden():
            height = self.lists_card.height_at(width)
            self.lists_card.setGeometry(QRect(left, top, width, height))
            top += height + margin
        if not self.camera_card.isHidden():
            height = self.camera_card.height_at(width)
            middle = max((self.height() - height) // 2, top)
            self.camera_card.setGeometry(QRect(left, middle, width, height))
