"""One visitor and their family, and the buttons that let them in."""

from __future__ import annotations

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from edge_app.ui.kit.halves import hand_first, towards_hand
from edge_app.ui.kit.icon_text import IconText
from edge_app.ui.kit.list_row import ListRow, row_height
from edge_app.ui.kit.marks import Shape
from edge_app.ui.kit.same_type import share_type
from edge_app.ui.kit.shrinking_label import ShrinkingLabel
from edge_app.ui.kit.touch_button import TouchButton
from edge_app.ui.kit.touch_list import TouchList
from edge_app.ui.look import theme
from edge_app.ui.look.style import Style
from edge_app.ui.look.theme import TextRole, Tone
from edge_app.ui.visitors.family_presenter import NoteView, VisitorPageView

_DETAILS = 2  # lines in a member's row: the age and with whom, the document


class VisitorPage(QWidget):
    """Show a VisitorPageView.

    `back`: to the list; `opened`: another member's id; `verify`, `marked`: this visitor's id.
    A visitor is marked by two touches, the second of which counts only once the question has been
    on the screen for ANSWER_GUARD_S.
    """

    back = Signal()
    opened = Signal(str)
    verify = Signal(str)
    marked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: VisitorPageView | None = None
        self._asked_at: float | None = None  # None: nothing is asked
        self._clock = 0.0
        self.back_button = TouchButton("quiet")
        self._name = ShrinkingLabel(TextRole.DISPLAY, lines=4)
        self._state = IconText(TextRole.BODY, 2)
        self._facts = ShrinkingLabel(TextRole.BODY, lines=8)
        self._why = ShrinkingLabel(TextRole.QUIET, lines=4)
        self._question = ShrinkingLabel(TextRole.INSTRUCTION, lines=5)
        self._company, self._hint = IconText(TextRole.BODY, 5), IconText(TextRole.QUIET, 6)
        self._family = ShrinkingLabel(TextRole.INSTRUCTION, lines=2)
        self._rule = ShrinkingLabel(TextRole.CAPTION, lines=2)
        self.members = TouchList(
            lambda: ListRow(_DETAILS),
            self._fill,
            lambda style: row_height(style, _DETAILS - (style.close and style.large)),
        )
        self.verify_button, self.mark_button = TouchButton("primary"), TouchButton("plain")
        self.yes_button, self.cancel_button = TouchButton("primary"), TouchButton("plain")
        share_type(self.verify_button, self.mark_button, self.yes_button, self.cancel_button)
        self._lay_out()
        self.back_button.clicked.connect(self.back)
        self.members.chosen.connect(self._open)
        self.verify_button.clicked.connect(lambda: self._say(self.verify))
        self.mark_button.clicked.connect(self._ask)
        self.yes_button.clicked.connect(self._mark)
        self.cancel_button.clicked.connect(self._stop_asking)

    def _lay_out(self) -> None:
        self._head = QHBoxLayout()
        self._head.addWidget(self.back_button, 2)
        self._head.addWidget(self._name, 8)
        self._buttons = QHBoxLayout()
        for button in (self.mark_button, self.verify_button, self.cancel_button, self.yes_button):
            self._buttons.addWidget(button, 1)
        self._person = QVBoxLayout()
        self._person.addWidget(self._state)
        self._person.addWidget(self._facts)
        self._person.addStretch(1)
        self._person.addWidget(self._why)
        self._person.addWidget(self._question)
        self._person.addLayout(self._buttons)
        self._kin = QVBoxLayout()
        for part in (self._company, self._hint):
            self._kin.addWidget(part)
        self._listed = QGridLayout()  # the rule below the list; beside its title in a close window
        self._listed.addWidget(self._family, 0, 0)
        self._listed.addWidget(self.members, 1, 0, 1, 2)
        self._listed.setRowStretch(1, 1)
        self._kin.addLayout(self._listed, 1)
        self._kin.addStretch(0)
        self._body = QHBoxLayout()
        self._body.addLayout(self._person, 9)
        self._body.addLayout(self._kin, 11)
        self._column = QVBoxLayout(self)
        self._column.addLayout(self._head)
        self._column.addLayout(self._body, 1)

    # ---- what is shown ---------------------------------------------------------------------------

    def show_visitor(self, view: VisitorPageView, clock: float) -> None:
        """Show `view`; to be called often, as it also arms the answer. `clock` in seconds."""
        self._clock = clock
        before, self._shown = self._shown, view
        if before is None or before.visitor_id != view.visitor_id or not view.mark:
            self._asked_at = None
        if view != before:
            self._fill_in(view)
            fresh = before is None or before.visitor_id != view.visitor_id
            self.members.show_entries(len(view.members), from_top=fresh)
        self._show_buttons()

    def _fill_in(self, view: VisitorPageView) -> None:
        self.back_button.setText(view.back)
        self._name.setText(view.name)
        _show(self._state, view.state)
        self._facts.setText("\n".join(view.facts))
        _show(self._company, view.company)
        self._hint.show_text(view.hint, Shape.NOTE, Tone.CAPTURED)
        self._family.setText(view.family)
        self._rule.setText(view.rule)
        self.members.setVisible(bool(view.members))
        self._kin.setStretch(self._kin.count() - 1, 0 if view.members else 1)
        self.verify_button.setText(view.verify)
        self.mark_button.setText(view.mark)
        self.yes_button.setText(view.yes)
        self.cancel_button.setText(view.cancel)
        self._why.setText(view.why)
        self._question.setText(view.question)

    def _show_buttons(self) -> None:
        view = self._shown
        if view is None:
            return
        asked = self._asked_at is not None
        self._question.setVisible(asked)
        self._why.setVisible(bool(view.why) and not asked)
        self.verify_button.setVisible(bool(view.verify) and not asked)
        self.mark_button.setVisible(bool(view.mark) and not asked)
        self.yes_button.setVisible(asked)
        self.cancel_button.setVisible(asked)
        self.yes_button.setEnabled(self._armed)

    def restyle(self, style: Style) -> None:
        """Take sizes and colours."""
        margin, gap = style.px(theme.MARGIN), style.px(theme.GAP)
        self._column.setContentsMargins(margin, gap, margin, gap // 4 if style.large else margin)
        for layout in (self._column, self._person, self._kin, self._listed):
            layout.setSpacing(gap // 3 if style.large else gap)
        beside = int(style.close)
        self._listed.addWidget(self._family, 0, 0, 1, 2 - beside)
        self._listed.addWidget(self._rule, 2 - 2 * beside, beside, 1, 2 - beside)
        for column in range(2):
            self._listed.setColumnStretch(column, 1)
        for across in (self._head, self._body, self._buttons):
            across.setSpacing(margin)
        self._body.setDirection(hand_first(style))
        for row in (self._head, self._buttons):  # the way back at the other side, as the rail is
            row.setDirection(towards_hand(style))
        self._body.setStretch(0, 0 if style.upright else 9)
        for part in (self._state, self._company, self._hint, self.members):
            part.restyle(style)
        if style.close:
            self.members.setMinimumHeight(style.touch)  # less than a row: the words have no more
        for button in (
            self.back_button,
            self.verify_button,
            self.mark_button,
            self.yes_button,
            self.cancel_button,
        ):
            button.restyle(style)

    def _fill(self, row: QWidget, number: int) -> None:
        if self._shown is not None and isinstance(row, ListRow):
            row.show_row(self._shown.members[number])

    # ---- what is touched -------------------------------------------------------------------------

    @property
    def _armed(self) -> bool:
        since = self._asked_at
        return since is not None and self._clock - since >= theme.ANSWER_GUARD_S

    def _open(self, number: int) -> None:
        if self._shown is not None:
            self.opened.emit(self._shown.members[number].key)

    def _say(self, signal: SignalInstance) -> None:
        if self._shown is not None:
            signal.emit(self._shown.visitor_id)

    def _ask(self) -> None:
        self._asked_at = self._clock
        self._show_buttons()

    def _stop_asking(self) -> None:
        self._asked_at = None
        self._show_buttons()

    def _mark(self) -> None:
        if self._armed:
            self._stop_asking()
            self._say(self.marked)

    def forget(self) -> None:
        """Show nobody any more."""
        self._shown, self._asked_at = None, None
        for label in (self._name, self._facts, self._question):
            label.setText("")
        self.members.show_entries(0)


def _show(line: IconText, note: NoteView | None) -> None:
    if note is None:
        line.hide()
    else:
        line.show_text(note.text, note.shape, note.tone)
