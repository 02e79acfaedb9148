"""Two faces as large as the screen takes them, side by side; a touch anywhere closes."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from edge_app.ui.alert.face_button import FaceButton
from edge_app.ui.alert.presenter import Face
from edge_app.ui.kit.fitted_label import FittedLabel
from edge_app.ui.look import theme
from edge_app.ui.look.style import Style, style_for
from edge_app.ui.look.theme import TextRole, Tone


class FaceZoom(QAbstractButton):
    """Hidden until `show_pair`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._style = style_for(1280, 800)
        middle = Qt.AlignmentFlag.AlignHCenter
        self.faces = [FaceButton(self) for _ in range(2)]
        self._captions = [FittedLabel(TextRole.BODY, align=middle, parent=self) for _ in range(2)]
        for face in self.faces:
            face.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.clicked.connect(self.hide)
        self.hide()

    def show_pair(self, captured: Face, reference: Face, missing: str) -> None:
        """Show both, over everything."""
        for face, label, shown in zip(
            self.faces, self._captions, (captured, reference), strict=True
        ):
            face.show_face(shown.image, missing)
            label.setText(shown.caption)
        self._place()
        self.show()
        self.raise_()

    def forget(self) -> None:
        """Close, and hold no picture."""
        self.hide()
        for face in self.faces:
            face.show_face(None, "")

    def restyle(self, style: Style) -> None:
        """Take sizes and colours."""
        self._style = style
        for face in self.faces:
            face.restyle(style)
        self._place()

    def resizeEvent(self, _event: object) -> None:  # noqa: N802 (Qt's name)
        """Lay the faces out anew."""
        self._place()

    def _place(self) -> None:
        """Place them side by side, also in an upright window: that is how faces are compared."""
        margin, gap = self._style.px(theme.MARGIN), self._style.px(theme.GAP)
        line = round(self._style.font_px(TextRole.BODY) * 1.4)
        half = (self.width() - 2 * margin - gap) // 2
        high = self.height() - 2 * margin - line
        for place in range(2):
            left = margin + place * (half + gap)
            self.faces[place].setGeometry(left, margin, half, high)
            self._captions[place].setGeometry(left, margin + high, half, line)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Cover what lies below."""
        painter = QPainter(self)
        painter.fillRect(QRectF(self.rect()), QColor(self._style.colour(Tone.BACKGROUND)))
        painter.end()
