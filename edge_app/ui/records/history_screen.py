"""What happened at this lane: alerts and verifications with search, and a page for each."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from edge_app.desk.records.history import Entry, HistoryDesk, HistoryView
from edge_app.desk.records.span import Span
from edge_app.store.history import PastAlert
from edge_app.ui.kit.fitted_label import FittedLabel
from edge_app.ui.kit.icon import Icon
from edge_app.ui.kit.list_row import ListRow
from edge_app.ui.kit.marks import Shape
from edge_app.ui.kit.row_view import RowView
from edge_app.ui.kit.screen import Screen, ScreenContext
from edge_app.ui.kit.searchable_list import SearchableList, pad_needs_room
from edge_app.ui.kit.touch_button import TouchButton
from edge_app.ui.look import theme
from edge_app.ui.look.style import Style
from edge_app.ui.look.theme import Tone
from edge_app.ui.records import history_presenter as presenter
from edge_app.ui.records import history_words as words
from edge_app.ui.records.history_page import HistoryPage
from edge_app.ui.text import shared_words
from edge_app.ui.text.language import Language, translate

_NOBODY = RowView("", "", "", "", Shape.DASH, Tone.TEXT_QUIET)


class HistoryScreen(Screen):
    """The list, or the page of one entry."""

    def __init__(self, desk: HistoryDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._context: ScreenContext | None = None
        self._view = HistoryView(allowed=False)
        self._span = Span.SHIFT
        self._asked = (self._span, "")  # of the desk
        self._open: Entry | None = None
        self._shown: tuple[object, ...] | None = None  # in the list
        self.spans = {span: TouchButton("toggle", small=True) for span in presenter.SPANS}
        self.chain = FittedLabel(theme.TextRole.QUIET, lines=2)
        self._sign = Icon()
        self._stand = QHBoxLayout()
        self._stand.addWidget(self._sign)
        self._stand.addWidget(self.chain, 1)
        filters = tuple(self.spans.values())
        self.listing = SearchableList(self._fill, filters, (11, 12), under=self._stand)
        self.page = HistoryPage(self)
        self.page.hide()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.listing)
        whole.addWidget(self.page)
        for span, button in self.spans.items():
            button.clicked.connect(self._choosing(span))
        self.listing.changed.connect(self._search)
        self.listing.chosen.connect(self._choose)
        self.page.back.connect(self._close_page)

    # ---- the screen ------------------------------------------------------------------------------

    def title(self, language: Language) -> str:
        """Return the name of the screen, as it stands at the top."""
        return translate(shared_words.HISTORY, language)

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
        self.listing.setVisible(self._open is None)
        self.page.setVisible(self._open is not None)

    def entered(self) -> None:
        """Show the list as it stands now."""
        self._shown = None

    def left(self) -> None:
        """Forget what was typed and found."""
        self._desk.leave()
        self._context = None  # nothing is searched for any more
        self._span, self._open, self._shown = Span.SHIFT, None, None
        self._asked = (self._span, "")
        self._view = HistoryView(allowed=False)
        self.listing.reset()
        self.page.forget()
        self.listing.forget()
        for row in self.listing.findChildren(ListRow):
            row.show_row(_NOBODY)

    def restyle(self, style: Style) -> None:
        """Take sizes and colours."""
        self._stand.setSpacing(style.px(theme.GAP))
        for part in (self.listing, self.page, self._sign):
            part.restyle(style)

    # ---- the list --------------------------------------------------------------------------------

    def _show_list(self, context: ScreenContext) -> None:
        view, language, typing = self._view, context.language, self.listing.typing
        asked = (self._span, self.listing.text)
        tight = typing and pad_needs_room(context.style)
        shown = (
            id(view.entries),
            (view.allowed, view.loaded, view.fault, view.chain),
            (language, typing, tight, context.wall.date()),
            asked,
        )
        if shown == self._shown:
            return
        before, self._shown = self._shown, shown
        self.listing.show_rows(
            len(view.entries) if view.allowed else 0,
            presenter.summary(view, language) if view.allowed else "",
            presenter.notice(view, language) if view.allowed else None,
            from_top=before is None or before[-1] != asked,
        )
        self._show_chain(context)
        for span, button in self.spans.items():
            button.setText(translate(presenter.SPANS[span], language))
            button.setChecked(span is self._span)
        self.listing.show_search(words.SEARCH_HINT, language, tight)

    def _show_chain(self, context: ScreenContext) -> None:
        chain = self._view.chain
        for part in (self._sign, self.chain):
            part.setVisible(chain is not None and not self.listing.typing)
        if chain is not None:
            note = presenter.chain_note(chain, context.language, context.wall)
            self._sign.show_icon(note.shape, note.tone)
            self.chain.setText(note.text)

    def _fill(self, row: QWidget, number: int) -> None:
        if self._context is not None and isinstance(row, ListRow):
            entry = self._view.entries[number]
            row.show_row(presenter.row(entry, self._context.language, self._context.wall))

    # ---- what is touched -------------------------------------------------------------------------

    def _refresh(self) -> None:
        if self._context is not None:
            self.show_context(self._context)

    def _search(self) -> None:
        asked = (self._span, self.listing.text)
        if asked != self._asked:
            self._asked = asked
            self._desk.search(*asked)
        self._shown = None  # a toggle that was touched twice is still down
        self._refresh()

    def _choosing(self, span: Span) -> Callable[[], None]:
        def choose() -> None:
            self._span = span
            self._search()

        return choose

    def _choose(self, number: int) -> None:
        if number >= len(self._view.entries):
            return
        self._open = self._view.entries[number]
        if isinstance(self._open, PastAlert):
            self._desk.open(self._open.alert_id)
        self.listing.set_typing(False)

    def _close_page(self) -> None:
        self._desk.close()
        self._open, self._shown = None, None
        self.page.forget()
        self._refresh()
