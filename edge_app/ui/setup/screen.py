"""The first screen of a bare device: the camera's picture, what to do, and six words."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Protocol

from PySide6.QtWidgets import QBoxLayout, QGridLayout, QVBoxLayout, QWidget

from edge_app.desk.setup.setup_desk import SetupStage, SetupView
from edge_app.domain import Frame
from edge_app.ui.kit.fitted_label import FittedLabel
from edge_app.ui.kit.halves import halves
from edge_app.ui.kit.inline_notice import InlineNotice
from edge_app.ui.kit.marks import Severity
from edge_app.ui.kit.picture import displayable
from edge_app.ui.kit.place_guard import PlaceGuard
from edge_app.ui.kit.same_type import share_type
from edge_app.ui.kit.screen import Screen, ScreenContext
from edge_app.ui.kit.shrinking_label import ShrinkingLabel
from edge_app.ui.kit.touch_button import TouchButton
from edge_app.ui.lane.live_picture_presenter import PictureView
from edge_app.ui.lane.live_view import LiveView
from edge_app.ui.look import theme
from edge_app.ui.look.style import Style
from edge_app.ui.look.theme import TextRole
from edge_app.ui.setup import words
from edge_app.ui.setup.presenter import SetupText, present_setup
from edge_app.ui.text.language import Language, translate

_PRIMARY, _SECONDARY = 0, 1
WORDS = 6
WORD_HEIGHT = 64  # px on the design canvas: they are read aloud, whatever else there is no room for
ACROSS = 3  # words in a row; upright 2


class DeviceSetup(Protocol):
    """What a finger does here: SetupDesk."""

    def view(self) -> SetupView:
        """Return how it stands."""

    def read_stick(self) -> None:
        """Take the ticket of a stick."""

    def confirm(self) -> None:
        """Make this device the terminal of the ticket."""

    def refuse(self) -> None:
        """Look for another ticket."""


class SetupScreen(Screen):
    """Bring a bare device to its six words, without a key."""

    def __init__(
        self,
        setup: DeviceSetup,
        parent: QWidget | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`clock`: seconds, of any start."""
        super().__init__(parent)
        self.setup, self._guard = setup, PlaceGuard(clock)
        self._shown: SetupText | None = None
        self._language: Language | None = None
        self.live_view = LiveView()
        self.heading = FittedLabel(TextRole.DISPLAY, lines=3)
        self.place = FittedLabel(TextRole.HEADING, lines=4)
        self.body = ShrinkingLabel(TextRole.BODY, lines=9)
        self.status = FittedLabel(TextRole.INSTRUCTION, lines=3)
        self.notice = InlineNotice()
        self.primary, self.secondary = TouchButton("primary"), TouchButton("plain")
        self.words = [FittedLabel(TextRole.WHO) for _ in range(WORDS)]
        share_type(self.primary, self.secondary)
        share_type(*self.words)
        self._lay_out()
        self.primary.pressed.connect(lambda: self._guard.press(_PRIMARY))
        self.secondary.pressed.connect(lambda: self._guard.press(_SECONDARY))
        self.primary.clicked.connect(self._go_on)
        self.secondary.clicked.connect(self._refuse)

    def _lay_out(self) -> None:
        self._grid_holder = QWidget()
        self._grid_holder.setObjectName("rows")
        self._grid = QGridLayout(self._grid_holder)
        self._text = QVBoxLayout()
        for part in (self.heading, self.place, self._grid_holder, self.body, self.status):
            self._text.addWidget(part)
        self._text.addWidget(self.notice)
        self._text.addStretch(1)
        self._text.addWidget(self.primary)
        self._text.addWidget(self.secondary)
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._halves.addWidget(self.live_view, 3)
        self._halves.addLayout(self._text, 2)

    def title(self, language: Language) -> str:
        """Return the name of the screen, as it stands at the top."""
        return translate(words.LABEL, language)

    def show_context(self, context: ScreenContext) -> None:
        """Show how it stands."""
        self.show_setup(context.language)

    def show_setup(self, language: Language) -> None:
        """Show how it stands, where no lane is behind it."""
        view = self.setup.view()
        shown = present_setup(view, language)
        # A ticket that comes before the camera brings "yes" under a finger that meant the stick.
        self._guard.show((view.stage.value,) * 2)
        if shown.picture:
            image = None if view.image is None else displayable(view.image)
            frame = None if image is None else Frame(view.picture, 0.0, 0.0, image)
            live = view.stage is SetupStage.TICKET
            self.live_view.show_picture(PictureView(frame, image, live, ()), None, None)
        if shown != self._shown or language is not self._language:
            self._shown, self._language = shown, language
            self._write(shown)

    def _write(self, shown: SetupText) -> None:
        self.live_view.setVisible(shown.picture)
        for label, text in (
            (self.heading, shown.heading),
            (self.place, shown.place),
            (self.body, shown.body),
            (self.status, shown.status),
        ):
            label.setText(text)
            label.setVisible(bool(text))
        self._grid_holder.setVisible(bool(shown.words))
        for place, label in enumerate(self.words):
            label.setText(shown.words[place] if place < len(shown.words) else "")
        self.notice.show_line(shown.problem, Severity.ATTENTION)
        for button, text in ((self.primary, shown.primary), (self.secondary, shown.secondary)):
            button.setText(text)
            button.setVisible(bool(text))

    def _go_on(self) -> None:
        match self._guard.release(_PRIMARY):
            case SetupStage.CONFIRM.value:
                self.setup.confirm()
            case SetupStage.TICKET.value:
                self.setup.read_stick()

    def _refuse(self) -> None:
        if self._guard.release(_SECONDARY) is not None:
            self.setup.refuse()

    def restyle(self, style: Style) -> None:
        """Take sizes and colours of `style`; upright the words stand below the picture."""
        margin, gap = style.px(theme.MARGIN), style.px(theme.GAP)
        self._halves.setDirection(halves(style))
        self._halves.setContentsMargins(margin, margin, margin, margin)
        self._halves.setSpacing(margin)
        self._text.setSpacing(gap)
        self._grid.setSpacing(gap)
        across = 2 if style.upright else ACROSS
        for place in range(WORDS):
            self._grid.addWidget(self.words[place], place // across, place % across)
        for column in range(ACROSS):
            self._grid.setColumnStretch(column, int(column < across))
        for label in self.words:
            label.setMinimumHeight(style.px(WORD_HEIGHT))
        rows = WORDS // across
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid_holder.setMinimumHeight(rows * style.px(WORD_HEIGHT) + (rows - 1) * gap)
        self.live_view.restyle(style)
        self.notice.restyle(style)
        for button in (self.primary, self.secondary):
            button.restyle(style)
