"""A scene in a window that nobody sees: in any size, language, look and text, one after another."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import replace

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from edge_app.desk.session.preferences import Preferences
from edge_app.domain import Image
from edge_app.ui.look import theme
from edge_app.ui.screenshots.fake_desk import FakeLane, fake_desk, set_preferences
from edge_app.ui.screenshots.lane_scenes import CLOCK_S, WALL
from edge_app.ui.screenshots.scene import Scene
from edge_app.ui.window.application import application, delete
from edge_app.ui.window.kiosk_window import KioskWindow
from edge_app.ui.window.places import Place


def draw(scene: Scene, size: tuple[int, int], preferences: Preferences) -> Image:
    """Return the screen of `scene`, `size` (width, height) in pixels: (height, width, 3) uint8."""
    renderer = Renderer(scene, size, preferences)
    image = renderer.image()
    renderer.leave()
    return image


class Renderer:
    """Show `scene` in a window; `leave` it in the end."""

    def __init__(self, scene: Scene, size: tuple[int, int], preferences: Preferences) -> None:
        """Open a window of `size` (width, height) pixels."""
        self._scene = scene
        self._now = CLOCK_S - theme.ANSWER_GUARD_S
        lane, self._ending = FakeLane(scene.view), ExitStack()
        self._desk = self._ending.enter_context(
            fake_desk(
                lane,
                scene.session,
                scene.alerts,
                scene.handover,
                scene.calls,
                scene.revealed,
                scene.photograph,
            )
        )
        self._set(preferences)
        window = self.window = KioskWindow(
            lane,
            self._desk,
            clock=lambda: self._now,
            wall=lambda: WALL,
            dpi=theme.DPI,
        )
        window.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
        if scene.screen is not None:
            window.replace_screen(scene.place, scene.screen())
        window.resize(*size)
        window.show()
        window.refresh()
        if scene.place is not Place.SIGN_IN and scene.session.working:
            for place in (*scene.through, scene.place):
                window.go(place)
                window.refresh()
        if scene.touch is not None:
            scene.touch(window.screens[scene.place])
        self._now = CLOCK_S  # the alert has been there for long enough: its answers are armed
        self._settle()

    def show(self, size: tuple[int, int], preferences: Preferences) -> None:
        """Show the same scene in another size, language, look or text."""
        self._set(preferences)
        self.window.resize(*size)
        self._settle()

    def image(self) -> Image:
        """Return what the window shows: (height, width, 3) uint8 RGB."""
        shot = self.window.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
        lines = np.frombuffer(shot.constBits(), np.uint8).reshape(shot.height(), -1)
        # Qt fills each line to a multiple of four bytes; the picture is copied before `shot` goes.
        return lines[:, : shot.width() * 3].reshape(shot.height(), shot.width(), 3).copy()

    def leave(self) -> None:
        """Close the window and the desk."""
        self.window.leave()
        delete(self.window)
        self._ending.close()

    def _set(self, preferences: Preferences) -> None:
        wanted = replace(preferences, visitor=self._scene.visitor)
        set_preferences(self._desk.preferences, wanted)

    def _settle(self) -> None:
        for _ in range(2):
            self.window.refresh()
            application().processEvents()  # the layouts take up the new texts
