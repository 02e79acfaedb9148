"""Readers that type: badges and passports come as keys that no hand is fast enough for."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

PAUSE_S = 0.1  # a longer one between two keys is a hand's: what came before is dropped
END_MS = 200  # after the last Enter: a passport's second and third line follow sooner
MIN_CHARACTERS, MAX_CHARACTERS = 4, 512  # characters; a passport has 92

_ENDS = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_HELD = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)


class Scanner(QObject):
    """Collect what a reader types. `scanned` carries it, with a line feed between its lines.

    `unreadable` is said when it is longer than any document, or its keys are no text.
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
        self._damaged = False
        self._timer = QTimer(self, singleShot=True, interval=END_MS)
        self._timer.timeout.connect(self._end)

    def watch(self) -> None:
        """Take the keys of the whole application from now on; nothing on the screens wants them."""
        app = QApplication.instance()
        if app is not None:
            app.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        """Swallow keys without Ctrl, Alt and Meta; everything else goes its way."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        function_key = event.key() >= Qt.Key.Key_F1.value and not event.text()
        if event.modifiers() & _HELD or function_key:
            return False
        return self.take_key(event.key(), event.text())

    def take_key(self, key: int, text: str) -> bool:
        """Take one key; return True when it was a reader's, or is nobody's business here."""
        now = self._clock()
        if self._line and now - self._last > PAUSE_S:
            self._line = ""
        self._last = now
        if key in _ENDS:
            self._end_line()
        elif text:
            self._damaged |= not text.isprintable()
            if len(self._line) + sum(map(len, self._lines)) > MAX_CHARACTERS:
                self._damaged = True
            else:
                self._line += text
        return True

    def _end_line(self) -> None:
        if len(self._line) >= MIN_CHARACTERS or self._damaged:
            self._lines.append(self._line)
            self._timer.start()
        self._line = ""

    def _end(self) -> None:
        text, damaged = "\n".join(self._lines), self._damaged
        self._lines, self._damaged = [], False
        if damaged:
            self.unreadable.emit()
        else:
            self.scanned.emit(text)
