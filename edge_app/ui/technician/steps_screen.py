"""The guided set-up: what the camera sees, and every step with how it stands now."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from edge_app.desk.technician.steps import Step, StepState
from edge_app.ui.kit.fitted_label import FittedLabel
from edge_app.ui.kit.halves import halves
from edge_app.ui.kit.screen import Screen, ScreenContext
from edge_app.ui.kit.touch_area import TouchArea
from edge_app.ui.lane.camera_presenter import camera_state
from edge_app.ui.lane.live_picture_presenter import present_picture
from edge_app.ui.lane.live_view import LiveView
from edge_app.ui.look import theme
from edge_app.ui.look.style import Style
from edge_app.ui.look.theme import TextRole
from edge_app.ui.technician import presenter
from edge_app.ui.technician import steps_words as words
from edge_app.ui.technician.check_row import CheckRow
from edge_app.ui.technician.screen import MIN_PICTURE
from edge_app.ui.technician.steps_eye import StepParts as StepParts  # the window takes it from here
from edge_app.ui.technician.steps_eye import StepsEye
from edge_app.ui.technician.steps_presenter import StepsText, present_steps
from edge_app.ui.text.language import Language, translate

_AT_THE_CAMERA = (Step.CAMERA, Step.TURN, Step.FACE, Step.LIGHT, Step.FOCUS)


class StepsScreen(Screen):
    """A row a step; `camera_wanted`, `trials_wanted`, `acceptance_wanted`: where it is done."""

    camera_wanted = Signal()
    trials_wanted = Signal()
    acceptance_wanted = Signal()

    def __init__(self, parts: StepParts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts, self._eye = parts, StepsEye(parts)
        self._shown: tuple[StepsText, Language] | None = None
        self._played = False
        self.live_view = LiveView()
        self.progress = FittedLabel(TextRole.HEADING, lines=4)
        self.rows = {step: CheckRow() for step in Step}
        content = QWidget()
        content.setObjectName("rows")
        self._column = QVBoxLayout(content)
        for step, row in self.rows.items():
            self._column.addWidget(row)
            row.button.clicked.connect(lambda _=False, step=step: self._touched(step))
        self._column.addStretch(1)
        self.area = TouchArea(content)
        self._seen = QVBoxLayout()
        self._seen.addWidget(self.live_view, 1)
        self._seen.addWidget(self.progress)
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._halves.addLayout(self._seen, 2)
        self._halves.addWidget(self.area, 3)

    def title(self, language: Language) -> str:
        """Return the name of the screen, as it stands at the top."""
        return translate(words.LABEL, language)

    def entered(self) -> None:
        """Look at once at what takes a moment."""
        self._parts.link.test()
        self._parts.check.test()

    def left(self) -> None:
        """Forget a tone that was played before."""
        self._played = False

    def show_context(self, context: ScreenContext) -> None:
        """Show the picture, and how each step stands."""
        lane, language = context.lane, context.language
        state = camera_state(lane, context.clock)
        picture = present_picture(lane, state, None, language)
        marks = presenter.face_marks(lane.tracks, language) if picture.live else ()
        self.live_view.show_picture(replace(picture, tracks=marks), None, None)
        seen, now, steps = self._eye.look(context)
        panel = context.style.panel
        shown = present_steps(steps, now, seen, panel, state, self._played, language, context.wall)
        if (shown, language) != self._shown:
            self._shown = shown, language
            self.progress.setText(shown.progress)
            for step, row in shown.rows:
                self.rows[step].show_row(row)

    def scanned(self, text: str) -> bool:
        """Take it as proof that the reader works; what it read is nobody's business here."""
        del text
        self._parts.steps.note(Step.READER, StepState.DONE)
        return True

    def _touched(self, step: Step) -> None:
        parts = self._parts
        if step in _AT_THE_CAMERA:
            self.camera_wanted.emit()
        elif step is Step.TOUCH:
            self.trials_wanted.emit()
        elif step is Step.ALERT:
            self.acceptance_wanted.emit()
        elif step is Step.NETWORK:
            parts.link.test()
        elif step is Step.CHECK:
            parts.check.test()
        elif step is Step.PANEL:
            parts.steps.note(step, StepState.DONE)
        elif step is Step.READER:
            parts.steps.note(step, StepState.ABSENT)
        elif step is Step.SOUND and self._played:
            self._played = False
            parts.steps.note(step, StepState.DONE)
        elif step is Step.SOUND:
            self._played = True
            parts.sound.play()

    def restyle(self, style: Style) -> None:
        """Take sizes and colours of `style`; upright the steps stand below the picture."""
        margin = style.px(theme.MARGIN)
        self._halves.setDirection(halves(style))
        self._halves.setContentsMargins(margin, margin, margin, margin)
        self._halves.setSpacing(margin)
        self._seen.setSpacing(style.px(theme.GAP))
        self._column.setContentsMargins(0, 0, margin, 0)
        self._column.setSpacing(margin)
        self.live_view.setMinimumHeight(style.px(MIN_PICTURE))
        self.live_view.restyle(style)
        for row in self.rows.values():
            row.restyle(style)
