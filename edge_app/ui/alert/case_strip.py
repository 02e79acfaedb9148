"""An alert over the verification of its person: who, what to do, and one touch back to it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from edge_app.ui.alert.case_presenter import CaseView
from edge_app.ui.kit.fitted_label import FittedLabel
from edge_app.ui.kit.touch_button import TouchButton
from edge_app.ui.look import theme
from edge_app.ui.look.style import Style
from edge_app.ui.look.theme import TextRole


class CaseStrip(QFrame):
    """Show a CaseView in the colour of its list; its two buttons say `back` and `photograph`."""

    back = Signal()
    photograph = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("case_strip")
        self._shown: CaseView | None = None
        self.title = FittedLabel(TextRole.ON_ALERT, lines=1)
        self.instruction = FittedLabel(TextRole.ON_ALERT, lines=3)
        self.waiting = FittedLabel(TextRole.ON_ALERT, lines=1)
        self.button, self.photograph_button = TouchButton("plain"), TouchButton("plain")
        texts = QVBoxLayout()
        texts.setSpacing(0)
        for label, share in ((self.title, 2), (self.instruction, 3), (self.waiting, 2)):
            texts.addWidget(label, share)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self.button, 2)
        self._row.addLayout(texts, 3)
        self._row.addWidget(self.photograph_button, 2)
        self.button.clicked.connect(self.back)
        self.photograph_button.clicked.connect(self.photograph)
        self.hide()

    def show_case(self, view: CaseView | None) -> None:
        """Show `view`, in a place that every screen keeps free."""
        if view != self._shown:
            before, self._shown = self._shown, view
            if view is not None:
                self.title.setText(view.title)
                self.instruction.setText(view.instruction)
                self.waiting.setText(view.waiting)
                self.waiting.setVisible(bool(view.waiting))
                self.button.setText(view.back)
                self.photograph_button.setText(view.photograph)
                if before is None or before.look != view.look:
                    self.setStyleSheet(
                        f"QFrame#case_strip {{ background: {view.look.ground}; }}"
                        f"QFrame#case_strip QLabel {{ color: {view.look.ink}; }}"
                    )
        self.setVisible(view is not None)

    def restyle(self, style: Style) -> None:
        """Take sizes of `style`."""
        margin, gap = style.px(theme.MARGIN), style.px(theme.GAP)
        self._row.setContentsMargins(gap // 2, 0, gap // 2, 0)
        self._row.setSpacing(margin)
        for button in (self.button, self.photograph_button):
            button.restyle(style)
