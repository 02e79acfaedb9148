"""An alert over the verification of its person: who, what to do, and one touch back to it."""

from __future__ import annotations

from PySide6.QtCore import QRect, Signal
from PySide6.QtWidgets import QFrame, QWidget

from edge_app.ui.alert.case_presenter import CaseView
from edge_app.ui.kit.fitted_label import FittedLabel
from edge_app.ui.kit.same_type import share_type
from edge_app.ui.kit.touch_button import TouchButton
from edge_app.ui.look import theme
from edge_app.ui.look.style import Style
from edge_app.ui.look.theme import TextRole

_KEY = 0.184  # of its room's width: each key
_HEAD = 0.36  # of its height: whose alert it is; the rest says what to do
_TITLE = 0.62  # of the head's width, where other alerts wait


class CaseStrip(QFrame):
    """Show a CaseView in the colour of its list; its two buttons say `back` and `photograph`."""

    back = Signal()
    photograph = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("case_strip")
        self._shown: CaseView | None = None
        self._style: Style | None = None
        self._room, self._alone = QRect(), True
        self.title = FittedLabel(TextRole.ON_ALERT, lines=1, parent=self)
        self.instruction = FittedLabel(TextRole.ON_ALERT, lines=3, parent=self)
        self.waiting = FittedLabel(TextRole.ON_ALERT, lines=1, parent=self)
        self.button = TouchButton("plain", parent=self)
        self.photograph_button = TouchButton("plain", parent=self)
        share_type(self.button, self.photograph_button)
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
                self._place()
        self.setVisible(view is not None)

    def restyle(self, style: Style) -> None:
        """Take sizes of `style`."""
        self._style = style
        for button in (self.button, self.photograph_button):
            button.restyle(style)
        self._place()

    def place(self, ground: QRect, room: QRect, alone: bool) -> None:
        """Colour `ground`; keys and words stand in `room`, a part of it.

        `alone`: nothing else is shown on `ground`, and the words may take all of its width.
        """
        self.setGeometry(ground)
        self._room, self._alone = room.translated(-ground.topLeft()), alone
        self._place()

    def _place(self) -> None:
        """Place the keys before the words, where no alert has one: larger type moves nothing."""
        if self._style is None:
            return
        gap = self._style.px(theme.GAP)
        area, key = self._room.adjusted(gap // 3, 0, -gap // 3, 0), round(self._room.width() * _KEY)
        high = min(area.height(), max(self._style.touch, self.button.minimumHeight()))
        top = area.top() + (area.height() - high) // 2
        keys = 2 * key + gap // 2
        mirrored = self._style.left_handed and not self._style.upright
        first = area.right() + 1 - keys if mirrored else area.left()
        self.button.setGeometry(first, top, key, high)
        self.photograph_button.setGeometry(first + keys - key, top, key, high)
        words = area.adjusted(0, gap // 2, 0, -gap // 2)
        if self._alone:
            words.setLeft(min(words.left(), gap))
            words.setRight(max(words.right(), self.width() - 1 - gap))
        if mirrored:
            words.setRight(first - gap)
        else:
            words.setLeft(first + keys + gap)
        head = QRect(words.left(), words.top(), words.width(), round(words.height() * _HEAD))
        title = (
            round(head.width() * _TITLE) if self._shown and self._shown.waiting else head.width()
        )
        self.title.setGeometry(head.left(), head.top(), title, head.height())
        self.waiting.setGeometry(head.adjusted(title + gap, 0, 0, 0))
        words.setTop(head.bottom() + 1)
        self.instruction.setGeometry(words)
