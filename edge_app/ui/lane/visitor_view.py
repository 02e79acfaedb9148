"""What the visitor sees: themselves, mirrored, and in large words what to do."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QLayout, QSizePolicy, QVBoxLayout, QWidget

from edge_app.domain import Image
from edge_app.ui.kit.fitted_label import FittedLabel
from edge_app.ui.kit.pixels import ScreenPicture, fitted
from edge_app.ui.kit.shrinking_label import ShrinkingLabel
from edge_app.ui.lane.guidance_presenter import GuidanceIcon, GuidanceView, greeting
from edge_app.ui.look import theme
from edge_app.ui.look.style import Style, style_for
from edge_app.ui.look.theme import TextRole, Tone

_MAX_TEXT = 1.25  # times the type: an officer's size of text is not the visitor's, who stands off


class _Mirror(QWidget):
    """The live picture as a mirror shows it."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(QSize(80, 60))
        self._image: Image | None = None
        self._pixels = ScreenPicture()
        self.look = style_for(1280, 800)

    def show_image(self, image: Image | None) -> None:
        if image is not self._image:
            self._image = image
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self.look.colour(Tone.BACKGROUND)))
        if self._image is not None:
            height, width = self._image.shape[:2]
            area = fitted(width, height, QRectF(self.rect())).toRect()
            if not area.isEmpty():
                shown = self._pixels.of(self._image, area.width(), area.height())
                painter.translate(area.left() * 2 + area.width(), 0)
                painter.scale(-1, 1)
                painter.drawImage(area.topLeft(), shown)
        painter.end()


class _Sign(QWidget):
    """One large sign."""

    def __init__(self) -> None:
        super().__init__()
        self.sign = GuidanceIcon.FORWARD
        self.look = style_for(1280, 800)

    def show_icon(self, sign: GuidanceIcon) -> None:
        if sign is not self.sign:
            self.sign = sign
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        side = float(min(self.width(), self.height()))
        area = QRectF(0, 0, side, side)
        area.moveCenter(QRectF(self.rect()).center())
        painter = QPainter(self)
        tone = Tone.CLEAR if self.sign is GuidanceIcon.DONE else Tone.CAPTURED
        draw_sign(painter, area, self.sign, self.look.colour(tone))
        painter.end()


class VisitorView(QWidget):
    """Show a GuidanceView under the mirror."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("screen")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        centre = Qt.AlignmentFlag.AlignHCenter
        self.mirror, self._sign = _Mirror(), _Sign()
        self._greeting = FittedLabel(TextRole.QUIET, align=centre)
        self._indonesian = ShrinkingLabel(TextRole.GUIDANCE, lines=3, align=centre)
        self._english = ShrinkingLabel(TextRole.HEADING, lines=3, align=centre)
        self._column = QVBoxLayout(self)
        self._column.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)  # the screen decides
        self._column.addWidget(self.mirror, 1)
        for widget in (self._greeting, self._sign, self._indonesian, self._english):
            self._column.addWidget(widget)
        self._shown: GuidanceView | None = None

    def show_guidance(self, guidance: GuidanceView, image: Image | None) -> None:
        """Show the words, and `image` (the whole live picture) as a mirror."""
        self.mirror.show_image(image)
        if guidance == self._shown:
            return
        self._shown = guidance
        self._sign.show_icon(guidance.sign)
        self._greeting.setText(" · ".join(greeting(guidance.done)))
        self._indonesian.setText(guidance.indonesian)
        self._english.setText(guidance.english)

    def restyle(self, style: Style) -> None:
        """Take sizes and colours of `style`."""
        self.mirror.look = self._sign.look = style
        self._sign.setFixedHeight(style.px(84))
        text = min(style.text, _MAX_TEXT) / style.text
        for label, role in (
            (self._indonesian, TextRole.GUIDANCE),
            (self._english, TextRole.HEADING),
        ):
            label.most = round(style.font_px(role) * text)
        self.mirror.setMinimumHeight(style.touch)
        margin = style.px(theme.MARGIN)
        self._column.setContentsMargins(margin, margin, margin, margin)
        self._column.setSpacing(style.px(theme.GAP))


def draw_sign(painter: QPainter, area: QRectF, sign: GuidanceIcon, colour: str) -> None:
    """Draw `sign` in the square `area`; the painter's state is kept."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(QColor(colour), area.width() * 0.07)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)

    def at(x: float, y: float) -> QPointF:
        return QPointF(area.x() + x * area.width(), area.y() + y * area.height())

    def lines(*points: tuple[float, float]) -> None:
        painter.drawPolyline(QPolygonF([at(x, y) for x, y in points]))

    def ring(x: float, y: float, across: float, down: float) -> None:
        painter.drawEllipse(at(x, y), across * area.width(), down * area.height())

    if sign is GuidanceIcon.FORWARD:
        lines((0.5, 0.9), (0.5, 0.12))
        lines((0.2, 0.4), (0.5, 0.12), (0.8, 0.4))
    elif sign is GuidanceIcon.BACK:
        lines((0.5, 0.1), (0.5, 0.88))
        lines((0.2, 0.6), (0.5, 0.88), (0.8, 0.6))
    elif sign is GuidanceIcon.EYE:
        upper = [(x, 0.5 - 0.3 * float(np.sin(np.pi * x))) for x in np.linspace(0, 1, 17)]
        lines(*upper)
        lines(*[(x, 1 - y) for x, y in upper])
        ring(0.5, 0.5, 0.13, 0.13)
    elif sign is GuidanceIcon.STILL:
        ring(0.5, 0.5, 0.42, 0.42)
        lines((0.5, 0.25), (0.5, 0.5), (0.68, 0.62))
    elif sign is GuidanceIcon.FACE:
        ring(0.5, 0.5, 0.34, 0.44)
        ring(0.38, 0.42, 0.02, 0.02)
        ring(0.62, 0.42, 0.02, 0.02)
        lines((0.36, 0.66), (0.45, 0.72), (0.55, 0.72), (0.64, 0.66))
    elif sign is GuidanceIcon.LIGHT:
        ring(0.5, 0.5, 0.2, 0.2)
        for turn in np.linspace(0, 2 * np.pi, 8, endpoint=False):
            across, down = float(np.cos(turn)), float(np.sin(turn))
            lines(*[(0.5 + far * across, 0.5 + far * down) for far in (0.32, 0.46)])
    elif sign is GuidanceIcon.DONE:
        lines((0.12, 0.55), (0.4, 0.84), (0.9, 0.2))
    else:
        ring(0.5, 0.26, 0.18, 0.18)
        painter.drawArc(QRectF(at(0.14, 0.52), at(0.86, 1.3)), 0, 180 * 16)
    painter.restore()
