"""Why an officer answers so: buttons that never stand where an answer stands."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from edge_app.desk.alerts.answers import Reason
from edge_app.domain import Answer
from edge_app.ui.alert.answer_buttons import place_buttons
from edge_app.ui.alert.presenter import AlertScreenView
from edge_app.ui.kit.same_type import share_type
from edge_app.ui.kit.touch_button import TouchButton, set_state
from edge_app.ui.kit.touch_guard import TouchGuard, guarded
from edge_app.ui.look import theme
from edge_app.ui.look.style import Style


class ReasonButtons(QWidget):
    """Three reasons and the way back. Signals carry the alert on which the touch began."""

    reasoned = Signal(str, Answer, Reason)
    back = Signal(str)

    def __init__(
        self, guard: TouchGuard, clock: Callable[[], float], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._style: Style | None = None
        self._choice: Answer | None = None
        self._reasons: tuple[tuple[Reason, str], ...] = ()
        self.reasons = [TouchButton("plain", parent=self) for _ in range(3)]
        self.to_answers = TouchButton("quiet", parent=self)
        share_type(*self.buttons)
        guarded(self.to_answers, guard, clock, self.back.emit)
        for place, button in enumerate(self.reasons):
            guarded(button, guard, clock, partial(self._reason, place))

    def _reason(self, place: int, alert_id: str) -> None:
        if self._choice is not None and place < len(self._reasons):
            self.reasoned.emit(alert_id, self._choice, self._reasons[place][0])

    def show_reasons(self, view: AlertScreenView, choice: Answer | None) -> None:
        """Show the reasons of `choice`."""
        self._choice, self._reasons = choice, view.reasons
        self.to_answers.setText(view.back)
        for place, button in enumerate(self.reasons):
            button.setVisible(place < len(view.reasons))
            button.setText(view.reasons[place][1] if place < len(view.reasons) else "")
        self._place()

    def arm(self, armed: bool) -> None:
        """Show whether a touch answers now."""
        for button in self.buttons:
            set_state(button, "armed", armed)

    @property
    def buttons(self) -> tuple[TouchButton, ...]:
        """Return the reasons and the way back."""
        return (*self.reasons, self.to_answers)

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
            place_buttons(self, self.buttons, self._style.px(theme.GAP))
