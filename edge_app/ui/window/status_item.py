"""One part of the status bar: a sign, a text and a figure under it; what is wrong stands out."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from edge_app.ui.kit.fitted_label import FittedLabel
from edge_app.ui.kit.icon import Icon
from edge_app.ui.kit.marks import SEVERITY_MARK, Severity, Shape
from edge_app.ui.look import theme
from edge_app.ui.look.style import Style
from edge_app.ui.look.theme import Tone
from edge_app.ui.window.status_presenter import StatusItem


class StatusItemView(QFrame):
    """Show a StatusItem. What is well is grey; the style sheet frames what is not."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("status")
        self._icon = Icon()
        self.text = FittedLabel(theme.TextRole.BODY, lines=2)
        self.figure = FittedLabel(theme.TextRole.CAPTION, lines=2)
        self.texts = QVBoxLayout()
        self.texts.setSpacing(0)
        self.texts.addStretch(1)
        self.texts.addWidget(self.text)
        self.texts.addWidget(self.figure)
        self.texts.addStretch(1)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._icon)
        self._row.addLayout(self.texts, 1)
        self._item: StatusItem | None = None

    def show_item(self, item: StatusItem) -> bool:
        """Show `item`; return whether anything changed."""
        if item == self._item:
            return False
        before, self._item = self._item, item
        self.text.setText(item.text)
        self.figure.setText(item.figure)
        if before is None or before.severity is not item.severity:
            shape, tone = SEVERITY_MARK[item.severity]
            if item.severity is Severity.GOOD:
                shape, tone = Shape.TICK, Tone.TEXT_QUIET
            elif item.severity is Severity.FAULT:
                tone = Tone.ON_COLOUR
            self._icon.show_icon(shape, tone)
            self.setProperty("severity", item.severity.value)
            for part in (self, self.text, self.figure):  # Qt matches a new property when asked
                part.style().unpolish(part)
                part.style().polish(part)
        return True

    def restyle(self, style: Style) -> None:
        """Take the sizes of `style`."""
        self._icon.restyle(style)
        gap = style.px(theme.GAP / 2)
        self._row.setSpacing(gap)
        self._row.setContentsMargins(gap, 0, gap, 0)
