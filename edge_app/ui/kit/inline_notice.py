"""What is the matter and what to do next, in a layout; set smaller where there is little room."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from edge_app.ui.kit.icon import Icon
from edge_app.ui.kit.marks import SEVERITY_MARK, Severity
from edge_app.ui.kit.notice_view import NoticeView
from edge_app.ui.kit.shrinking_label import ShrinkingLabel
from edge_app.ui.look import theme
from edge_app.ui.look.style import Style
from edge_app.ui.look.theme import TextRole


class InlineNotice(QFrame):
    """A sentence, the next step and small print on a card; hidden for None."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self._shown: NoticeView | None = None
        self._icon = Icon(1.5)
        self._sentence = ShrinkingLabel(TextRole.HEADING, lines=5)
        self._step = ShrinkingLabel(TextRole.BODY, lines=6)
        self._details = ShrinkingLabel(TextRole.CAPTION, lines=3)
        self._texts = QVBoxLayout()
        for label in (self._sentence, self._step, self._details):
            self._texts.addWidget(label)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._icon)
        self._row.addLayout(self._texts, 1)
        self._row.setAlignment(self._icon, Qt.AlignmentFlag.AlignTop)
        self.hide()

    def show_notice(self, notice: NoticeView | None) -> None:
        """Show `notice`, hide for None."""
        if notice == self._shown:
            return
        self._shown = notice
        if notice is not None:
            self._icon.show_icon(*SEVERITY_MARK[notice.severity])
            self._sentence.setText(notice.sentence)
            self._step.setText(notice.step)
            self._details.setText("\n".join(notice.details))
        self.setVisible(notice is not None)

    def show_line(self, text: str, severity: Severity) -> None:
        """Show one sentence of that severity; hide for none."""
        self.show_notice(NoticeView(severity, "", text) if text else None)

    def restyle(self, style: Style) -> None:
        """Take sizes and colours of `style`."""
        margin, gap = style.px(theme.GAP), style.px(theme.GAP)
        self._row.setContentsMargins(margin, margin, margin, margin)
        self._row.setSpacing(margin)
        self._texts.setSpacing(gap // 2)
        self._icon.restyle(style)
