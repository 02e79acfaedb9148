"""A face that a finger can touch; an empty place that says so where there is no picture."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from edge_app.domain import Image
from edge_app.ui.kit.fitted_text import fit
from edge_app.ui.kit.pixels import fitted, qimage
from edge_app.ui.look import theme
from edge_app.ui.look.style import Style, style_for
from edge_app.ui.look.theme import TextRole, Tone


class FaceButton(QAbstractButton):
    """As large as its place; the picture keeps its shape. It takes no keyboard focus."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.image: Image | None = None
        self.style_now = style_for(1280, 800)

    def show_face(self, image: Image | None, missing: str) -> None:
        """Show `image`, or that there is none."""
        if self.image is not image or self.text() != missing:
            self.image = image
            self.setText(missing)
            self.update()

    def restyle(self, style: Style) -> None:
        """Take sizes and colours."""
        self.style_now = style
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Return what a finger needs."""
        return QSize(self.style_now.touch, self.style_now.touch)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Draw the face."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        self.paint_face(painter, QRectF(self.rect()))
        painter.end()

    def paint_face(self, painter: QPainter, whole: QRectF) -> None:
        """Draw it into `whole`."""
        style, area = self.style_now, whole
        if self.image is not None:
            height, width = self.image.shape[:2]
            area = fitted(width, height, whole)
        path = QPainterPath()
        radius = style.px(theme.RADIUS)
        path.addRoundedRect(area, radius, radius)
        painter.save()
        painter.setClipPath(path)
        painter.fillRect(area, QColor(style.colour(Tone.RAISED)))
        if self.image is not None:
            painter.drawImage(area, qimage(self.image))
        elif self.text():
            self._write(painter, area)
        painter.restore()
        if self.isDown():
            line = style.px(theme.BOX_STROKE)
            painter.setPen(QPen(QColor(style.colour(Tone.CAPTURED)), line))
            painter.drawPath(path)

    def _write(self, painter: QPainter, area: QRectF) -> None:
        style = self.style_now
        font = QFont(self.font())
        font.setFamilies(theme.FONT_FAMILIES)
        font.setPixelSize(style.font_px(TextRole.QUIET))
        words = fit(self.text(), font, area.width() * 0.9, area.height(), lines=3)
        painter.setFont(words.font)
        painter.setPen(QColor(style.colour(Tone.TEXT_QUIET)))
        top = area.center().y() - words.height / 2
        for row, line in enumerate(words.lines):
            place = QRectF(area.left(), top + row * words.line_height, area.width(), 0)
            place.setHeight(words.line_height)
            painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), line)
