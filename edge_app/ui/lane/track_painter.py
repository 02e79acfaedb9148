"""Boxes around people: state in colour, in the shape of the outline and in a sign with words.

Lines that lie on pixels need no smoothing, and a sign with its words is drawn once and then copied:
eight people cost 0.40 ms of processor time at a repaint; drawing each anew costs 0.77 ms.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QLineF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPen

from edge_app.ui.kit.icon import draw_shape
from edge_app.ui.kit.marks import Shape
from edge_app.ui.lane.tracks_presenter import Outline, TrackMark
from edge_app.ui.look import theme
from edge_app.ui.look.style import Style, style_for
from edge_app.ui.look.theme import Tone
from models.geometry import Box

_MAX_LABELS = 12  # beyond this the words would hide the people; the signs remain
_MIN_SIDE = 8.0  # px; a smaller box is drawn as this
_MAX_TYPE = 0.05  # of the picture's height
_PAD = 0.45  # around a sign, as a share of the type's size
_FAR = 1e6  # px; a coordinate beyond fits no whole pixel that Qt could count
_MAX_PLATES = 64  # plates; five states in two languages, with words and without, are twenty


class TrackPainter:
    """Draw marks over a picture."""

    def __init__(self) -> None:
        self._style = style_for(1280, 800)
        self._font = _label_font(self._style)
        self._widths: dict[str, float] = {}
        self._plates: dict[_Plate, QImage] = {}

    def restyle(self, style: Style) -> None:
        """Take sizes and colours of `style`."""
        self._style = style
        self._set_font(_label_font(style))

    def _set_font(self, font: QFont) -> None:
        self._font = font
        self._widths.clear()
        self._plates.clear()

    def draw(
        self, painter: QPainter, marks: Sequence[TrackMark], picture: QRectF, factor: float
    ) -> None:
        """Draw `marks` over `picture` (where the frame is on the widget, `factor` times its size).

        The painter's state is kept.
        """
        font = _label_font(self._style, picture.height())
        if font.pixelSize() != self._font.pixelSize():
            self._set_font(font)
        painter.save()
        painter.setClipRect(picture)
        boxes = [placed(mark.box, picture, factor) for mark in marks]
        labels = _place_labels(marks, boxes, picture, self._font.pixelSize(), self._width)
        for mark, box in zip(marks, boxes, strict=True):
            _draw_outline(painter, box, mark, self._style)
        for label in labels:
            self._draw_label(painter, label)
        painter.restore()

    def _width(self, text: str) -> float:
        if text not in self._widths:
            self._make_room(self._widths)
            self._widths[text] = QFontMetricsF(self._font).horizontalAdvance(text)
        return self._widths[text]

    def _draw_label(self, painter: QPainter, label: _Label) -> None:
        ratio = painter.device().devicePixelRatioF()
        size = (math.ceil(label.plate.width()), math.ceil(label.plate.height()))
        mark = label.mark
        words = mark.label if label.words else ""
        wanted = _Plate(words, mark.shape, mark.tone, mark.in_question, size, ratio)
        if wanted not in self._plates:
            self._make_room(self._plates)
            self._plates[wanted] = _drawn(wanted, self._font, self._style)
        painter.drawImage(label.plate.topLeft().toPoint(), self._plates[wanted])

    def _make_room(self, kept: dict[Any, Any]) -> None:
        if len(kept) >= _MAX_PLATES:
            kept.clear()


def placed(box: Box, picture: QRectF, factor: float) -> QRectF:
    """Return where `box`, in pixels of the frame, is on a `picture` of `factor` times its size."""
    return QRectF(
        picture.x() + box.x * factor,
        picture.y() + box.y * factor,
        max(box.w * factor, _MIN_SIDE),
        max(box.h * factor, _MIN_SIDE),
    )


def _draw_outline(painter: QPainter, box: QRectF, mark: TrackMark, style: Style) -> None:
    scale = style.scale
    width = (theme.ALERT_STROKE if mark.outline is Outline.FULL else theme.BOX_STROKE) * scale
    width = width if mark.label else width / 2
    rounded = mark.outline is Outline.ROUNDED
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, rounded)
    if not rounded and _is_near(box):
        box = QRectF(box.toAlignedRect())
    painter.setBrush(Qt.BrushStyle.NoBrush)
    # A line of the ground underneath keeps the outline visible on any picture.
    ground, ink = style.colour(Tone.BACKGROUND), style.colour(mark.tone)
    for colour, stroke in ((ground, width + 2 * scale), (ink, width)):
        pen = QPen(QColor(colour), stroke)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        if mark.outline is Outline.DASHED:
            pen.setStyle(Qt.PenStyle.DotLine if stroke == width else Qt.PenStyle.NoPen)
        painter.setPen(pen)
        if mark.outline is Outline.CORNERS:
            painter.drawLines(_corners(box))
        elif rounded:
            radius = min(box.width(), box.height()) * 0.2
            painter.drawRoundedRect(box, radius, radius)
        else:
            painter.drawRect(box)


def _is_near(box: QRectF) -> bool:
    return max(abs(box.left()), abs(box.top()), abs(box.right()), abs(box.bottom())) < _FAR


def _corners(box: QRectF) -> list[QLineF]:
    arm = min(box.width(), box.height()) * 0.28
    lines = []
    for x, dx in ((box.left(), arm), (box.right(), -arm)):
        for y, dy in ((box.top(), arm), (box.bottom(), -arm)):
            lines += [QLineF(x, y, x + dx, y), QLineF(x, y, x, y + dy)]
    return lines


@dataclass(frozen=True, slots=True)
class _Label:
    """Where a mark's plate is, and whether its words found room."""

    mark: TrackMark
    plate: QRectF
    words: bool


