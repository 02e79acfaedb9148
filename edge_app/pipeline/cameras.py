"""The cameras that this machine has, under the names that stay theirs."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

MIN_SAME = 8  # signs that a name begins with twice
MAX_NAME = 60  # signs; a device says of itself what it likes


@dataclass(frozen=True, slots=True)
class CameraDevice:
    """A camera that can be chosen."""

    address: str  # what `open_source` takes
    name: str  # what the device says of itself


def find_cameras(
    devices: Path = Path("/dev"), kernel: Path = Path("/sys/class/video4linux")
) -> tuple[CameraDevice, ...]:
    """Return the cameras that are plugged in, in the order of their numbers.

    One with a link below `v4l/by-id` has that for its address: its number may be another tomorrow.
    """
    links = {}
    for folder in ("by-path", "by-id"):  # the later is the better name
        for link in sorted((devices / "v4l" / folder).glob("*")):
            links[os.path.realpath(link)] = str(link)
    found = []
    for entry in sorted(kernel.glob("video*"), key=lambda each: (len(each.name), each.name)):
        device = devices / entry.name
        if _read(entry / "index") in ("", "0") and device.exists():  # others tell of the first
            address = links.get(os.path.realpath(device), str(device))
            name = "".join(sign for sign in _read(entry / "name") if sign.isprintable())
            first, _, second = name.partition(": ")  # many a driver says it twice
            name = first if second and first.startswith(second[:MIN_SAME]) else name
            found.append(CameraDevice(address, name[:MAX_NAME] or entry.name))
    return tuple(found)


def _read(file: Path) -> str:
    try:
        return file.read_text(errors="replace").strip()
    except OSError:
        return ""
