"""One case: what is known of it, its faces and documents, and what can be done at the foot."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from edge_app.store.cases import MAX_PHOTOGRAPHS
from edge_app.ui.cases import words
from edge_app.ui.cases.presenter import CasePageView
from edge_app.ui.kit.face_view import FaceView, side_by_side
from edge_app.ui.kit.fitted_label import FittedLabel
from edge_app.ui.kit.paper_row import PaperRow
from edge_app.ui.kit.same_type import share_type
from edge_app.ui.kit.touch_area import TouchArea
from edge_app.ui.kit.touch_button import TouchButton
from edge_app.ui.look import theme
from edge_app.ui.look.style import Style
from edge_app.ui.look.theme import TextRole
from edge_app.ui.text import shared_words
from edge_app.ui.text.language import Language, translate

_DOCUMENT = 250  # of the design canvas: a document's height where it stands among the facts


class CasePage(QWidget):
    """Show a CasePageView; the buttons have one place each, whatever can be done."""

    back = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: object = None
        self.back_button = TouchButton("quiet")
        self._name = FittedLabel(TextRole.DISPLAY, lines=3)
        self.facts: list[FittedLabel] = []
        self.captured, self.reference = FaceView(), FaceView()
        side_by_side(self.captured, self.reference)
        self.note = FittedLabel(TextRole.QUIET, lines=4, align=Qt.AlignmentFlag.AlignHCenter)
        self.foot = FittedLabel(TextRole.QUIET, lines=2)
        self.documents = PaperRow(MAX_PHOTOGRAPHS)
        self.note_button, self.give_button = TouchButton("plain"), TouchButton("plain")
        self.photograph_button = TouchButton("plain")
        self.outcome_button, self.close_button = TouchButton("primary"), TouchButton("plain")
        self._buttons = (
            self.note_button,
            self.photograph_button,
            self.give_button,
            self.outcome_button,
            self.close_button,
        )
        share_type(*self._buttons)
        self._lay_out()
        self.back_button.clicked.connect(self.back)

    def _lay_out(self) -> None:
        self._head = QHBoxLayout()
        self._head.addWidget(self.back_button, 2)
        self._head.addWidget(self._name, 8)
        content = QWidget()
        content.setObjectName("rows")
        self._facts = QVBoxLayout(content)
        self._facts.addStretch(1)
        self._area = TouchArea(content)
        self._pair = QWidget()  # hidden as one: an empty layout would leave the note no width
        self._faces = QHBoxLayout(self._pair)
        self._faces.setContentsMargins(0, 0, 0, 0)
        self._faces.addWidget(self.captured, 1)
        self._faces.addWidget(self.reference, 1)
        self._pictures = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._pictures.addWidget(self._pair, 1)
        self._pictures.addWidget(self.documents, 1)
        self._pictures.addWidget(self.note, 1)
        self._body = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._body.addWidget(self._area, 10)
        self._body.addLayout(self._pictures, 10)
        self._foot = QGridLayout()
        self._column = QVBoxLayout(self)
        self._column.addLayout(self._head)
        self._column.addLayout(self._body, 1)
        self._column.addWidget(self.foot)
        self._column.addLayout(self._foot)

    def show_page(self, view: CasePageView, language: Language, key: object) -> None:
        """Show `view`; nothing is touched while `key` stays the same."""
        if key == self._shown:
            return
        self._shown = key
        self.back_button.setText(translate(shared_words.BACK, language))
        self._name.setText(view.name)
        while len(self.facts) < len(view.facts):
            role = TextRole.BODY if self.facts else TextRole.HEADING  # how it stands, first
            self.facts.append(FittedLabel(role, lines=6))
            self._facts.insertWidget(len(self.facts) - 1, self.facts[-1])
        for number, label in enumerate(self.facts):
            label.setText(view.facts[number] if number < len(view.facts) else "")
            label.setVisible(number < len(view.facts))
        self.captured.show_face(view.captured, view.captions[0])
        self.reference.show_face(view.reference, view.captions[1])
        self._pair.setVisible(not view.note)
        self.documents.show_papers(view.documents)
        self.note.setText(view.note)
        self.note.setVisible(bool(view.note))
        self.foot.setText(view.foot)
        for button, message, enabled in (
            (self.note_button, words.NOTE_BUTTON, view.can_note),
            (self.photograph_button, shared_words.PHOTOGRAPH_DOCUMENT, view.can_photograph),
            (self.give_button, words.GIVE_BUTTON, view.can_give),
            (self.outcome_button, words.OUTCOME_BUTTON, view.can_conclude),
            (self.close_button, words.CLOSE_BUTTON, view.can_close),
        ):
            button.setText(translate(message, language))
            button.setEnabled(enabled)

    def restyle(self, style: Style) -> None:
        """Take sizes and colours."""
        margin, gap = style.px(theme.MARGIN), style.px(theme.GAP)
        self._column.setContentsMargins(margin, gap, margin, margin)
        self._facts.setContentsMargins(0, 0, gap, 0)
        for layout in (self._column, self._facts, self._pictures, self._foot):
            layout.setSpacing(gap)
        for across in (self._head, self._faces, self._body):
            across.setSpacing(margin)
        self._place_documents(style)
        direction = QBoxLayout.Direction
        self._body.setDirection(direction.TopToBottom if style.upright else direction.LeftToRight)
        self._pictures.setDirection(direction.LeftToRight if style.close else direction.TopToBottom)
        columns = 3 if style.upright else 5
        for place, button in enumerate(self._buttons):
            self._foot.addWidget(button, place // columns, place % columns)
        for column in range(len(self._buttons)):
            self._foot.setColumnStretch(column, 1 if column < columns else 0)
        for button in (self.back_button, *self._buttons):
            button.restyle(style)
        self.documents.restyle(style)
        for face in (self.captured, self.reference):
            face.restyle(style)

    def _place_documents(self, style: Style) -> None:
        """Place documents by the faces; where large type leaves both little, below the facts."""
        below = style.upright and style.large
        self.documents.setMinimumHeight(style.px(_DOCUMENT) if below else 0)
        self._body.setStretch(0, 8 if below and style.close else 10)
        self._pictures.removeWidget(self.documents)
        self._facts.removeWidget(self.documents)
        if below:
            self._facts.insertWidget(self._facts.count() - 1, self.documents)
        else:
            self._pictures.insertWidget(1, self.documents, 1)

    def forget(self) -> None:
        """Show nobody any more."""
        self._shown = None
        self.documents.show_papers(())
        for face in (self.captured, self.reference):
            face.show_face(None, "")
        for label in (self._name, self.note, self.foot, *self.facts):
            label.setText("")
