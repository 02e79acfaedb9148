"""A card in a layout; its texts are set smaller where there is little room."""

from __future__ import annotations

from typing import ClassVar

from edge_app.ui.kit.fitted_label import FittedLabel
from edge_app.ui.kit.marks import Severity
from edge_app.ui.kit.notice_card import NoticeCard
from edge_app.ui.kit.notice_view import NoticeView
from edge_app.ui.kit.shrinking_label import ShrinkingLabel
from edge_app.ui.look import theme
from edge_app.ui.look.style import Style


class InlineNotice(NoticeCard):
    """Show a NoticeView, or hide."""

    _LABEL: ClassVar[type[FittedLabel]] = ShrinkingLabel
    _LINES: ClassVar[tuple[int, int, int]] = (5, 6, 3)

    def show_line(self, text: str, severity: Severity) -> None:
        """Show one sentence of that severity; hide for none."""
        self.show_notice(NoticeView(severity, "", text) if text else None)

    def restyle(self, style: Style) -> None:
        """Take sizes and colours of `style`; the texts stand closer."""
        super().restyle(style)
        gap = style.px(theme.GAP)
        self._row.setContentsMargins(gap, gap, gap, gap)
        self._row.setSpacing(gap)
        self._texts.setSpacing(gap // 2)
