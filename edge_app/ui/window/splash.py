"""What is on the screen before the window: the name, and what is being opened just now.

It is there within a second, so it opens nothing but Qt; all else is opened on a thread behind it.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from typing import TypeVar

from PySide6.QtCore import QEventLoop, QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from edge_app.opening import OpeningStage
from edge_app.ui.kit.boot_log import SPLASH, note_painted
from edge_app.ui.look import theme
from edge_app.ui.look.theme import TextRole, Tone
from edge_app.ui.text.language import Language, translate
from edge_app.ui.text.message import Message
from edge_app.ui.window import splash_words as words
from edge_app.ui.window.application import application, show_on_screen

LOOK_INTERVAL_MS = 20  # between two looks whether all is open

T = TypeVar("T")
Tell = Callable[[OpeningStage], None]

_STAGES: dict[OpeningStage, Message] = {
    OpeningStage.PROGRAM: words.PROGRAM,
    OpeningStage.STORE: words.STORE,
    OpeningStage.MODELS: words.MODELS,
    OpeningStage.WINDOW: words.WINDOW,
}


class Splash(QWidget):
    """Show the name and a stage, in Indonesian and under it in English: nobody chose yet."""

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle("Gapura")
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.stage = OpeningStage.PROGRAM

    def show_stage(self, stage: OpeningStage) -> None:
        """Show what is being opened."""
        if stage is not self.stage:
            self.stage = stage
            self.update()

    def lines(self) -> tuple[str, ...]:
        """Return the name, and the stage in both languages."""
        stage = _STAGES[self.stage]
        texts = (translate(stage, language) for language in Language)
        return "Gapura", *(f"{text} …" for text in texts)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        """Draw the three lines in the middle."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(theme.DARK[Tone.BACKGROUND]))
        scale = theme.scale_for(self.width(), self.height())
        roles = (TextRole.DISPLAY, TextRole.HEADING, TextRole.BODY)
        top = self.height() * 0.4
        for role, line in zip(roles, self.lines(), strict=True):
            size, weight, tone = theme.TYPE[role]
            font = QFont(self.font())
            font.setPixelSize(max(round(size * scale), 1))
            font.setWeight(QFont.Weight(weight))
            painter.setFont(font)
            painter.setPen(QColor(theme.DARK[tone]))
            high = size * scale * 1.9
            painter.drawText(
                QRectF(0, top, self.width(), high), Qt.AlignmentFlag.AlignHCenter, line
            )
            top += high
        painter.end()
        note_painted(SPLASH)


@contextmanager
def opened_behind(work: Callable[[Tell], T], meanwhile: Callable[[], None]) -> Iterator[T]:
    """Yield what `work` returns, which runs on a thread behind the splash.

    `work` is given what tells the stage; `meanwhile` runs on this thread, once the splash is
    painted. The splash stays until the block ends its first round of events, or fails. Raise what
    `work` raises.
    """
    app, splash = application(), Splash()
    told: list[OpeningStage] = [OpeningStage.PROGRAM]
    done: Future[T] = Future()

    def run() -> None:
        try:
            done.set_result(work(told.append))
        except BaseException as error:  # noqa: BLE001  the main thread raises it
            done.set_exception(error)

    show_on_screen(splash)
    app.processEvents()
    worker = threading.Thread(target=run, name="opening", daemon=True)
    worker.start()
    try:
        meanwhile()
        loop, timer = QEventLoop(), QTimer(interval=LOOK_INTERVAL_MS)

        def look() -> None:
            splash.show_stage(told[-1])
            if done.done():
                loop.quit()

        timer.timeout.connect(look)
        timer.start()
        loop.exec()
        timer.stop()
        opened = done.result()
        splash.show_stage(OpeningStage.WINDOW)
        app.processEvents()
        QTimer.singleShot(0, splash.close)  # the window is above it by then
        yield opened
    finally:
        splash.close()
