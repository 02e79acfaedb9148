"""A face in its place; an empty place that says so where there is no picture."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QWidget

from edge_app.domain import Image
from edge_app.ui.kit.fitted_text import FittedText, fit
from edge_app.ui.kit.pixels import fitted, qimage
from edge_app.ui.kit.same_type import SameType
from edge_app.ui.look import theme
from edge_app.ui.look.style import Style, style_for
from edge_app.ui.look.theme import TextRole, Tone

_CAPTION_GROUND = 0.78  # how far a picture's foot is covered, so that its caption can be read


class FacePicture(QWidget):
    """As large as its place; the picture keeps its shape. A touch does nothing."""

    same: SameType | None = None  # of the caption

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.image: Image | None = None
        self.missing = ""
        self._caption = ""
        self._style = style_for(1280, 800)

    def show_face(self, image: Image | None, missing: str, caption: str = "") -> None:
        """Show `image`, or that there is none; `caption` stands at its foot."""
        said = (missing, caption)
        if self.image is not image or said != (self.missing, self._caption):
            self.image, self.missing, self._caption = image, missing, caption
            self.update()
            if self.same is not None:
                self.same.changed()

    def own_size(self) -> int | None:
        """Return the pixels of the largest type that fits its caption; None: it has none."""
        if self.isHidden() or not self._caption:
            return None
        return self._fitted_caption(None).font.pixelSize()

    def caption(self) -> FittedText:
        """Return what is written at its foot."""
        return self._fitted_caption(None if self.same is None else self.same.size())

    def _fitted_caption(self, most: int | None) -> FittedText:
        font, area = _font(self._style), self._area()
        if most is not None:
            font.setPixelSize(min(font.pixelSize(), most))
        margin = self._style.px(theme.GAP / 2)
        return fit(self._caption, font, area.width() - 2 * margin, area.height() / 4, lines=1)

    def _area(self) -> QRectF:
        area = QRectF(self.rect())
        if self.image is not None:
            height, width = self.image.shape[:2]
            area = fitted(width, height, area)
        return area

    def restyle(self, style: Style) -> None:
        """Take sizes and colours."""
        self._style = style
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        """Draw the face."""
        style, area = self._style, self._area()
        painter = QPainter(self)
        paint_face(painter, area, self.image, style)
        if self.image is None and self.missing:
            _write_missing(painter, area, self.missing, style)
        if self._caption:
            _write_caption(painter, area, self.caption(), style)
        painter.end()


def paint_face(painter: QPainter, area: QRectF, image: Image | None, style: Style) -> None:
    """Draw `image` over all of `area`, with round corners; an empty place for None."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    path = QPainterPath()
    radius = style.px(theme.RADIUS)
    path.addRoundedRect(area, radius, radius)
    painter.save()
    painter.setClipPath(path)
    painter.fillRect(area, QColor(style.colour(Tone.RAISED)))
    if image is not None:
        painter.drawImage(area, qimage(image))
    painter.restore()


def _write_caption(painter: QPainter, area: QRectF, words: FittedText, style: Style) -> None:
    foot = QRectF(area)
    foot.setTop(area.bottom() - words.line_height * 1.2)
    ground = QColor(style.colour(Tone.BACKGROUND))
    ground.setAlphaF(_CAPTION_GROUND)
    painter.fillRect(foot, ground)
    painter.setFont(words.font)
    painter.setPen(QColor(style.colour(Tone.TEXT)))
    painter.drawText(foot, int(Qt.AlignmentFlag.AlignCenter), words.lines[0])


def _write_missing(painter: QPainter, area: QRectF, missing: str, style: Style) -> None:
    words = fit(missing, _font(style), area.width() * 0.9, area.height(), lines=3)
    painter.setFont(words.font)
    painter.setPen(QColor(style.colour(Tone.TEXT_QUIET)))
    top = area.center().y() - words.height / 2
    for row, line in enumerate(words.lines):
        place = QRectF(area.left(), top + row * words.line_height, area.width(), 0)
        place.setHeight(words.line_height)
        painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), line)


def _font(style: Style) -> QFont:
    font = QFont()
    font.setFamilies(theme.FONT_FAMILIES)
    font.setPixelSize(style.font_px(TextRole.CAPTION))
    return font
