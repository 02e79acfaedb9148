"""Both faces of an alert side by side, and further shots of the person below."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from edge_app.ui.alert.face_button import FaceButton
from edge_app.ui.alert.presenter import SHOTS_SHOWN, Face
from edge_app.ui.kit.fitted_label import FittedLabel
from edge_app.ui.look import theme
from edge_app.ui.look.style import Style
from edge_app.ui.look.theme import TextRole

PORTRAIT = 1.1  # higher than wide: room for a face with hair and chin


class FacePair(QWidget):
    """`zoom` carries the number of the shot that a finger touched, 0 for the best."""

    zoom = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._style: Style | None = None
        self._aside = 0  # pixels of the lower row that somebody else uses
        self.captured, self.reference = FaceButton(self), FaceButton(self)
        middle = Qt.AlignmentFlag.AlignHCenter
        self._captions = [FittedLabel(TextRole.QUIET, align=middle, parent=self) for _ in range(2)]
        self.shots = [FaceButton(self) for _ in range(SHOTS_SHOWN)]
        self._shown = 0
        for button in (self.captured, self.reference):
            button.clicked.connect(lambda: self.zoom.emit(0))
        for number, button in enumerate(self.shots):
            button.clicked.connect(lambda _=False, number=number: self.zoom.emit(number))

    def show_faces(self, shots: Sequence[Face], reference: Face, missing: str) -> None:
        """Show them; `missing`: what stands where there is no picture."""
        self.captured.show_face(shots[0].image, missing)
        self.reference.show_face(reference.image, missing)
        for label, face in zip(self._captions, (shots[0], reference), strict=True):
            label.setText(face.caption)
        shown = len(shots) if len(shots) > 1 else 0
        for button, face in zip(self.shots, shots, strict=False):
            button.show_face(face.image, missing)
        if shown != self._shown:
            self._shown = shown
            self._place()

    def restyle(self, style: Style) -> None:
        """Take sizes and colours."""
        self._style = style
        for button in (self.captured, self.reference, *self.shots):
            button.restyle(style)
        self._place()

    def leave(self, aside: int) -> None:
        """Leave `aside` pixels at the right of the lower row to somebody else; 0: to nobody."""
        if aside != self._aside:
            self._aside = aside
            self._place()

    @property
    def lower_row(self) -> QRect:
        """Return where the lower row is."""
        style = self._style
        if style is None:
            return QRect()
        high = max(style.touch, round(self.height() * 0.24))
        return QRect(0, self.height() - high, self.width(), high)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Lay the faces out anew."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        style = self._style
        if style is None:
            return
        gap, lower = style.px(theme.GAP), self.lower_row
        bottom = lower.top() - gap if self._shown or self._aside else self.height()
        line = round(style.font_px(TextRole.QUIET) * 1.4)
        half = (self.width() - gap) // 2
        for place, (button, label) in enumerate(
            zip((self.captured, self.reference), self._captions, strict=True)
        ):
            left = place * (half + gap)
            high = max(min(bottom - line, round(half * PORTRAIT)), 1)
            top = max((bottom - line - high) // 2, 0)
            button.setGeometry(left, top, half, high)
            label.setGeometry(left, top + high, half, line)
        room = lower.width() - (self._aside + gap if self._aside else 0)
        side = min(lower.height(), (room + gap) // SHOTS_SHOWN - gap)
        fits = (room + gap) // (max(side, style.touch) + gap)
        for place, button in enumerate(self.shots):
            button.setVisible(place < min(self._shown, fits))
            wide = max(side, style.touch)
            button.setGeometry(place * (wide + gap), lower.top(), wide, lower.height())
