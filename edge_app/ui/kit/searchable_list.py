"""Rows under a search field and its filters, with a pad to type on."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from edge_app.ui.kit.fitted_label import FittedLabel
from edge_app.ui.kit.inline_notice import InlineNotice
from edge_app.ui.kit.keypad_layout import typed
from edge_app.ui.kit.letter_pad import LetterPad
from edge_app.ui.kit.list_row import ListRow, row_height
from edge_app.ui.kit.notice_view import NoticeView
from edge_app.ui.kit.same_type import share_type
from edge_app.ui.kit.search_field import SearchField
from edge_app.ui.kit.touch_button import TouchButton
from edge_app.ui.kit.touch_list import TouchList
from edge_app.ui.look import theme
from edge_app.ui.look.style import Style
from edge_app.ui.text import shared_words
from edge_app.ui.text.language import Language, translate
from edge_app.ui.text.message import Message

MAX_TEXT = 60


class SearchableList(QWidget):
    """A list that is searched for `text`; `typing`: the pad is open.

    `changed` tells that one of them is another, `chosen` the number of a row that was touched.
    """

    changed = Signal()
    chosen = Signal(int)

    def __init__(
        self,
        fill: Callable[[QWidget, int], None],
        filters: Sequence[TouchButton],
        shares: tuple[int, int],
        summary_lines: int = 1,
        over: Sequence[QWidget] = (),
        under: QLayout | None = None,
        parent: QWidget | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Lay out the parts; `fill` writes a row; `clock`: seconds, of any start.

        `shares`: how the field and the filters share a line. `over` stands over the summary,
        `under` at the foot.
        """
        super().__init__(parent)
        self.text, self.typing = "", False
        self._clock, self._turned_at = clock, -math.inf
        self._filters = filters
        share_type(*filters)
        self.search, self.pad = SearchField(), LetterPad()
        self.clear_button = TouchButton("plain", small=True)
        self.list = TouchList(ListRow, fill, row_height)
        self._summary = FittedLabel(theme.TextRole.QUIET, lines=summary_lines)
        self._notice = InlineNotice(self)
        self._searching, self._filtering = QHBoxLayout(), QHBoxLayout()
        self._searching.addWidget(self.search, 1)
        self._searching.addWidget(self.clear_button)
        for button in filters:
            self._filtering.addWidget(button, 1)
        self._bar = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        for layout, share in zip((self._searching, self._filtering), shares, strict=True):
            self._bar.addLayout(layout, share)
        self._column = QVBoxLayout(self)
        self._column.addLayout(self._bar)
        for widget in (*over, self._summary, self._notice):
            self._column.addWidget(widget)
        self._column.addWidget(self.list, 1)
        self._space = self._column.count()  # stands in for the list
        self._column.addStretch(0)
        self._column.addWidget(self.pad)
        if under is not None:
            self._column.addLayout(under)
        self.pad.hide()
        self.search.clicked.connect(self._turn)
        self.clear_button.clicked.connect(self._clear)
        self.pad.pressed.connect(self._type)
        self.list.chosen.connect(self.chosen)

    # ---- what is shown ---------------------------------------------------------------------------

    def show_rows(
        self, count: int, summary: str, notice: NoticeView | None, from_top: bool
    ) -> None:
        """Show so many rows under `summary`, or `notice` in their place."""
        self._notice.show_notice(notice)
        self.list.show_entries(0 if notice else count, from_top=from_top)
        self.list.setVisible(notice is None)
        self._column.setStretch(self._space, 1 if notice else 0)
        self._summary.setText("" if notice else summary)
        self._summary.setVisible(notice is None)

    def show_search(self, hint: Message, language: Language, tight: bool) -> None:
        """Show what is searched for, `hint` while that is empty; `tight`: no room for filters."""
        self.search.show_query(self.text, translate(hint, language), self.typing)
        self.pad.set_language(language)
        close = shared_words.CLEAR if self.text else shared_words.CLOSE
        self.clear_button.setText(translate(close, language))
        self.clear_button.setVisible(bool(self.text) or self.typing)
        for button in self._filters:
            button.setVisible(not tight)

    def restyle(self, style: Style) -> None:
        """Take sizes and colours."""
        margin, gap = style.px(theme.MARGIN), style.px(theme.GAP)
        self._column.setContentsMargins(margin, gap, margin, gap)
        for layout in (self._column, self._bar, self._searching, self._filtering):
            layout.setSpacing(gap)
        for button in (self.search, self.clear_button, *self._filters):
            button.restyle(style)
        for part in (self.pad, self.list, self._notice):
            part.restyle(style)
        two_rows = style.upright or style.large
        direction = QBoxLayout.Direction
        self._bar.setDirection(direction.TopToBottom if two_rows else direction.LeftToRight)
        self._size_pad()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Let the pad's height follow the width."""
        super().resizeEvent(event)
        self._size_pad()

    def _size_pad(self) -> None:
        margins = self._column.contentsMargins()
        wide = self.width() - margins.left() - margins.right()
        self.pad.setFixedHeight(max(self.pad.height_at(wide), 1))

    # ---- what is touched -------------------------------------------------------------------------

    def set_typing(self, typing: bool) -> None:
        """Open or close the pad."""
        self.typing = typing
        self.pad.setVisible(typing)
        self.changed.emit()

    def reset(self) -> None:
        """Search for nothing, and close the pad."""
        self.text = ""
        self.set_typing(False)

    def forget(self) -> None:
        """Show no rows any more."""
        self.list.show_entries(0)

    def _turn(self) -> None:
        """Open the pad; close it where something was typed.

        The second tap of an impatient finger undoes nothing of the first.
        """
        now = self._clock()
        if now - self._turned_at >= theme.STEP_GUARD_S:
            self._turned_at = now
            self.set_typing(not (self.typing and self.text))

    def _type(self, key: str) -> None:
        self.text = typed(self.text, key, MAX_TEXT)
        self.changed.emit()

    def _clear(self) -> None:
        """Clear what was typed; once that is empty, close the pad."""
        if not self.text:
            self.set_typing(False)
            return
        self.text = ""
        self.changed.emit()


def pad_needs_room(style: Style) -> bool:
    """Return whether nothing but the field fits above the pad and the rows found."""
    return style.large and (style.close or not style.upright)
