"""Whether a window can open here: said in one line before Qt, which would end the process."""

from __future__ import annotations

import ctypes
import os
import socket
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path

from edge_app.errors import DisplayError

# Qt's platforms that show windows through a server; all others need none, or are a choice of who
# knows (a frame buffer, a test).
SERVED = ("wayland", "xcb")
ADVICE = "start it in a session with a screen, or run it with --headless (and --state)"


def require_display(environment: Mapping[str, str] = os.environ) -> None:
    """Return where Qt could open a window. Raise DisplayError, which says why it could not."""
    asked = environment.get("QT_QPA_PLATFORM", "")
    platforms = [each.partition(":")[0] for each in asked.split(";") if each]
    if not platforms:
        platforms = ["wayland"] if environment.get("WAYLAND_DISPLAY") else []
        platforms += ["xcb"] if environment.get("DISPLAY") else []
    if not platforms:
        raise DisplayError(f"no display: neither DISPLAY nor WAYLAND_DISPLAY is set; {ADVICE}")
    reasons = [_trouble(platform, environment) for platform in platforms]
    if all(reasons):
        raise DisplayError(f"no display: {reasons[0]}; {ADVICE}")


def _trouble(platform: str, environment: Mapping[str, str]) -> str:
    """Return why Qt could not open a window on `platform`; empty: it could."""
    if not platform.startswith(SERVED):
        return "" if _plugin(platform) else f"Qt has no platform {platform!r}"
    if missing := _missing_library(platform):
        return missing
    return _no_wayland(environment) if platform.startswith("wayland") else _no_x(environment)


def _plugin(platform: str) -> Path | None:
    spec = find_spec("PySide6")
    folders = spec.submodule_search_locations if spec is not None else None
    for folder in folders or ():
        # One plugin serves all of wayland, wayland-egl and wayland-brcm.
        for name in (platform, platform.partition("-")[0]):
            file = Path(folder, "Qt", "plugins", "platforms", f"libq{name}.so")
            if file.is_file():
                return file
    return None


def _missing_library(platform: str) -> str:
    plugin = _plugin(platform)
    if plugin is None:
        return f"Qt has no platform {platform!r}"
    try:
        ctypes.CDLL(str(plugin))
    except OSError as error:
        missing = str(error).partition(":")[0]
        return f"Qt's window plugin {platform!r} needs {missing}, which is not installed"
    return ""


def _no_x(environment: Mapping[str, str]) -> str:
    name = environment.get("DISPLAY", "")
    if not name:
        return "DISPLAY is not set"
    xcb = ctypes.CDLL("libxcb.so.1")
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connect.argtypes = [ctypes.c_char_p, ctypes.c_void_p]
    xcb.xcb_connection_has_error.argtypes = [ctypes.c_void_p]
    xcb.xcb_disconnect.argtypes = [ctypes.c_void_p]
    connection = xcb.xcb_connect(name.encode(), None)
    refused = xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    return f"nobody answers on DISPLAY={name}, or it admits nobody from here" if refused else ""


def _no_wayland(environment: Mapping[str, str]) -> str:
    name = environment.get("WAYLAND_DISPLAY", "wayland-0")
    path = Path(environment.get("XDG_RUNTIME_DIR", ""), name)
    with socket.socket(socket.AF_UNIX) as probe:
        try:
            probe.connect(str(path))
        except OSError:
            return f"nobody answers on WAYLAND_DISPLAY={name}"
    return ""
