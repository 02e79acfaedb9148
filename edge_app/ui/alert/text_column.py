"""What is said of an alert: who, of which list, how sure, what to do. Fits whatever room it has."""

from __future__ import annotations

from math import ceil

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from edge_app.desk.alerts.views import AlertStep
from edge_app.ui.alert.evidence_display import STEPS, EvidenceDisplay
from edge_app.ui.alert.presenter import AlertScreenView
from edge_app.ui.kit.fitted_label import FittedLabel
from edge_app.ui.look import theme
from edge_app.ui.look.style import Style
from edge_app.ui.look.theme import TextRole


class AlertText(QWidget):
    """Texts one below the other; where there is no room for all at full size, all get smaller.

    While a reason is asked for, only the name and the question stand here.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._style: Style | None = None
        self._asked = False
        self.name = FittedLabel(TextRole.DISPLAY, lines=2, parent=self)
        self.source = FittedLabel(TextRole.QUIET, lines=3, parent=self)
        self.evidence = EvidenceDisplay(self)
        self.false_alerts = FittedLabel(TextRole.QUIET, lines=2, parent=self)
        self.to_do = FittedLabel(TextRole.QUIET, parent=self)
        self.instruction = FittedLabel(TextRole.INSTRUCTION, lines=4, parent=self)
        self.notes = FittedLabel(TextRole.BODY, lines=4, parent=self)
        self.question = FittedLabel(TextRole.HEADING, lines=3, parent=self)

    def show_alert(self, view: AlertScreenView) -> None:
        """Show what belongs to `view`."""
        self.name.setText(view.name)
        self.source.setText(view.source)
        self.evidence.show_evidence(view.evidence)
        self.false_alerts.setText(view.false_alerts)
        self.to_do.setText(view.instruction_title)
        self.instruction.setText(view.instruction)
        self.notes.setText("\n".join(view.notes))
        self.question.setText(view.reason_title)
        self._asked = view.step is AlertStep.REASON
        self._place()

    @property
    def _parts(self) -> tuple[FittedLabel | EvidenceDisplay, ...]:
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
        """Return the pixels that all of it takes at full size."""
        parts = [part for part in self._parts if self._belongs(part)]
        return sum(part.height_at(width, 1.0) + self._gap for part in parts)

    @property
    def _gap(self) -> int:
        return self._style.px(theme.GAP / 2) if self._style is not None else 0

    def _belongs(self, part: FittedLabel | EvidenceDisplay) -> bool:
        """Return whether the step shows it, and it says something."""
        if isinstance(part, FittedLabel) and not part.text():
            return False
        return part is self.name or self._asked is (part is self.question)

    def _place(self) -> None:
        """Place all at full size; else all smaller by as much; else without the least needed.

        Large type loses its heading before it gets smaller than type of 100%.
        """
        if self._style is None or self.height() < 1:
            return
        width, gap = self.width(), self._gap
        parts = [part for part in self._parts if self._belongs(part)]
        normal = ceil(STEPS / self._style.text)  # the step of large type that is as at 100%
        for spare, least in (
            (None, normal),
            (self.to_do, normal),
            (None, 1),
            (self.notes, 1),
            (self.source, 1),
            (self.false_alerts, 1),
        ):
            parts = [part for part in parts if part is not spare]
            room = self.height() - gap * (len(parts) - 1)
            for step in range(STEPS, min(least, STEPS) - 1, -1):
                heights = [part.height_at(width, step / STEPS) for part in parts]
                if sum(heights) <= room:
                    break
            if sum(heights) <= room:
                break
        top = 0
        for part, height in zip(parts, heights, strict=True):
            part.setGeometry(0, top, width, height)
            top += height + gap
        for part in self._parts:
            part.setVisible(part in parts)
