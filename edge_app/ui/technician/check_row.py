"""A row of a technician's page: what is looked at, what came of it, and its button."""

from __future__ import annotations

from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from edge_app.ui.kit.fitted_label import FittedLabel
from edge_app.ui.kit.halves import towards_hand
from edge_app.ui.kit.icon_text import IconText
from edge_app.ui.kit.marks import SEVERITY_MARK
from edge_app.ui.kit.touch_button import TouchButton
from edge_app.ui.look import theme
from edge_app.ui.look.style import Style
from edge_app.ui.look.theme import TextRole
from edge_app.ui.technician.check_presenter import RowText


class CheckRow(QWidget):
    """A name, how it stands, a button, and below what is to be mended."""

    def __init__(self) -> None:
        super().__init__()
        self.title = FittedLabel(TextRole.HEADING, lines=2)
        self.told = IconText(TextRole.BODY, lines=4)
        self.button = TouchButton("plain")
        self.findings: list[IconText] = []  # as many as there were at most
        self._style: Style | None = None
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(self.title)
        texts.addWidget(self.told)
        texts.addStretch(1)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._below = QVBoxLayout(self)
        self._below.setContentsMargins(0, 0, 0, 0)
        self._below.addLayout(self._row)
        self._row.addLayout(texts, 3)
        self._row.addWidget(self.button, 1)

    def show_row(self, row: RowText) -> None:
        """Show it; a button without words is hidden."""
        for place, finding in enumerate(row.findings):
            if place == len(self.findings):
                self._add_finding()
            text = f"{finding.sentence}\n{finding.step}"
            self.findings[place].show_text(text, *SEVERITY_MARK[finding.severity])
        for widget in self.findings[len(row.findings) :]:
            widget.hide()
        self.title.setText(row.title)
        self.told.show_text(row.text, *row.mark)
        self.button.setText(row.button)
        self.button.setVisible(bool(row.button))

    def restyle(self, style: Style) -> None:
        """Take sizes and colours of `style`."""
        self._style = style
        self._row.setDirection(towards_hand(style))
        self._row.setSpacing(style.px(theme.MARGIN))
        self.told.restyle(style)
        self.button.restyle(style)
        for widget in self.findings:
            widget.restyle(style)

    def _add_finding(self) -> None:
        made = IconText(TextRole.BODY, lines=6)
        self._below.addWidget(made)
        self.findings.append(made)
        if self._style is not None:
            made.restyle(self._style)
