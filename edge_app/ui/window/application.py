"""The Qt application: made free of OpenCV's plugins, ended by a signal or by the technician."""

from __future__ import annotations

import os
import signal
from collections.abc import MutableMapping
from pathlib import PurePath
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QWidget

from edge_app.ui.look import theme
from edge_app.ui.text.letters import draws
from edge_app.ui.text.names import use_fonts
from edge_app.ui.text.translator import open_translations

if TYPE_CHECKING:  # the splash is painted before all that a window opens
    from edge_app.ui.window.kiosk_window import KioskWindow

_PLUGIN_VARIABLES = ("QT_QPA_PLATFORM_PLUGIN_PATH", "QT_QPA_FONTDIR", "QT_PLUGIN_PATH")


def forget_opencv_plugins(environment: MutableMapping[str, str]) -> None:
    """Remove Qt's path variables where they point into OpenCV's package.

    `import cv2` sets them to the plugins of the Qt 5 in its own wheel; PySide6 cannot load those.
    """
    for variable in _PLUGIN_VARIABLES:
        if "cv2" in PurePath(environment.get(variable, "")).parts:
            del environment[variable]


def application() -> QApplication:
    """Return the process's one QApplication, made at the first call; call it after all imports."""
    present = QApplication.instance()
    if isinstance(present, QApplication):
        return present
    forget_opencv_plugins(os.environ)
    made = QApplication(["gapura"])
    made.setApplicationName("Gapura")
    font = QFont()
    font.setFamilies(list(theme.FONT_FAMILIES))
    made.setFont(font)
    open_translations()
    use_fonts(draws)
    return made


def show_on_screen(window: QWidget) -> None:
    """Show `window` on the whole screen."""
    window.setGeometry(application().primaryScreen().geometry())  # where no window manager does it
    window.showFullScreen()


def delete(window: QWidget) -> None:
    """Delete `window` and all it holds now, where no event loop runs.

    `processEvents` leaves what is to be deleted later.
    """
    window.deleteLater()
    QCoreApplication.sendPostedEvents(window, QEvent.Type.DeferredDelete)


def run(window: KioskWindow, full_screen: bool = True, seconds: float | None = None) -> int:
    """Show `window` until a technician closes it or SIGTERM or SIGINT arrives; Qt's exit status.

    `seconds`: leave it after as long, for a demonstration.

    To be called on the main thread: signals are Python's, and the window's timer lets them in.
    """
    app = application()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: QCoreApplication.exit(0))
    if full_screen:
        show_on_screen(window)
    else:
        window.resize(1280, 800)
        window.show()
    from edge_app.ui.window.small_panel import tell_small_panel  # with the window: it takes time

    tell_small_panel(window)
    if seconds is not None:
        QTimer.singleShot(round(seconds * 1000), window.leave)
    return int(app.exec())
