"""What is said of an alert: who, of which list, how sure, what to do. Fits whatever room it has."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from edge_app.desk.alert_views import Step
from edge_app.ui import theme
from edge_app.ui.presenters.alert_screen import AlertScreenView
from edge_app.ui.style import Style
from edge_app.ui.theme import Role
from edge_app.ui.widgets.evidence_view import EvidenceDisplay
from edge_app.ui.widgets.fitted_label import FittedLabel


class AlertWords(QWidget):
    """Texts one below the other; where there is no room for all at full size, all get smaller.

    While a reason is asked for, only the name and the question stand here.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._style: Style | None = None
        self._asked = False
        self.name = FittedLabel(Role.DISPLAY, lines=2, parent=self)
        self.source = FittedLabel(Role.QUIET, lines=3, parent=self)
        self.evidence = EvidenceDisplay(self)
        self.false_alerts = FittedLabel(Role.QUIET, lines=2, parent=self)
        self.to_do = FittedLabel(Role.QUIET, parent=self)
        self.instruction = FittedLabel(Role.INSTRUCTION, lines=4, parent=self)
        self.notes = FittedLabel(Role.BODY, lines=4, parent=self)
        self.question = FittedLabel(Role.HEADING, lines=3, parent=self)

    def show_words(self, view: AlertScreenView) -> None:
        """Show what belongs to `view`."""
        self.name.setText(view.name)
        self.source.setText(view.source)
        self.evidence.show_evidence(view.evidence)
        self.false_alerts.setText(view.false_alerts)
        self.to_do.setText(view.instruction_title)
        self.instruction.setText(view.instruction)
        self.notes.setText("\n".join(view.notes))
        self.question.setText(view.reason_title)
        self._asked = view.step is Step.REASON
        self._place()

    @property
    def _parts(self) -> tuple[QWidget, ...]:
        return (
            self.name,
            self.source,
            self.evidence,
            self.false_alerts,
            self.to_do,
            self.instruction,
            self.notes,
            self.question,
        )

    def restyle(self, style: Style) -> None:
        """Take sizes and colours."""
        self._style = style
        self.evidence.restyle(style)
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Lay the texts out anew."""
        super().resizeEvent(event)
        self._place()

    def wanted(self, width: int) -> int:
        """Pixels that all of it takes at full size."""
        parts = [part for part in self._parts if self._belongs(part)]
        return sum(self._height(part, width) + self._gap for part in parts)

    @property
    def _gap(self) -> int:
        return self._style.px(theme.GAP / 2) if self._style is not None else 0

    def _belongs(self, part: QWidget) -> bool:
        """Whether the step shows it, and it says something."""
        if isinstance(part, FittedLabel) and not part.text():
            return False
        return part is self.name or self._asked is (part is self.question)

    def _place(self) -> None:
        """All at full size; else all smaller; else without what can be missed most."""
        if self._style is None or self.height() < 1:
            return
        width, gap = self.width(), self._gap
        parts = [part for part in self._parts if self._belongs(part)]
        for spare in (None, self.to_do, self.notes, self.source, self.false_alerts):
            parts = [part for part in parts if part is not spare]
            room = self.height() - gap * (len(parts) - 1)
            least = [self._least(part, width) for part in parts]
            if sum(least) <= room:
                break
        full = [max(self._height(p, width), low) for p, low in zip(parts, least, strict=True)]
        share = min((room - sum(least)) / max(sum(full) - sum(least), 1), 1.0)
        top = 0
        for part, low, high in zip(parts, least, full, strict=True):
            height = int(low + (high - low) * share)
            part.setGeometry(0, top, width, max(height, 1))
            top += height + gap
        for part in self._parts:
            part.setVisible(part in parts)

    def _height(self, part: QWidget, width: int) -> int:
        """Pixels at full size."""
        part.ensurePolished()
        return part.heightForWidth(width)

    def _least(self, part: QWidget, width: int) -> int:
        """Pixels at the smallest type."""
        if not isinstance(part, FittedLabel):
            return self.evidence.least_height()
        return part.least_height(width)
