"""The camera of this lane: which one, how it hangs, and what its pictures are worth.

What is chosen is tried at once and kept: the live picture is the test.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol

from edge_app.desk.readers import ReaderPool
from edge_app.desk.session.roles import Action, may
from edge_app.desk.session.views import SessionView
from edge_app.domain import Image, Track
from edge_app.pipeline.camera_settings import Camera, CameraSettings
from edge_app.pipeline.cameras import CameraDevice, find_cameras
from edge_app.pipeline.focus import steepness
from edge_app.pipeline.lane_faults import DARK_FACE
from edge_app.store.audit_log import AuditLog
from sync.logs import describe_fault
from sync.protocol.errors import SyncError

log = logging.getLogger(__name__)

# Pixels across a face: of 60 wide 98% are found, of 40 wide 74% (the README's table).
TOO_FAR, FAR = 50, 80
TOO_DARK = 2 * DARK_FACE
TOO_BRIGHT = 0.9  # mean luminance of a face: its features are gone
SOFT = 0.4  # of an edge in one pixel; a camera in focus has 0.65 to 0.75


class CameraPlace(Protocol):
    """Where the camera is plugged in: the lane, and what the terminal keeps."""

    def chosen(self) -> Camera:
        """Return the camera that delivers now."""

    def use(self, camera: Camera) -> None:
        """Let the lane look through `camera` from now on; return at once."""

    def keep(self, camera: Camera) -> None:
        """Have it so after a restart too. Raise OSError, StateError."""


@dataclass(frozen=True, slots=True)
class CameraView:
    """What is chosen, and what could be."""

    chosen: Camera | None  # None: this terminal's source is no camera, and cannot be changed
    devices: tuple[CameraDevice, ...] = ()
    unkept: bool = False  # the choice works, and could not be written down


@dataclass(frozen=True, slots=True)
class CameraFigures:
    """What a picture is worth, for who points the camera."""

    size: tuple[int, int]  # width and height in pixels
    face: float | None  # pixels across the largest face in view; None: nobody is
    light: float | None  # mean luminance of that face, 0..1
    sharp: float | None  # of an edge's contrast in one pixel, 0..1; None: nothing to see


class CameraDesk:
    """From the window's thread, but for what the pool does."""

    def __init__(
        self,
        place: CameraPlace | None,
        session: Callable[[], SessionView],
        audit_log: AuditLog,
        readers: ReaderPool,
        find: Callable[[], tuple[CameraDevice, ...]] = find_cameras,
    ) -> None:
        """Look for no camera yet. `place`: None where the source cannot be changed."""
        self._place, self._session, self._audit_log, self._find = place, session, audit_log, find
        self._commands = readers.queue()
        chosen = place.chosen() if place is not None else None
        self._view = CameraView(chosen)
        self._changing = threading.Lock()  # from the view that is to the one that follows

    def view(self) -> CameraView:
        """Return what is chosen and what could be."""
        return self._view

    def look(self) -> None:
        """Look which cameras are plugged in; return at once."""
        self._commands.submit(self._search)

    def choose(self, source: str) -> None:
        """Take another camera; it hangs in its own way."""
        if self._view.chosen is not None and source != self._view.chosen.source:
            self._change(Camera(source))

    def hang(self, settings: CameraSettings) -> None:
        """Say how the camera hangs."""
        if self._view.chosen is not None:
            self._change(replace(self._view.chosen, settings=settings))

    def _change(self, camera: Camera) -> None:
        session = self._session()
        if self._place is None or not may(session.role, Action.TEND_CAMERA):
            return
        self._place.use(camera)
        with self._changing:
            self._view = replace(self._view, chosen=camera, unkept=False)
        self._commands.submit(lambda: self._keep(camera, session.number))

    def _keep(self, camera: Camera, officer: str) -> None:
        if self._place is None:
            return
        settings = camera.settings
        self._audit_log.note(  # never its address: that may hold a password
            officer,
            "camera-changed",
            rotate=settings.rotate,
            aspect_percent=round(100 * (settings.pixel_aspect or 1)),
            interlaced=int(settings.interlaced),
        )
        try:
            self._place.keep(camera)
        except (OSError, SyncError) as error:
            log.warning("a camera is not kept: %s", describe_fault(error))
            with self._changing:
                self._view = replace(self._view, unkept=True)

    def _search(self) -> None:
        devices = self._find()
        with self._changing:
            self._view = replace(self._view, devices=devices)


def figures(image: Image, tracks: tuple[Track, ...]) -> CameraFigures:
    """Return what a picture (h, w, 3) uint8 with these faces is worth."""
    height, width = image.shape[:2]
    largest = max((track.box for track in tracks), key=lambda box: box.w, default=None)
    face = light = None
    if largest is not None:
        face = largest.w
        inside = largest.clipped(width, height)
        x, y = int(inside.x), int(inside.y)
        part = image[y : y + max(int(inside.h), 1), x : x + max(int(inside.w), 1)]
        light = float(part.mean()) / 255 if part.size else None
    return CameraFigures((width, height), face, light, steepness(image))
