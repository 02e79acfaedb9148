"""Expected visitors: the manifest with search, filters and parties, and a page for each."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from edge_app.desk.visitors.book import VisitorBook
from edge_app.desk.visitors.manifest import BookView, Selection
from edge_app.documents import payload
from edge_app.documents.agreement import Difference
from edge_app.documents.mrz import Document
from edge_app.ui.kit.inline_notice import InlineNotice
from edge_app.ui.kit.list_row import ListRow
from edge_app.ui.kit.screen import Screen, ScreenContext
from edge_app.ui.kit.searchable_list import SearchableList, pad_needs_room
from edge_app.ui.kit.touch_button import TouchButton
from edge_app.ui.lane.camera_presenter import CameraState, camera_state
from edge_app.ui.look.style import Style
from edge_app.ui.text.language import Language, translate
from edge_app.ui.text.names import set_apart
from edge_app.ui.visitors import family_presenter, presenter, words
from edge_app.ui.visitors.visitor_page import VisitorPage
from sync.protocol.zones import gate_day


class VisitorsScreen(Screen):
    """Show the manifest. `verify` carries the id of a visitor who is to be compared 1:1."""

    verify = Signal(str)

    def __init__(self, book: VisitorBook, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._book = book
        self._context: ScreenContext | None = None
        self._view: BookView = book.view()
        self._selection = Selection.DUE
        self._party: str | None = None
        self._of_parties = False
        self._open: str | None = None  # the visitor whose page is shown
        self._found: tuple[int, ...] = ()
        self._shown: tuple[object, ...] | None = None  # in the list
        self.filters = {one: TouchButton("toggle", small=True) for one in Selection}
        self.parties_button = TouchButton("toggle", small=True)
        self._fault = InlineNotice(self)
        filters = (*self.filters.values(), self.parties_button)
        self.listing = SearchableList(
            self._fill, filters, (8, 15), summary_lines=2, over=(self._fault,)
        )
        self.page = VisitorPage(self)
        self.page.hide()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.listing)
        whole.addWidget(self.page)
        self._connect()

    def _connect(self) -> None:
        for selection, button in self.filters.items():
            button.clicked.connect(self._selecting(selection))
        self.parties_button.clicked.connect(self._toggle_parties)
        self.listing.changed.connect(self._search)
        self.listing.chosen.connect(self._choose)
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
        self._shown = None

    def left(self) -> None:
        """Forget what was typed and who was looked at."""
        self._selection, self._party, self._of_parties = Selection.DUE, None, False
        self._close_page()
        self.listing.reset()
        self.page.forget()
        self._found, self._shown = (), None
        self.listing.forget()

    def scanned(self, text: str) -> bool:
        """Open the page of the visitor whose document was read."""
        context = self._context
        if context is None or not len(self._view.index):
            return False
        index = self._view.index
        today = gate_day(context.wall, context.lane.zone)
        named = payload.read(text, today, lambda one: index.numbered(one) is not None)
        if not isinstance(named, payload.Named):
            return False
        if named.document is not None:
            self._open_announced(named.document, context.language)
            return True
        found = index.visitor(named.value) or index.numbered(named.value)
        if found is None:
            self.notified.emit(translate(words.SCAN_UNKNOWN, context.language))
        else:
            self.open_visitor(found.visitor_id)
        return True

    def _open_announced(self, document: Document, language: Language) -> None:
        """Open the page of the visitor whose passport it is, in more than its number."""
        known = self._view.index.announced(document)
        if known is None:
            self.notified.emit(translate(words.SCAN_UNKNOWN, language))
        elif not known.differs:
            self.open_visitor(known.visitor.visitor_id)
        else:
            another = Difference.NAME in known.differs
            message = words.SCAN_DIFFERS if another else words.SCAN_NOT_SURE
            names = {
                "name": set_apart(known.visitor.name, language),
                "document": set_apart(document.name, language),
            }
            self.notified.emit(translate(message, language, **names))

    def restyle(self, style: Style) -> None:
        """Take sizes and colours."""
        for part in (self.listing, self.page, self._fault):
            part.restyle(style)

    # ---- the list --------------------------------------------------------------------------------

    def _show_list(self, context: ScreenContext) -> None:
        view, role, language = self._view, context.session.role, context.language
        query, typing = self.listing.text, self.listing.typing
        asked = (self._selection, query, self._party, self._of_parties)
        tight = typing and pad_needs_room(context.style)
        shown = (id(view), language, role, (typing, tight), context.wall.utcoffset(), asked)
        if shown == self._shown:
            return
        before, self._shown = self._shown, shown
        self._find()
        count = len(view.parties) if self._of_parties else len(self._found)
        notice = presenter.notice(view, role, language, self._selection, count, query)
        self._fault.show_notice(None if notice else presenter.fault(view, language))
        self.listing.show_rows(
            count,
            presenter.summary(view, language, count, query, self._party, self._of_parties),
            notice,
            from_top=before is None or before[-1] != asked,
        )
        self._show_buttons(language)
        self.listing.show_search(words.SEARCH_HINT, language, tight)

    def _find(self) -> None:
        view = self._view
        self._found = ()
        if not self._of_parties and len(view.index):
            among = view.among(self._selection, self._party)
            self._found = view.index.find(self.listing.text, among)

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
            self._shown = None  # the button that was touched twice is still down
            self._refresh()

        return select

    def _toggle_parties(self) -> None:
        """Show all parties; from one party go back to all, from all back to everybody."""
        self._of_parties = not self._of_parties or self._party is not None
        self._party = None
        self._shown = None
        self.listing.reset()

    def _search(self) -> None:
        if self.listing.typing:
            self._of_parties = False
        self._refresh()

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
        self._open, self._shown = None, None
        self.page.hide()
        self.listing.show()
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
            self.listing.hide()
            self.page.show()

    def _mark(self, visitor_id: str) -> None:
        context, visitor = self._context, self._view.index.visitor(visitor_id)
        if context is None or visitor is None:
            return
        marked = self._book.mark_arrived(visitor_id, context.session.number)
        message = words.MARKED if marked else words.NOT_MARKED
        name = set_apart(visitor.name, context.language)
        self.notified.emit(translate(message, context.language, name=name))
