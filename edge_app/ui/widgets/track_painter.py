"""Boxes around people: state in colour, in the shape of the outline and in a sign with words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from edge_app.ui import theme
from edge_app.ui.presenters.marks import Outline, TrackMark
from edge_app.ui.widgets.glyph import draw_glyph

_MOST_LABELS = 12  # beyond this the words would hide the people; the signs remain
_LEAST_SIDE = 8.0  # px; a smaller box is drawn as this


def draw_tracks(
    painter: QPainter, marks: Sequence[TrackMark], picture: QRectF, factor: float, scale: float
) -> None:
    """Draw `marks` over `picture` (where the frame is on the widget, `factor` times its size)."""
    painter.save()
    painter.setClipRect(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    boxes = [
        QRectF(
            picture.x() + mark.box.x * factor,
            picture.y() + mark.box.y * factor,
            max(mark.box.w * factor, _LEAST_SIDE),
            max(mark.box.h * factor, _LEAST_SIDE),
        )
        for mark in marks
    ]
    font = _label_font(scale)
    labels = _place_labels(marks, boxes, picture, font)
    for box, label in zip(boxes, labels, strict=True):
        _draw_outline(painter, box, label.mark, scale)
    for label in labels:
        _draw_label(painter, label, font)
    painter.restore()


def _draw_outline(painter: QPainter, box: QRectF, mark: TrackMark, scale: float) -> None:
    width = (theme.ALERT_STROKE if mark.outline is Outline.FULL else theme.BOX_STROKE) * scale
    painter.setBrush(Qt.BrushStyle.NoBrush)
    # A dark line underneath keeps the outline visible on a bright picture.
    for colour, stroke in ((theme.BACKGROUND, width + 2 * scale), (mark.colour, width)):
        pen = QPen(QColor(colour), stroke)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        if mark.outline is Outline.DASHED:
            pen.setStyle(Qt.PenStyle.DotLine if stroke == width else Qt.PenStyle.NoPen)
        painter.setPen(pen)
        if mark.outline is Outline.CORNERS:
            painter.drawLines(_corners(box))
        elif mark.outline is Outline.ROUNDED:
            radius = min(box.width(), box.height()) * 0.2
            painter.drawRoundedRect(box, radius, radius)
        else:
            painter.drawRect(box)


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
    marks: Sequence[TrackMark], boxes: Sequence[QRectF], picture: QRectF, font: QFont
) -> list[_Label]:
    """A plate for every mark, the most important first; words only where they cover no other."""
    size = font.pixelSize()
    pad = size * 0.45
    metrics = QFontMetricsF(font)
    placed: list[_Label] = []
    taken = [box for mark, box in zip(marks, boxes, strict=True) if mark.in_question]
    for mark, box in reversed(list(zip(marks, boxes, strict=True))):
        width = metrics.horizontalAdvance(mark.label) + pad
        long = _plate(box, 2 * pad + size + width, size * 1.8, picture)
        room = len(marks) <= _MOST_LABELS and not any(long.intersects(area) for area in taken)
        if room or mark.in_question:
            placed.append(_Label(mark, long, words=True))
        else:
            short = _plate(box, 2 * pad + size, size * 1.8, picture)
            placed.append(_Label(mark, short, words=False))
        taken.append(placed[-1].plate)
    return placed[::-1]


def _plate(box: QRectF, width: float, height: float, picture: QRectF) -> QRectF:
    """A plate over the box, or under it where there is no room above; inside the picture."""
    gap = theme.BOX_STROKE * 1.5
    plate = QRectF(box.center().x() - width / 2, box.top() - gap - height, width, height)
    if plate.top() < picture.top():
        plate.moveTop(min(box.bottom() + gap, picture.bottom() - height))
    plate.moveLeft(max(min(plate.left(), picture.right() - width), picture.left()))
    return plate


def _draw_label(painter: QPainter, label: _Label, font: QFont) -> None:
    size = font.pixelSize()
    pad = size * 0.45
    mark, plate = label.mark, label.plate
    ground, ink = (
        (mark.colour, theme.BACKGROUND) if mark.in_question else (theme.BACKGROUND, mark.colour)
    )
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(ground))
    painter.drawRoundedRect(plate, plate.height() / 3, plate.height() / 3)
    sign = QRectF(plate.left() + pad, plate.center().y() - size / 2, size, size)
    draw_glyph(painter, sign, mark.shape, ink)
    if label.words:
        painter.setPen(QColor(ink))
        painter.setFont(font)
        area = plate.adjusted(2 * pad + size, 0, 0, 0)
        painter.drawText(area, int(Qt.AlignmentFlag.AlignVCenter), mark.label)


def _label_font(scale: float) -> QFont:
    font = QFont()
    font.setFamilies(list(theme.FONT_FAMILIES))
    font.setPixelSize(round(theme.TYPE[theme.Role.CAPTION][0] * scale))
    font.setWeight(QFont.Weight.Bold)
    return font
