"""Without a screen a window is refused in one line, which names what to do instead."""

from __future__ import annotations

import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from edge_app.errors import DisplayError
from edge_app.terminal import display
from edge_app.terminal.display import require_display


def refusal(**environment: str) -> str:
    with pytest.raises(DisplayError) as caught:
        require_display(environment)
    said = str(caught.value)
    assert "\n" not in said
    assert "--headless" in said
    return said


def test_no_display_at_all() -> None:
    assert refusal().startswith("no display: neither DISPLAY nor WAYLAND_DISPLAY is set; ")


@pytest.mark.parametrize("name", [":4711", "gone.invalid:0", "nonsense"])
def test_a_display_that_nobody_serves(name: str) -> None:
    assert f"nobody answers on DISPLAY={name}" in refusal(DISPLAY=name)
    assert f"nobody answers on DISPLAY={name}" in refusal(DISPLAY=name, QT_QPA_PLATFORM="xcb")


def test_a_wayland_that_nobody_serves(tmp_path: Path) -> None:
    said = refusal(WAYLAND_DISPLAY="wayland-9", XDG_RUNTIME_DIR=str(tmp_path))
    assert "nobody answers on WAYLAND_DISPLAY=wayland-9" in said


def test_a_wayland_that_answers(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "wayland-1"))
        server.listen()
        # An X server that does not answer is no trouble where the first choice does.
        require_display(
            {"WAYLAND_DISPLAY": "wayland-1", "XDG_RUNTIME_DIR": str(tmp_path), "DISPLAY": ":4711"}
        )


@pytest.mark.parametrize("platform", ["offscreen", "minimal", "linuxfb:fb=/dev/fb0", "vnc"])
def test_a_platform_without_a_server_needs_no_display(platform: str) -> None:
    require_display({"QT_QPA_PLATFORM": platform})


def test_a_platform_that_qt_has_not() -> None:
    assert "Qt has no platform 'cocoa'" in refusal(QT_QPA_PLATFORM="cocoa")


def test_a_library_that_qts_plugin_misses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plugin = tmp_path / "libqxcb.so"
    plugin.write_bytes(b"no library")
    monkeypatch.setattr(display, "_plugin", lambda _: plugin)
    assert "Qt's window plugin 'xcb' needs " in refusal(DISPLAY=":0")


def test_the_kiosk_ends_with_one_line_and_status_2(gapura: Callable[..., Any]) -> None:
    nowhere = {"DISPLAY": "", "WAYLAND_DISPLAY": "", "QT_QPA_PLATFORM": ""}
    done = gapura("kiosk", "--source", "scene", env=nowhere)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("gapura: no display: ")
    assert done.stderr.count("\n") == 1
    assert "--headless" in done.stderr
