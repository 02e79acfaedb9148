"""One entry of the history: what is known of it, and the pictures of an alert side by side."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from edge_app.store.cases import MAX_PHOTOGRAPHS
from edge_app.ui.kit.face_view import FaceView, side_by_side
from edge_app.ui.kit.fitted_label import FittedLabel
from edge_app.ui.kit.paper_row import PaperRow
from edge_app.ui.kit.touch_area import TouchArea
from edge_app.ui.kit.touch_button import TouchButton
from edge_app.ui.look import theme
from edge_app.ui.look.style import Style
from edge_app.ui.look.theme import TextRole
from edge_app.ui.records.history_presenter import HistoryPageView

_FACTS = 8  # lines of facts at most


class HistoryPage(QWidget):
    """Show a HistoryPageView; `back` leads to the list."""

    back = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: object = None
        self.back_button = TouchButton("quiet")
        self._name = FittedLabel(TextRole.DISPLAY, lines=3)
        self.facts = [FittedLabel(TextRole.BODY, lines=3) for _ in range(_FACTS)]
        self.captured, self.reference = FaceView(), FaceView()
        side_by_side(self.captured, self.reference)
        self.documents = PaperRow(MAX_PHOTOGRAPHS)
        self.note = FittedLabel(TextRole.QUIET, lines=4, align=Qt.AlignmentFlag.AlignHCenter)
        self._lay_out()
        self.back_button.clicked.connect(self.back)

    def _lay_out(self) -> None:
        self._head = QHBoxLayout()
        self._head.addWidget(self.back_button, 2)
        self._head.addWidget(self._name, 8)
        content = QWidget()
        content.setObjectName("rows")
        self._facts = QVBoxLayout(content)
        for fact in self.facts:
            self._facts.addWidget(fact)
        self._facts.addStretch(1)
        self._area = TouchArea(content)
        self._faces = QHBoxLayout()
        self._faces.addWidget(self.captured, 1)
        self._faces.addWidget(self.reference, 1)
        self._pictures = QVBoxLayout()
        self._pictures.addLayout(self._faces, 1)
        self._pictures.addWidget(self.documents, 1)
        self._pictures.addWidget(self.note, 1)
        self._body = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._body.addWidget(self._area, 9)
        self._body.addLayout(self._pictures, 11)
        self._column = QVBoxLayout(self)
        self._column.addLayout(self._head)
        self._column.addLayout(self._body, 1)

    def show_page(self, view: HistoryPageView, key: object) -> None:
        """Show `view`; nothing is touched while `key` stays the same."""
        if key == self._shown:
            return
        self._shown = key
        self.back_button.setText(view.back)
        self._name.setText(view.name)
        for number, label in enumerate(self.facts):
            label.setText(view.facts[number] if number < len(view.facts) else "")
            label.setVisible(number < len(view.facts))
        self.captured.show_face(view.captured, view.captions[0])
        self.reference.show_face(view.reference, view.captions[1])
        for face in (self.captured, self.reference):
            face.setVisible(not view.note)
        self.documents.show_papers(view.documents)
        self.note.setText(view.note)
        self.note.setVisible(bool(view.note))

    def restyle(self, style: Style) -> None:
        """Take sizes and colours."""
        margin, gap = style.px(theme.MARGIN), style.px(theme.GAP)
        self._column.setContentsMargins(margin, gap, margin, margin)
        self._facts.setContentsMargins(0, 0, gap, 0)
        for layout in (self._column, self._facts, self._pictures):
            layout.setSpacing(gap)
        for across in (self._head, self._faces, self._body):
            across.setSpacing(margin)
        self._body.setDirection(
            QBoxLayout.Direction.TopToBottom if style.upright else QBoxLayout.Direction.LeftToRight
        )
        large = style.upright and style.large  # captions are large too, and faces are compared
        self._pictures.setStretch(0, 3 if large else 1)
        self._pictures.setStretch(1, 2 if large else 1)
        for part in (self.back_button, self.captured, self.reference, self.documents):
            part.restyle(style)

    def forget(self) -> None:
        """Show nobody any more."""
        self._shown = None
        self.documents.show_papers(())
        for face in (self.captured, self.reference):
            face.show_face(None, "")
        for label in (self._name, self.note, *self.facts):
            label.setText("")
