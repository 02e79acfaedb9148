"""Which camera a terminal has, and how it hangs: `kiosk/camera.json`, the kiosk's own, 0600.

The address of a camera may hold its password: then the file has the address without it, and the
whole one sealed to the kiosk's own key, so that a disk tells it to nobody who has no key.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from edge_app.pipeline.camera_settings import DEFAULT_SOURCE, WIDEST_ASPECT, Camera, CameraSettings
from edge_app.pipeline.sources import is_stream, without_password
from models.whole_file import write_whole
from sync.protocol.envelope.sealing import SealingKey, seal
from sync.protocol.errors import EnvelopeError, PackageError
from sync.protocol.wire import Wire
from sync.terminal.errors import StateError
from sync.terminal.state import TerminalState

MAX_ADDRESS = 1000  # signs
CONTEXT = "camera"  # of what is sealed

log = logging.getLogger(__name__)


class _CameraFile(Wire):
    """The file; every field has the value of a terminal that was told nothing."""

    source: Annotated[str, StringConstraints(min_length=1, max_length=MAX_ADDRESS)] = DEFAULT_SOURCE
    rotate: Literal[0, 90, 180, 270] = 0
    pixel_aspect: Annotated[float, Field(ge=1 / WIDEST_ASPECT, le=WIDEST_ASPECT)] | None = None
    interlaced: bool = False
    sealed: Annotated[bytes, Field(max_length=8192)] | None = None  # the address with its password


def camera_file(state: TerminalState) -> Path:
    """Return where a terminal's camera is written down."""
    return state.kiosk_store.with_name("camera.json")


def read_camera(state: TerminalState, strict: bool = False) -> Camera:
    """Return the camera that was chosen; the first one, as it is, where none was.

    A password that no key here opens, as after a wipe, is left out: the camera then says that it
    wants one. Raise StateError for a damaged file; `strict`: and for such a password.
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
    source = held.source
    if held.sealed is not None:
        try:
            source = _own_key(state).unseal(held.sealed, CONTEXT).decode()
        except (StateError, EnvelopeError) as error:
            text = f"{path}: no key here opens the camera's password; choose the camera again"
            if strict:
                raise StateError(text, "damaged") from error
            log.warning("%s", text)
    return Camera(source, CameraSettings(held.rotate, held.pixel_aspect, held.interlaced))


def write_camera(state: TerminalState, camera: Camera) -> None:
    """Put `camera` in its place, whole. Raise StateError for an address too long, OSError.

    Where there is no key yet a password stays as it is, 0600.
    """
    if not 0 < len(camera.source) <= MAX_ADDRESS:
        raise StateError(f"a camera's address has 1 to {MAX_ADDRESS} signs", "config")
    settings, source, sealed = camera.settings, camera.source, None
    public = without_password(source)
    if is_stream(source) and public != source:
        try:
            sealed, source = seal(source.encode(), _own_key(state).public, CONTEXT), public
        except StateError as error:
            if error.kind != "missing":
                raise
    held = _CameraFile.model_validate(
        {
            "source": source,
            "rotate": settings.rotate,
            "pixel_aspect": settings.pixel_aspect,
            "interlaced": settings.interlaced,
            "sealed": sealed,
        }
    )
    path = camera_file(state)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    write_whole(path, held.to_json(), 0o600)


def _own_key(state: TerminalState) -> SealingKey:
    """Return the kiosk's key, to which lists are sealed, too. Raise StateError."""
    return SealingKey(state.credential("kiosk.key"))
