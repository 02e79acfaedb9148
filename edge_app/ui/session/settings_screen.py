"""How the screen looks and sounds, set with a finger."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from edge_app.desk.session.preferences import Name, PreferencesDesk
from edge_app.desk.session.roles import Action, OfficerRole, may
from edge_app.ui.kit.fitted_label import FittedLabel
from edge_app.ui.kit.same_type import share_type
from edge_app.ui.kit.screen import Screen, ScreenContext
from edge_app.ui.kit.touch_area import TouchArea
from edge_app.ui.kit.touch_button import TouchButton
from edge_app.ui.look import theme
from edge_app.ui.look.style import Style
from edge_app.ui.look.theme import TextRole
from edge_app.ui.session import pin_words
from edge_app.ui.session import settings_words as words
from edge_app.ui.session.settings_presenter import SettingView, present_settings
from edge_app.ui.text import shared_words
from edge_app.ui.text.language import Language, translate


def _names(settings: tuple[SettingView, ...]) -> list[Name]:
    return [setting.name for setting in settings]


class SettingsScreen(Screen):
    """A line a setting. What cannot be done here (no sound, no live camera) is None.

    `pin_wanted`: who is signed in changes their PIN; `practice_wanted`: or looks at their practice.
    """

    pin_wanted = Signal()
    practice_wanted = Signal()

    def __init__(
        self,
        preferences: PreferencesDesk,
        try_sound: Callable[[], object],
        sound_fault: Callable[[], str],
        accept_view: Callable[[], None] | None,
        close: Callable[[], None],
        parent: QWidget | None = None,
    ) -> None:
        """Show `preferences`; `sound_fault()` says why nothing is heard, empty: all is well.

        `close` ends the kiosk, for whom that is allowed.
        """
        super().__init__(parent)
        self._preferences, self._accept, self._close = preferences, accept_view, close
        self._try_sound, self._sound_fault = try_sound, sound_fault
        self._title = FittedLabel(TextRole.TITLE)
        self._rows = QWidget()
        self._rows.setObjectName("rows")
        self._grid = QGridLayout(self._rows)
        self.area = TouchArea(self._rows)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self._title)
        self._column.addWidget(self.area, 1)
        self.buttons: dict[tuple[Name, str], TouchButton] = {}
        self.sound = TouchButton("plain", small=True, parent=self._rows)
        self.view_button = TouchButton("plain", small=True, parent=self._rows)
        self.sound.clicked.connect(lambda: self._try_sound())
        self._no_sound = FittedLabel(TextRole.QUIET, lines=3, parent=self._rows)
        self.view_button.clicked.connect(self._view)
        self._view_title = FittedLabel(TextRole.HEADING, lines=2, parent=self._rows)
        self._pin_title = FittedLabel(TextRole.HEADING, lines=2, parent=self._rows)
        self.pin_button = TouchButton("plain", small=True, parent=self._rows)
        self.pin_button.clicked.connect(self.pin_wanted)
        self._practice_title = FittedLabel(TextRole.HEADING, lines=2, parent=self._rows)
        self.practice_button = TouchButton("plain", small=True, parent=self._rows)
        self.practice_button.clicked.connect(self.practice_wanted)
        self._close_title = FittedLabel(TextRole.HEADING, lines=2, parent=self._rows)
        self.close_button = TouchButton("plain", small=True, parent=self._rows)
        self.close_button.clicked.connect(self._close_touched)
        # Of this screen from the start, shown or not: without a parent they would outlive it.
        for part in (self._view_title, self._pin_title, self._practice_title, self._close_title):
            part.hide()
        self._no_sound.hide()
        for button in (self.sound, self.view_button, self.pin_button):
            button.hide()
        for button in (self.practice_button, self.close_button):
            button.hide()
        self._closing = False  # touched once, and asked whether it is meant
        self._shown: tuple[tuple[SettingView, ...], Language, bool, bool, bool] | None = None
        self._style: Style | None = None
        self._number, self._sets_terminal = "", False

    def show_context(self, context: ScreenContext) -> None:
        """Show what is set."""
        self._number = context.session.number
        self._sets_terminal = context.session.role is OfficerRole.TECHNICIAN
        settings = present_settings(
            self._preferences.view(), context.session.role, context.language
        )
        silent = bool(self._sound_fault())
        if self._no_sound.isHidden() is silent:
            self._no_sound.setVisible(silent)
        role = context.session.role
        closes = role is not None and may(role, Action.CLOSE_KIOSK)
        practises = bool(self._number) and may(role, Action.PRACTISE)
        shown = (settings, context.language, closes, bool(self._number), practises)
        if shown == self._shown:
            return
        before, self._shown = self._shown, shown
        self._title.setText(translate(words.TITLE, context.language))
        if before is None or before[2:] != shown[2:] or _names(before[0]) != _names(settings):
            self._build(settings)
        self._write(settings, context.language)

    @property
    def _stacked(self) -> bool:
        """Return whether a title stands above its buttons, and not beside them."""
        return self._style is not None and (self._style.upright or self._style.large)

    @property
    def _mirrored(self) -> bool:
        """Return whether titles stand at the right, and their buttons at the left hand."""
        return self._style is not None and self._style.left_handed and not self._stacked

    def _place(self, part: QWidget, row: int, column: int, span: int) -> None:
        """Put a part into `span` columns from `column` of the four for buttons."""
        if not self._stacked and not self._mirrored:
            column += 1  # the titles' is the first
        self._grid.addWidget(part, row, column, 1, span)

    @property
    def _actions(self) -> tuple[TouchButton, ...]:
        return (
            self.sound,
            self.view_button,
            self.pin_button,
            self.practice_button,
            self.close_button,
        )

    def _build(self, settings: tuple[SettingView, ...]) -> None:
        headings = (self._view_title, self._pin_title, self._practice_title, self._close_title)
        stay = (self._no_sound, *headings, *self._actions)
        while (item := self._grid.itemAt(0)) is not None:
            widget = item.widget()
            if widget is None:
                self._grid.removeItem(item)
                continue
            # An item that is only taken out lives on, and keeps the widget's old height.
            self._grid.removeWidget(widget)
            if widget not in stay:
                widget.hide()
                widget.deleteLater()
        self.buttons, self._titles = {}, {}
        closes, signed_in, practises = self._shown[2:] if self._shown else (False, False, False)
        row = self._add_action(0, self._pin_title, self.pin_button, signed_in)
        row = self._add_action(row, self._practice_title, self.practice_button, practises)
        for setting in settings:
            title = self._titles[setting.name] = FittedLabel(TextRole.HEADING, lines=2)
            choices = [*zip(setting.values, setting.labels, strict=True)]
            row = self._add_title(row, title)
            for place, (value, _) in enumerate(choices):
                button = self.buttons[setting.name, value] = TouchButton("toggle", small=True)
                button.clicked.connect(
                    lambda _=False, name=setting.name, value=value: self._choose(name, value)
                )
                span = 4 // len(choices)
                self._place(button, row, place * span, span)
            share_type(*(self.buttons[setting.name, value] for value in setting.values))
            row += 1
            if setting.name == "volume":
                self._place(self.sound, row, 0, 2)
                self._place(self._no_sound, row, 2, 2)
                row += 1
        accepts = self._accept is not None
        row = self._add_action(row, self._view_title, self.view_button, accepts)
        row = self._add_action(row, self._close_title, self.close_button, closes)
        stretches = (2, 1, 1, 1, 1)
        if self._stacked or self._mirrored:
            stretches = (1, 1, 1, 1, 0 if self._stacked else 2)
        for column, stretch in enumerate(stretches):
            self._grid.setColumnStretch(column, stretch)
        self._grid.setRowStretch(row, 1)
        self.sound.show()
        if self._style is not None:
            self._size(self._style)

    def _add_title(self, row: int, title: FittedLabel) -> int:
        """Put a title above or beside the buttons of `row`; return the row for these."""
        if self._stacked:
            self._grid.addWidget(title, row, 0, 1, 4)
            return row + 1
        self._grid.addWidget(title, row, 4 if self._mirrored else 0)
        return row

    def _add_action(self, row: int, heading: FittedLabel, button: TouchButton, wanted: bool) -> int:
        """Put a button with its heading into the grid, if it is wanted; return the next row."""
        if wanted:
            row = self._add_title(row, heading)
            self._place(button, row, 0, 2)
            row += 1
        heading.setVisible(wanted)
        button.setVisible(wanted)
        return row

    def _write(self, settings: tuple[SettingView, ...], language: Language) -> None:
        for setting in settings:
            self._titles[setting.name].setText(setting.title)
            for value, label in zip(setting.values, setting.labels, strict=True):
                button = self.buttons[setting.name, value]
                button.setText(label)
                button.setChecked(value == setting.chosen)
        self.sound.setText(translate(words.TRY_SOUND, language))
        self._no_sound.setText(translate(words.NO_SOUND, language))
        self._view_title.setText(translate(words.CAMERA_VIEW, language))
        self.view_button.setText(translate(words.ACCEPT_VIEW, language))
        self._pin_title.setText(translate(pin_words.SETTING, language))
        self.pin_button.setText(translate(pin_words.TITLE, language))
        self._practice_title.setText(translate(words.PRACTICE, language))
        self.practice_button.setText(translate(shared_words.PRACTICE, language))
        self._write_close(language)

    def _choose(self, name: Name, value: str) -> None:
        self._preferences.put(name, value, self._number, for_terminal=self._sets_terminal)

    def _write_close(self, language: Language) -> None:
        self._close_title.setText(translate(words.CLOSE_TITLE, language))
        text = words.CLOSE_SURE if self._closing else words.CLOSE
        self.close_button.setText(translate(text, language))

    def _close_touched(self) -> None:
        if self._closing:
            self._close()
        else:
            self._closing = True
            self._write_close(self._language())

    def entered(self) -> None:
        """Forget a touch from before."""
        self._closing = False
        self._write_close(self._language())

    def _language(self) -> Language:
        return self._shown[1] if self._shown else Language.ID

    def _view(self) -> None:
        if self._accept is not None:
            self._accept()
            self.notified.emit(translate(words.VIEW_ACCEPTED, self._language()))

    def restyle(self, style: Style) -> None:
        """Take sizes and colours of `style`."""
        before, known = (self._stacked, self._mirrored), self._style is not None
        self._style = style
        turned = known and (self._stacked, self._mirrored) != before
        if turned:
            self._shown = None
            self._build(())
        self._size(style)

    def _size(self, style: Style) -> None:
        margin = style.px(theme.MARGIN)
        self._column.setContentsMargins(margin, margin, margin, margin)
        self._column.setSpacing(margin)
        self._grid.setContentsMargins(0, 0, margin, 0)
        self._grid.setSpacing(style.px(theme.GAP))
        for button in (*self.buttons.values(), *self._actions):
            button.restyle(style)
