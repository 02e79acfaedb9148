"""Which camera a terminal has, and how it hangs: `kiosk/camera.json`, the kiosk's own, 0600.

The address of a camera may hold its password.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from edge_app.pipeline.camera_settings import DEFAULT_SOURCE, WIDEST_ASPECT, Camera, CameraSettings
from models.whole_file import write_whole
from sync.protocol.errors import PackageError
from sync.protocol.wire import Wire
from sync.terminal.errors import StateError
from sync.terminal.state import TerminalState

MAX_ADDRESS = 1000  # signs


class _CameraFile(Wire):
    """The file; every field has the value of a terminal that was told nothing."""

    source: Annotated[str, StringConstraints(min_length=1, max_length=MAX_ADDRESS)] = DEFAULT_SOURCE
    rotate: Literal[0, 90, 180, 270] = 0
    pixel_aspect: Annotated[float, Field(ge=1 / WIDEST_ASPECT, le=WIDEST_ASPECT)] | None = None
    interlaced: bool = False


def camera_file(state: TerminalState) -> Path:
    """Return where a terminal's camera is written down."""
    return state.kiosk_store.with_name("camera.json")


def read_camera(state: TerminalState) -> Camera:
    """Return the camera that was chosen; the first one, as it is, where none was.

    Raise StateError for a damaged file.
    """
    path = camera_file(state)
    try:
        held = _CameraFile.from_json(path.read_bytes())
    except FileNotFoundError:
        return Camera()
    except PackageError:  # its text may repeat the address
        raise StateError(
            f"{path} is damaged; choose the camera again: `gapura provision camera`", "damaged"
        ) from None
    return Camera(held.source, CameraSettings(held.rotate, held.pixel_aspect, held.interlaced))


def write_camera(state: TerminalState, camera: Camera) -> None:
    """Put `camera` in its place, whole. Raise StateError for an address too long, OSError."""
    if not 0 < len(camera.source) <= MAX_ADDRESS:
        raise StateError(f"a camera's address has 1 to {MAX_ADDRESS} signs", "config")
    settings = camera.settings
    held = _CameraFile.model_validate(
        {
            "source": camera.source,
            "rotate": settings.rotate,
            "pixel_aspect": settings.pixel_aspect,
            "interlaced": settings.interlaced,
        }
    )
    path = camera_file(state)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    write_whole(path, held.to_json(), 0o600)
