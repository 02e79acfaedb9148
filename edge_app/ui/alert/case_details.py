"""All that is known of a case: large faces, the list, the figures; the answers stay in reach.

Nothing that an officer needs in the first three seconds stands here alone.
"""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QRegion, QResizeEvent
from PySide6.QtWidgets import QWidget

from edge_app.ui.alert.face_picture import FacePicture
from edge_app.ui.alert.presenter import SHOTS_SHOWN, AlertScreenView
from edge_app.ui.kit.fitted_label import FittedLabel
from edge_app.ui.kit.same_type import share_type
from edge_app.ui.look import theme
from edge_app.ui.look.style import Style, style_for
from edge_app.ui.look.theme import TextRole, Tone


class CaseDetails(QWidget):
    """In the place of words and live picture; hidden until `show_case`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._style = style_for(1280, 800)
        self._places = QRect(), QRect(), QRect()
        self.captured, self.reference = FacePicture(self), FacePicture(self)
        share_type(self.captured, self.reference)
        self.shots = [FacePicture(self) for _ in range(SHOTS_SHOWN - 1)]
        self._shown = 0
        self._close = False
        self.about = FittedLabel(TextRole.BODY, lines=8, parent=self)
        self.figures = FittedLabel(TextRole.BODY, lines=8, parent=self)
        self.hide()

    def show_case(self, view: AlertScreenView, missing: str) -> None:
        """Show what is known of `view`."""
        best, *further = view.shots
        self.captured.show_face(best.image, missing, best.caption)
        self.reference.show_face(view.reference.image, missing, view.reference.caption)
        self._shown = len(further)
        for button, face in zip(self.shots, further, strict=False):
            button.show_face(face.image, missing)
        evidence = view.evidence
        self.about.setText("\n".join((view.source, view.instruction, *view.notes)))
        self.figures.setText(
            "\n".join(
                filter(
                    None,
                    (
                        f"{evidence.words}, {evidence.score}",
                        evidence.odds,
                        evidence.unmeasured,
                        evidence.own,
                        view.false_alerts,
                    ),
                )
            )
        )
        self._place()
        self.show()

    def forget(self) -> None:
        """Close, and hold no picture and no word."""
        self.hide()
        for face in (self.captured, self.reference, *self.shots):
            face.show_face(None, "")
        self.about.setText("")
        self.figures.setText("")

    def restyle(self, style: Style) -> None:
        """Take sizes and colours."""
        self._style = style
        for face in (self.captured, self.reference, *self.shots):
            face.restyle(style)
        self._place()

    def set_places(self, words: QRect, button: QRect, faces: QRect, close: bool) -> None:
        """Show words and faces there, further shots above `button`, which stays free.

        `close`: figures in the place of the faces, which stay beside this, as large.
        """
        if (words, button, faces, close) != (*self._places, self._close):
            self._places, self._close = (words, button, faces), close
            self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Lay everything out anew."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        """Place the faces side by side, also in an upright window: so they are compared."""
        gap = self._style.px(theme.GAP)
        words, button, faces = self._places
        high = max((words.height() - gap) // 2, 1)
        wide = max(words.width() - button.width() - gap, 1)
        left = words.left() if button.left() > words.left() else words.right() + 1 - wide
        self.about.setGeometry(left, words.top(), wide, high)
        self.figures.setGeometry(left, words.top() + high + gap, wide, high)
        each = max((button.top() - words.top()) // len(self.shots) - gap // 2, 1)
        for place, shot in enumerate(self.shots):
            shot.setVisible(place < self._shown)
            top = words.top() + place * (each + gap // 2)
            shot.setGeometry(button.left(), top, button.width(), each)
        for face in (self.captured, self.reference):
            face.setVisible(not self._close)
        if self._close:
            self.about.setGeometry(left, words.top(), wide, words.height())
            self.figures.setGeometry(faces)
            self.setMask(QRegion(words).united(QRegion(faces)))
            return
        self.clearMask()
        half = max((faces.width() - gap) // 2, 1)
        for place, face in enumerate((self.captured, self.reference)):
            left = faces.left() + place * (half + gap)
            face.setGeometry(left, faces.top(), half, faces.height())

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Cover what lies below."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._style.colour(Tone.BACKGROUND)))
        painter.end()
