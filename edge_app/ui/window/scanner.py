"""Readers that type: badges and passports come as keys that no hand is fast enough for."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication

PAUSE_S = 0.1  # a longer one between two keys is a hand's: what came before is dropped
END_MS = 200  # after the last key: a passport's second and third line follow sooner
MIN_CHARACTERS, MAX_CHARACTERS = 4, 512  # characters; a passport has 92

_ENDS = frozenset("\r\n\t")  # what readers send after a line, as a key or as Ctrl+M, J, I
_END_KEYS = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab, Qt.Key.Key_Backtab})
_CTRL = Qt.KeyboardModifier.ControlModifier
_HELD = _CTRL | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
_ALT_GR = _CTRL | Qt.KeyboardModifier.AltModifier  # with a text: a character of the third level


class Scanner(QObject):
    """Collect what a reader types. `scanned` carries it, with a line feed between its lines.

    A line ends with Enter, Tab or nothing at all. What is no text within it (Esc, a control
    character that a reader sends as Ctrl and a letter) is a blank; before it, it is nothing.
    `unreadable` is said when it is longer than any document.
    """

    scanned = Signal(str)
    unreadable = Signal()

    def __init__(
        self, parent: QObject | None = None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__(parent)
        self._clock = clock
        self._lines: list[str] = []
        self._line = ""
        self._last = 0.0
        self._too_long = False
        self._actions: dict[str, Callable[[], None]] = {}
        self._meant: Callable[[], None] | None = None  # a hand's, unless more keys follow
        self._timer = QTimer(self, singleShot=True, interval=END_MS)
        self._timer.timeout.connect(self._end)

    def watch(self) -> None:
        """Take the keys of the whole application from now on; nothing on the screens wants them."""
        app = QApplication.instance()
        if app is not None:
            app.installEventFilter(self)

    def on_key(self, keys: str, action: Callable[[], None]) -> None:
        """Call `action` when a hand presses `keys` ("Ctrl+N"); within a reader's they are nothing.

        Not Qt's shortcuts: those would act in the middle of a code that holds that character.
        """
        self._actions[QKeySequence(keys).toString()] = action

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        """Swallow every key: none is a shortcut, none presses a button, none closes anything."""
        if not isinstance(event, QKeyEvent):
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()  # nobody's shortcut: it comes again as a key
            return True
        if event.type() != QEvent.Type.KeyPress:
            return False
        if event.isAutoRepeat():  # a hand that rests on a key
            return True
        # When the key was pressed: a window that was busy sees a whole code late and at once.
        at = event.timestamp() / 1000 if event.spontaneous() and event.timestamp() else None
        return self.take_key(event.key(), event.text(), event.modifiers(), at)

    def take_key(
        self,
        key: int,
        text: str,
        modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
        at: float | None = None,
    ) -> bool:
        """Take one key, pressed `at` seconds; return True: it is a reader's, or nobody's here."""
        now, before = self._clock() if at is None else at, self._last
        sign = _sign(key, text, modifiers)
        if not sign:  # Shift, Ctrl, an arrow: alone they are nothing
            return True
        self._last = now
        burst = 0 <= now - before <= PAUSE_S
        if not burst:
            self._line = ""
        self._meant = None if burst else self._action(key, modifiers)
        if self._meant is not None:
            self._timer.start(round(PAUSE_S * 1000))
        elif sign in _ENDS:
            self._end_line()
        else:
            self._take(sign)
        return True

    def _action(self, key: int, modifiers: Qt.KeyboardModifier) -> Callable[[], None] | None:
        held = modifiers & (_HELD | Qt.KeyboardModifier.ShiftModifier)
        return self._actions.get(QKeySequence(held.value | key).toString())

    def _take(self, sign: str) -> None:
        if not sign.isprintable():
            sign = " " if self._line else ""
        if len(self._line) + sum(map(len, self._lines)) > MAX_CHARACTERS:
            self._too_long = True
        else:
            self._line += sign
        self._timer.start(END_MS)

    def _end_line(self) -> None:
        line, self._line = self._line.strip(), ""
        if len(line) >= MIN_CHARACTERS:
            self._lines.append(line)
        if self._lines:
            self._timer.start(END_MS)

    def _end(self) -> None:
        action, self._meant = self._meant, None
        self._end_line()
        self._timer.stop()
        text, too_long = "\n".join(self._lines), self._too_long
        self._lines, self._too_long = [], False
        if too_long:
            self.unreadable.emit()
        elif text:
            self.scanned.emit(text)
        if action is not None:
            action()


def _sign(key: int, text: str, modifiers: Qt.KeyboardModifier) -> str:
    """Return the character of a key, also a control character; empty: it has none."""
    if key in _END_KEYS:
        return "\n"
    if text and modifiers & _HELD == _ALT_GR:
        return text
    if modifiers & _CTRL and 0x40 <= key < 0x60:  # Ctrl and @, A to Z, [, \, ], ^, _
        return chr(key & 0x1F)
    if modifiers & _HELD:
        return ""
    return text
