"""The four answers to an alert: in one place and one size of type, whatever is being asked."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from edge_app.domain import Answer
from edge_app.ui.alert.presenter import AlertScreenView
from edge_app.ui.kit.same_type import share_type
from edge_app.ui.kit.touch_button import ButtonKind, TouchButton, set_state
from edge_app.ui.kit.touch_guard import TouchGuard, guarded
from edge_app.ui.look import theme
from edge_app.ui.look.style import Style

_KINDS: dict[Answer, ButtonKind] = {
    Answer.NOT_THIS_PERSON: "plain",
    Answer.CONFIRMED: "danger",
    Answer.CANNOT_TELL: "plain",
}


class AnswerButtons(QWidget):
    """Signals carry the alert's id, of the alert on which the touch began.

    A second officer answers on the same buttons. Help can be called at every step.
    """

    chosen = Signal(str, Answer)
    called = Signal(str)

    def __init__(
        self, guard: TouchGuard, clock: Callable[[], float], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._style: Style | None = None
        self.answers = {answer: TouchButton(kind, parent=self) for answer, kind in _KINDS.items()}
        self.call = TouchButton("primary", parent=self)
        share_type(*self.buttons)
        for answer, button in self.answers.items():
            guarded(button, guard, clock, partial(self._choose, answer))
        guarded(self.call, guard, clock, self.called.emit)

    def _choose(self, answer: Answer, alert_id: str) -> None:
        self.chosen.emit(alert_id, answer)

    def show_answers(self, view: AlertScreenView, choice: Answer | None, ready: bool) -> None:
        """Show the answers of `view`; mark the `choice`; `ready`: one can be given now."""
        for answer, text in view.answers:
            button = self.answers[answer]
            button.setText(text)
            button.setEnabled(ready)
            set_state(button, "chosen", answer is choice)
        self.call.setText(view.call)
        self._place()

    def arm(self, armed: bool) -> None:
        """Show whether a touch answers now."""
        for button in self.buttons:
            set_state(button, "armed", armed)

    @property
    def buttons(self) -> tuple[TouchButton, ...]:
        """Return all four, in the order of reading."""
        return (*self.answers.values(), self.call)

    def restyle(self, style: Style) -> None:
        """Take sizes and colours."""
        self._style = style
        for button in self.buttons:
            button.restyle(style)
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Lay the buttons out anew."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        if self._style is not None:
            rows = 2 if self.height() >= 2 * self._style.touch else 1
            place_buttons(self, self.buttons, self._style.px(theme.GAP), rows)


def place_buttons(
    parent: QWidget, buttons: tuple[TouchButton, ...], gap: int, rows: int = 2
) -> None:
    """Place up to four `buttons` in `rows` (two or one) that fill `parent`."""
    columns = 4 // rows
    wide = (parent.width() - (columns - 1) * gap) // columns
    high = (parent.height() - (rows - 1) * gap) // rows
    for place, button in enumerate(buttons):
        down, across = divmod(place, columns)
        button.setGeometry(across * (wide + gap), down * (high + gap), wide, high)
