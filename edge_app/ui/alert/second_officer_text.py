"""What a second officer is to do, or what was wrong: beside the faces, which come first."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from edge_app.ui.alert.second_officer_presenter import SecondOfficerView
from edge_app.ui.kit.fitted_label import FittedLabel
from edge_app.ui.look.style import Style
from edge_app.ui.look.theme import TextRole

_WRONG = 0.45  # of the height


class SecondOfficerText(QWidget):
    """Show the words of a SecondOfficerView."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.wrong = FittedLabel(TextRole.FAULT, lines=3, parent=self)
        self.step = FittedLabel(TextRole.BODY, lines=8, parent=self)

    def show_second(self, view: SecondOfficerView) -> None:
        """Show `view`: what is wrong and what to do then, else what to do."""
        notice = view.notice
        self.wrong.setText(notice.sentence if notice is not None else "")
        self.step.setText(notice.step if notice is not None else view.step)
        self._place()

    def restyle(self, _style: Style) -> None:
        """Take what the style sheet gives."""
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Lay the words out anew."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        wrong = round(self.height() * _WRONG) if self.wrong.text() else 0
        self.wrong.setVisible(bool(wrong))
        self.wrong.setGeometry(0, 0, self.width(), wrong)
        self.step.setGeometry(0, wrong, self.width(), self.height() - wrong)
