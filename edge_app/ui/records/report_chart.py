"""Bars for a page of paper: dark on white, with their numbers on them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPen

from edge_app.ui.look import theme
from edge_app.ui.text.language import Language, number

_INK, _LINE = "#080c10", "#8796a5"
_TYPE = 22  # px of the picture, about 2.3 mm on the page
_MAX_NAMES = 12  # names under the bars, beyond which only some are written


@dataclass(frozen=True, slots=True)
class ChartSeries:
    """One value for each step; None: there is none."""

    name: str
    colour: str  # #rrggbb
    values: Sequence[float | None]


def chart(
    title: str,
    steps: Sequence[str],
    series: Sequence[ChartSeries],
    most: float | None = None,
    digits: int = 0,
    size: tuple[int, int] = (1680, 400),
) -> QImage:
    """Draw bars beside each other for every step, the unit in the title; `size` in pixels.

    `most`: the value of a bar of full height; None: the largest. `digits` behind the comma.
    """
    image = QImage(*size, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    font = QFont()
    font.setFamilies(list(theme.FONT_FAMILIES))
    font.setPixelSize(_TYPE)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(font)
    high = QFontMetricsF(font).height()
    _write_head(painter, title, series, size[0], high)
    area = QRectF(0, 3.6 * high, size[0], size[1] - 5.2 * high)
    painter.setPen(QPen(QColor(_LINE), 2))
    painter.drawLine(area.bottomLeft(), area.bottomRight())
    known = [value for one in series for value in one.values if value is not None]
    most = most or max([*known, 0.0]) or 1.0
    step = area.width() / max(len(steps), 1)
    broad = step * 0.8 / max(len(series), 1)
    for place, name in enumerate(steps):
        for beside, one in enumerate(series):
            value = one.values[place]
            if value is not None:
                left = area.left() + place * step + step * 0.1 + beside * broad
                tall = area.height() * value / most
                bar = QRectF(left, area.bottom() - tall, broad * 0.94, tall)
                painter.fillRect(bar, QColor(one.colour))
                _write_value(painter, bar, value, digits)
        if place % -(-len(steps) // _MAX_NAMES) == 0:
            below = QRectF(area.left() + place * step, area.bottom() + 4, step, high * 1.3)
            painter.setPen(QColor(_INK))
            painter.drawText(
                below, int(Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextDontClip), name
            )
    painter.end()
    return image


def _write_value(painter: QPainter, bar: QRectF, value: float, digits: int) -> None:
    """Write the number over its bar, where it has room beside its neighbours'."""
    text = number(value, Language.ID, digits)
    metrics = QFontMetricsF(painter.font())
    if value and metrics.horizontalAdvance(text) <= bar.width() * 1.06:
        high = metrics.height()
        above = QRectF(bar.left(), bar.top() - high * 1.05, bar.width(), high)
        painter.setPen(QColor(_INK))
        centred = Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextDontClip
        painter.drawText(above, int(centred), text)


def _write_head(
    painter: QPainter, title: str, series: Sequence[ChartSeries], width: float, high: float
) -> None:
    painter.setPen(QColor(_INK))
    painter.drawText(QPointF(0, high), title)
    metrics = QFontMetricsF(painter.font())
    left = 0.0
    for one in series:
        painter.fillRect(QRectF(left, 1.5 * high, high * 0.6, high * 0.6), QColor(one.colour))
        painter.drawText(QPointF(left + high * 0.8, 2.1 * high), one.name)
        left += high * 1.6 + metrics.horizontalAdvance(one.name)
        if left > width:
            break
