"""The page of practice: an officer's own figures; for a supervisor the plan and its button."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from edge_app.desk.practice.desk import PracticeDesk
from edge_app.ui.kit.fitted_label import FittedLabel
from edge_app.ui.kit.number_tile import NumberTile, in_rows
from edge_app.ui.kit.same_type import share_type
from edge_app.ui.kit.screen import Screen, ScreenContext
from edge_app.ui.kit.touch_area import TouchArea
from edge_app.ui.kit.touch_button import TouchButton
from edge_app.ui.look import theme
from edge_app.ui.look.style import Style
from edge_app.ui.look.theme import TextRole
from edge_app.ui.practice.presenter import FiguresView, PracticePageView, present_practice
from edge_app.ui.text import shared_words
from edge_app.ui.text.language import Language, translate

_TILES = 4


class _Figures(QWidget):
    """A heading, four numbers, small print; or hidden."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("rows")
        self._title = FittedLabel(TextRole.HEADING, lines=2)
        self._note = FittedLabel(TextRole.QUIET, lines=3)
        self.tiles = [NumberTile() for _ in range(_TILES)]
        self._grid = QGridLayout()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self._title)
        self._column.addLayout(self._grid)
        self._column.addWidget(self._note)
        self._lay_out(_TILES)

    def show_figures(self, view: FiguresView | None) -> None:
        self.setVisible(view is not None)
        if view is None:
            return
        self._title.setText(view.title)
        self._note.setText(view.note)
        for place, tile in enumerate(self.tiles):
            tile.setVisible(place < len(view.tiles))
            if place < len(view.tiles):
                tile.show_tile(view.tiles[place])

    def _lay_out(self, columns: int) -> None:
        for place, tile in enumerate(self.tiles):
            self._grid.removeWidget(tile)
            self._grid.addWidget(tile, place // columns, place % columns)
        in_rows(self.tiles, columns)
        for column in range(_TILES):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)

    def restyle(self, style: Style) -> None:
        gap = style.px(theme.GAP)
        self._column.setSpacing(gap)
        self._grid.setSpacing(gap)
        for tile in self.tiles:
            tile.restyle(style)
        self._lay_out(2 if style.upright or style.large else _TILES)


class PracticeScreen(Screen):
    """`back_wanted`: read."""

    back_wanted = Signal()

    def __init__(self, desk: PracticeDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._shown: PracticePageView | None = None
        self._title = FittedLabel(TextRole.TITLE)
        self._state = FittedLabel(TextRole.BODY, lines=3)
        self._how = FittedLabel(TextRole.QUIET, lines=5)
        self.own, self.every = _Figures(), _Figures()
        self._plan_title = FittedLabel(TextRole.HEADING, lines=3)
        self.plan = FittedLabel(TextRole.BODY, lines=12)
        content = QWidget()
        content.setObjectName("rows")
        self._content = QVBoxLayout(content)
        self._content.setContentsMargins(0, 0, 0, 0)
        for part in (self._how, self._plan_title, self.plan, self.own, self.every):
            self._content.addWidget(part)
        self._content.addStretch(1)
        self._area = TouchArea(content)
        self.back, self.switch = TouchButton("plain"), TouchButton("primary")
        share_type(self.back, self.switch)
        self._buttons = QHBoxLayout()
        self._column = QVBoxLayout(self)
        for widget in (self._title, self._state):
            self._column.addWidget(widget)
        self._column.addWidget(self._area, 1)
        self._column.addLayout(self._buttons)
        for button in (self.back, self.switch):
            self._buttons.addWidget(button, 1)
        self.back.clicked.connect(self.back_wanted)
        self.switch.clicked.connect(self._switch)

    def title(self, language: Language) -> str:
        """Return the name of the screen, as it stands at the top."""
        return translate(shared_words.PRACTICE, language)

    def entered(self) -> None:
        """Read the figures anew."""
        self._desk.entered()

    def _switch(self) -> None:
        if self._shown is not None and self._shown.switches_on:
            self._desk.switch_on()
        else:
            self._desk.switch_off()

    def show_context(self, context: ScreenContext) -> None:
        """Show what was read last."""
        view = present_practice(self._desk.view(), context.session, context.language, context.wall)
        if view == self._shown:
            return
        self._shown = view
        self._title.setText(view.title)
        self._state.setText(view.state)
        self._how.setText(view.how)
        self._how.setVisible(bool(view.how))
        self.own.show_figures(view.own)
        self.every.show_figures(view.every)
        self._plan_title.setText(view.plan_title)
        self._plan_title.setVisible(bool(view.plan))
        self.plan.setText("\n".join(view.plan))
        self.plan.setVisible(bool(view.plan))
        self.back.setText(view.back)
        self.switch.setText(view.switch)
        self.switch.setVisible(bool(view.switch))

    def restyle(self, style: Style) -> None:
        """Take sizes and colours."""
        margin, gap = style.px(theme.MARGIN), style.px(theme.GAP)
        self._column.setContentsMargins(margin, margin, margin, margin)
        self._column.setSpacing(gap)
        self._content.setSpacing(margin)
        self._buttons.setSpacing(gap)
        for part in (self.own, self.every):
            part.restyle(style)
        for button in (self.back, self.switch):
            button.restyle(style)
