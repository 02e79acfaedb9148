"""The camera's picture with the person framed who is to be compared; a touch frames another."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from edge_app.ui.kit.fitted_label import FittedLabel
from edge_app.ui.kit.pixels import fitted, qimage
from edge_app.ui.look import theme
from edge_app.ui.look.style import Style, style_for
from edge_app.ui.look.theme import Tone
from edge_app.ui.verify.choice_presenter import PersonChoice
from models.geometry import Box

_VEIL = 0.55  # of the ground over everything but the framed person
_HEAD = 1.5  # times the face: the frame holds the head


class _Picture(QWidget):
    """`touched` carries the track nearest to the finger."""

    touched = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(QSize(60, 60))
        self.look = style_for(1280, 800)
        self.choice: PersonChoice | None = None

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt's name)
        """Tell whom the finger meant: no face is too small for a glove."""
        places = self.places()
        if not places or not self.rect().contains(event.position().toPoint()):
            return
        finger = event.position()
        self.touched.emit(min(places, key=lambda track_id: _distance(places[track_id], finger)))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        area, choice = self._area(), self.choice
        painter.fillRect(area, QColor(self.look.colour(Tone.RAISED)))
        if choice is not None and choice.image is not None:
            painter.drawImage(area, qimage(choice.image))
            self._paint_frames(painter, area, choice.framed)
        painter.end()

    def _paint_frames(self, painter: QPainter, area: QRectF, framed: int | None) -> None:
        painter.setClipRect(area)
        boxes = self.places()
        meant = boxes.get(framed) if framed is not None else None
        if meant is not None:
            veil = QColor(self.look.colour(Tone.BACKGROUND))
            veil.setAlphaF(_VEIL)
            around = QPainterPath()
            around.addRect(area)
            around.addRect(meant)
            painter.fillPath(around, veil)
        for track_id, box in boxes.items():
            own = track_id == framed
            width = (theme.ALERT_STROKE if own else theme.BOX_STROKE / 2) * self.look.scale
            ink = Tone.TEXT if own else Tone.TEXT_QUIET
            for colour, stroke in ((Tone.BACKGROUND, width + 2 * self.look.scale), (ink, width)):
                painter.setPen(QPen(QColor(self.look.colour(colour)), stroke))
                painter.drawRect(box)

    def _area(self) -> QRectF:
        whole = QRectF(self.rect())
        if self.choice is None or self.choice.image is None:
            return whole
        height, width = self.choice.image.shape[:2]
        area = fitted(width, height, whole)
        area.moveBottom(whole.bottom())
        return area

    def places(self) -> dict[int, QRectF]:
        """Return where each person's head is on this widget, by track."""
        choice = self.choice
        if choice is None or choice.image is None:
            return {}
        area = self._area()
        factor = area.width() / choice.image.shape[1]
        return {one.track_id: _placed(one.box.square(_HEAD), area, factor) for one in choice.tracks}


class PersonPicture(QWidget):
    """The picture and its caption; `chosen` carries the track of a person who was touched."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture = _Picture()
        self._caption = FittedLabel(theme.TextRole.QUIET, align=Qt.AlignmentFlag.AlignHCenter)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self._picture, 1)
        self._column.addWidget(self._caption)
        self._picture.touched.connect(self.chosen)

    def show_choice(self, choice: PersonChoice | None) -> None:
        """Show who can be meant; None: nobody, and no picture is held."""
        self._caption.setText(choice.caption if choice else "")
        if choice is not self._picture.choice:
            self._picture.choice = choice
            self._picture.update()

    def place_of(self, track_id: int) -> QPoint:
        """Return the middle of that person on this widget. Raise KeyError."""
        middle = self._picture.places()[track_id].center()
        return self._picture.mapTo(self, middle.toPoint())

    def restyle(self, style: Style) -> None:
        """Take sizes and colours of `style`."""
        self._picture.look = style
        self._column.setSpacing(style.px(theme.GAP / 2))


def _placed(box: Box, area: QRectF, factor: float) -> QRectF:
    return QRectF(
        area.x() + box.x * factor, area.y() + box.y * factor, box.w * factor, box.h * factor
    )


def _distance(box: QRectF, point: QPointF) -> float:
    away = box.center() - point
    return float(away.x() ** 2 + away.y() ** 2)
