"""A planted alert is over: that it was one, and what it showed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from edge_app.ui.kit.face_view import FaceView, side_by_side
from edge_app.ui.kit.fitted_label import FittedLabel
from edge_app.ui.kit.touch_button import TouchButton
from edge_app.ui.look import theme
from edge_app.ui.look.style import Style
from edge_app.ui.look.theme import TextRole
from edge_app.ui.practice.presenter import RevealedView


class RevealedPage(QWidget):
    """Show a RevealedView, or hide; `understood` once the officer says so."""

    understood = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("screen")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._title = FittedLabel(TextRole.DISPLAY, lines=2)
        self._said = FittedLabel(TextRole.HEADING, lines=2)
        self._truth = FittedLabel(TextRole.HEADING, lines=4)
        self._note = FittedLabel(TextRole.BODY, lines=8)
        self.captured, self.reference = FaceView(), FaceView()
        side_by_side(self.captured, self.reference)
        self.button = TouchButton("primary")
        self.button.clicked.connect(self.understood)
        self._words, self._faces = QVBoxLayout(), QHBoxLayout()
        for label in (self._title, self._said, self._truth, self._note):
            self._words.addWidget(label)
        self._words.addStretch(1)
        for face in (self.captured, self.reference):
            self._faces.addWidget(face, 1)
        self._middle = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._middle.addLayout(self._words, 1)
        self._middle.addLayout(self._faces, 1)
        self._column = QVBoxLayout(self)
        self._column.addLayout(self._middle, 1)
        self._column.addWidget(self.button)
        self._shown: RevealedView | None = None
        self.hide()

    def show_revealed(self, view: RevealedView | None) -> None:
        """Show it, hide for None; then no face is kept."""
        if view == self._shown:
            return
        self._shown = view
        faces = (None, None) if view is None else (view.captured, view.reference)
        for place, face in zip((self.captured, self.reference), faces, strict=True):
            if face is None:
                place.show_face(None, "")
            else:
                place.show_face(face.image, face.caption)
            place.setVisible(face is not None)
        if view is not None:
            self._title.setText(view.title)
            self._said.setText(view.said)
            self._truth.setText(view.truth)
            self._note.setText(view.note)
            self.button.setText(view.understood)
        self.setVisible(view is not None)

    def restyle(self, style: Style) -> None:
        """Take sizes and colours."""
        margin, gap = style.px(theme.MARGIN), style.px(theme.GAP)
        self._column.setContentsMargins(margin, margin, margin, margin)
        self._column.setSpacing(gap)
        self._words.setSpacing(gap)
        self._middle.setSpacing(margin)
        self._faces.setSpacing(gap)
        beside = QBoxLayout.Direction.LeftToRight
        self._middle.setDirection(QBoxLayout.Direction.TopToBottom if style.upright else beside)
        for face in (self.captured, self.reference):
            face.restyle(style)
        self.button.restyle(style)
