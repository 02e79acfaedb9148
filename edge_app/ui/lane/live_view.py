"""The live picture with the people in it, and the notices that stand over it."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QRegion, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from edge_app.ui.kit.boot_log import PICTURE, note_painted
from edge_app.ui.kit.notice_card import NoticeCard
from edge_app.ui.kit.notice_view import NoticeView
from edge_app.ui.kit.pixels import ScreenPicture, fitted
from edge_app.ui.lane.focus_painter import paint_focus
from edge_app.ui.lane.live_picture_presenter import PictureView
from edge_app.ui.lane.track_painter import TrackPainter, placed
from edge_app.ui.look import theme
from edge_app.ui.look.style import Style, style_for
from edge_app.ui.look.theme import Tone


class LiveView(QWidget):
    """Paint the newest frame as large as it fits, its shape kept; repaints only what changed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(QSize(80, 60))
        self._picture: PictureView | None = None
        self._pixels = ScreenPicture()
        self._painter = TrackPainter()
        self._style = style_for(1280, 800)
        self.repaints = 0
        self.camera_card = NoticeCard(self)
        self.lists_card = NoticeCard(self)

    def show_picture(
        self, picture: PictureView, camera: NoticeView | None, lists: NoticeView | None
    ) -> None:
        """Show a frame with its marks, and up to two notices."""
        if picture != self._picture:
            before, self._picture = self._area(), picture
            area = self._area()
            self.update(area if area == before else self.rect())
        placed = self.camera_card.show_notice(camera)
        if self.lists_card.show_notice(lists) or placed:
            self._place_cards()

    def restyle(self, style: Style) -> None:
        """Take sizes and colours of `style`."""
        self._style = style
        self._painter.restyle(style)
        for card in (self.camera_card, self.lists_card):
            card.restyle(style)
        self._place_cards()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Keep the notices in their places."""
        super().resizeEvent(event)
        self._place_cards()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Draw the frame, dim when it is not live, and the marks."""
        self.repaints += 1
        painter = QPainter(self)
        picture, area = self._picture, self._area()
        for bar in event.region().subtracted(QRegion(area)):  # type: ignore[attr-defined]
            painter.fillRect(bar, QColor(self._style.colour(Tone.BACKGROUND)))
        if picture is not None and picture.image is not None and not area.isEmpty():
            ratio = self.devicePixelRatioF()
            width, height = round(area.width() * ratio), round(area.height() * ratio)
            shown = self._pixels.of(picture.image, width, height)
            shown.setDevicePixelRatio(ratio)
            painter.drawImage(area.topLeft(), shown)
            if not picture.live:
                veil = QColor(self._style.colour(Tone.BACKGROUND))
                veil.setAlphaF(0.72)
                painter.fillRect(area, veil)
            factor = area.width() / picture.image.shape[1]
            self._painter.draw(painter, picture.tracks, QRectF(area), factor)
            if picture.focus is not None:
                face = placed(picture.focus, QRectF(area), factor)
                paint_focus(painter, face, QRectF(area), self._style)
            if picture.live:
                note_painted(PICTURE)
        painter.end()

    def _area(self) -> QRect:
        """Return where the picture is, in whole pixels; empty without one."""
        if self._picture is None or self._picture.image is None:
            return QRect()
        height, width = self._picture.image.shape[:2]
        room = self.rect()
        if self._picture.live and not self.lists_card.isHidden():  # it hides nobody
            room.setTop(self.lists_card.geometry().bottom() + self._style.px(theme.GAP))
        area = fitted(width, height, QRectF(room)).toRect()
        return area.united(QRect(area.topLeft(), QSize(1, 1))).intersected(self.rect())

    def _place_cards(self) -> None:
        margin = self._style.px(theme.MARGIN)
        whole = self.width() - 2 * margin
        if whole < 1:
            return
        top = margin
        if not self.lists_card.isHidden():  # as low as can be: the picture begins below it
            height = min(self.lists_card.height_at(whole), self.height() - 2 * margin)
            self.lists_card.setGeometry(QRect(margin, top, whole, height))
            top += height + margin
        width = min(whole, self._style.px(theme.NOTICE_WIDTH * self._style.text))
        left = (self.width() - width) // 2
        if not self.camera_card.isHidden():
            height = min(self.camera_card.height_at(width), self.height() - top - margin)
            middle = max((self.height() - height) // 2, top)
            self.camera_card.setGeometry(QRect(left, middle, width, height))
