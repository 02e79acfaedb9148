"""The second page of a verification: live face beside the reference, the result, the decision."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QGridLayout,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from edge_app.desk.verification.reasons import DecisionReason
from edge_app.ui.kit.face_view import FaceView, side_by_side
from edge_app.ui.kit.halves import halves
from edge_app.ui.kit.inline_notice import InlineNotice
from edge_app.ui.kit.marks import Severity
from edge_app.ui.kit.same_type import share_type
from edge_app.ui.kit.shrinking_label import ShrinkingLabel
from edge_app.ui.kit.touch_area import TouchArea
from edge_app.ui.kit.touch_button import ButtonKind, TouchButton
from edge_app.ui.look import theme
from edge_app.ui.look.style import Style
from edge_app.ui.look.theme import TextRole
from edge_app.ui.verify.choice_presenter import PersonChoice
from edge_app.ui.verify.gesture_icon import GestureIcon
from edge_app.ui.verify.person_picture import PersonPicture
from edge_app.ui.verify.presenter import FaceCard, PersonAction, PersonView
from edge_app.ui.verify.undo_row import UndoRow

_DECIDING = (PersonAction.ADMIT, PersonAction.TURN_AWAY)
_COLUMNS = 2
_CLOSE_COLUMNS = 3  # in a close window, where that saves a row
_SHARE = 0.36  # of an upright page's height, at most, for the pictures
_WIDE = 0.45  # of a wide page's height
_LARGE_SHARE = {True: 0.27, False: 0.42}  # upright or not, where the words are large

_FACELESS = 0.45  # times that, where there is no picture to show


class _Words(TouchArea):
    """As high as what it holds, where there is room: pictures and buttons never give way to it."""

    def __init__(self, content: QWidget) -> None:
        super().__init__(content)
        self._held = content
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Return the size of what it holds."""
        return self._held.sizeHint()


