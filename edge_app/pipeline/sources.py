"""Where pictures come from: camera, RTSP address, video, GIF, folder of images."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

import cv2

from edge_app.domain import Image
from edge_app.errors import SourceError
from edge_app.pipeline.camera_settings import AS_IT_IS, CameraSettings, adjusted
from edge_app.pipeline.picture_source import PictureSource
from edge_app.pipeline.video_source import VideoSource
from models.errors import UnreadableImage
from models.images import other_files, picture_files, read_image

STILL_GAP_S = 10.0  # between the pictures of a folder: longer than a track is kept
CAMERA = re.compile(r"(?:/dev/video)?(\d{1,3})")
STREAM = re.compile(r"(rtsps?://)(.*)", re.IGNORECASE | re.DOTALL)
DEVICES = "/dev/"  # where links like /dev/v4l/by-id/… are: a camera keeps its link, not its number


class FolderSource:
    """The pictures of a folder, in order of their names, each taken as a scene of its own."""

    live = False

    def __init__(self, folder: Path) -> None:
        """Find the pictures. Raise SourceError when the folder holds none.

        `left_out`: a line on each file that was passed over so far.
        """
        self._files = picture_files(folder)
        self._next = 0
        self.left_out = [f"{file}: {why}" for file, why in other_files(folder)]
        if not self._files:
            raise SourceError(f"{folder}: no picture in the folder{_in_short(self.left_out)}")

    def read(self) -> tuple[float, Image | None] | None:
        """Return as PictureSource does; (time, None) for a picture that cannot be read."""
        if self._next == len(self._files):
            return None
        file, time_s = self._files[self._next], self._next * STILL_GAP_S
        self._next += 1
        try:
            return time_s, read_image(file)
        except UnreadableImage as error:
            self.left_out.append(str(error))
            return time_s, None

    def close(self) -> None:
        """Do nothing: no file is held."""


def _in_short(left_out: list[str]) -> str:
    """Return what was left out as the end of a line."""
    told = [line.rpartition("/")[2] for line in left_out[:3]]
    told += ["…"] if len(left_out) > 3 else []
    return f" ({'; '.join(told)})" if told else ""


def pictures_left_out(source: PictureSource) -> tuple[str, ...]:
    """Return a line on each file of a folder that was not read so far, and why."""
    return tuple(getattr(source, "left_out", ()))


def quiet_opencv() -> None:
    """Silence OpenCV: what goes wrong becomes an error or a state of the source."""
    cv2.utils.logging.setLogLevel(0)
    os.environ.setdefault("OPENCV_FFMPEG_LOGLEVEL", "-8")


def is_live(spec: str) -> bool:
    """Return whether `spec` is a camera or an address: it may be away and come back."""
    return is_stream(spec) or device_of(spec) is not None


def is_stream(spec: str) -> bool:
    """Return whether `spec` is an address of the network."""
    return STREAM.fullmatch(spec) is not None


def device_of(spec: str) -> Path | None:
    """Return the device's file that `spec` names, there or away; None: it names something else."""
    if camera := CAMERA.fullmatch(spec):
        return Path(f"{DEVICES}video{camera[1]}")
    path = Path(spec)
    try:
        if path.is_char_device():
            return path
        away = spec.startswith(DEVICES) and not path.exists()
    except OSError:  # a name that no file can have
        return None
    return path if away else None


def open_source(spec: str, settings: CameraSettings = AS_IT_IS) -> PictureSource:
    """Open `spec`: `0` or `/dev/video0`, `rtsp://…`, a video or GIF, a folder.

    Raise SourceError: one line that says what is wrong with it.
    """
    quiet_opencv()
    if device := device_of(spec):
        # OpenCV finds cameras by the names that the kernel gives them.
        return adjusted(
            VideoSource(Path(os.path.realpath(device)), live=True, name=str(device)), settings
        )
    if stream := STREAM.fullmatch(spec):
        address = stream[1].lower() + stream[2]  # FFmpeg knows small letters only
        return adjusted(VideoSource(address, live=True, name=without_password(spec)), settings)
    path = Path(spec)
    try:
        if path.is_dir():
            return adjusted(FolderSource(path), settings)
        size = path.stat().st_size
    except FileNotFoundError as error:
        raise SourceError(f"{spec}: no such file, folder or camera") from error
    except OSError as error:
        raise SourceError(f"{spec}: {error.strerror}") from error
    if size == 0:
        raise SourceError(f"{spec}: the file is empty (0 bytes)")
    # Absolute: FFmpeg takes what stands before a colon in `12:30.avi` for a protocol.
    return adjusted(VideoSource(str(path.absolute()), live=False, name=spec), settings)


def opener(spec: str, settings: CameraSettings = AS_IT_IS) -> Callable[[], PictureSource]:
    """Return what opens `spec` each time it is called.

    A recording is opened now: raises SourceError for one that cannot be read.
    """
    opened = [] if is_live(spec) else [open_source(spec, settings)]
    return lambda: opened.pop() if opened else open_source(spec, settings)


def without_password(address: str) -> str:
    """Return an address without `user:password@`, which may hold any sign.

    It ends before the first `key=value`.
    """
    return re.sub(r"[^/?&;]*=.*", "…", re.sub(r"//.*@", "//", address))
