"""A sentence beside its icon, without a card."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from edge_app.ui.kit.icon import Icon
from edge_app.ui.kit.marks import Shape
from edge_app.ui.kit.shrinking_label import ShrinkingLabel
from edge_app.ui.look import theme
from edge_app.ui.look.style import Style
from edge_app.ui.look.theme import TextRole, Tone


class IconText(QWidget):
    """A sentence beside its sign, without a card; hidden for no text."""

    def __init__(self, role: TextRole, lines: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = Icon()
        self._text = ShrinkingLabel(role, lines=lines)
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.addWidget(self._icon)
        self._line.addWidget(self._text, 1)
        self._line.setAlignment(self._icon, Qt.AlignmentFlag.AlignTop)
        self.hide()

    def show_text(self, text: str, shape: Shape, tone: Tone) -> None:
        """Show `text`, hide for none."""
        self._icon.show_icon(shape, tone)
        self._text.setText(text)
        self.setVisible(bool(text))

    def restyle(self, style: Style) -> None:
        """Take sizes and colours of `style`."""
        self._icon.restyle(style)
        self._line.setSpacing(style.px(theme.GAP))
