"""The end of a shift: a summary, and one touch that ends it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from edge_app.desk.session.handover import HandoverDesk
from edge_app.desk.session.session import Session
from edge_app.desk.session.shift_summary import Summaries
from edge_app.ui.kit.fitted_label import FittedLabel
from edge_app.ui.kit.notice_card import NoticeCard
from edge_app.ui.kit.number_tile import NumberTile, in_rows
from edge_app.ui.kit.same_type import share_type
from edge_app.ui.kit.screen import Screen, ScreenContext
from edge_app.ui.kit.touch_area import TouchArea
from edge_app.ui.kit.touch_button import TouchButton
from edge_app.ui.look import theme
from edge_app.ui.look.style import Style
from edge_app.ui.look.theme import TextRole
from edge_app.ui.session import handover_words as words
from edge_app.ui.session.handover_presenter import HandoverView, present_handover
from edge_app.ui.session.note_panel import NotePanel
from edge_app.ui.session.note_presenter import NoteView, present_mutes, present_notes
from edge_app.ui.session.sums_table import SumsTable
from edge_app.ui.text.language import Language, translate

READ_EVERY_S = 2.0
MAX_IN_A_ROW = 6


class HandoverScreen(Screen):
    """The end of a shift; the buttons at the foot work once the screen has been seen."""

    back_wanted = Signal()
    note_wanted = Signal()

    def __init__(
        self,
        session: Session,
        summaries: Summaries,
        handover: HandoverDesk,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._summaries, self._handover = session, summaries, handover
        self._entered_at: float | None = None
        self._asked_at = float("-inf")
        self._clock = 0.0
        self._shown: HandoverView | None = None
        self._noted: tuple[tuple[NoteView, ...], Language] | None = None
        self._style: Style | None = None
        self._title = FittedLabel(TextRole.DISPLAY)
        self._whose = FittedLabel(TextRole.BODY, lines=2)
        self.notice = NoticeCard(self)
        self._rows = QWidget()
        self._rows.setObjectName("rows")
        self._grid = QGridLayout(self._rows)
        self.tiles: list[NumberTile] = []
        self.sums, self.panel = SumsTable(), NotePanel(handover, lambda: self._clock)
        self.mutes = FittedLabel(TextRole.BODY, lines=24)
        content = QWidget()
        content.setObjectName("rows")
        self._content = QVBoxLayout(content)
        self._content.addWidget(self._rows)
        self._content.addWidget(self.sums)
        self._content.addWidget(self.mutes)
        self._content.addWidget(self.panel)
        self._content.addStretch(1)
        self._area = TouchArea(content)
        self.back, self.lock = TouchButton("plain"), TouchButton("quiet")
        self.note, self.end = TouchButton("plain"), TouchButton("primary")
        share_type(*self._all_buttons)
        self._buttons = QHBoxLayout()
        for button in self._all_buttons:
            self._buttons.addWidget(button, 1)
        self._column = QVBoxLayout(self)
        for widget in (self._title, self._whose, self.notice):
            self._column.addWidget(widget)
        self._column.addWidget(self._area, 1)
        self._column.addLayout(self._buttons)
        self.back.clicked.connect(self.back_wanted)
        self.lock.clicked.connect(self._lock)
        self.note.clicked.connect(self.note_wanted)
        self.end.clicked.connect(self._end)

    @property
    def _all_buttons(self) -> tuple[TouchButton, ...]:
        return (self.back, self.lock, self.note, self.end)

    def title(self, language: Language) -> str:
        """Return the name of the screen, as it stands at the top."""
        return translate(words.TITLE, language)

    def entered(self) -> None:
        """Read the numbers anew."""
        self._entered_at, self._asked_at = None, float("-inf")

    # ---- what the officer does -------------------------------------------------------------------

    @property
    def _seen(self) -> bool:
        """Return whether the screen has been seen.

        A second touch of the button that led here must end no shift.
        """
        return (
            self._entered_at is not None and self._clock - self._entered_at >= theme.ANSWER_GUARD_S
        )

    def _lock(self) -> None:
        if self._seen:
            self._session.lock()

    def _end(self) -> None:
        if self._seen:
            self._session.hand_over()

    # ---- what is shown ---------------------------------------------------------------------------

    def show_context(self, context: ScreenContext) -> None:
        """Show the summary as it was read last."""
        self._clock = context.clock
        if self._entered_at is None:
            self._entered_at = context.clock
        shift = context.session.shift
        if shift is not None and shift.shift_id and context.clock - self._asked_at >= READ_EVERY_S:
            self._asked_at = context.clock
            self._summaries.ask(shift)
        view = present_handover(
            context.session,
            self._summaries.view(),
            self._summaries.failed,
            len(context.lane.open_alerts),
            context.lane.sync,
            context.language,
            context.wall,
        )
        written = self._handover.view().written
        notes = present_notes(written, context.language, context.wall)
        if (notes, context.language) != self._noted:
            self._noted = (notes, context.language)
            self.panel.show_notes(notes, context.language)
        mutes = present_mutes(
            context.lane.mutes, not context.visitors_see, context.language, context.wall
        )
        self.mutes.setText("\n".join(mutes))
        self.mutes.setVisible(bool(mutes))
        if view != self._shown:
            self._shown = view
            self._fill(view)

    def _fill(self, view: HandoverView) -> None:
        self._title.setText(view.title)
        self._whose.setText(view.whose)
        self.back.setText(view.back)
        self.lock.setText(view.lock)
        self.note.setText(view.note)
        self.end.setText(view.end)
        while len(self.tiles) < len(view.tiles):
            tile = NumberTile()
            if self._style is not None:
                tile.restyle(self._style)
            self.tiles.append(tile)
            self._lay_out()
        for number, tile in enumerate(self.tiles):
            tile.setVisible(number < len(view.tiles))
            if number < len(view.tiles):
                tile.show_tile(view.tiles[number])
        self.sums.show_sums(view.alerts)
        self.notice.show_notice(view.notice)

    def _lay_out(self) -> None:
        """Put six numbers in a row; fewer where the type is large or the window upright."""
        style = self._style
        columns = min(MAX_IN_A_ROW, max(len(self.tiles), 1))
        if style is not None and (style.upright or style.large):
            columns = 2
        for tile in self.tiles:
            self._grid.removeWidget(tile)
        for number, tile in enumerate(self.tiles):
            self._grid.addWidget(tile, number // columns, number % columns)
        in_rows(self.tiles, columns)
        for column in range(MAX_IN_A_ROW):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
        self._grid.setRowStretch(len(self.tiles), 1)

    def restyle(self, style: Style) -> None:
        """Take sizes and colours of `style`."""
        self._style = style
        margin, gap = style.px(theme.MARGIN), style.px(theme.GAP)
        self._column.setContentsMargins(margin, margin, margin, margin)
        self._column.setSpacing(gap)
        self._buttons.setSpacing(gap)
        self._content.setContentsMargins(0, 0, 0, 0)
        self._content.setSpacing(gap)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(gap)
        for button in self._all_buttons:
            button.restyle(style)
        for tile in self.tiles:
            tile.restyle(style)
        self.sums.restyle(style)
        self.panel.restyle(style)
        self.notice.restyle(style)
        # Large type needs the room for the tiles; the rail marks the place all the same.
        self._title.setVisible(style.upright or style.text < 1.5)
        self._lay_out()
