"""All lanes at one desk: a tile for each, one queue of their cases, and a page for a case."""

from __future__ import annotations

from concurrent.futures import Future

from PySide6.QtWidgets import QVBoxLayout, QWidget

from edge_app.desk.lanes.desk import LanesDesk
from edge_app.desk.lanes.views import NO_LANES, LanesView, WatchedCase
from edge_app.desk.session.views import SecondCheck
from edge_app.domain import Answer
from edge_app.ui.kit.fitted_label import FittedLabel
from edge_app.ui.kit.inline_notice import InlineNotice
from edge_app.ui.kit.list_row import row_height
from edge_app.ui.kit.marks import Shape
from edge_app.ui.kit.row_view import RowView
from edge_app.ui.kit.screen import Screen, ScreenContext
from edge_app.ui.kit.touch_list import TouchList
from edge_app.ui.lanes import presenter
from edge_app.ui.lanes.case_page import LaneCasePage
from edge_app.ui.lanes.case_row import CaseRow
from edge_app.ui.lanes.presenter import LanesScreenView
from edge_app.ui.lanes.tiles import LaneTiles
from edge_app.ui.look import theme
from edge_app.ui.look.style import Style
from edge_app.ui.look.theme import TextRole, Tone
from edge_app.ui.text import shared_words
from edge_app.ui.text.language import Language, translate

_NOBODY = RowView("", "", "", "", Shape.RING, Tone.TEXT_QUIET)


class LanesScreen(Screen):
    """The tiles and the queue, or the page of a case."""

    def __init__(self, desk: LanesDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._context: ScreenContext | None = None
        self._clock_s = 0.0  # of the context
        self._view = NO_LANES
        self._cases: tuple[WatchedCase, ...] = ()  # in the queue
        self._open: tuple[str, str] | None = None  # terminal and alert of the page
        self._shown: tuple[LanesScreenView, Language] | None = None
        self._order: list[tuple[str, str]] = []  # of the queue: terminals and alerts
        self._ordered_s = float("-inf")  # since when it stands so
        self._rows: object = None  # what the queue shows
        self._asked: Future[SecondCheck] | None = None  # a PIN that is being compared
        self._wrong: SecondCheck | None = None  # what came of the last one, until the next
        self.tiles = LaneTiles()
        self._more = FittedLabel(TextRole.QUIET)
        self._notice = InlineNotice(self)
        self.queue = TouchList(CaseRow, self._fill, row_height)
        self.page = LaneCasePage(lambda: self._clock_s)
        self._listing = QWidget()
        self._column = QVBoxLayout(self._listing)
        for part in (self.tiles, self._more, self._notice):
            self._column.addWidget(part)
        self._column.addWidget(self.queue, 1)
        self._space = self._column.count()  # stands in for the queue
        self._column.addStretch(0)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._listing)
        whole.addWidget(self.page)
        self.page.hide()
        self.queue.chosen.connect(self._choose)
        self.page.back.connect(self._close_page)
        self.page.answered.connect(self._answer)

    def title(self, language: Language) -> str:
        """Return the name of the screen, as it stands at the top."""
        return translate(shared_words.ALL_LANES, language)

    def show_context(self, context: ScreenContext) -> None:
        """Show lanes and cases; only what has changed is drawn anew."""
        self._context, self._clock_s = context, context.clock
        self._view = self._desk.view()
        self._cases = () if context.visitors_see else self._view.cases
        case = self._case()
        if case is None and self._open is not None:  # it is over, or not for these eyes
            self._close_page()
            return
        self._listing.setVisible(case is None)
        self.page.setVisible(case is not None)
        if case is None:
            self._show_list(self._view, context)
        else:
            self._show_case(case, context.language)

    def left(self) -> None:
        """Forget everybody."""
        self._asked = self._wrong = None
        self._context, self._open, self._shown, self._rows = None, None, None, None
        self._order = []
        self._view, self._cases = NO_LANES, ()
        self.page.forget()
        self.queue.show_entries(0)
        for row in self.queue.findChildren(CaseRow):
            row.show_case(_NOBODY, None)

    def restyle(self, style: Style) -> None:
        """Take sizes and colours."""
        margin, gap = style.px(theme.MARGIN), style.px(theme.GAP)
        self._column.setContentsMargins(margin, gap, margin, gap)
        self._column.setSpacing(gap)
        for part in (self.tiles, self._notice, self.queue, self.page):
            part.restyle(style)

    def _show_case(self, case: WatchedCase, language: Language) -> None:
        if self._asked is not None and self._asked.done():
            found, self._asked = self._asked.result(), None
            self._wrong = found if found.officer is None else None
            if self._wrong is None:
                self.page.close_panel()  # the answer is on its way
        elif self._asked is None and self.page.panel.isHidden():
            self._wrong = None  # of a PIN whose answer was given up
        self._desk.keep_looking(case.terminal_id)
        view = presenter.present_case(case, language)
        self.page.show_page(case.alert_id, view, language, self._asked is not None, self._wrong)

    # ---- the list --------------------------------------------------------------------------------

    def _show_list(self, view: LanesView, context: ScreenContext) -> None:
        language = context.language
        style = context.style
        most = presenter.FEW_TILES if style.large and not style.upright else presenter.MAX_TILES
        shown = presenter.present_lanes(
            view, language, visitors_see=context.visitors_see, most=most
        )
        if self._shown != (shown, language):
            self._shown = shown, language
            self.tiles.show_tiles(shown.tiles)
            self.tiles.setVisible(bool(shown.tiles))
            self._more.setText(shown.more)
            self._more.setVisible(bool(shown.more))
            self._notice.show_notice(shown.notice)
            self.queue.setVisible(shown.notice is None)
            self._column.setStretch(self._space, int(shown.notice is not None))
        order = [(each.terminal_id, each.alert_id) for each in self._cases]
        if order != self._order:
            if self._order:  # nothing was aimed at an empty queue
                self._ordered_s = context.clock
            self._order = order
            self.queue.show_entries(len(order))
        rows = [(presenter.case_row(each, language), id(each.face)) for each in self._cases]
        if rows != self._rows:  # in place: a finger that rests on a row stays there
            self._rows = rows
            for number in range(len(rows)):
                if (row := self.queue.row(number)) is not None:
                    self._fill(row, number)

    def _fill(self, row: QWidget, number: int) -> None:
        if self._context is not None and isinstance(row, CaseRow) and number < len(self._cases):
            case = self._cases[number]
            row.show_case(presenter.case_row(case, self._context.language), case.face)

    def _case(self) -> WatchedCase | None:
        return next(
            (one for one in self._cases if (one.terminal_id, one.alert_id) == self._open), None
        )

    # ---- what is touched -------------------------------------------------------------------------

    def _choose(self, number: int) -> None:
        """Open a case; not within a moment of a change of order: another one was meant."""
        settled = self._clock_s - self._ordered_s >= theme.STEP_GUARD_S
        if settled and number < len(self._cases):
            case = self._cases[number]
            self._open = case.terminal_id, case.alert_id
            self._refresh()

    def _close_page(self) -> None:
        self._asked = self._wrong = None
        self._open, self._shown, self._rows = None, None, None
        self.page.forget()
        self._refresh()

    def _answer(self, alert_id: str, answer: Answer, pin: str) -> None:
        if self._open is not None and self._open[1] == alert_id and self._asked is None:
            self._wrong = None
            self._asked = self._desk.answer(self._open[0], alert_id, answer, pin)
            self._refresh()

    def _refresh(self) -> None:
        if self._context is not None:
            self.show_context(self._context)
