"""Both faces of an alert side by side, and beside them how alike they are."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from edge_app.ui.alert.face_picture import FacePicture
from edge_app.ui.alert.presenter import Face
from edge_app.ui.kit.same_type import share_type
from edge_app.ui.look import theme
from edge_app.ui.look.style import Style

_FACE = 0.285  # of the width: two faces leave the rest to words
_FACE_UPRIGHT = 0.3


class FacePair(QWidget):
    """As large as their place is high. A touch does nothing: a button leads to the details.

    `beside`: what the faces leave.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._style: Style | None = None
        self.captured, self.reference = FacePicture(self), FacePicture(self)
        share_type(self.captured, self.reference)
        self.beside = QRect()
        self._alone = False

    def stand_alone(self, alone: bool) -> None:
        """Take the whole width; nothing stands beside."""
        if alone is not self._alone:
            self._alone = alone
            self._place()

    def show_faces(self, shots: Sequence[Face], reference: Face, missing: str) -> None:
        """Show them; `missing`: what stands where there is no picture."""
        for button, face in ((self.captured, shots[0]), (self.reference, reference)):
            button.show_face(face.image, missing, face.caption)

    def restyle(self, style: Style) -> None:
        """Take sizes and colours."""
        self._style = style
        for button in (self.captured, self.reference):
            button.restyle(style)
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Lay the faces out anew."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        style = self._style
        if style is None:
            return
        gap, high = style.px(theme.GAP), self.height()
        share = _FACE_UPRIGHT if style.upright else _FACE
        side = min(round(self.width() * share), high)
        if self._alone:
            side = (self.width() - gap) // 2
        self.captured.setGeometry(0, 0, side, high)
        self.reference.setGeometry(side + gap, 0, side, high)
        left = 2 * (side + gap)
        self.beside = QRect(left, 0, max(self.width() - left, 1), high)
