"""What an alert is on a glass that visitors see: a neutral mark, and a page that asks to be turned.

Neither has a colour, a face, a name or a number in it.
"""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from edge_app.ui.alert import discreet_words as words
from edge_app.ui.kit.fitted_label import FittedLabel
from edge_app.ui.kit.touch_button import TouchButton
from edge_app.ui.look import theme
from edge_app.ui.look.style import Style
from edge_app.ui.look.theme import TextRole
from edge_app.ui.text import shared_words
from edge_app.ui.text.language import Language, translate


class DiscreetMark(TouchButton):
    """A dot on a button, over the name at the top; the same for every list and every number."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("plain", parent=parent)
        self.hide()

    def cover(self, names: QRect, style: Style) -> None:
        """Lie over `names`, never smaller than a finger needs."""
        gap = style.px(theme.MARGIN) // 3
        place = names.adjusted(-gap, 0, gap // 2, 0)
        place.setHeight(max(place.height(), style.touch))
        self.setGeometry(place)

    def write(self, painter: QPainter, area: QRectF, text: str) -> None:
        """Draw the dot."""
        del text
        side = min(area.width(), area.height()) * 0.3
        dot = QRectF(0, 0, side, side)
        dot.moveCenter(area.center())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(painter.pen().color())
        painter.drawEllipse(dot)


class TurnPage(QWidget):
    """Ask that the screen be turned; `turned` once it is, `back` when it is not to be."""

    turned = Signal()
    back = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("screen")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._title = FittedLabel(TextRole.DISPLAY, lines=3)
        self._step = FittedLabel(TextRole.HEADING, lines=3)
        self.back_button, self.open_button = TouchButton("plain"), TouchButton("plain")
        self._buttons = QHBoxLayout()
        for button in (self.back_button, self.open_button):
            self._buttons.addWidget(button, 1)
        self._column = QVBoxLayout(self)
        self._column.addStretch(1)
        self._column.addWidget(self._title)
        self._column.addWidget(self._step)
        self._column.addStretch(1)
        self._column.addLayout(self._buttons)
        self.back_button.clicked.connect(self.back)
        self.open_button.clicked.connect(self.turned)
        self.hide()

    def show_in(self, language: Language, *, leaves: bool = True) -> None:
        """Show the words; `leaves`: there is a way back."""
        self.back_button.setVisible(leaves)
        self._title.setText(translate(words.TURN, language))
        self._step.setText(translate(words.TURN_STEP, language))
        self.back_button.setText(translate(shared_words.BACK, language))
        self.open_button.setText(translate(words.OPEN, language))

    def restyle(self, style: Style) -> None:
        """Take sizes and colours."""
        margin = style.px(theme.MARGIN)
        self._column.setContentsMargins(margin, margin, margin, margin)
        self._column.setSpacing(margin)
        self._buttons.setSpacing(style.px(theme.GAP))
        for button in (self.back_button, self.open_button):
            button.restyle(style)
