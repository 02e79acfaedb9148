"""Where pictures come from: camera, RTSP address, video, GIF, folder of images."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import cv2

from edge_app.domain import Image
from edge_app.errors import SourceError
from edge_app.pipeline.frame_check import as_rgb
from models.errors import UnreadableImage
from models.images import picture_files, read_image

OPEN_TIMEOUT_MS = 5000  # of an address that does not answer
READ_TIMEOUT_MS = 3000  # without a frame: the camera is lost
STILL_GAP_S = 10.0  # between the pictures of a folder: longer than a track is kept
CAMERA = re.compile(r"(?:/dev/video)?(\d{1,3})")
STREAM = re.compile(r"rtsps?://")
NOMINAL_FPS = 25.0  # of a recording that does not say


class PictureSource(Protocol):
    """Pictures one after the other."""

    live: bool  # a camera: never ends, is opened again when lost, only the newest picture counts

    def read(self) -> tuple[float, Image | None] | None:
        """Return the next picture and its time in s; (time, None): unreadable; None: no more."""
        ...

    def close(self) -> None:
        """Release the device or file."""
        ...


class VideoSource:
    """Whatever OpenCV opens: a camera, an RTSP address, a video file, a GIF."""

    def __init__(self, address: str | int, live: bool, name: str) -> None:
        """Open at once. Raise SourceError."""
        self.live = live
        backend = cv2.CAP_V4L2 if isinstance(address, int) else cv2.CAP_FFMPEG
        timeouts = [cv2.CAP_PROP_OPEN_TIMEOUT_MSEC, OPEN_TIMEOUT_MS]
        timeouts += [cv2.CAP_PROP_READ_TIMEOUT_MSEC, READ_TIMEOUT_MS]
        parameters = timeouts if isinstance(address, str) else []
        # OpenCV's typing has one signature for names and one for numbers.
        self._capture = (
            cv2.VideoCapture(address, backend)
            if isinstance(address, int)
            else cv2.VideoCapture(address, backend, parameters)
        )
        if not self._capture.isOpened():
            self._capture.release()
            raise SourceError(
                f"{name}: the camera does not answer; check that it is connected and not in use"
                if live
                else f"{name}: not a video that can be read"
            )
        fps = self._capture.get(cv2.CAP_PROP_FPS)
        self._fps = fps if 0 < fps <= 1000 else NOMINAL_FPS
        self._last_s: float | None = None

    def read(self) -> tuple[float, Image | None] | None:
        """Return as PictureSource does. The decoder passes over a recording's corrupt frames."""
        there, raw = self._capture.read()
        if not there:
            return None
        time_s = self._capture.get(cv2.CAP_PROP_POS_MSEC) / 1000
        if self._last_s is not None and not time_s > self._last_s:
            time_s = self._last_s + 1 / self._fps  # not told, or a damaged stamp that runs back
        self._last_s = time_s
        return time_s, as_rgb(raw)

    def close(self) -> None:
        """Release the device or file."""
        self._capture.release()


class FolderSource:
    """The pictures of a folder, in order of their names, each taken as a scene of its own."""

    live = False

    def __init__(self, folder: Path) -> None:
        """Find the pictures. Raise SourceError when the folder holds none."""
        self._files = picture_files(folder)
        self._next = 0
        if not self._files:
            raise SourceError(f"{folder}: no picture in the folder")

    def read(self) -> tuple[float, Image | None] | None:
        """Return as PictureSource does; (time, None) for a picture that cannot be read."""
        if self._next == len(self._files):
            return None
        file, time_s = self._files[self._next], self._next * STILL_GAP_S
        self._next += 1
        try:
            return time_s, read_image(file)
        except UnreadableImage:
            return time_s, None

    def close(self) -> None:
        """Do nothing: no file is held."""


def quiet_opencv() -> None:
    """Silence OpenCV: what goes wrong becomes an error or a state of the source."""
    cv2.utils.logging.setLogLevel(0)
    os.environ.setdefault("OPENCV_FFMPEG_LOGLEVEL", "-8")


def is_live(spec: str) -> bool:
    """Return whether `spec` is a camera or an address: it may be away and come back."""
    return bool(CAMERA.fullmatch(spec) or STREAM.match(spec))


def open_source(spec: str) -> PictureSource:
    """Open `spec`: `0` or `/dev/video0`, `rtsp://…`, a video or GIF, a folder.

    Raise SourceError: one line that says what is wrong with it.
    """
    quiet_opencv()
    if camera := CAMERA.fullmatch(spec):
        return VideoSource(int(camera[1]), live=True, name=f"/dev/video{camera[1]}")
    if STREAM.match(spec):
        return VideoSource(spec, live=True, name=_without_password(spec))
    path = Path(spec)
    try:
        if path.is_dir():
            return FolderSource(path)
        size = path.stat().st_size
    except FileNotFoundError as error:
        raise SourceError(f"{spec}: no such file, folder or camera") from error
    except OSError as error:
        raise SourceError(f"{spec}: {error.strerror}") from error
    if size == 0:
        raise SourceError(f"{spec}: the file is empty (0 bytes)")
    # Absolute: FFmpeg takes what stands before a colon in `12:30.avi` for a protocol.
    return VideoSource(str(path.absolute()), live=False, name=spec)


def opener(spec: str) -> Callable[[], PictureSource]:
    """Return what opens `spec` each time it is called.

    A recording is opened now: raises SourceError for one that cannot be read.
    """
    opened = [] if is_live(spec) else [open_source(spec)]
    return lambda: opened.pop() if opened else open_source(spec)


def _without_password(address: str) -> str:
    """Return an address without `user:password@`, which may hold any sign.

    It ends before the first `key=value`.
    """
    return re.sub(r"[^/?&;]*=.*", "…", re.sub(r"//.*@", "//", address))
