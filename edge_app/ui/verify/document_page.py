"""The first page of a verification: a keypad for the NIK, and where to show a code."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from edge_app.domain import Image
from edge_app.ui.kit.entry_field import EntryField
from edge_app.ui.kit.face_view import FaceView
from edge_app.ui.kit.halves import halves
from edge_app.ui.kit.inline_notice import InlineNotice
from edge_app.ui.kit.keypad import Keypad
from edge_app.ui.kit.shrinking_label import ShrinkingLabel
from edge_app.ui.kit.touch_button import TouchButton
from edge_app.ui.look import theme
from edge_app.ui.look.style import Style
from edge_app.ui.look.theme import TextRole
from edge_app.ui.text.language import Language
from edge_app.ui.verify.document_presenter import DocumentView
from edge_app.ui.verify.undo_row import UndoRow

_TEXTS, _BUTTONS = 11, 9  # parts of the page


class DocumentPage(QWidget):
    """Show a DocumentView; `pressed` carries a key, `checked` asks to look up the NIK.

    `searching` asks to search the data centre: there is no document.
    """

    pressed = Signal(str)
    checked = Signal()
    searching = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: DocumentView | None = None
        self._undoing = False  # an answer before can be taken back
        self._style: Style | None = None
        self.field, self.keypad = EntryField(), Keypad()
        self.check, self.identify = TouchButton("primary"), TouchButton("quiet")
        self.identify.hide()
        self._ask = ShrinkingLabel(TextRole.BODY, lines=4)
        self._says = ShrinkingLabel(TextRole.INSTRUCTION, lines=3)
        self.note = InlineNotice()
        self.picture = FaceView()
        self.undo = UndoRow()
        self._texts, self._buttons = QVBoxLayout(), QVBoxLayout()
        for part in (self.field, self._says, self._ask, self.note):
            self._texts.addWidget(part)
        self._texts.addWidget(self.picture, 1)
        self._texts.addStretch(0)
        self._texts.addWidget(self.undo)
        self._buttons.addWidget(self.keypad, 1)
        self._foot = QHBoxLayout()
        self._foot.addWidget(self.identify, 2)
        self._foot.addWidget(self.check, 3)
        self._buttons.addLayout(self._foot)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.addLayout(self._texts, _TEXTS)
        self._row.addLayout(self._buttons, _BUTTONS)
        self.keypad.pressed.connect(self.pressed)
        self.check.clicked.connect(self.checked)
        self.identify.clicked.connect(self.searching)

    def show_document(self, view: DocumentView, picture: Image | None) -> None:
        """Show `view`, and what the camera sees; None: it gives no picture."""
        self.picture.show_face(picture, view.camera)
        if view == self._shown and self._undoing is not self.undo.isHidden():
            return
        self._shown, self._undoing = view, not self.undo.isHidden()
        self.field.show_entry(view.label, view.entry, True)
        self._says.setText(view.says)
        self._ask.setText(view.ask)
        self.note.show_notice(view.notice)
        self._place_picture()
        self.check.setText(view.check)
        self.check.setEnabled(view.ready)
        self.identify.setText(view.identify)
        self.identify.setVisible(bool(view.identify))

    def set_language(self, language: Language) -> None:
        """Write the words on the buttons in `language`."""
        self.keypad.set_language(language)

    def restyle(self, style: Style) -> None:
        """Take sizes and colours."""
        margin, gap = style.px(theme.MARGIN), style.px(theme.GAP)
        self.keypad.set_columns(6 if style.close else 3)
        self._row.setContentsMargins(margin, margin, margin, margin)
        self._row.setSpacing(margin)
        self._texts.setSpacing(gap)
        self._buttons.setSpacing(gap)
        self._foot.setSpacing(gap)
        for part in (self.field, self.keypad, self.note, self.picture, self.undo):
            part.restyle(style)
        for button in (self.check, self.identify):
            button.restyle(style)
        self.field.setFixedHeight(self.field.height_for(style))
        self.picture.face.setMinimumHeight(style.touch)  # else no code is held before it
        self._row.setDirection(halves(style))
        # Large words leave the picture no room beside keys that are larger than a finger.
        self._row.setStretch(1, 0 if style.close and style.large else _BUTTONS)
        self._style = style
        self._place_picture()

    def _place_picture(self) -> None:
        """Hide the picture where large words need its place."""
        style, view = self._style, self._shown
        large = style is not None and style.large
        told = view is not None and (view.notice is not None or bool(view.says))
        undoing = not self.undo.isHidden()
        crowded = style is not None and large and (told or undoing or not style.upright)
        self.picture.setVisible(not crowded)
        self._texts.setStretch(self._texts.count() - 2, 1 if crowded else 0)
