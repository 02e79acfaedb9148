"""The whole screen says that the lists are too old to rely on."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from edge_app.ui.kit.fitted_label import FittedLabel
from edge_app.ui.kit.icon import Icon
from edge_app.ui.kit.marks import Shape
from edge_app.ui.kit.touch_button import TouchButton
from edge_app.ui.lane.faults_presenter import OutdatedListsView
from edge_app.ui.look import theme
from edge_app.ui.look.style import Style
from edge_app.ui.look.theme import TextRole, Tone


class OutdatedListsPage(QWidget):
    """Show an OutdatedListsView; `understood` when the officer goes on by hand."""

    understood = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("screen")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        centre = Qt.AlignmentFlag.AlignHCenter
        self._icon = Icon(3.0)
        self._icon.show_icon(Shape.TRIANGLE, Tone.FAULT)
        self._title = FittedLabel(TextRole.DISPLAY, lines=3, align=centre)
        self._since = FittedLabel(TextRole.HEADING, lines=2, align=centre)
        self._step = FittedLabel(TextRole.BODY, lines=8, align=centre)
        self.go_on = TouchButton("primary")
        self.go_on.clicked.connect(self.understood)
        self._column = QVBoxLayout(self)
        self._column.addStretch(1)
        self._column.addWidget(self._icon, 0, centre)
        for label in (self._title, self._since, self._step):
            self._column.addWidget(label)
        self._column.addStretch(1)
        self._column.addWidget(self.go_on)
        self._shown: OutdatedListsView | None = None
        self.hide()

    def show_outdated_lists(self, outdated: OutdatedListsView | None) -> None:
        """Show it, hide for None."""
        if outdated == self._shown:
            return
        self._shown = outdated
        if outdated is not None:
            self._title.setText(outdated.title)
            self._since.setText(outdated.since)
            self._step.setText(outdated.step)
            self.go_on.setText(outdated.go_on)
        self.setVisible(outdated is not None)

    def restyle(self, style: Style) -> None:
        """Take sizes and colours of `style`."""
        self._icon.restyle(style)
        self.go_on.restyle(style)
        margin = style.px((3 if not style.large else 1) * theme.MARGIN)
        self._column.setContentsMargins(margin, margin, margin, margin)
        self._column.setSpacing(style.px(theme.MARGIN))
