"""A card: what is the matter and what to do next."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from edge_app.ui.kit.fitted_label import FittedLabel
from edge_app.ui.kit.icon import Icon
from edge_app.ui.kit.marks import SEVERITY_MARK
from edge_app.ui.kit.notice_view import NoticeView
from edge_app.ui.look import theme
from edge_app.ui.look.style import Style


class NoticeCard(QFrame):
    """Show a NoticeView, or hide."""

    _LABEL: ClassVar[type[FittedLabel]] = FittedLabel
    _LINES: ClassVar[tuple[int, int, int]] = (4, 4, 3)  # of the sentence, the step, the details

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self._shown: NoticeView | None = None
        self._icon = Icon(1.5)
        sentence, step, details = self._LINES
        self._sentence = self._LABEL(theme.TextRole.HEADING, lines=sentence)
        self._step = self._LABEL(theme.TextRole.BODY, lines=step)
        self._details = self._LABEL(theme.TextRole.CAPTION, lines=details)
        self._texts = QVBoxLayout()
        for label in (self._sentence, self._step, self._details):
            self._texts.addWidget(label)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._icon)
        self._row.addLayout(self._texts, 1)
        self._row.setAlignment(self._icon, Qt.AlignmentFlag.AlignTop)
        self.hide()

    def show_notice(self, notice: NoticeView | None) -> bool:
        """Show `notice`, hide for None; True when the card changed and wants to be placed anew."""
        if notice == self._shown:
            return False
        self._shown = notice
        if notice is not None:
            self._icon.show_icon(*SEVERITY_MARK[notice.severity])
            self._sentence.setText(notice.sentence)
            self._step.setText(notice.step)
            self._details.setText("\n".join(notice.details))
            self._details.setVisible(bool(notice.details))
        self.setVisible(notice is not None)
        return True

    def restyle(self, style: Style) -> None:
        """Take sizes and colours of `style`."""
        margin, gap = style.px(theme.MARGIN), style.px(theme.GAP)
        self._row.setContentsMargins(margin, margin, margin, margin)
        self._row.setSpacing(margin)
        self._texts.setSpacing(gap * 2 // 3)
        self._icon.restyle(style)

    def height_at(self, width: int) -> int:
        """Return the pixels that the card needs when it is `width` wide."""
        self.ensurePolished()
        self._texts.invalidate()  # a new text tells the outer layout only
        self._row.invalidate()
        return self._row.totalHeightForWidth(width)
