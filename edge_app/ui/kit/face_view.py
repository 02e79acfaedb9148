"""One face, as large as its place allows, with a caption under it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from edge_app.domain import Image
from edge_app.ui.kit.fitted_label import FittedLabel
from edge_app.ui.kit.pixels import fitted, qimage
from edge_app.ui.kit.same_type import share_type
from edge_app.ui.look import theme
from edge_app.ui.look.style import Style, style_for
from edge_app.ui.look.theme import Tone


class _Face(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(QSize(60, 60))
        self.image: Image | None = None
        self.look = style_for(1280, 800)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        whole = QRectF(self.rect())
        area = whole
        if self.image is not None:
            height, width = self.image.shape[:2]
            area = fitted(width, height, whole)
            area.moveBottom(whole.bottom())  # close to its caption
        path = QPainterPath()
        radius = self.look.px(theme.RADIUS)
        path.addRoundedRect(area, radius, radius)
        painter.setClipPath(path)
        painter.fillRect(area, QColor(self.look.colour(Tone.RAISED)))
        if self.image is not None:
            painter.drawImage(area, qimage(self.image))
        painter.end()


class FaceView(QWidget):
    """A picture of a face with its caption. `side_by_side` levels two of them."""

    def __init__(self, parent: QWidget | None = None, captioned: bool = True) -> None:
        """`captioned`: there is a line for words under the picture."""
        super().__init__(parent)
        self._face = _Face()
        self.caption = FittedLabel(
            theme.TextRole.QUIET, lines=2, align=Qt.AlignmentFlag.AlignHCenter
        )
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self._face, 1)
        self._column.addWidget(self.caption)
        self.caption.setVisible(captioned)

    def show_face(self, image: Image | None, caption: str) -> None:
        """Show `image`; an empty place when there is none."""
        self.caption.setText(caption)
        if self._face.image is not image:
            self._face.image = image
            self._face.update()

    def restyle(self, style: Style) -> None:
        """Take sizes and colours of `style`."""
        self._face.look = style
        self._column.setSpacing(style.px(theme.GAP / 2))


def side_by_side(*faces: FaceView) -> None:
    """Set the captions of `faces` in one size and one height, so that the pictures are level."""
    share_type(*(face.caption for face in faces))
