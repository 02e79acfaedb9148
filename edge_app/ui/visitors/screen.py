"""Expected visitors: the manifest with search, filters and parties, and a page for each."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from edge_app.desk.visitors.book import VisitorBook
from edge_app.desk.visitors.manifest import BookView, Selection
from edge_app.documents import payload
from edge_app.ui.kit.fitted_label import FittedLabel
from edge_app.ui.kit.inline_notice import InlineNotice
from edge_app.ui.kit.keypad_layout import typed
from edge_app.ui.kit.letter_pad import LetterPad
from edge_app.ui.kit.list_row import ListRow, row_height
from edge_app.ui.kit.row_view import set_apart
from edge_app.ui.kit.screen import Screen, ScreenContext
from edge_app.ui.kit.search_field import SearchField
from edge_app.ui.kit.touch_button import TouchButton
from edge_app.ui.kit.touch_list import TouchList
from edge_app.ui.lane.camera_presenter import CameraState, camera_state
from edge_app.ui.look import theme
from edge_app.ui.look.style import Style
from edge_app.ui.text import shared_words
from edge_app.ui.text.language import Language, translate
from edge_app.ui.visitors import family_presenter, presenter, words
from edge_app.ui.visitors.visitor_page import VisitorPage

MAX_QUERY = 60


class VisitorsScreen(Screen):
    """Show the manifest. `verify` carries the id of a visitor who is to be compared 1:1."""

    verify = Signal(str)

    def __init__(self, book: VisitorBook, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._book = book
        self._context: ScreenContext | None = None
        self._view: BookView = book.view()
        self._selection, self._query = Selection.DUE, ""
        self._party: str | None = None
        self._of_parties = self._typing = False
        self._open: str | None = None  # the visitor whose page is shown
        self._found: tuple[int, ...] = ()
        self._listed: tuple[object, ...] | None = None  # of what is listed
        self.search, self.pad = SearchField(), LetterPad()
        self.clear_button = TouchButton("plain", small=True)
        self.filters = {one: TouchButton("toggle", small=True) for one in Selection}
        self.parties_button = TouchButton("toggle", small=True)
        self.list = TouchList(ListRow, self._fill, row_height)
        self.page = VisitorPage(self)
        self._summary = FittedLabel(theme.TextRole.QUIET, lines=2)
        self._notice, self._fault = InlineNotice(self), InlineNotice(self)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self._listing = QWidget(self)
        self._searching, self._filtering = QHBoxLayout(), QHBoxLayout()
        self._searching.addWidget(self.search, 1)
        self._searching.addWidget(self.clear_button)
        for button in (*self.filters.values(), self.parties_button):
            self._filtering.addWidget(button, 1)
        self._bar = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._bar.addLayout(self._searching, 8)
        self._bar.addLayout(self._filtering, 15)
        self._column = QVBoxLayout(self._listing)
        self._column.addLayout(self._bar)
        self._column.addWidget(self._fault)
        self._column.addWidget(self._summary)
        self._column.addWidget(self._notice)
        self._column.addWidget(self.list, 1)
        self._column.addStretch(0)
        self._column.addWidget(self.pad)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._listing)
        whole.addWidget(self.page)
        self.page.hide()
        self.pad.hide()

    def _connect(self) -> None:
        self.search.clicked.connect(lambda: self._set_typing(not self._typing))
        self.clear_button.clicked.connect(self._clear)
        self.pad.pressed.connect(self._type)
        for selection, button in self.filters.items():
            button.clicked.connect(self._selecting(selection))
        self.parties_button.clicked.connect(self._toggle_parties)
        self.list.chosen.connect(self._choose)
        self.page.back.connect(self._close_page)
        self.page.opened.connect(self.open_visitor)
        self.page.verify.connect(self.verify)
        self.page.marked.connect(self._mark)

    # ---- the screen ------------------------------------------------------------------------------

    def title(self, language: Language) -> str:
        """Return the name of the screen, as it stands at the top."""
        return translate(words.TITLE, language)

    def show_context(self, context: ScreenContext) -> None:
        """Show the visitors; only what has changed is drawn anew."""
        self._context = context
        self._view = self._book.view()
        if self._open is not None:
            self._show_page(context)
        else:
            self._show_list(context)

    def entered(self) -> None:
        """Show the list from its top."""
        self._listed = None

    def left(self) -> None:
        """Forget what was typed and who was looked at."""
        self._selection, self._query, self._party = Selection.DUE, "", None
        self._of_parties = False
        self._close_page()
        self._set_typing(False)
        self.page.forget()
        self._found, self._listed = (), None
        self.list.show_entries(0)

    def scanned(self, text: str) -> bool:
        """Open the page of the visitor whose document was read."""
        context = self._context
        if context is None or not len(self._view.index):
            return False
        index = self._view.index
        named = payload.read(text, context.wall.date(), lambda one: index.numbered(one) is not None)
        if not isinstance(named, payload.Named):
            return False
        found = index.visitor(named.value) or index.numbered(named.value)
        if found is None:
            self.notified.emit(translate(words.SCAN_UNKNOWN, context.language))
        else:
            self.open_visitor(found.visitor_id)
        return True

    def restyle(self, style: Style) -> None:
        """Take sizes and colours."""
        margin, gap = style.px(theme.MARGIN), style.px(theme.GAP)
        self._column.setContentsMargins(margin, gap, margin, gap)
        self._column.setSpacing(gap)
        for layout in (self._bar, self._searching, self._filtering):
            layout.setSpacing(gap)
        for part in (self.search, self.clear_button, self.parties_button, *self.filters.values()):
            part.restyle(style)
        for other in (self.pad, self.list, self.page, self._notice, self._fault):
            other.restyle(style)
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
        view, role = self._view, context.session.role
        asked = (self._selection, self._query, self._party, self._of_parties)
        tight = self._typing and context.style.large and not context.upright  # the pad needs room
        listed = (
            id(view),
            context.language,
            role,
            (self._typing, tight),
            context.wall.utcoffset(),
            asked,
        )
        if listed == self._listed:
            return
        before, self._listed = self._listed, listed
        self._find()
        count = len(view.parties) if self._of_parties else len(self._found)
        notice = presenter.notice(view, role, context.language, self._selection, count, self._query)
        self._notice.show_notice(notice)
        self._fault.show_notice(None if notice else presenter.fault(view, context.language))
        same = before is not None and before[-1] == asked
        self.list.show_entries(0 if notice else count, from_top=not same)
        self.list.setVisible(notice is None)
        self._column.setStretch(5, 1 if notice else 0)
        self._summary.setText("" if notice else self._summed_up(context.language, count))
        self._summary.setVisible(notice is None)
        self._show_buttons(context.language)
        for one in (*self.filters.values(), self.parties_button):
            one.setVisible(not tight)

    def _find(self) -> None:
        view = self._view
        self._found = ()
        if not self._of_parties and len(view.index):
            among = view.among(self._selection, self._party)
            self._found = view.index.find(self._query, among)

    def _summed_up(self, language: Language, count: int) -> str:
        return presenter.summary(
            self._view, language, count, self._query, self._party, self._of_parties
        )

    def _show_buttons(self, language: Language) -> None:
        shown = presenter.filter_texts(self._view, language)
        for selection, text in (
            (Selection.DUE, shown.due),
            (Selection.MISSING, shown.missing),
            (Selection.CAME, shown.came),
            (Selection.ALL, shown.all),
        ):
            button = self.filters[selection]
            button.setText(text)
            button.setChecked(selection is self._selection and not self._of_parties)
        self.parties_button.setText(shown.parties)
        self.parties_button.setChecked(self._of_parties or self._party is not None)
        self.search.show_query(self._query, translate(words.SEARCH_HINT, language), self._typing)
        self.pad.set_language(language)
        close = shared_words.CLEAR if self._query else shared_words.CLOSE
        self.clear_button.setText(translate(close, language))
        self.clear_button.setVisible(bool(self._query) or self._typing)

    def _fill(self, row: QWidget, number: int) -> None:
        context = self._context
        if context is None or not isinstance(row, ListRow):
            return
        if self._of_parties:
            row.show_row(presenter.party_row(self._view.parties[number], context.language))
        else:
            visitor = self._view.index.visitors[self._found[number]]
            row.show_row(presenter.row(visitor, self._view, context.language, context.wall))

    # ---- what is touched -------------------------------------------------------------------------

    def _refresh(self) -> None:
        if self._context is not None:
            self.show_context(self._context)

    def _selecting(self, selection: Selection) -> Callable[[], None]:
        def select() -> None:
            self._selection, self._of_parties = selection, False
            self._listed = None  # the button that was touched twice is still down
            self._refresh()

        return select

    def _toggle_parties(self) -> None:
        """Show all parties; from one party go back to all, from all back to everybody."""
        self._of_parties = not self._of_parties or self._party is not None
        self._party = None
        self._query, self._listed = "", None
        self._set_typing(False)

    def _set_typing(self, typing: bool) -> None:
        self._typing = typing
        self.pad.setVisible(typing)
        if typing:
            self._of_parties = False
        self._refresh()

    def _type(self, key: str) -> None:
        self._query = typed(self._query, key, MAX_QUERY)
        self._refresh()

    def _clear(self) -> None:
        """Clear what was typed; once that is empty, close the pad."""
        if self._query:
            self._query = ""
            self._refresh()
        else:
            self._set_typing(False)

    def _choose(self, number: int) -> None:
        if self._of_parties:
            self._party, self._of_parties = self._view.parties[number].name, False
            self._selection = Selection.DUE
            self._refresh()
        elif number < len(self._found):
            self.open_visitor(self._view.index.visitors[self._found[number]].visitor_id)

    # ---- a visitor's page ------------------------------------------------------------------------

    def open_visitor(self, visitor_id: str) -> None:
        """Show the page of that visitor."""
        self._open = visitor_id
        self._refresh()

    def _close_page(self) -> None:
        self._open, self._listed = None, None
        self.page.hide()
        self._listing.show()
        self._refresh()

    def _show_page(self, context: ScreenContext) -> None:
        visitor = self._view.index.visitor(self._open or "")
        if visitor is None:  # the manifest was replaced
            self.notified.emit(translate(words.GONE, context.language))
            self._close_page()
            return
        camera = camera_state(context.lane, context.clock) is CameraState.LIVE
        shown = family_presenter.person(
            visitor, self._view, context.session.role, camera, context.language, context.wall
        )
        self.page.show_visitor(shown, context.clock)
        if self.page.isHidden():
            self._listing.hide()
            self.page.show()

    def _mark(self, visitor_id: str) -> None:
        context, visitor = self._context, self._view.index.visitor(visitor_id)
        if context is None or visitor is None:
            return
        marked = self._book.mark_arrived(visitor_id, context.session.number)
        message = words.MARKED if marked else words.NOT_MARKED
        name = set_apart(visitor.name)
        self.notified.emit(translate(message, context.language, name=name))
