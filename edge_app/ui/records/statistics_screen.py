"""The lane in numbers: tiles, plots or the same as text, the lists, and the report."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QBoxLayout, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from edge_app.desk.records.export import ExportState
from edge_app.desk.records.span import Span
from edge_app.desk.records.statistics import StatisticsDesk, StatisticsView
from edge_app.ui.kit.fitted_label import FittedLabel
from edge_app.ui.kit.list_row import ListRow, row_height
from edge_app.ui.kit.notice_card import NoticeCard
from edge_app.ui.kit.number_tile import NumberTile, in_rows
from edge_app.ui.kit.same_type import share_type
from edge_app.ui.kit.screen import Screen, ScreenContext
from edge_app.ui.kit.touch_area import TouchArea
from edge_app.ui.kit.touch_button import TouchButton
from edge_app.ui.kit.touch_list import TouchList
from edge_app.ui.look import theme
from edge_app.ui.look.style import Style
from edge_app.ui.look.theme import TextRole
from edge_app.ui.records import statistics_presenter as presenter
from edge_app.ui.records import statistics_words as words
from edge_app.ui.records import words as records_words
from edge_app.ui.text.language import Language, translate

if TYPE_CHECKING:
    from edge_app.ui.records.plot import Plot

TILES, PLOTS = 5, 4
PLOT_HEIGHT = 190  # px on the design canvas, at least
MAX_LISTS = 12


class StatisticsScreen(Screen):
    """Plots are made when the screen is first entered: their library takes a third of a second."""

    def __init__(self, desk: StatisticsDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._context: ScreenContext | None = None
        self._view = StatisticsView(allowed=False)
        self._as_table = False
        self._listed: tuple[object, ...] | None = None
        self._told: object = None  # the report whose outcome was said
        self._style: Style | None = None
        self.spans = {span: TouchButton("toggle", small=True) for span in presenter.SPANS}
        self.table_button = TouchButton("plain", small=True)
        self.export_button = TouchButton("primary", small=True)
        share_type(*self.spans.values(), self.table_button, self.export_button)
        self.tiles = [NumberTile() for _ in range(TILES)]
        self.plots: list[Plot] = []
        self.table = TouchList(ListRow, self._fill, row_height)
        self._lists_title = FittedLabel(TextRole.HEADING)
        self.list_lines = [FittedLabel(TextRole.BODY, lines=3) for _ in range(MAX_LISTS)]
        self._notice = NoticeCard(self)
        self._lay_out()
        for span, button in self.spans.items():
            button.clicked.connect(self._choosing(span))
        self.table_button.clicked.connect(self._turn)
        self.export_button.clicked.connect(self._export)

    def _lay_out(self) -> None:
        self._choices, self._actions = QHBoxLayout(), QHBoxLayout()
        for button in self.spans.values():
            self._choices.addWidget(button, 1)
        for button in (self.table_button, self.export_button):
            self._actions.addWidget(button, 1)
        self._bar = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._bar.addLayout(self._choices, 3)
        self._bar.addLayout(self._actions, 2)
        content = QWidget()
        content.setObjectName("rows")
        self._tiles, self._plots = QGridLayout(), QGridLayout()
        self._content = QVBoxLayout(content)
        self._content.addLayout(self._tiles)
        self._content.addLayout(self._plots, 1)
        self._content.addWidget(self._lists_title)
        for line in self.list_lines:
            self._content.addWidget(line)
        self._area = TouchArea(content)
        self._column = QVBoxLayout(self)
        self._column.addLayout(self._bar)
        self._column.addWidget(self._notice)
        self._column.addWidget(self._area, 1)
        self._column.addWidget(self.table, 1)
        self._column.addStretch(0)
        self.table.hide()

    # ---- the screen ------------------------------------------------------------------------------

    def title(self, language: Language) -> str:
        """Return the name of the screen, as it stands at the top."""
        return translate(words.TITLE, language)

    def entered(self) -> None:
        """Make the plots, the first time."""
        self._listed = None
        if not self.plots:
            from edge_app.ui.records.plot import Plot

            self.plots = [Plot() for _ in range(PLOTS)]
            if self._style is not None:
                self.restyle(self._style)

    def left(self) -> None:
        """Begin with the shift again."""
        self._desk.choose(Span.SHIFT)
        self._desk.clear_export()
        self._as_table = False

    def show_context(self, context: ScreenContext) -> None:
        """Show the statistics; only what has changed is drawn anew."""
        view = self._desk.view()
        self._context, self._view = context, view
        seen = replace(view, until=None)  # which goes on while nothing changes
        listed = (
            seen,
            context.language,
            context.lane.lists,
            self._as_table,
            context.wall.utcoffset(),
        )
        if listed == self._listed:
            return
        self._listed = listed
        language = context.language
        self._show_buttons(language)
        notice = presenter.notice(view, language) if view.allowed else None
        self._notice.show_notice(notice)
        shown = view.allowed and notice is None
        self._area.setVisible(shown and not self._as_table)
        self.table.setVisible(shown and self._as_table)
        self._column.setStretch(self._column.count() - 1, 0 if shown else 1)
        if shown:
            self._show_numbers(context)
        self._say_outcome(language)

    def _show_numbers(self, context: ScreenContext) -> None:
        view, language = self._view, context.language
        if self._as_table:
            self.table.show_entries(len(view.steps))
            return
        for tile, shown in zip(self.tiles, presenter.tiles(view, language), strict=True):
            tile.show_tile(shown)
        for plot, plotted in zip(self.plots, presenter.plots(view, language), strict=False):
            plot.show_plot(plotted)
        self._lists_title.setText(translate(records_words.LISTS, language))
        lines = presenter.list_lines(context.lane.lists, language, context.wall)
        for number, label in enumerate(self.list_lines):
            label.setText(lines[number] if number < len(lines) else "")
            label.setVisible(number < len(lines))

    def _show_buttons(self, language: Language) -> None:
        view = self._view
        for span, button in self.spans.items():
            button.setText(translate(presenter.SPANS[span], language))
            button.setChecked(span is view.span)
        self.table_button.setText(
            translate(words.AS_PLOTS if self._as_table else words.AS_TABLE, language)
        )
        working = view.export.state is ExportState.WORKING
        self.export_button.setText(
            translate(words.EXPORTING if working else words.EXPORT, language)
        )
        self.export_button.setEnabled(not working)
        self.export_button.setVisible(view.may_export)

    def _say_outcome(self, language: Language) -> None:
        export = self._view.export
        if export == self._told:
            return
        self._told = export
        text = presenter.outcome(export, language)
        if text:
            self.notified.emit(text)

    def restyle(self, style: Style) -> None:
        """Take sizes and colours."""
        self._style = style
        margin, gap = style.px(theme.MARGIN), style.px(theme.GAP)
        self._column.setContentsMargins(margin, gap, margin, gap)
        self._content.setContentsMargins(0, 0, gap, 0)
        for layout in (self._column, self._bar, self._choices, self._actions, self._content):
            layout.setSpacing(gap)
        for grid in (self._tiles, self._plots):
            grid.setSpacing(gap)
        buttons = (*self.spans.values(), self.table_button, self.export_button)
        for button in buttons:
            button.restyle(style)
        for tile in self.tiles:
            tile.restyle(style)
        for plot in self.plots:
            plot.restyle(style)
        self.table.restyle(style)
        self._notice.restyle(style)
        narrow = style.upright or style.large
        direction = QBoxLayout.Direction
        self._bar.setDirection(direction.TopToBottom if narrow else direction.LeftToRight)
        columns = 2 if style.upright and style.large else 3 if narrow else TILES
        self._arrange(self._tiles, self.tiles, columns)
        in_rows(self.tiles, columns)
        self._arrange(self._plots, self.plots, 1 if narrow else 2)
        for plot in self.plots:
            plot.setMinimumHeight(round(style.px(PLOT_HEIGHT) * (0.4 + 0.6 * style.text)))

    @staticmethod
    def _arrange(grid: QGridLayout, widgets: list[NumberTile] | list[Plot], columns: int) -> None:
        for old in widgets:
            grid.removeWidget(old)
        for number, widget in enumerate(widgets):
            grid.addWidget(widget, number // columns, number % columns)
        for column in range(TILES):
            grid.setColumnStretch(column, 1 if column < columns else 0)

    def _fill(self, row: QWidget, number: int) -> None:
        if self._context is not None and isinstance(row, ListRow):
            by_day = self._view.span is Span.WEEK
            step = self._view.steps[number]
            row.show_row(presenter.row(step, by_day, self._context.language))

    # ---- what is touched -------------------------------------------------------------------------

    def _refresh(self) -> None:
        self._listed = None  # a toggle that was touched twice is still down
        if self._context is not None:
            self.show_context(self._context)

    def _choosing(self, span: Span) -> Callable[[], None]:
        def choose() -> None:
            self._desk.choose(span)
            self._refresh()

        return choose

    def _turn(self) -> None:
        self._as_table = not self._as_table
        self._refresh()

    def _export(self) -> None:
        if self._context is not None:
            self._desk.export(self._context.lane.lists)
            self._refresh()