class PersonPage(QWidget):
    """Show a PersonView; `done` carries what a touched button does.

    What decides about a person, or an alert, counts only once it has been on the screen for
    ANSWER_GUARD_S; the other buttons once they stand where they do for as long as a double tap.
    """

    done = Signal(PersonAction)
    chosen = Signal(int)  # the track of a person who was touched in the picture
    reasoned = Signal(DecisionReason)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: PersonView | None = None
        self._style: Style | None = None
        self._since = 0.0  # when what may be decided now appeared
        self._placed_at = 0.0  # when the present buttons did
        self._faceless = False  # both places for faces are empty
        self._lay_out()

    def _lay_out(self) -> None:
        self.live, self.reference = FaceView(), FaceView()
        side_by_side(self.live, self.reference)
        self.choice = PersonPicture()
        self.choice.chosen.connect(self.chosen)
        self.sign = GestureIcon()
        for hidden in (self.choice, self.sign):
            hidden.hide()
        self._name = ShrinkingLabel(TextRole.TITLE, lines=3)
        self._facts = ShrinkingLabel(TextRole.QUIET, lines=6)
        self._warning, self._gestures = InlineNotice(), InlineNotice()
        self.note = InlineNotice()
        self._score = ShrinkingLabel(TextRole.BODY, lines=5)
        self.buttons = {
            action: self._hidden("primary" if action is PersonAction.CONFIRM else "plain")
            for action in PersonAction
            if action not in _DECIDING
        }
        self._doubtful = {action: self._hidden("plain") for action in _DECIDING}
        self._fitting = {
            PersonAction.ADMIT: self._hidden("primary"),
            PersonAction.TURN_AWAY: self._hidden("danger"),
        }
        for buttons in (self.buttons, self._doubtful, self._fitting):
            for action, button in buttons.items():
                button.clicked.connect(self._does(action))
        self.reasons = {reason: self._hidden("plain") for reason in DecisionReason}
        every = (self.buttons, self._doubtful, self._fitting, self.reasons)
        share_type(*(button for buttons in every for button in buttons.values()))
        for reason, button in self.reasons.items():
            button.clicked.connect(self._says(reason))
        self.undo = UndoRow()
        self._pictures = QHBoxLayout()
        for picture in (self.choice, self.live, self.reference, self.sign):
            self._pictures.addWidget(picture, 1)
        self._grid = QGridLayout()
        self._texts = QVBoxLayout()
        self._texts.addWidget(self.note)
        self._texts.addStretch(1)
        self._texts.addLayout(self._grid)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._left = QVBoxLayout()
        self._left.addLayout(self._pictures)
        content = QWidget()
        content.setObjectName("rows")
        self._words = QVBoxLayout(content)
        self._words.setContentsMargins(0, 0, 0, 0)
        for part in (self._name, self._warning, self._gestures, self._facts, self._score):
            self._words.addWidget(part)
        self._words.addStretch(1)
        self._left.addWidget(_Words(content))
        self._left.addStretch(1)
        self._left.addWidget(self.undo)
        self._row.addLayout(self._left, 11)
        self._row.addLayout(self._texts, 9)

    def _hidden(self, kind: ButtonKind) -> TouchButton:
        """Return a button of this page: without a parent it would outlive the page."""
        button = TouchButton(kind, parent=self)
        button.hide()
        return button

    def button(self, action: PersonAction) -> TouchButton:
        """Return the button of `action` as it is shown now."""
        if action not in _DECIDING:
            return self.buttons[action]
        emphasis = self._shown.emphasis if self._shown else None
        return (self._fitting if emphasis is action else self._doubtful)[action]

    def show_person(
        self,
        view: PersonView,
        faces: tuple[FaceCard, FaceCard],
        clock: float,
        choice: PersonChoice | None = None,
    ) -> None:
        """Show `view`; to be called often, as it also arms the buttons. `clock` in seconds.

        `choice`: who can be meant, in place of the faces.
        """
        live, reference = faces
        self.choice.show_choice(choice)
        self._show_choosing(choice is not None)
        self.live.show_face(live.image, live.caption)
        self.reference.show_face(reference.image, reference.caption)
        faceless = choice is None and live.image is None and reference.image is None
        if faceless is not self._faceless:
            self._faceless = faceless
            self._limit_pictures()
        if self._shown is None or _decided(view) != _decided(self._shown):
            self._since = clock
        if view != self._shown:
            before, self._shown = self._shown, view
            self._fill(view)
            if before is None or _buttons_of(before) != _buttons_of(view):
                self._placed_at = clock
                self._place_buttons(view)  # a finger may rest on one: they move for a reason only
        armed = clock - self._since >= theme.ANSWER_GUARD_S
        placed = clock - self._placed_at >= theme.STEP_GUARD_S
        for action, button in self.buttons.items():
            button.setEnabled(armed if action is PersonAction.USE else placed)
        for action in _DECIDING:
            for buttons in (self._doubtful, self._fitting):
                buttons[action].setEnabled(armed)
        self.buttons[PersonAction.CONFIRM].setEnabled(armed and view.asks)
        for button in self.reasons.values():
            button.setEnabled(armed)

    def _show_choosing(self, choosing: bool) -> None:
        if choosing is self.choice.isHidden():
            self.choice.setVisible(choosing)
            for picture in (self.live, self.reference):
                picture.setVisible(not choosing)
            self._limit_pictures()

    def forget(self) -> None:
        """Show nobody any more."""
        self._shown = None
        self.choice.show_choice(None)
        for picture in (self.live, self.reference):
            picture.show_face(None, "")
        for label in (self._name, self._facts, self._score):
            label.setText("")

    def _fill(self, view: PersonView) -> None:
        self._name.setText(view.name)
        self._facts.setText(" · ".join(view.facts))
        self._warning.show_line(view.warning, Severity.ATTENTION)
        self.note.show_notice(view.notice)
        self._score.setText(view.score)
        self._gestures.show_line(view.live, view.live_severity)
        asking = (
            any(action is PersonAction.BY_EYE for action, _ in view.buttons)
            and view.gesture is not None
        )
        self.sign.show_gesture(view.gesture)
        self.sign.setVisible(asking)
        self.reference.setVisible(not asking and self.choice.isHidden())

    def _place_buttons(self, view: PersonView) -> None:
        every = (self.buttons, self._doubtful, self._fitting, self.reasons)
        for button in (one for buttons in every for one in buttons.values()):
            self._grid.removeWidget(button)
            button.hide()
        buttons = [(self.reasons[reason], text) for reason, text in view.reasons]
        buttons += [(self.button(action), text) for action, text in view.buttons]
        close = self._style is not None and self._style.close
        columns = _CLOSE_COLUMNS if close and len(buttons) not in (2, 4) else _COLUMNS
        for number, (button, text) in enumerate(buttons):
            button.setText(text)
            row, column = divmod(number, columns)
            last = number == len(buttons) - 1
            span = columns if last and column == 0 else 1
            self._grid.addWidget(button, row, column, 1, span)
            button.show()
        for column in range(self._grid.columnCount()):
            # Buttons of one size: none is more likely than another.
            self._grid.setColumnStretch(column, int(column < columns))

    def _says(self, reason: DecisionReason) -> Callable[[], None]:
        return lambda: self.reasoned.emit(reason)

    def _does(self, action: PersonAction) -> Callable[[], None]:
        return lambda: self.done.emit(action)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Keep pictures as high as they are wide, their captions close to them."""
        super().resizeEvent(event)
        self._limit_pictures()

    def _limit_pictures(self) -> None:
        if self._style is None:
            return
        margin, style = self._style.px(theme.MARGIN), self._style
        share = self._row.stretch(0) / max(self._row.stretch(0) + self._row.stretch(1), 1)
        across = self.width() * (1.0 if style.upright else share) - 2 * margin
        caption = round(style.font_px(TextRole.QUIET) * 1.5)
        high = round(across / 2) + caption
        share = _LARGE_SHARE[style.upright] if style.large else _SHARE if style.upright else _WIDE
        if style.close and not self.choice.isHidden():
            share = _SHARE  # one of many people is hard to tell in a small picture
        if (style.large or style.upright) and self._faceless:
            share *= _FACELESS
        high = min(high, round(self.height() * share))
        for picture in (self.choice, self.live, self.reference, self.sign):
            picture.setFixedHeight(max(high, 1))

    def restyle(self, style: Style) -> None:
        """Take sizes and colours."""
        before, self._style = self._style, style
        if self._shown is not None and (before is None or before.close is not style.close):
            self._place_buttons(self._shown)
        margin, gap = style.px(theme.MARGIN), style.px(theme.GAP)
        around = gap if style.large else margin
        self._row.setContentsMargins(around, around, around, around)
        self._row.setSpacing(margin)
        for layout in (self._pictures, self._left, self._words, self._texts, self._grid):
            layout.setSpacing(gap // 2 if style.large else gap)
        for face in (self.choice, self.live, self.reference):
            face.restyle(style)
        self.sign.restyle(style)
        for note in (self._warning, self._gestures, self.note):
            note.restyle(style)
        for button in self.reasons.values():
            button.restyle(style)
        self.undo.restyle(style)
        for buttons in (self.buttons, self._doubtful, self._fitting):
            for button in buttons.values():
                button.restyle(style)
        self._row.setDirection(halves(style))
        large = style.large
        self._row.setStretch(0, 0 if style.upright else 9 if large else 11)
        self._row.setStretch(1, 1 if style.upright else 11 if large else 9)
        self._limit_pictures()


def _buttons_of(view: PersonView) -> tuple[object, ...]:
    return view.reasons, view.buttons, view.emphasis


def _decided(view: PersonView) -> tuple[object, ...]:
    """Return what a touch decides about: one that was meant for another counts for nothing."""
    buttons = tuple(button for button, _ in (*view.reasons, *view.buttons))
    return buttons, view.framed, view.asks
