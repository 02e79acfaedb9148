"""A case of another lane: who, what to do, two faces, and three answers of a second officer.

An answer asks for the PIN of who is signed in: whoever finds the screen open answers for nobody.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from edge_app.desk.session.views import SecondCheck
from edge_app.domain import Answer
from edge_app.ui.kit.face_view import FaceView, side_by_side
from edge_app.ui.kit.fitted_label import FittedLabel
from edge_app.ui.kit.icon import Icon
from edge_app.ui.kit.keypad_layout import typed
from edge_app.ui.kit.same_type import share_type
from edge_app.ui.kit.touch_area import TouchArea
from edge_app.ui.kit.touch_button import ButtonKind, TouchButton, set_state
from edge_app.ui.kit.touch_guard import TouchGuard, guarded
from edge_app.ui.lanes.pin_panel import PinPanel
from edge_app.ui.lanes.pin_presenter import PinForm, present_pin_panel
from edge_app.ui.lanes.presenter import LaneCaseView
from edge_app.ui.look import theme
from edge_app.ui.look.style import Style
from edge_app.ui.look.theme import TextRole
from edge_app.ui.session.sign_in_presenter import FORGET_S, MAX_PIN
from edge_app.ui.text import shared_words
from edge_app.ui.text.language import Language, translate

_KINDS: dict[Answer, ButtonKind] = {
    Answer.NOT_THIS_PERSON: "plain",
    Answer.CONFIRMED: "danger",
    Answer.CANNOT_TELL: "plain",
}

_WITH_PAD = (7, 13)  # faces, and what is beside them


class LaneCasePage(QWidget):
    """Show a LaneCaseView. `answered` carries the alert, the answer, and the PIN.

    The buttons have one place, whether they can be touched or not.
    """

    back = Signal()
    answered = Signal(str, Answer, str)

    def __init__(self, clock: Callable[[], float], parent: QWidget | None = None) -> None:
        """`clock`: seconds, as those of the context."""
        super().__init__(parent)
        self._guard, self._clock = TouchGuard(), clock
        self._shown: LaneCaseView | None = None
        self._form: PinForm | None = None  # of an answer that was touched
        self._typed_at = 0.0
        self._checking = self._large = self._close = False
        self.panel = PinPanel()
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
        self.back_button.clicked.connect(self._back)
        self.panel.typed.connect(self._type)
        self.panel.sent.connect(self._send)
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
        self._body.addLayout(self._faces)
        self._body.addWidget(self._area)
        self._body.addWidget(self.panel)
        self.panel.hide()
        self._foot = QHBoxLayout()
        for button in self.answers.values():
            self._foot.addWidget(button, 1)
        self._column = QVBoxLayout(self)
        self._column.addLayout(self._head)
        self._column.addLayout(self._body, 1)
        self._column.addLayout(self._foot)

    def show_page(
        self,
        alert_id: str,
        view: LaneCaseView,
        language: Language,
        checking: bool,
        wrong: SecondCheck | None,
    ) -> None:
        """Show `view`; a touch within a moment of a change was meant for something else.

        `checking`: a PIN is being compared; `wrong`: what came of the last one.
        """
        now = self._clock()
        self._checking = checking
        late = now - self._typed_at > FORGET_S and not checking
        if self._form is not None and (
            late or not view.may_answer or alert_id != self._guard.alert_id
        ):
            self.close_panel()
        self._guard.appear(alert_id, now, f"{view.may_answer} {self.geometry()}")
        for button in self.answers.values():
            set_state(button, "armed", not view.may_answer or self._guard.armed(now))
        self._show_panel(view, language, wrong, now)
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

    def _share(self) -> None:
        """Give the pad the room that its keys need beside the faces; below them there is enough.

        Where large type leaves the faces none they go without the captions that were read before.
        """
        beside = self._body.direction() is not QBoxLayout.Direction.TopToBottom
        words = (1, 1) if self._large else (11, 9)
        faces, rest = _WITH_PAD if beside and not self.panel.isHidden() else words
        self._body.setStretch(0, faces)
        self._body.setStretch(1, rest)
        self._body.setStretch(2, rest)
        for face in (self.captured, self.reference):
            face.caption.setVisible(self.panel.isHidden() or not (self._close and self._large))

    def _show_panel(
        self, view: LaneCaseView, language: Language, wrong: SecondCheck | None, now: float
    ) -> None:
        form = self._form
        if self.panel.isHidden() is (form is not None):
            self._area.setVisible(form is None)
            self.panel.setVisible(form is not None)
            self._share()
        if form is not None:
            self.panel.show_pin(
                present_pin_panel(form, view.short, self._checking, wrong, language, now), language
            )
        chosen = view.chosen if form is None else form.answer
        for answer, button in self.answers.items():
            button.setEnabled(view.may_answer and not self._checking)
            set_state(button, "chosen", answer is chosen)

    # ---- what is touched -------------------------------------------------------------------------

    def begin(self, answer: Answer) -> None:
        """Ask for the PIN of an answer; what was typed of it stays for another one."""
        self._form = PinForm(answer, "" if self._form is None else self._form.pin)
        self._typed_at = self._clock()

    def _answer(self, answer: Answer, _alert_id: str) -> None:
        self.begin(answer)

    def _type(self, key: str) -> None:
        if self._form is not None:
            self._form = PinForm(self._form.answer, typed(self._form.pin, key, MAX_PIN))
            self._typed_at = self._clock()

    def _send(self) -> None:
        form, alert_id = self._form, self._guard.alert_id
        if form is None or alert_id is None or self._checking:
            return
        self._form = PinForm(form.answer)  # the PIN is nowhere here any more
        self.answered.emit(alert_id, form.answer, form.pin)

    def _back(self) -> None:
        """Go back one step: from the PIN to the words, from them to all cases."""
        if self._form is None:
            self.back.emit()
        else:
            self.close_panel()

    def close_panel(self) -> None:
        """Forget the answer that was touched, and what was typed."""
        self._form = None
        self.panel.forget()

    def restyle(self, style: Style) -> None:
        """Take sizes and colours."""
        margin, gap = style.px(theme.MARGIN), style.px(theme.GAP)
        self._column.setContentsMargins(margin, gap, margin, margin)
        self._words.setContentsMargins(0, 0, gap, 0)
        for layout in (self._column, self._words, self._step_line, self._foot, self._faces):
            layout.setSpacing(gap)
        for each in (self._head, self._body):
            each.setSpacing(margin)
        direction = QBoxLayout.Direction
        across = direction.RightToLeft if style.left_handed else direction.LeftToRight
        self._body.setDirection(direction.TopToBottom if style.upright else across)
        self._large, self._close = style.large, style.close
        self._share()
        for part in (self.back_button, self._sign, self.captured, self.reference, self.panel):
            part.restyle(style)
        for button in self.answers.values():
            button.restyle(style)
        self._shown = None

    def forget(self) -> None:
        """Show nobody any more."""
        self.close_panel()
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
