"""The camera's screen: which one, how it hangs, and at once what its pictures are worth."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QBoxLayout, QGridLayout, QVBoxLayout, QWidget

from edge_app.desk.technician.camera import CameraDesk, CameraFigures, figures
from edge_app.pipeline.camera_settings import CameraSettings
from edge_app.ui.kit.fitted_label import FittedLabel
from edge_app.ui.kit.halves import halves
from edge_app.ui.kit.number_tile import NumberTile, in_rows
from edge_app.ui.kit.same_type import share_type
from edge_app.ui.kit.screen import Screen, ScreenContext
from edge_app.ui.kit.touch_area import TouchArea
from edge_app.ui.kit.touch_button import TouchButton
from edge_app.ui.lane.camera_presenter import CameraState, camera_state
from edge_app.ui.lane.live_picture_presenter import present_picture
from edge_app.ui.lane.live_view import LiveView
from edge_app.ui.look import theme
from edge_app.ui.look.style import Style
from edge_app.ui.look.theme import TextRole
from edge_app.ui.technician import presenter, words
from edge_app.ui.technician.presenter import ChoiceView, TechnicianView
from edge_app.ui.text.language import Language, translate

FIGURES_INTERVAL_S = 0.4  # a number that changes faster cannot be read
MIN_PICTURE = 200  # px on the design canvas


class CameraScreen(Screen):
    """Choose a camera and see what it sees."""

    def __init__(self, camera: CameraDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._camera = camera
        self._shown: TechnicianView | None = None
        self._language: Language | None = None
        self._style: Style | None = None
        self._figures: CameraFigures | None = None
        self._measured_s = float("-inf")
        self.live_view = LiveView()
        self.tiles = [NumberTile() for _ in range(4)]
        self.device_buttons = [
            TouchButton("toggle", small=True) for _ in range(presenter.MAX_DEVICES + 1)
        ]
        self.search = TouchButton("plain", small=True)
        self.turn_buttons = [TouchButton("toggle", small=True) for _ in presenter.TURNS]
        self.shape_buttons = [TouchButton("toggle", small=True) for _ in presenter.SHAPES]
        self.line_buttons = [TouchButton("toggle", small=True) for _ in range(2)]
        share_type(*self.device_buttons)
        share_type(*self.turn_buttons, *self.shape_buttons, *self.line_buttons)
        self._note = FittedLabel(TextRole.QUIET, lines=3)
        self._headings = [FittedLabel(TextRole.HEADING, lines=2) for _ in range(4)]
        self._lay_out()
        self.search.clicked.connect(lambda: self._camera.look())
        for place, button in enumerate(self.device_buttons):
            button.clicked.connect(lambda _=False, place=place: self._choose(place))
        for buttons, change in (
            (self.turn_buttons, presenter.turned),
            (self.shape_buttons, presenter.shaped),
            (self.line_buttons, presenter.lined),
        ):
            for place, button in enumerate(buttons):
                button.clicked.connect(
                    lambda _=False, change=change, place=place: self._hang(change, place)
                )

    def _lay_out(self) -> None:
        self._tiles = QGridLayout()
        for place, tile in enumerate(self.tiles):
            self._tiles.addWidget(tile, 0, place)
            self._tiles.setColumnStretch(place, 1)
        self._seen = QVBoxLayout()
        self._seen.addWidget(self.live_view, 1)
        self._seen.addLayout(self._tiles)
        content = QWidget()
        content.setObjectName("rows")
        self._choices = QGridLayout(content)
        devices, turns, shapes, lines = self._headings
        row = self._add(0, devices, self.device_buttons, across=2)
        self._choices.addWidget(self._note, row, 0, 1, 4)
        self._choices.addWidget(self.search, row + 1, 0, 1, 4)
        row = self._add(row + 2, turns, self.turn_buttons, across=2)
        row = self._add(row, shapes, self.shape_buttons, across=2)
        row = self._add(row, lines, self.line_buttons, across=2)
        self._choices.setRowStretch(row, 1)
        for column in range(4):
            self._choices.setColumnStretch(column, 1)
        self.area = TouchArea(content)
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._halves.addLayout(self._seen, 3)
        self._halves.addWidget(self.area, 2)

    def _add(self, row: int, heading: FittedLabel, buttons: list[TouchButton], across: int) -> int:
        """Put a heading and its buttons into the grid, `across` in a row; return the next row."""
        self._choices.addWidget(heading, row, 0, 1, 4)
        span = 4 // across
        for place, button in enumerate(buttons):
            at = row + 1 + place // across
            self._choices.addWidget(button, at, place % across * span, 1, span)
        return row + 1 + -(-len(buttons) // across)

    def title(self, language: Language) -> str:
        """Return the name of the screen, as it stands at the top."""
        return translate(words.LABEL, language)

    def entered(self) -> None:
        """Look which cameras there are."""
        self._camera.look()

    def show_context(self, context: ScreenContext) -> None:
        """Show the picture, and what it is worth."""
        view, language = context.lane, context.language
        state = camera_state(view, context.clock)
        picture = present_picture(view, state, None, language)
        marks = presenter.face_marks(view.tracks, language) if picture.live else ()
        self.live_view.show_picture(
            replace(picture, tracks=marks),
            None,  # what is wrong stands in the tiles, and covers no face
            None,
        )
        if abs(context.clock - self._measured_s) >= FIGURES_INTERVAL_S:
            self._measured_s = context.clock
            live = view.frame if state is CameraState.LIVE else None
            self._figures = None if live is None else figures(live.image, view.tracks)
        shown = presenter.present_technician(
            self._camera.view(), view, self._figures, language, state
        )
        if shown != self._shown or language is not self._language:
            self._shown, self._language = shown, language
            self._write(shown, language)

    def _write(self, shown: TechnicianView, language: Language) -> None:
        for heading, message in zip(
            self._headings, (words.DEVICES, words.TURN, words.SHAPE, words.LINES), strict=True
        ):
            heading.setText(translate(message, language))
        self._note.setText(shown.note)
        self._note.setVisible(bool(shown.note))
        self.search.setText(translate(words.SEARCH, language))
        fixed = not shown.devices
        for place, button in enumerate(self.device_buttons):
            there = place < len(shown.devices)
            button.setVisible(there)
            if there:
                _say(button, shown.devices[place].choice)
        for buttons, choices in (
            (self.turn_buttons, shown.turns),
            (self.shape_buttons, shown.shapes),
            (self.line_buttons, shown.lines),
        ):
            for button, choice in zip(buttons, choices, strict=True):
                _say(button, choice)
                button.setVisible(not fixed)
        for widget in (*self._headings[1:], self.search):
            widget.setVisible(not fixed)
        for tile, view in zip(self.tiles, shown.tiles, strict=True):
            tile.show_tile(view)

    def _choose(self, place: int) -> None:
        if self._shown is not None and place < len(self._shown.devices):
            self._camera.choose(self._shown.devices[place].address)

    def _hang(self, change: Callable[[CameraSettings, int], CameraSettings], place: int) -> None:
        chosen = self._camera.view().chosen
        if chosen is not None:
            self._camera.hang(change(chosen.settings, place))

    def restyle(self, style: Style) -> None:
        """Take sizes and colours of `style`; upright the choices stand below the picture."""
        self._style = style
        margin, gap = style.px(theme.MARGIN), style.px(theme.GAP)
        self._halves.setDirection(halves(style))
        self._halves.setContentsMargins(margin, margin, margin, margin)
        self._halves.setSpacing(margin)
        self._seen.setSpacing(gap)
        self._tiles.setSpacing(gap)
        across = 2 if style.large or style.upright else 4
        for place, tile in enumerate(self.tiles):
            self._tiles.addWidget(tile, place // across, place % across)
            tile.restyle(style)
        in_rows(self.tiles, across)
        for column in range(4):
            self._tiles.setColumnStretch(column, int(column < across))
        self._choices.setContentsMargins(0, 0, margin, 0)
        self._choices.setSpacing(gap)
        self.live_view.setMinimumHeight(style.px(MIN_PICTURE))
        self.live_view.restyle(style)
        for button in (
            *self.device_buttons,
            self.search,
            *self.turn_buttons,
            *self.shape_buttons,
            *self.line_buttons,
        ):
            button.restyle(style)


def _toggles(count: int) -> list[TouchButton]:
    return [TouchButton("toggle", small=True) for _ in range(count)]


def _say(button: TouchButton, choice: ChoiceView) -> None:
    button.setText(choice.label)
    button.setChecked(choice.chosen)
