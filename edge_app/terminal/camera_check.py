"""The camera looked at: by the kiosk's own word where it runs, else by opening it for a moment."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

from edge_app.domain import Image, LaneFault, SourceState
from edge_app.errors import SourceError
from edge_app.pipeline.camera_settings import NO_CAMERA, Camera
from edge_app.pipeline.focus import steepness
from edge_app.pipeline.lane_faults import BLURRED, is_dark
from edge_app.pipeline.picture_source import PictureSource
from edge_app.pipeline.picture_watch import PictureWatch
from edge_app.pipeline.sources import device_of, is_live, open_source, without_password
from sync.protocol.finding_table import FindingCode
from sync.protocol.findings import Finding, found
from sync.terminal.kiosk_status import KioskStatus

PICTURES_S = 4.0  # of pictures: a camera that repeats one is known after three and a half
WAIT_S = 6.0  # for them

_STATES = {
    SourceState.BLACK.value: FindingCode.CAMERA_DARK,
    SourceState.BLANK.value: FindingCode.CAMERA_BLANK,
    SourceState.UNREADABLE.value: FindingCode.CAMERA_UNREADABLE,
    SourceState.FROZEN.value: FindingCode.CAMERA_FROZEN,
}
_FAULTS = {
    LaneFault.DARK.value: FindingCode.CAMERA_DARK,
    LaneFault.BLURRED.value: FindingCode.CAMERA_BLURRED,
    LaneFault.MOVED.value: FindingCode.CAMERA_MOVED,
    LaneFault.SIDEWAYS.value: FindingCode.CAMERA_TURNED,
    LaneFault.SQUEEZED.value: FindingCode.CAMERA_SQUEEZED,
    LaneFault.STROBING.value: FindingCode.CAMERA_FLICKERS,
    LaneFault.SMEARED.value: FindingCode.CAMERA_TORN,
    LaneFault.STALLED.value: FindingCode.LANE_STALLED,
    LaneFault.SLOW.value: FindingCode.LANE_SLOW,
    LaneFault.LATE.value: FindingCode.LANE_SLOW,
    LaneFault.UNREAD.value: FindingCode.FACES_UNREAD,
}


def look_at_running_camera(status: KioskStatus, camera: Camera, lock: Path) -> Iterator[Finding]:
    """Yield what a kiosk that runs says of its camera, which is left to it. `lock`: its own."""
    if status.camera == SourceState.LOST.value:
        yield _absent(camera.source, FindingCode.CAMERA_LOST, lock)
    elif code := _STATES.get(status.camera):
        yield found(code)
    rate = "?" if status.frame_rate is None else round(status.frame_rate)
    for code in dict.fromkeys(_FAULTS[each] for each in status.faults if each in _FAULTS):
        yield found(code, rate=rate) if code is FindingCode.LANE_SLOW else found(code)


def look_at_camera(camera: Camera) -> tuple[Finding, ...]:
    """Open the camera, look at its pictures for a moment, and return what is wrong with them."""
    if camera.source == NO_CAMERA:
        return ()
    device = device_of(camera.source)
    shown = without_password(camera.source)
    if device is not None and device.exists() and not os.access(device, os.R_OK | os.W_OK):
        return (found(FindingCode.CAMERA_DENIED, source=shown),)
    try:
        source = open_source(camera.source, camera.settings)
    except SourceError:
        return (_absent(camera.source, FindingCode.CAMERA_SILENT, None),)
    try:
        return _judge(source, shown)
    finally:
        source.close()


def _judge(source: PictureSource, shown: str) -> tuple[Finding, ...]:
    """Return what is wrong with the pictures of `source`."""
    watch, newest = PictureWatch(), None
    ends, first_s = time.monotonic() + WAIT_S, None
    while time.monotonic() < ends:
        came = source.read()
        if came is None:
            break
        time_s, image = came
        if watch.update(image, time_s, source.live):
            newest = image
        first_s = time_s if first_s is None else first_s
        if time_s - first_s >= PICTURES_S:
            break
    if first_s is None:
        return (found(FindingCode.CAMERA_SILENT, source=shown),)
    if watch.state is not None and (code := _STATES.get(watch.state.value)):
        return (found(code),)
    return () if newest is None else _of_picture(newest)


def _of_picture(image: Image) -> tuple[Finding, ...]:
    if is_dark(image, ()):
        return (found(FindingCode.CAMERA_DARK),)
    steep = steepness(image)
    return (found(FindingCode.CAMERA_BLURRED),) if steep is not None and steep < BLURRED else ()


def _absent(source: str, otherwise: FindingCode, lock: Path | None) -> Finding:
    """Return why a source gives no picture: it is away, another program has it, or `otherwise`."""
    shown = without_password(source)
    device = device_of(source)
    if not is_live(source) and not Path(source).exists():
        return found(FindingCode.CAMERA_ABSENT, source=shown)
    if device is not None:
        if not device.exists():
            return found(FindingCode.CAMERA_ABSENT, source=shown)
        if program := _user_of(device, lock):
            return found(FindingCode.CAMERA_BUSY, source=shown, program=program)
    return found(otherwise, source=shown)


def _user_of(device: Path, lock: Path | None) -> str:
    """Return the program that has `device` open; empty: none that this user may see.

    Not this process, nor one that also has `lock` open: that is the kiosk itself.
    """
    wanted, own = os.path.realpath(device), str(os.getpid())
    for process in Path("/proc").glob("[0-9]*"):
        if process.name == own:
            continue
        try:
            opened = {os.path.realpath(each) for each in (process / "fd").iterdir()}
            name = (process / "comm").read_text("utf-8", "replace").strip()
        except OSError:  # another user's, or it has ended
            continue
        if wanted in opened and (lock is None or os.path.realpath(lock) not in opened):
            return f"{name} ({process.name})"
    return ""
