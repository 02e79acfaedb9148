"""A line that comes, is read, and goes, in a place where nothing is touched."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from edge_app.ui.kit.fitted_label import FittedLabel
from edge_app.ui.look import theme
from edge_app.ui.look.style import Style
from edge_app.ui.look.theme import TextRole


class PassingMessage(QFrame):
    """One message at a time: a newer one takes the older one's place."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.text = FittedLabel(TextRole.HEADING, lines=4, align=Qt.AlignmentFlag.AlignHCenter)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self.text)
        self._until = 0.0
        self.hide()

    def show_message(self, text: str, now: float) -> None:
        """Show `text` from `now` (seconds) on."""
        self._until = now + theme.PASSING_S
        self.text.setText(text)
        self.show()
        self.raise_()

    def tick(self, now: float) -> None:
        """Go, when it is time."""
        if not self.isHidden() and now >= self._until:
            self.hide()

    def restyle(self, style: Style) -> None:
        """Take the sizes of `style`."""
        margin = style.px(theme.GAP / 2)
        self._column.setContentsMargins(2 * margin, margin, 2 * margin, margin)
