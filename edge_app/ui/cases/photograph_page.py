"""A document is held to the camera: the live picture with a frame, the picture taken, two keys."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from edge_app.desk.cases.photograph import Stage
from edge_app.domain import Image
from edge_app.ui.cases.photograph_presenter import PhotographPageView
from edge_app.ui.kit.fitted_label import FittedLabel
from edge_app.ui.kit.inline_notice import InlineNotice
from edge_app.ui.kit.marks import Severity
from edge_app.ui.kit.pixels import ScreenPicture, fitted
from edge_app.ui.kit.same_type import share_type
from edge_app.ui.kit.touch_button import TouchButton
from edge_app.ui.kit.touch_guard import TouchGuard, guarded
from edge_app.ui.look import theme
from edge_app.ui.look.style import Style, style_for
from edge_app.ui.look.theme import TextRole
from models.geometry import Box

_VEIL = 0.55  # of the light outside the frame is taken: it is not kept


class DocumentView(QWidget):
    """A picture as large as it fits; what lies outside the frame is dim."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(QSize(80, 60))
        self._image: Image | None = None
        self._frame: Box | None = None
        self._pixels = ScreenPicture()
        self._style = style_for(1280, 800)

    def show_image(self, image: Image | None, frame: Box | None) -> None:
        """Show `image`, (h, w, 3) uint8 contiguous RGB; nothing for None."""
        if image is not self._image or frame != self._frame:
            self._image, self._frame = image, frame
            if image is None:
                self._pixels = ScreenPicture()  # holds no document any more
            self.update()

    def restyle(self, style: Style) -> None:
        """Take sizes and colours."""
        self._style = style
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        """Draw the picture and the frame."""
        if self._image is None:
            return
        high, wide = self._image.shape[:2]
        area = fitted(wide, high, QRectF(self.rect())).toRect()
        if area.isEmpty():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ratio = self.devicePixelRatioF()
        shown = self._pixels.of(
            self._image, round(area.width() * ratio), round(area.height() * ratio)
        )
        shown.setDevicePixelRatio(ratio)
        painter.drawImage(area.topLeft(), shown)
        if self._frame is not None:
            self._paint_frame(painter, self._frame, QRectF(area), area.width() / wide)
        painter.end()

    def _paint_frame(self, painter: QPainter, frame: Box, area: QRectF, factor: float) -> None:
        inside = QRectF(frame.x, frame.y, frame.w, frame.h)
        inside = QRectF(
            area.left() + inside.left() * factor,
            area.top() + inside.top() * factor,
            inside.width() * factor,
            inside.height() * factor,
        )
        radius, stroke = self._style.px(theme.RADIUS), self._style.px(theme.ALERT_STROKE)
        outside, window = QPainterPath(), QPainterPath()
        outside.addRect(area)
        window.addRoundedRect(inside, radius, radius)
        veil = QColor(Qt.GlobalColor.black)
        veil.setAlphaF(_VEIL)
        painter.fillPath(outside.subtracted(window), veil)
        for colour, width in (
            (Qt.GlobalColor.black, stroke + self._style.px(4)),
            (Qt.GlobalColor.white, stroke),
        ):
            painter.setPen(QPen(QColor(colour), width))
            painter.drawRoundedRect(inside, radius, radius)


class PhotographPage(QWidget):
    """Show a PhotographPageView, or hide.

    `back` and `go` mean what their keys say. A touch that was meant for what stood there before
    does nothing: nobody keeps a picture with the second tap of taking it.
    """

    back = Signal()
    go = Signal()

    def __init__(self, clock: Callable[[], float], parent: QWidget | None = None) -> None:
        """`clock`: seconds, of any start."""
        super().__init__(parent)
        self.setObjectName("screen")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._clock, self._guard = clock, TouchGuard()
        self._shown: PhotographPageView | None = None
        self._title = FittedLabel(TextRole.HEADING, lines=2)
        self.said = FittedLabel(TextRole.BODY, lines=8)
        self.warning = InlineNotice()
        self.picture = DocumentView()
        self.back_button, self.go_button = TouchButton("plain"), TouchButton("primary")
        share_type(self.back_button, self.go_button)
        self._texts = QVBoxLayout()
        for part in (self._title, self.said, self.warning):
            self._texts.addWidget(part)
        self._keys = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._keys.addWidget(self.back_button, 1)
        self._keys.addWidget(self.go_button, 1)
        self._whole = QGridLayout(self)
        guarded(self.back_button, self._guard, clock, lambda _id: self.back.emit())
        guarded(self.go_button, self._guard, clock, lambda _id: self.go.emit())
        self.hide()

    def show_page(self, view: PhotographPageView | None) -> None:
        """Show it; hide for None, and hold no picture then."""
        self.picture.show_image(view.image if view else None, view.frame if view else None)
        if view == self._shown:
            return
        self._shown = view
        if view is None:
            self._guard.appear(None, self._clock())
            self.hide()
            return
        step = "taken" if view.stage in (Stage.TAKEN, Stage.KEEPING) else "aims"
        self._guard.appear("document", self._clock(), step)
        self._title.setText(view.title)
        self.said.setText("" if view.warns else view.say)
        self.said.setVisible(not view.warns)
        self.warning.show_line(view.say if view.warns else "", Severity.ATTENTION)
        self.back_button.setText(view.back)
        self.back_button.setEnabled(view.stage is not Stage.KEEPING)
        self.go_button.setText(view.go)
        self.go_button.setEnabled(view.can_go)
        self.show()

    def restyle(self, style: Style) -> None:
        """Take sizes and colours."""
        margin, gap = style.px(theme.MARGIN), style.px(theme.GAP)
        self._whole.setContentsMargins(margin, gap, margin, margin)
        self._whole.setSpacing(margin)
        self._texts.setSpacing(gap)
        self._keys.setSpacing(gap)
        self._place(style)
        for part in (self.warning, self.picture, self.back_button, self.go_button):
            part.restyle(style)

    def _place(self, style: Style) -> None:
        """Place words and keys over and under the picture; in a wide window at the hand."""
        for part in (self._texts, self.picture, self._keys):
            if isinstance(part, QWidget):
                self._whole.removeWidget(part)
            else:
                self._whole.removeItem(part)
                part.setParent(None)
        direction, upright = QBoxLayout.Direction, style.upright
        self._keys.setDirection(direction.LeftToRight if upright else direction.TopToBottom)
        keys = 0 if upright or style.left_handed else 1
        picture = (1, 0, 1, 1) if upright else (0, 1 - keys, 3, 1)
        self._whole.addLayout(self._texts, 0, keys)
        self._whole.addWidget(self.picture, *picture)
        self._whole.addLayout(self._keys, 2, keys)
        self._whole.setRowStretch(1, 1)
        for column in (0, 1):
            beside = 4 if column == keys else 8
            self._whole.setColumnStretch(column, 1 - column if upright else beside)
