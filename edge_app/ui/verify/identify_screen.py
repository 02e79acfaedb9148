"""1:N under a finger: a purpose, the wait, the candidates."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from edge_app.desk.verification.identification import IdentificationDesk
from edge_app.ui.kit.face_view import FaceView
from edge_app.ui.kit.halves import halves
from edge_app.ui.kit.inline_notice import InlineNotice
from edge_app.ui.kit.list_row import ListRow, row_height
from edge_app.ui.kit.same_type import share_type
from edge_app.ui.kit.screen import Screen, ScreenContext
from edge_app.ui.kit.shrinking_label import ShrinkingLabel
from edge_app.ui.kit.touch_button import TouchButton
from edge_app.ui.kit.touch_list import TouchList
from edge_app.ui.lane.camera_presenter import CameraState, camera_state
from edge_app.ui.look import theme
from edge_app.ui.look.style import Style
from edge_app.ui.look.theme import TextRole
from edge_app.ui.text.language import Language, translate
from edge_app.ui.verify import identify_words as words
from edge_app.ui.verify.choice_presenter import present_choice
from edge_app.ui.verify.identify_presenter import IdentifyView, present_identify
from edge_app.ui.verify.person_picture import PersonPicture
from sync.protocol.question_content import SEARCHES, Purpose

_DETAILS = 2  # lines of a candidate's words and numbers
_SHARE = {False: 0.3, True: 0.19}  # of an upright height, for pictures; over a close, large list


class IdentifyScreen(Screen):
    """The search for a person; it holds nothing, all is the desk's."""

    def __init__(self, desk: IdentificationDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._shown: IdentifyView | None = None
        self._style: Style | None = None
        self._ask = ShrinkingLabel(TextRole.HEADING, lines=4)
        self._purpose = ShrinkingLabel(TextRole.BODY, lines=2)
        self.note = InlineNotice()
        self.purposes = {one: TouchButton("plain") for one in SEARCHES}
        self.face, self.photograph, self.choice = FaceView(), FaceView(), PersonPicture()
        self._candidate = 0  # whose photograph is shown
        self.candidates = TouchList(
            lambda: ListRow(_DETAILS), self._fill_row, lambda style: row_height(style, _DETAILS)
        )
        self.end_button, self.confirm_button = TouchButton("plain"), TouchButton("primary")
        share_type(*self.purposes.values())
        share_type(self.end_button, self.confirm_button)
        self._since = 0.0  # when that person was framed
        self._choices = QGridLayout()
        self._texts = QVBoxLayout()
        for part in (self._ask, self._purpose, self.note):
            self._texts.addWidget(part)
        self._texts.addLayout(self._choices)
        self._texts.addWidget(self.candidates, 1)
        self._texts.addStretch(0)
        self._foot = QHBoxLayout()
        for button in (self.end_button, self.confirm_button):
            self._foot.addWidget(button, 1)
        self._texts.addLayout(self._foot)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._left = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        for picture in (self.face, self.photograph, self.choice):
            self._left.addWidget(picture)
        self._left.addStretch(1)
        self._row.addLayout(self._left, 7)
        self._row.addLayout(self._texts, 13)
        for purpose, button in self.purposes.items():
            button.clicked.connect(self._asks(purpose))
        self.end_button.clicked.connect(self._end)
        self.confirm_button.clicked.connect(self._confirm)
        self.choice.chosen.connect(desk.choose)
        self.candidates.chosen.connect(self._choose)
        for shown in (
            self.candidates,
            self.face,
            self.photograph,
            self.choice,
            self.confirm_button,
        ):
            shown.hide()

    def title(self, language: Language) -> str:
        """Return the name of the screen, as it stands at the top."""
        return translate(words.TITLE, language)

    # ---- what the officer does -------------------------------------------------------------------

    def entered(self) -> None:
        """Ask the desk what is possible now."""
        self._desk.enter()

    def left(self) -> None:
        """Forget everybody."""
        self._desk.leave()
        for face in (self.face, self.photograph):
            face.show_face(None, "")
        self.choice.show_choice(None)
        self.candidates.show_entries(0)
        self._shown = None

    def _asks(self, purpose: Purpose) -> Callable[[], None]:
        return lambda: self._desk.ask(purpose)

    def _choose(self, number: int) -> None:
        self._candidate = number
        self._desk.touched()

    def _confirm(self) -> None:
        if self._shown is not None and self._shown.framed is not None:
            self._desk.confirm(self._shown.framed)

    def _end(self) -> None:
        if self._shown is not None and self._shown.stops:
            self._desk.cancel()
        else:
            self._desk.reset()

    # ---- what is shown ---------------------------------------------------------------------------

    def show_context(self, context: ScreenContext) -> None:
        """Show how the search stands."""
        view = self._desk.view()
        shown = present_identify(view, context.language, context.clock)
        self.face.show_face(view.live, shown.live)
        if not shown.captions:
            self._candidate = 0
            self.photograph.show_face(None, "")
        elif self._candidate < len(shown.captions):
            one = view.candidates[self._candidate]
            self.photograph.show_face(one.portrait, shown.captions[self._candidate])
        choice = None
        if shown.confirm:
            seen = camera_state(context.lane, context.clock) is CameraState.LIVE
            choice = present_choice(context.lane, seen, shown.framed, context.language)
        self.choice.show_choice(choice)
        if shown != self._shown:
            before, self._shown = self._shown, shown
            if before is None or (before.framed, before.asks) != (shown.framed, shown.asks):
                self._since = context.clock
            self._fill(shown, before)
        armed = context.clock - self._since >= theme.ANSWER_GUARD_S
        self.confirm_button.setEnabled(shown.asks and armed)

    def _fill(self, view: IdentifyView, before: IdentifyView | None) -> None:
        self._ask.setText(view.ask)
        self._purpose.setText(view.purpose)
        self.note.show_notice(view.notice)
        texts = dict(view.purposes)
        for purpose, button in self.purposes.items():
            button.setVisible(purpose in texts)
            button.setText(texts.get(purpose, ""))
            button.setEnabled(view.enabled)
        self.face.setVisible(bool(view.live) and not view.confirm)
        self.photograph.setVisible(bool(view.captions))
        self.choice.setVisible(bool(view.confirm))
        self.confirm_button.setVisible(bool(view.confirm))
        self.confirm_button.setText(view.confirm)
        self._limit_face()
        self.candidates.setVisible(bool(view.rows))
        if before is None or before.rows != view.rows:
            self.candidates.show_entries(len(view.rows), from_top=True)
        self._texts.setStretch(self._texts.count() - 2, 0 if view.rows else 1)
        self.end_button.setVisible(bool(view.button))
        self.end_button.setText(view.button)

    def _fill_row(self, row: QWidget, number: int) -> None:
        if self._shown is not None and isinstance(row, ListRow):
            row.show_row(self._shown.rows[number])

    def restyle(self, style: Style) -> None:
        """Take sizes and colours of `style`."""
        margin, gap = style.px(theme.MARGIN), style.px(theme.GAP)
        around = gap if style.large else margin
        self._row.setContentsMargins(margin, around, margin, around)
        self._row.setSpacing(margin)
        self._texts.setSpacing(gap)
        self._choices.setSpacing(gap)
        for part in (self.note, self.face, self.photograph, self.choice, self.candidates):
            part.restyle(style)
        self._foot.setSpacing(gap)
        for button in (self.end_button, self.confirm_button, *self.purposes.values()):
            button.restyle(style)
        columns = 2 if style.large and not style.upright else 1
        for place, button in enumerate(self.purposes.values()):
            self._choices.addWidget(button, place // columns, place % columns)
        for column in range(2):
            self._choices.setColumnStretch(column, 1 if column < columns else 0)
        direction = QBoxLayout.Direction
        self._row.setDirection(halves(style))
        self._left.setDirection(direction.LeftToRight if style.upright else direction.TopToBottom)
        self._left.setSpacing(gap)
        pictures = self._left.count() - 1  # and a spacer; upright the pictures share the width
        for place in range(pictures + 1):
            self._left.setStretch(place, int(style.upright is (place < pictures)))
        self._style = style
        self._limit_face()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Keep the face as high as it is wide, its caption close to it."""
        super().resizeEvent(event)
        self._limit_face()

    def _limit_face(self) -> None:
        """Limit the face's size; without a face the texts take all the width."""
        style = self._style
        if style is None:
            return
        view = self._shown
        shown = view is not None and bool(view.live or view.confirm)
        self._row.setStretch(0, 7 if shown and not style.upright else 0)
        self._row.setStretch(1, 13)
        caption = round(style.font_px(TextRole.QUIET) * 1.5)
        share = _SHARE[style.close and style.large and view is not None and bool(view.rows)]
        high = self.height() * share if style.upright else self.width() * 0.33
        if view is not None and view.captions and not style.upright:  # one above the other
            room = self.height() - 2 * style.px(theme.MARGIN) - style.px(theme.GAP)
            high = min(high, room / 2 - caption)
        for picture in (self.face, self.photograph, self.choice):
            picture.setFixedHeight(max(round(high) + caption, 1))
