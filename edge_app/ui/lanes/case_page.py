"""A case of another lane: who, what to do, two faces, and three answers of a second officer."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from edge_app.domain import Answer
from edge_app.ui.kit.face_view import FaceView, side_by_side
from edge_app.ui.kit.fitted_label import FittedLabel
from edge_app.ui.kit.icon import Icon
from edge_app.ui.kit.same_type import share_type
from edge_app.ui.kit.touch_area import TouchArea
from edge_app.ui.kit.touch_button import ButtonKind, TouchButton, set_state
from edge_app.ui.kit.touch_guard import TouchGuard, guarded
from edge_app.ui.lanes.presenter import LaneCaseView
from edge_app.ui.look import theme
from edge_app.ui.look.style import Style
from edge_app.ui.look.theme import TextRole
from edge_app.ui.text import shared_words
from edge_app.ui.text.language import Language, translate

_KINDS: dict[Answer, ButtonKind] = {
    Answer.NOT_THIS_PERSON: "plain",
    Answer.CONFIRMED: "danger",
    Answer.CANNOT_TELL: "plain",
}


class LaneCasePage(QWidget):
    """Show a LaneCaseView. `answered` carries the alert on which the touch began, and the answer.

    The buttons have one place, whether they can be touched or not.
    """

    back = Signal()
    answered = Signal(str, Answer)

    def __init__(self, clock: Callable[[], float], parent: QWidget | None = None) -> None:
        """`clock`: seconds, as those of the context."""
        super().__init__(parent)
        self._guard, self._clock = TouchGuard(), clock
        self._shown: LaneCaseView | None = None
        self.back_button = TouchButton("quiet")
        self._name = FittedLabel(TextRole.DISPLAY, lines=2)
        self._short = FittedLabel(TextRole.HEADING, lines=2)
        self._sign = Icon()
        self.step = FittedLabel(TextRole.INSTRUCTION, lines=10)
        self._instruction = FittedLabel(TextRole.BODY, lines=8)
        self._source = FittedLabel(TextRole.QUIET, lines=3)
        self._in_view = FittedLabel(TextRole.QUIET, lines=2)
        self.captured, self.reference = FaceView(), FaceView()
        side_by_side(self.captured, self.reference)
        self._missing = FittedLabel(TextRole.QUIET, lines=3, align=Qt.AlignmentFlag.AlignHCenter)
        self.answers = {answer: TouchButton(kind) for answer, kind in _KINDS.items()}
        share_type(*self.answers.values())
        self._lay_out()
        self.back_button.clicked.connect(self.back)
        for answer, button in self.answers.items():
            guarded(button, self._guard, clock, partial(self._answer, answer))

    def _lay_out(self) -> None:
        self._head = QHBoxLayout()
        self._head.addWidget(self.back_button, 2)
        self._head.addWidget(self._name, 8)
        content = QWidget()
        content.setObjectName("rows")
        self._words = QVBoxLayout(content)
        self._step_line = QHBoxLayout()
        self._step_line.addWidget(self._sign)
        self._step_line.addWidget(self.step, 1)
        self._step_line.setAlignment(self._sign, Qt.AlignmentFlag.AlignTop)
        self._words.addWidget(self._short)
        self._words.addLayout(self._step_line)
        for part in (self._instruction, self._source, self._in_view):
            self._words.addWidget(part)
        self._words.addStretch(1)
        self._area = TouchArea(content)
        captured = QVBoxLayout()
        captured.addWidget(self.captured, 1)
        captured.addWidget(self._missing)
        self._faces = QHBoxLayout()
        self._faces.addLayout(captured, 1)
        self._faces.addWidget(self.reference, 1)
        self._body = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._body.addLayout(self._faces, 11)
        self._body.addWidget(self._area, 9)
        self._foot = QHBoxLayout()
        for button in self.answers.values():
            self._foot.addWidget(button, 1)
        self._column = QVBoxLayout(self)
        self._column.addLayout(self._head)
        self._column.addLayout(self._body, 1)
        self._column.addLayout(self._foot)

    def show_page(self, alert_id: str, view: LaneCaseView, language: Language) -> None:
        """Show `view`; a touch within a moment of a change was meant for something else."""
        now = self._clock()
        self._guard.appear(alert_id, now, f"{view.may_answer} {self.geometry()}")
        for button in self.answers.values():
            set_state(button, "armed", not view.may_answer or self._guard.armed(now))
        if view == self._shown:
            return
        self._shown = view
        self.back_button.setText(translate(shared_words.BACK, language))
        for label, text in (
            (self._name, view.name),
            (self._short, view.short),
            (self._instruction, view.instruction),
            (self._source, view.source),
            (self._in_view, view.in_view),
            (self._missing, view.missing),
        ):
            label.setText(text)
            label.setVisible(bool(text))
        self.step.setText(view.step)
        self._sign.show_icon(view.step_shape, view.step_tone)
        self.captured.show_face(view.captured, view.captions[0])
        self.reference.show_face(view.reference, view.captions[1])
        for answer, text in view.answers:
            button = self.answers[answer]
            button.setText(text)
            button.setEnabled(view.may_answer)
            set_state(button, "chosen", answer is view.chosen)

    def _answer(self, answer: Answer, alert_id: str) -> None:
        self.answered.emit(alert_id, answer)

    def restyle(self, style: Style) -> None:
        """Take sizes and colours."""
        margin, gap = style.px(theme.MARGIN), style.px(theme.GAP)
        self._column.setContentsMargins(margin, gap, margin, margin)
        self._words.setContentsMargins(0, 0, gap, 0)
        for layout in (self._column, self._words, self._step_line, self._foot, self._faces):
            layout.setSpacing(gap)
        for across in (self._head, self._body):
            across.setSpacing(margin)
        direction = QBoxLayout.Direction
        self._body.setDirection(direction.TopToBottom if style.upright else direction.LeftToRight)
        for place, share in enumerate((1, 1) if style.large else (11, 9)):
            self._body.setStretch(place, share)
        for part in (self.back_button, self._sign, self.captured, self.reference):
            part.restyle(style)
        for button in self.answers.values():
            button.restyle(style)
        self._shown = None

    def forget(self) -> None:
        """Show nobody any more."""
        self._shown = None
        self._guard.appear(None, self._clock())
        for face in (self.captured, self.reference):
            face.show_face(None, "")
        labels = (
            self._name,
            self._short,
            self.step,
            self._instruction,
            self._source,
            self._in_view,
        )
        for label in labels:
            label.setText("")
