"""The alert: two faces, a name, the evidence, what to do, and two answers. No other way out."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from edge_app.domain import Answer
from edge_app.ui import theme
from edge_app.ui.presenters.alert import AlertView
from edge_app.ui.presenters.marks import Shape
from edge_app.ui.style import Style
from edge_app.ui.theme import Tone
from edge_app.ui.widgets.answer_guard import AnswerGuard
from edge_app.ui.widgets.evidence_view import EvidenceDisplay
from edge_app.ui.widgets.face_view import FaceView
from edge_app.ui.widgets.fitted_label import FittedLabel
from edge_app.ui.widgets.glyph import Glyph


class AlertPanel(QFrame):
    """Shows an AlertView; `answered` carries the alert's id and the Answer."""

    answered = Signal(str, Answer)

    def __init__(self, clock: Callable[[], float], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self._clock = clock
        self._guard = AnswerGuard()
        self._shown: AlertView | None = None
        self._head, self._head_row, self._glyph = QFrame(), QHBoxLayout(), Glyph(1.2)
        self._title = FittedLabel(theme.Role.ON_ALERT)
        self._waiting = FittedLabel(theme.Role.ON_ALERT, hug=True)
        self._captured, self._reference = FaceView(), FaceView()
        self._name = FittedLabel(theme.Role.DISPLAY, lines=2)
        self._source = FittedLabel(theme.Role.QUIET, lines=2)
        self._evidence = EvidenceDisplay()
        self._to_do = FittedLabel(theme.Role.QUIET)
        self._instruction = FittedLabel(theme.Role.INSTRUCTION, lines=3)
        self.confirm = self._button("danger", Answer.CONFIRMED)
        self.refuse = self._button("plain", Answer.NOT_THIS_PERSON)
        self._lay_out()

    def _button(self, name: str, answer: Answer) -> QPushButton:
        button = QPushButton()
        button.setProperty("kind", name)
        # Without focus no key answers: a badge reader types, and ends with Enter.
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        button.setProperty("armed", False)
        button.pressed.connect(lambda: self._guard.press(self._clock()))
        button.clicked.connect(lambda: self._answer(answer))
        return button

    def _lay_out(self) -> None:
        self._head.setObjectName("alert_head")
        self._head.setLayout(self._head_row)
        self._head_row.addWidget(self._glyph)
        self._head_row.addWidget(self._title, 1)
        self._head_row.addWidget(self._waiting)
        self._faces, self._answers = QHBoxLayout(), QHBoxLayout()
        self._faces.addWidget(self._captured, 1)
        self._faces.addWidget(self._reference, 1)
        self._answers.addWidget(self.refuse, 1)
        self._answers.addWidget(self.confirm, 1)
        self._body = QVBoxLayout()
        self._body.addLayout(self._faces, 1)
        for widget in (self._name, self._source, self._evidence, self._to_do, self._instruction):
            self._body.addWidget(widget)
        self._body.addLayout(self._answers)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addLayout(self._body, 1)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """No text may push the answers off the screen: the panel takes any place it is given."""
        return QSize(0, 0)

    def show_alert(self, alert: AlertView | None) -> None:
        """Show `alert`, hide for None; to be called often, as it also arms the answers."""
        now = self._clock()
        self._guard.appear(alert.alert_id if alert else None, now)
        if alert != self._shown:
            self._shown = alert
            if alert is not None:
                self._fill(alert)
        if self.isHidden() is (alert is not None):
            self.setVisible(alert is not None)
        self._arm(self._guard.armed(now))

    def _fill(self, alert: AlertView) -> None:
        self._glyph.show_sign(Shape.TRIANGLE, Tone.ON_COLOUR)
        self._title.setText(alert.title)
        self._waiting.setText(alert.waiting)
        self._waiting.setVisible(bool(alert.waiting))
        self._captured.show_face(alert.captured, alert.captured_caption)
        self._reference.show_face(alert.reference, alert.reference_caption)
        self._name.setText(alert.name)
        self._source.setText(alert.source)
        self._evidence.show_evidence(alert.evidence)
        self._to_do.setText(alert.instruction_title)
        self._instruction.setText(alert.instruction)
        self.confirm.setText(alert.confirm)
        self.refuse.setText(alert.refuse)

    def _arm(self, armed: bool) -> None:
        for button in (self.confirm, self.refuse):
            if button.property("armed") != armed:
                button.setProperty("armed", armed)
                button.style().unpolish(button)
                button.style().polish(button)

    def _answer(self, answer: Answer) -> None:
        alert_id = self._guard.release()
        if alert_id is not None:
            self.answered.emit(alert_id, answer)

    def restyle(self, style: Style) -> None:
        """Take sizes and colours of `style`."""
        margin, gap = style.px(theme.MARGIN), style.px(theme.GAP)
        self._head.setFixedHeight(style.px(60))
        self._head_row.setContentsMargins(margin, 0, margin, 0)
        self._head_row.setSpacing(gap)
        self._body.setContentsMargins(margin, gap, margin, margin)
        self._body.setSpacing(gap * 2 // 3)
        self._faces.setSpacing(gap)
        self._answers.setSpacing(margin)
        self._answers.setContentsMargins(0, gap // 2, 0, 0)
        for part in (self._glyph, self._captured, self._reference, self._evidence):
            part.restyle(style)
        for button in (self.confirm, self.refuse):
            button.setFixedHeight(style.touch)
