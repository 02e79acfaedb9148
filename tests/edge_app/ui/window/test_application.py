"""The application starts beside OpenCV, and ends when it is told to."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

from edge_app.ui.window.application import forget_opencv_plugins
from tests.waiting import PATIENCE_S

START = """
import cv2, os

assert "cv2" in os.environ.get("QT_QPA_PLATFORM_PLUGIN_PATH", "cv2")
import sys, time
from datetime import datetime, timezone
from PySide6.QtCore import QTimer
from edge_app.domain import Counts, LaneView, SourceState
from edge_app.desk.alerts.views import NO_ALERTS
from edge_app.desk.session.views import OPEN
from edge_app.ui.window.application import application, run
from edge_app.ui.window.kiosk_window import KioskWindow
from edge_app.ui.screenshots.fake_desk import FakeLane, fake_desk

application()
view = LaneView(None, SourceState.STARTING, "", (), (), Counts(), 0.0, (), 0)
lane = FakeLane(view)
with fake_desk(lane, OPEN, NO_ALERTS) as desk:
    window = KioskWindow(lane, desk)
    QTimer.singleShot(200, lambda: print("up", window.isFullScreen(), flush=True))
    sys.exit(run(window))
"""


def test_only_opencvs_own_folders_are_forgotten() -> None:
    environment = {
        "QT_QPA_PLATFORM_PLUGIN_PATH": "/lib/site-packages/cv2/qt/plugins",
        "QT_QPA_FONTDIR": "/usr/share/fonts",
        "QT_QPA_PLATFORM": "offscreen",
    }
    forget_opencv_plugins(environment)
    assert environment == {"QT_QPA_FONTDIR": "/usr/share/fonts", "QT_QPA_PLATFORM": "offscreen"}


def test_window_opens_after_opencv_was_imported_and_ends_on_sigterm() -> None:
    environment = dict(os.environ, QT_QPA_PLATFORM="offscreen")
    with subprocess.Popen(
        [sys.executable, "-c", START], stdout=subprocess.PIPE, text=True, env=environment
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "up True\n"
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=PATIENCE_S) == 0
