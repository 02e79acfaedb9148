"""Pictures from whatever OpenCV opens: a camera, an RTSP address, a video file, a GIF.

OpenCV cannot convert a picture that its stream marks as interlaced: it hands out memory that nobody
wrote, the same each time. Such a stream is opened once more through FFmpeg's filters, which make
one whole picture of its two halves.
"""

from __future__ import annotations

import os
import re
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

import cv2
import numpy as np

from edge_app.domain import Image
from edge_app.errors import SourceError
from edge_app.pipeline.camera_settings import TURNS, WIDEST_ASPECT
from edge_app.pipeline.frame_check import as_rgb

OPEN_TIMEOUT_MS = 5000  # of an address that does not answer
READ_TIMEOUT_MS = 3000  # without a frame: the camera is lost
NOMINAL_FPS = 25.0  # of a recording that does not say
MAX_BROKEN = 500  # pictures in a row that a recording may lose and go on
MAX_BROKEN_LIVE = 8  # of a camera, within READ_TIMEOUT_MS
# What a recording may announce beyond its last picture: sound goes on, lengths are rounded.
SLACK_S, SLACK_SHARE = 0.5, 0.05

_OPTIONS = "OPENCV_FFMPEG_CAPTURE_OPTIONS"
_options_lock = Lock()


class VideoSource:
    """One opened address. One thread at a time."""

    def __init__(self, address: str | Path, live: bool, name: str) -> None:
        """Open at once: `address` is a device's file, as a path, or what FFmpeg takes.

        Raise SourceError.
        """
        self.live = live
        self._turn: int | None = None  # of cv2.rotate: OpenCV itself turns all but filtered ones
        self._capture = _open(address)
        if not self._capture.isOpened():
            self._capture.release()
            raise SourceError(
                f"{name}: the camera does not answer; check that it is connected and not in use"
                if live
                else f"{name}: not a video that can be read"
            )
        fps = self._capture.get(cv2.CAP_PROP_FPS)
        self._fps = fps if 0 < fps <= 1000 else NOMINAL_FPS
        announced = 0.0 if live else self._capture.get(cv2.CAP_PROP_FRAME_COUNT)
        self._announced_s = announced / self._fps if 0 < announced < 1e9 else 0.0
        self._last_s: float | None = None
        self._over = False
        self._ahead: deque[tuple[float, Image | None]] = deque()
        self.pixel_aspect = _stated_aspect(self._capture)
        self._look_ahead(address)

    def read(self) -> tuple[float, Image | None] | None:
        """Return as PictureSource does: a picture that cannot be decoded is one without an image.

        So are those that a recording announces and does not hold.
        """
        if not self._ahead and not self._over:
            self._fetch()
        return self._ahead.popleft() if self._ahead else None

    def close(self) -> None:
        """Release the device or file."""
        self._capture.release()

    def _fetch(self) -> None:
        """Put the next picture into `_ahead`, after one without an image for each that broke."""
        began, broken = time.monotonic(), 0
        there, raw = self._capture.read()
        while not there:
            broken += 1
            if broken > (MAX_BROKEN_LIVE if self.live else MAX_BROKEN) or (
                self.live and (time.monotonic() - began) * 1000 > READ_TIMEOUT_MS / 2
            ):
                self._end()
                return
            there, raw = self._capture.read()
        time_s = self._capture.get(cv2.CAP_PROP_POS_MSEC) / 1000
        first, step = self._last_s, 1 / self._fps
        for number in range(broken):
            lost_s = number * step if first is None else first + (number + 1) * step
            self._ahead.append((lost_s, None))
            self._last_s = lost_s
        if self._last_s is not None and not time_s > self._last_s:
            time_s = self._last_s + step  # not told, or a damaged stamp that runs back
        self._last_s = time_s
        image = as_rgb(raw)
        if image is not None and self._turn is not None:
            image = np.asarray(cv2.rotate(image, self._turn), np.uint8)
        self._ahead.append((time_s, image))

    def _end(self) -> None:
        """Add what was announced and did not come."""
        self._over = True
        last_s = self._last_s if self._last_s is not None else -1 / self._fps
        missing_s = self._announced_s - (last_s + 1 / self._fps)
        if missing_s > max(SLACK_S, SLACK_SHARE * self._announced_s):
            for number in range(round(missing_s * self._fps)):
                self._ahead.append((last_s + (number + 1) / self._fps, None))

    def _look_ahead(self, address: str | Path) -> None:
        """Read two pictures; where the second repeats the first, open through the filters."""
        self._fetch()
        if not self._over:
            self._fetch()
        images = [image for _, image in self._ahead if image is not None][:2]
        if isinstance(address, Path) or len(images) < 2 or not _equal(*images):
            return
        orientation = int(self._capture.get(cv2.CAP_PROP_ORIENTATION_META)) % 360
        if self.live:  # many a camera serves one reader
            self._capture.release()
        filtered = _open_filtered(address, self.live)
        there, raw = filtered.read() if filtered.isOpened() else (False, None)
        image = as_rgb(raw) if there else None
        if image is None or (not self.live and _equal(image, images[0])):  # it stands still
            filtered.release()
            if self.live:
                self._capture = _open(address)
            return
        self._capture.release()
        self._capture, self._turn = filtered, TURNS.get(orientation)
        self._ahead.clear()
        self._last_s, self._over = None, False
        if self._turn is not None:
            image = np.asarray(cv2.rotate(image, self._turn), np.uint8)
        self._last_s = 0.0
        self._ahead.append((0.0, image))


