"""The cases of this lane: a list, and a page for each."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from edge_app.desk.cases.codes import Outcome, Phrase
from edge_app.desk.cases.desk import CaseDesk, CasesView
from edge_app.desk.session.roles import Action, may
from edge_app.store.cases import KeptCase
from edge_app.ui.cases import presenter, words
from edge_app.ui.cases.choices import CaseChoices, Choice
from edge_app.ui.cases.outcome_presenter import OUTCOMES
from edge_app.ui.cases.page import CasePage
from edge_app.ui.kit.fitted_label import FittedLabel
from edge_app.ui.kit.inline_notice import InlineNotice
from edge_app.ui.kit.list_row import ListRow, row_height
from edge_app.ui.kit.marks import Shape
from edge_app.ui.kit.row_view import RowView
from edge_app.ui.kit.screen import Screen, ScreenContext
from edge_app.ui.kit.touch_button import TouchButton
from edge_app.ui.kit.touch_list import TouchList
from edge_app.ui.look import theme
from edge_app.ui.look.style import Style
from edge_app.ui.look.theme import Tone
from edge_app.ui.text import shared_words
from edge_app.ui.text.language import Language, translate
from edge_app.ui.text.message import Message

_NOBODY = RowView("", "", "", "", Shape.RING, Tone.TEXT_QUIET)


class CasesScreen(Screen):
    """The list, a case's page, or what is asked of it.

    `history_wanted` leads to the past, `lanes_wanted` to the cases of other lanes;
    `photograph_wanted` carries the case whose document is to be photographed.
    """

    history_wanted = Signal()
    lanes_wanted = Signal()
    photograph_wanted = Signal(str)

    def __init__(self, desk: CaseDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._context: ScreenContext | None = None
        self._view = CasesView(allowed=False)
        self._open: str | None = None  # the case of the page
        self._asks: Callable[[], None] | None = None  # the question that is shown
        self._asks_in: Language | None = None
        self._shown: object = None  # in the list
        self._summary = FittedLabel(theme.TextRole.QUIET, lines=2)
        self._notice = InlineNotice(self)
        self.list = TouchList(ListRow, self._fill, row_height)
        self.page = CasePage(self)
        self.choices = CaseChoices(self._write, self)
        self._listing = QWidget(self)
        self._column = QVBoxLayout(self._listing)
        self.history = TouchButton("plain", small=True)
        self.lanes = TouchButton("plain", small=True)
        self.lanes.hide()
        self._head = QHBoxLayout()
        self._head.addWidget(self._summary, 4)
        self._head.addWidget(self.lanes, 1)
        self._head.addWidget(self.history, 1)
        self._column.addLayout(self._head)
        self._column.addWidget(self._notice)
        self._column.addWidget(self.list, 1)
        self._space = self._column.count()  # stands in for the list
        self._column.addStretch(0)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        for part in (self._listing, self.page, self.choices):
            whole.addWidget(part)
        self.page.hide()
        self.choices.hide()
        self.history.clicked.connect(self.history_wanted)
        self.lanes.clicked.connect(self.lanes_wanted)
        self.list.chosen.connect(self._choose)
        self.page.back.connect(self._close_page)
        self.page.note_button.clicked.connect(self._ask_note)
        self.page.photograph_button.clicked.connect(self._photograph)
        self.page.give_button.clicked.connect(self._ask_colleague)
        self.page.outcome_button.clicked.connect(self._ask_outcome)
        self.page.close_button.clicked.connect(self._ask_close)
        self.choices.done.connect(self._asked)

    # ---- the screen ------------------------------------------------------------------------------

    def title(self, language: Language) -> str:
        """Return the name of the screen, as it stands at the top."""
        return translate(words.TITLE, language)

    def show_context(self, context: ScreenContext) -> None:
        """Show the cases; only what has changed is drawn anew."""
        self._context, self._view = context, self._desk.view()
        case = self._case()
        if case is None and self._open is not None:  # closed, erased, or not for this officer
            self._close_page()
            return
        if case is None:
            self._show_list(context)
        else:
            language, mine = context.language, context.session.number
            self.page.show_page(
                presenter.page(case, self._view, mine, language, context.wall),
                language,
                (id(case), id(self._view.opened), self._view.may_close, mine, language),
            )
        self._listing.setVisible(case is None)
        self.page.setVisible(case is not None and self._asks is None)
        self.choices.setVisible(self._asks is not None)
        if self._asks is not None and context.language is not self._asks_in:
            self._asks()

    def entered(self) -> None:
        """Show the list as it stands now."""
        self._shown = None

    def left(self) -> None:
        """Forget everybody."""
        self._desk.leave()
        self._context, self._open, self._asks, self._shown = None, None, None, None
        self._view = CasesView(allowed=False)
        self.page.forget()
        self.choices.forget()
        self.list.show_entries(0)
        for row in self.list.findChildren(ListRow):
            row.show_row(_NOBODY)

    def restyle(self, style: Style) -> None:
        """Take sizes and colours."""
        margin, gap = style.px(theme.MARGIN), style.px(theme.GAP)
        self._column.setContentsMargins(margin, gap, margin, gap)
        self._column.setSpacing(gap)
        for part in (self.history, self.lanes, self.list, self._notice, self.page, self.choices):
            part.restyle(style)

    # ---- the list --------------------------------------------------------------------------------

    def _show_list(self, context: ScreenContext) -> None:
        view, language = self._view, context.language
        shown = (
            id(view.cases),
            view.roster,
            view.loaded,
            view.fault,
            language,
            context.wall.date(),
            context.session.role,
        )
        if shown == self._shown:
            return
        before, self._shown = self._shown, shown
        notice = presenter.notice(view, language) if view.allowed else None
        self._notice.show_notice(notice)
        self.list.show_entries(0 if notice else len(view.cases), from_top=before is None)
        self.list.setVisible(notice is None)
        self._column.setStretch(self._space, 1 if notice else 0)
        stands = notice is None and view.loaded
        self._summary.setText(presenter.summary(view, language) if stands else "")
        self.history.setText(translate(shared_words.HISTORY, language))
        self.lanes.setText(translate(shared_words.ALL_LANES, language))
        self.lanes.setVisible(may(context.session.role, Action.SEE_LANES))

    def _fill(self, row: QWidget, number: int) -> None:
        context = self._context
        if context is not None and isinstance(row, ListRow):
            case = self._view.cases[number]
            row.show_row(presenter.row(case, self._view.roster, context.language, context.wall))

    def _case(self) -> KeptCase | None:
        return next((one for one in self._view.cases if one.alert_ids[0] == self._open), None)

    # ---- what is touched -------------------------------------------------------------------------

    def _refresh(self) -> None:
        if self._context is not None:
            self.show_context(self._context)

    def _choose(self, number: int) -> None:
        if number < len(self._view.cases):
            self._open = self._view.cases[number].alert_ids[0]
            self._desk.open(self._open)
            self._refresh()

    def _close_page(self) -> None:
        self._desk.close_page()
        self._open, self._asks, self._shown = None, None, None
        self.page.forget()
        self.choices.forget()
        self._refresh()

    def _asked(self) -> None:
        self._asks = None
        self.choices.forget()
        self._refresh()

    def _ask(
        self,
        again: Callable[[], None],
        question: Message,
        choices: list[Choice],
        may_type: bool = False,
    ) -> None:
        if self._context is not None and self._open is not None:
            language = self._context.language
            self._asks, self._asks_in = again, language
            self.choices.ask(translate(question, language), choices, language, may_type)
            self._refresh()

    def _words(self, message: Message) -> str:
        return translate(message, self._context.language) if self._context else ""

    def _ask_outcome(self) -> None:
        case_id = self._open or ""

        def choice(outcome: Outcome) -> Choice:
            text = self._words(OUTCOMES[outcome])
            return Choice(text, lambda: self._desk.conclude(case_id, outcome))

        choices = [choice(outcome) for outcome in OUTCOMES]
        self._ask(self._ask_outcome, words.OUTCOME_ASK, choices)

    def _ask_note(self) -> None:
        case_id = self._open or ""

        def choice(phrase: Phrase) -> Choice:
            text = self._words(presenter.PHRASES[phrase])
            return Choice(text, lambda: self._desk.note(case_id, phrase))

        choices = [choice(phrase) for phrase in presenter.PHRASES]
        self._ask(self._ask_note, words.NOTE_ASK, choices, may_type=True)

    def _write(self, text: str) -> None:
        self._desk.write(self._open or "", text)

    def _photograph(self) -> None:
        if self._open is not None:
            self.photograph_wanted.emit(self._open)

    def _ask_colleague(self) -> None:
        case, context = self._case(), self._context
        if case is None or context is None:
            return
        case_id, roster = case.alert_ids[0], self._view.roster

        def choice(number: str) -> Choice:
            text = presenter.officer_words(number, roster, context.language)
            return Choice(text, lambda: self._desk.give(case_id, number))

        colleagues = self._view.colleagues(case, context.session.number)
        self._ask(self._ask_colleague, words.GIVE_ASK, [choice(one.number) for one in colleagues])

    def _ask_close(self) -> None:
        case_id = self._open or ""
        yes = Choice(self._words(words.CLOSE_YES), lambda: self._desk.close(case_id))
        self._ask(self._ask_close, words.CLOSE_ASK, [yes])