def _place_labels(
    marks: Sequence[TrackMark],
    boxes: Sequence[QRectF],
    picture: QRectF,
    size: int,
    width_of: Callable[[str], float],
) -> list[_Label]:
    """Return a plate for every mark, the most important first; words only where they cover none.

    `size` of the type in pixels.
    """
    pad = size * _PAD
    placed: list[_Label] = []
    taken: list[QRectF] = []
    for mark, box in reversed(list(zip(marks, boxes, strict=True))):
        if not mark.label:
            continue
        width = width_of(mark.label) + pad
        long = _place_for(box, 2 * pad + size + width, size * 1.8, picture)
        hidden = [*taken, *(other for other in boxes if other is not box)]
        room = len(marks) <= _MAX_LABELS and not any(long.intersects(area) for area in hidden)
        if room or mark.in_question:
            placed.append(_Label(mark, long, words=True))
        else:
            short = _place_for(box, 2 * pad + size, size * 1.8, picture)
            placed.append(_Label(mark, short, words=False))
        taken.append(placed[-1].plate)
    return placed[::-1]


def _place_for(box: QRectF, width: float, height: float, picture: QRectF) -> QRectF:
    """Return a plate over the box, or under it where there is no room; inside the picture."""
    gap = theme.BOX_STROKE * 1.5
    plate = QRectF(box.center().x() - width / 2, box.top() - gap - height, width, height)
    if plate.top() < picture.top():
        plate.moveTop(min(box.bottom() + gap, picture.bottom() - height))
    plate.moveLeft(max(min(plate.left(), picture.right() - width), picture.left()))
    return plate


@dataclass(frozen=True, slots=True)
class _Plate:
    """All that a plate's pixels depend on, beside the font."""

    words: str  # empty: the sign alone
    shape: Shape
    tone: Tone
    filled: bool
    size: tuple[int, int]  # width, height
    ratio: float  # device pixels of one


def _drawn(plate: _Plate, font: QFont, style: Style) -> QImage:
    """Return the pixels of `plate`."""
    image = QImage(QSize(*plate.size) * plate.ratio, QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(plate.ratio)
    image.fill(Qt.GlobalColor.transparent)
    area = QRectF(0, 0, *plate.size)
    ground, ink = style.colour(Tone.BACKGROUND), style.colour(plate.tone)
    if plate.filled:
        ground, ink = ink, ground
    size = font.pixelSize()
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(ground))
    painter.drawRoundedRect(area, area.height() / 3, area.height() / 3)
    sign = QRectF(size * _PAD, area.center().y() - size / 2, size, size)
    draw_shape(painter, sign, plate.shape, ink, ground)
    if plate.words:
        painter.setPen(QColor(ink))
        painter.setFont(font)
        beside = area.adjusted(2 * size * _PAD + size, 0, 0, 0)
        painter.drawText(beside, int(Qt.AlignmentFlag.AlignVCenter), plate.words)
    painter.end()
    return image


def _label_font(style: Style, height: float = math.inf) -> QFont:
    """Return the type of words in a picture of that `height`: in a small one they hide people."""
    font = QFont()
    font.setFamilies(list(theme.FONT_FAMILIES))
    most = max(height * _MAX_TYPE, theme.SMALLEST_TYPE)
    font.setPixelSize(round(min(style.font_px(theme.TextRole.CAPTION), most)))
    font.setWeight(QFont.Weight.Bold)
    return font
