"""What happened at this lane: alerts and verifications with search, and a page for each."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from edge_app.desk.records.history import Entry, HistoryDesk, HistoryView
from edge_app.desk.records.span import Span
from edge_app.store.history import PastAlert
from edge_app.ui.kit.fitted_label import FittedLabel
from edge_app.ui.kit.icon import Icon
from edge_app.ui.kit.inline_notice import InlineNotice
from edge_app.ui.kit.keypad_layout import typed
from edge_app.ui.kit.letter_pad import LetterPad
from edge_app.ui.kit.list_row import ListRow, row_height
from edge_app.ui.kit.marks import Shape
from edge_app.ui.kit.row_view import RowView
from edge_app.ui.kit.screen import Screen, ScreenContext
from edge_app.ui.kit.search_field import SearchField
from edge_app.ui.kit.touch_button import TouchButton
from edge_app.ui.kit.touch_list import TouchList
from edge_app.ui.look import theme
from edge_app.ui.look.style import Style
from edge_app.ui.look.theme import Tone
from edge_app.ui.records import history_presenter as presenter
from edge_app.ui.records import history_words as words
from edge_app.ui.records.history_page import HistoryPage
from edge_app.ui.text import shared_words
from edge_app.ui.text.language import Language, translate

MAX_TEXT = 60
_SPACE = 4  # the place in the column of what stands in for a list
_NOBODY = RowView("", "", "", "", Shape.RING, Tone.TEXT_QUIET)


class HistoryScreen(Screen):
    """The list, or the page of one entry."""

    def __init__(self, desk: HistoryDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._context: ScreenContext | None = None
        self._view = HistoryView(allowed=False)
        self._span, self._text = Span.SHIFT, ""
        self._typing = self._tight = False
        self._open: Entry | None = None
        self._listed: tuple[object, ...] | None = None  # of what is listed
        self.search, self.pad = SearchField(), LetterPad()
        self.clear_button = TouchButton("plain", small=True)
        self.spans = {span: TouchButton("toggle", small=True) for span in presenter.SPANS}
        self.list = TouchList(ListRow, self._fill, row_height)
        self.page = HistoryPage(self)
        self.chain = FittedLabel(theme.TextRole.QUIET, lines=2)
        self._sign = Icon()
        self._summary = FittedLabel(theme.TextRole.QUIET)
        self._notice = InlineNotice(self)
        self._lay_out()
        self.search.clicked.connect(lambda: self._set_typing(not self._typing))
        self.clear_button.clicked.connect(self._clear)
        self.pad.pressed.connect(self._type)
        for span, button in self.spans.items():
            button.clicked.connect(self._choosing(span))
        self.list.chosen.connect(self._choose)
        self.page.back.connect(self._close_page)

    def _lay_out(self) -> None:
        self._listing = QWidget(self)
        self._searching, self._choices, self._stand = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        self._searching.addWidget(self.search, 1)
        self._searching.addWidget(self.clear_button)
        for button in self.spans.values():
            self._choices.addWidget(button, 1)
        self._stand.addWidget(self._sign)
        self._stand.addWidget(self.chain, 1)
        self._bar = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._bar.addLayout(self._searching, 11)
        self._bar.addLayout(self._choices, 12)
        self._column = QVBoxLayout(self._listing)
        self._column.addLayout(self._bar)
        self._column.addWidget(self._summary)
        self._column.addWidget(self._notice)
        self._column.addWidget(self.list, 1)
        self._column.addStretch(0)
        self._column.addWidget(self.pad)
        self._column.addLayout(self._stand)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._listing)
        whole.addWidget(self.page)
        self.page.hide()
        self.pad.hide()

    # ---- the screen ------------------------------------------------------------------------------

    def title(self, language: Language) -> str:
        """Return the name of the screen, as it stands at the top."""
        return translate(words.TITLE, language)

    def show_context(self, context: ScreenContext) -> None:
        """Show the history; only what has changed is drawn anew."""
        self._context, self._view = context, self._desk.view()
        if not self._view.allowed:
            self._open = None
        if self._open is not None:
            opened = self._view.opened
            self.page.show_page(
                presenter.page(self._open, opened, context.language, context.wall),
                (id(opened), presenter.entry_id(self._open), context.language),
            )
        else:
            self._show_list(context)
        self._listing.setVisible(self._open is None)
        self.page.setVisible(self._open is not None)

    def entered(self) -> None:
        """Show the list as it stands now."""
        self._listed = None

    def left(self) -> None:
        """Forget what was typed and found."""
        self._desk.leave()
        self._span, self._text, self._open, self._listed = Span.SHIFT, "", None, None
        self._view = HistoryView(allowed=False)
        self._typing = False
        self.pad.hide()
        self.page.forget()
        self.list.show_entries(0)
        for row in self.list.findChildren(ListRow):
            row.show_row(_NOBODY)

    def restyle(self, style: Style) -> None:
        """Take sizes and colours."""
        margin, gap = style.px(theme.MARGIN), style.px(theme.GAP)
        self._column.setContentsMargins(margin, gap, margin, gap)
        self._column.setSpacing(gap)
        for layout in (self._bar, self._searching, self._choices, self._stand):
            layout.setSpacing(gap)
        for button in (self.search, self.clear_button, *self.spans.values()):
            button.restyle(style)
        for part in (self.pad, self.list, self.page, self._notice, self._sign):
            part.restyle(style)
        two_rows = style.upright or style.large
        direction = QBoxLayout.Direction
        self._bar.setDirection(direction.TopToBottom if two_rows else direction.LeftToRight)
        self._place_pad()

    def resizeEvent(self, event: object) -> None:  # noqa: N802 (Qt's name)
        """Let the pad's height follow the width."""
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._place_pad()

    def _place_pad(self) -> None:
        margins = self._column.contentsMargins()
        wide = self.width() - margins.left() - margins.right()
        self.pad.setFixedHeight(max(self.pad.height_at(wide), 1))

    # ---- the list --------------------------------------------------------------------------------

    def _show_list(self, context: ScreenContext) -> None:
        view, language = self._view, context.language
        asked = (self._span, self._text)
        # The pad needs room.
        self._tight = self._typing and context.style.large and not context.upright
        listed = (
            id(view.entries),
            (view.allowed, view.loaded, view.fault, view.chain),
            (language, self._typing, self._tight, context.wall.date()),
            asked,
        )
        if listed == self._listed:
            return
        before, self._listed = self._listed, listed
        notice = presenter.notice(view, language) if view.allowed else None
        self._notice.show_notice(notice)
        shown = notice is None and view.allowed
        same = before is not None and before[-1] == asked
        self.list.show_entries(len(view.entries) if shown else 0, from_top=not same)
        self.list.setVisible(notice is None)
        self._column.setStretch(_SPACE, 0 if notice is None else 1)
        self._summary.setText(presenter.summary(view, language) if shown else "")
        self._summary.setVisible(notice is None)
        self._show_chain(context)
        self._show_buttons(language)

    def _show_chain(self, context: ScreenContext) -> None:
        chain = self._view.chain
        for part in (self._sign, self.chain):
            part.setVisible(chain is not None and not self._typing)
        if chain is not None:
            note = presenter.chain_note(chain, context.language, context.wall)
            self._sign.show_icon(note.shape, note.tone)
            self.chain.setText(note.text)

    def _show_buttons(self, language: Language) -> None:
        for span, button in self.spans.items():
            button.setVisible(not self._tight)
            button.setText(translate(presenter.SPANS[span], language))
            button.setChecked(span is self._span)
        self.search.show_query(self._text, translate(words.SEARCH_HINT, language), self._typing)
        self.pad.set_language(language)
        close = shared_words.CLEAR if self._text else shared_words.CLOSE
        self.clear_button.setText(translate(close, language))
        self.clear_button.setVisible(bool(self._text) or self._typing)

    def _fill(self, row: QWidget, number: int) -> None:
        if self._context is not None and isinstance(row, ListRow):
            entry = self._view.entries[number]
            row.show_row(presenter.row(entry, self._context.language, self._context.wall))

    # ---- what is touched -------------------------------------------------------------------------

    def _refresh(self) -> None:
        if self._context is not None:
            self.show_context(self._context)

    def _look_for(self, span: Span, text: str) -> None:
        if (span, text) != (self._span, self._text):
            self._span, self._text = span, text
            self._desk.search(span, text)
        self._listed = None  # a toggle that was touched twice is still down
        self._refresh()

    def _choosing(self, span: Span) -> Callable[[], None]:
        return lambda: self._look_for(span, self._text)

    def _set_typing(self, typing: bool) -> None:
        self._typing = typing
        self.pad.setVisible(typing)
        self._refresh()

    def _type(self, key: str) -> None:
        self._look_for(self._span, typed(self._text, key, MAX_TEXT))

    def _clear(self) -> None:
        if self._text:
            self._look_for(self._span, "")
        else:
            self._set_typing(False)

    def _choose(self, number: int) -> None:
        if number >= len(self._view.entries):
            return
        self._open = self._view.entries[number]
        if isinstance(self._open, PastAlert):
            self._desk.open(self._open.alert_id)
        self._set_typing(False)

    def _close_page(self) -> None:
        self._desk.close()
        self._open, self._listed = None, None
        self.page.forget()
        self._refresh()