def _equal(one: Image, other: Image) -> bool:
    return one.shape == other.shape and bool(np.array_equal(one, other))


def _open(address: str | Path) -> cv2.VideoCapture:
    if isinstance(address, Path):
        return cv2.VideoCapture(str(address), cv2.CAP_V4L2)
    timeouts = [cv2.CAP_PROP_OPEN_TIMEOUT_MSEC, OPEN_TIMEOUT_MS]
    timeouts += [cv2.CAP_PROP_READ_TIMEOUT_MSEC, READ_TIMEOUT_MS]
    return cv2.VideoCapture(address, cv2.CAP_FFMPEG, timeouts)


def _open_filtered(address: str, live: bool) -> cv2.VideoCapture:
    """Open through FFmpeg's filters: pictures marked as interlaced become whole ones."""
    graph = f"movie=filename={_escaped(address)}"
    if live:  # OpenCV's own timeouts do not reach the stream behind a filter
        options = f"rtsp_transport=tcp:timeout={OPEN_TIMEOUT_MS * 1000}"
        graph += f":format_opts={_escaped(options)}"
    with _capture_options("input_format;lavfi"):
        return cv2.VideoCapture(f"{graph},yadif=deint=interlaced", cv2.CAP_FFMPEG)


def _escaped(value: str) -> str:
    """Return `value` for a filter's option within a graph: FFmpeg unescapes twice."""
    return re.sub(r"([\\'\[\],;])", r"\\\1", re.sub(r"([\\':])", r"\\\1", value))


@contextmanager
def _capture_options(options: str) -> Iterator[None]:
    """Let OpenCV open with these options: it takes them from the environment alone."""
    with _options_lock:
        before = os.environ.get(_OPTIONS)
        os.environ[_OPTIONS] = options
        try:
            yield
        finally:
            if before is None:
                del os.environ[_OPTIONS]
            else:
                os.environ[_OPTIONS] = before


def _stated_aspect(capture: cv2.VideoCapture) -> float:
    """Return a pixel's width to its height, as the stream states it; 1 where it says nothing."""
    width = capture.get(cv2.CAP_PROP_SAR_NUM)
    height = capture.get(cv2.CAP_PROP_SAR_DEN)
    if not (width > 0 and height > 0) or not 1 / WIDEST_ASPECT <= width / height <= WIDEST_ASPECT:
        return 1.0  # nothing, or a damaged header
    sideways = int(capture.get(cv2.CAP_PROP_ORIENTATION_META)) % 180 == 90
    return float(height / width if sideways else width / height)
