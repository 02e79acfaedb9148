"""One face, as large as its place allows, with a caption under it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from edge_app.domain import Image
from edge_app.ui.kit.fitted_label import FittedLabel, level
from edge_app.ui.kit.pixels import fitted, qimage
from edge_app.ui.kit.same_type import share_type
from edge_app.ui.look import theme
from edge_app.ui.look.style import Style, style_for
from edge_app.ui.look.theme import Tone

_MIN_PART = 0.88  # of a picture's height: more of a face is never left out


class _Face(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(QSize(60, 60))
        self.image: Image | None = None
        self.beside: tuple[_Face, ...] = ()  # itself and those that are shown in one shape
        self.look = style_for(1280, 800)

    def _part(self, image: Image) -> QRectF:
        """Return what is shown of `image`: a little less above and below, to be level."""
        height, width = image.shape[:2]
        shapes = [one.image.shape for one in self.beside if one.image is not None]
        widest = max((shape[1] / shape[0] for shape in shapes), default=width / height)
        high = width / widest
        if high < height * _MIN_PART:
            high = height
        return QRectF(0, (height - high) / 2, width, high)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        whole = QRectF(self.rect())
        area = whole
        part = None if self.image is None else self._part(self.image)
        if part is not None:
            area = fitted(part.width(), part.height(), whole)
            area.moveBottom(whole.bottom())  # close to its caption
        path = QPainterPath()
        radius = self.look.px(theme.RADIUS)
        path.addRoundedRect(area, radius, radius)
        painter.setClipPath(path)
        painter.fillRect(area, QColor(self.look.colour(Tone.RAISED)))
        if self.image is not None and part is not None:
            painter.drawImage(area, qimage(self.image), part)
        painter.end()


class FaceView(QWidget):
    """A picture of a face with its caption. `side_by_side` levels two of them."""

    def __init__(self, parent: QWidget | None = None, captioned: bool = True) -> None:
        """`captioned`: there is a line for words under the picture."""
        super().__init__(parent)
        self.face = _Face()
        self.caption = FittedLabel(
            theme.TextRole.QUIET, lines=2, align=Qt.AlignmentFlag.AlignHCenter
        )
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.face, 1)
        self._column.addWidget(self.caption)
        self.caption.setVisible(captioned)

    @property
    def image(self) -> Image | None:
        """Return the picture that is shown; None: an empty place."""
        return self.face.image

    def show_face(self, image: Image | None, caption: str) -> None:
        """Show `image`; an empty place when there is none."""
        self.caption.setText(caption)
        if self.face.image is not image:
            self.face.image = image
            for face in self.face.beside or (self.face,):
                face.update()

    def restyle(self, style: Style) -> None:
        """Take sizes and colours of `style`."""
        self.face.look = style
        self._column.setSpacing(style.px(theme.GAP / 2))


def side_by_side(*faces: FaceView) -> None:
    """Show `faces` level: in one shape, their captions in one size and one height."""
    for face in faces:
        face.face.beside = tuple(one.face for one in faces)
    captions = [face.caption for face in faces]
    share_type(*captions)
    level(*captions)
