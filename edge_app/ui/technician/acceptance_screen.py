"""A test alert from a face that the technician shows, and the acceptance report."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from edge_app.desk.technician.acceptance import AcceptanceDesk, AcceptedFacts
from edge_app.desk.technician.alert_trial import AlertTrialDesk
from edge_app.desk.technician.steps import StepView
from edge_app.ui.kit.face_view import FaceView, side_by_side
from edge_app.ui.kit.fitted_label import FittedLabel
from edge_app.ui.kit.halves import halves
from edge_app.ui.kit.inline_notice import InlineNotice
from edge_app.ui.kit.same_type import share_type
from edge_app.ui.kit.screen import Screen, ScreenContext
from edge_app.ui.kit.touch_area import TouchArea
from edge_app.ui.kit.touch_button import TouchButton
from edge_app.ui.lane.camera_presenter import camera_state
from edge_app.ui.lane.live_picture_presenter import present_picture
from edge_app.ui.lane.live_view import LiveView
from edge_app.ui.look import theme
from edge_app.ui.look.style import Style
from edge_app.ui.look.theme import TextRole
from edge_app.ui.technician import acceptance_words as words
from edge_app.ui.technician import presenter
from edge_app.ui.technician.acceptance_presenter import AcceptanceText, present_acceptance
from edge_app.ui.technician.screen import MIN_PICTURE
from edge_app.ui.technician.steps_eye import StepParts, StepsEye
from edge_app.ui.text import shared_words
from edge_app.ui.text.language import Language, translate
from sync.protocol.findings import Finding


@dataclass(frozen=True, slots=True)
class AcceptanceParts:
    """What the page works with."""

    steps: StepParts
    trial: AlertTrialDesk
    acceptance: AcceptanceDesk


class AcceptanceScreen(Screen):
    """`back_wanted`: to the steps."""

    back_wanted = Signal()

    def __init__(self, parts: AcceptanceParts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts, self._eye = parts, StepsEye(parts.steps)
        self._shown: AcceptanceText | None = None
        self._language: Language | None = None
        self._facts: AcceptedFacts | None = None
        self.live_view = LiveView()
        self.faces = [FaceView(), FaceView()]
        side_by_side(*self.faces)
        self.heading = FittedLabel(TextRole.TITLE, lines=3)
        self.body = FittedLabel(TextRole.BODY, lines=12)
        self.open_steps = FittedLabel(TextRole.BODY, lines=16)
        self.notice, self.outcome = InlineNotice(), InlineNotice()
        self.trial, self.write = TouchButton("primary"), TouchButton("plain")
        self.back = TouchButton("plain")
        share_type(self.trial, self.write, self.back)
        self._lay_out()
        self.trial.clicked.connect(self._try)
        self.write.clicked.connect(self._write_report)
        self.back.clicked.connect(self.back_wanted)

    def _lay_out(self) -> None:
        content = QWidget()
        content.setObjectName("rows")
        self._column = QVBoxLayout(content)
        for part in (self.outcome, self.notice, self.body, self.open_steps):
            self._column.addWidget(part)
        self._column.addStretch(1)
        self.area = TouchArea(content)
        self.pair = QWidget()
        self.pair.setObjectName("rows")
        self._faces = QHBoxLayout(self.pair)
        self._faces.setContentsMargins(0, 0, 0, 0)
        for face in self.faces:
            self._faces.addWidget(face, 1)
        self._seen = QVBoxLayout()
        self._seen.addWidget(self.live_view, 1)
        self._seen.addWidget(self.pair, 1)
        self._buttons = QHBoxLayout()
        for button in (self.back, self.write):
            self._buttons.addWidget(button, 1)
        self._words = QVBoxLayout()
        self._words.addWidget(self.heading)
        self._words.addWidget(self.area, 1)
        self._words.addWidget(self.trial)
        self._words.addLayout(self._buttons)
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._halves.addLayout(self._seen, 1)
        self._halves.addLayout(self._words, 1)

    def title(self, language: Language) -> str:
        """Return the name of the screen, as it stands at the top."""
        return translate(words.LABEL, language)

    def entered(self) -> None:
        """Begin without what was written before."""
        self._parts.acceptance.clear()

    def left(self) -> None:
        """Forget the face that was shown."""
        self._parts.trial.end()
        self._forget()

    def show_context(self, context: ScreenContext) -> None:
        """Show the picture and what to do, or both faces and what came of it."""
        lane, language = context.lane, context.language
        self._parts.trial.tick(lane)
        seen, _, steps = self._eye.look(context)
        self._facts = _facts(context, steps, seen.check.findings)
        state = camera_state(lane, context.clock)
        picture = present_picture(lane, state, None, language)
        marks = presenter.face_marks(lane.tracks, language) if picture.live else ()
        shown = present_acceptance(
            self._parts.trial.view(),
            steps,
            self._parts.acceptance.view(),
            self._parts.acceptance.ready,
            language,
            context.wall,
        )
        if not shown.has_faces:
            self.live_view.show_picture(replace(picture, tracks=marks), None, None)
        if shown != self._shown or language is not self._language:
            self._shown, self._language = shown, language
            self._say(shown, language)

    def _say(self, shown: AcceptanceText, language: Language) -> None:
        self.live_view.setVisible(not shown.has_faces)
        self._forget()
        for place, (image, caption) in zip(self.faces, shown.faces, strict=False):
            place.show_face(image, caption)
        self.pair.setVisible(shown.has_faces)
        self.heading.setText(shown.heading)
        for label, text in ((self.body, shown.body), (self.open_steps, shown.open_steps)):
            label.setText(text)
            label.setVisible(bool(text))
        self.notice.show_line(*shown.notice)
        self.outcome.show_line(*shown.outcome)
        self.trial.setText(shown.trial)
        self.write.setText(shown.write)
        self.write.setVisible(bool(shown.write))
        self.back.setText(translate(shared_words.BACK, language))

    def _forget(self) -> None:
        for place in self.faces:
            place.show_face(None, "")
        self.pair.hide()

    def _try(self) -> None:
        if self._shown is not None and self._shown.runs:
            self._parts.trial.end()
        else:
            self._parts.trial.begin()

    def _write_report(self) -> None:
        if self._facts is not None:
            self._parts.acceptance.write(self._facts)

    def restyle(self, style: Style) -> None:
        """Take sizes and colours of `style`; upright the words stand below the picture."""
        margin, gap = style.px(theme.MARGIN), style.px(theme.GAP)
        self._halves.setDirection(halves(style))
        self._halves.setContentsMargins(margin, margin, margin, margin)
        self._halves.setSpacing(margin)
        self._column.setContentsMargins(0, 0, margin, 0)
        for layout in (self._column, self._words, self._buttons, self._faces):
            layout.setSpacing(gap)
        self.live_view.setMinimumHeight(style.px(MIN_PICTURE))
        self.live_view.restyle(style)
        for face in self.faces:
            face.setMinimumHeight(style.px(MIN_PICTURE))
            face.restyle(style)
        for notice in (self.notice, self.outcome):
            notice.restyle(style)
        for button in (self.trial, self.write, self.back):
            button.restyle(style)


def _facts(
    context: ScreenContext, steps: tuple[StepView, ...], findings: tuple[Finding, ...]
) -> AcceptedFacts:
    panel = context.style.panel
    return AcceptedFacts(context.lane, steps, findings, (panel.width, panel.height))
