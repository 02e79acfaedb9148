"""The buttons of an alert: four answers, or the reasons of one and the way back, in one place."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from edge_app.desk.alerts.answers import Reason
from edge_app.desk.alerts.views import AlertStep
from edge_app.domain import Answer
from edge_app.ui.alert.presenter import AlertScreenView
from edge_app.ui.alert.touch_guard import TouchGuard
from edge_app.ui.kit.touch_button import ButtonKind, TouchButton
from edge_app.ui.look import theme
from edge_app.ui.look.style import Style

_KINDS: dict[Answer, ButtonKind] = {
    Answer.NOT_THIS_PERSON: "plain",
    Answer.CONFIRMED: "danger",
    Answer.CANNOT_TELL: "plain",
}


class AnswerButtons(QWidget):
    """Signals carry the alert's id, of the alert on which the touch began."""

    chosen = Signal(str, Answer)
    reasoned = Signal(str, Answer, Reason)
    called = Signal(str)
    back = Signal(str)

    def __init__(
        self, guard: TouchGuard, clock: Callable[[], float], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._guard, self._clock = guard, clock
        self._style: Style | None = None
        self._view: AlertScreenView | None = None
        self._choice: Answer | None = None
        self._one_row = False
        self.answers = {answer: TouchButton(kind, parent=self) for answer, kind in _KINDS.items()}
        self.call = TouchButton("primary", parent=self)
        self.reasons = [TouchButton("plain", parent=self) for _ in range(3)]
        self.to_answers = TouchButton("quiet", parent=self)
        for answer, button in self.answers.items():
            self._on(button, partial(self._choose, answer))
        self._on(self.call, self.called.emit)
        self._on(self.to_answers, self.back.emit)
        for place, button in enumerate(self.reasons):
            self._on(button, partial(self._reason, place))

    def _on(self, button: TouchButton, act: Callable[[str], object]) -> None:
        def clicked() -> None:
            alert_id = self._guard.release()
            if alert_id is not None:
                act(alert_id)

        button.setProperty("armed", False)
        button.pressed.connect(lambda: self._guard.press(self._clock()))
        button.clicked.connect(clicked)

    def _choose(self, answer: Answer, alert_id: str) -> None:
        self.chosen.emit(alert_id, answer)

    def _reason(self, place: int, alert_id: str) -> None:
        if self._view is not None and self._choice is not None:
            reasons = self._view.reasons
            if place < len(reasons):
                self.reasoned.emit(alert_id, self._choice, reasons[place][0])

    def show_answers(self, view: AlertScreenView, choice: Answer | None) -> None:
        """Show the answers of `view`, or the reasons of `choice`."""
        self._view, self._choice = view, choice
        asked = view.step is AlertStep.REASON
        for answer, text in view.answers:
            self.answers[answer].setText(text)
        self.call.setText(view.call)
        self.to_answers.setText(view.back)
        for place, button in enumerate(self.reasons):
            button.setVisible(asked and place < len(view.reasons))
            if place < len(view.reasons):
                button.setText(view.reasons[place][1])
        for button in (*self.answers.values(), self.call):
            button.setVisible(not asked)
        self.to_answers.setVisible(asked)

    def arm(self, armed: bool) -> None:
        """Show whether a touch answers now."""
        for button in self._buttons:
            if button.property("armed") != armed:
                button.setProperty("armed", armed)
                button.style().unpolish(button)
                button.style().polish(button)

    @property
    def _buttons(self) -> tuple[TouchButton, ...]:
        return (*self.answers.values(), self.call, *self.reasons, self.to_answers)

    def restyle(self, style: Style) -> None:
        """Take sizes and colours."""
        self._style = style
        for button in self._buttons:
            button.restyle(style)
        self._place()

    def set_row(self, one: bool) -> None:
        """Put all buttons in one row, where two would take the room that the words need."""
        if one is not self._one_row:
            self._one_row = one
            self._place()

    def height_for(self, style: Style, one_row: bool = False) -> int:
        """Return the pixels of two rows that a finger can hit, or of one."""
        return style.touch if one_row else 2 * style.touch + style.px(theme.GAP)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Lay the buttons out anew."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        if self._style is None:
            return
        gap = self._style.px(theme.GAP)
        columns = 4 if self._one_row else 2
        rows = 4 // columns
        wide = (self.width() - gap * (columns - 1)) // columns
        high = (self.height() - gap * (rows - 1)) // rows
        for row in (
            (*self.answers.values(), self.call),
            (*self.reasons, self.to_answers),
        ):
            for place, button in enumerate(row):
                across, down = place % columns, place // columns
                button.setGeometry(across * (wide + gap), down * (high + gap), wide, high)
