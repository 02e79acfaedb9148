"""The Qt bindings fit this Python."""

from __future__ import annotations

import sys

import pytest

from tests.edge_app.ui.conftest import Screen


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None is immortal since Python 3.12")
def test_calls_into_qt_keep_the_references_of_none(screen: Screen) -> None:
    """PySide6 6.12.0 loses one with each call (PYSIDE-3474): a window dies within minutes."""
    before = sys.getrefcount(None)
    for _ in range(300):
        screen.window.lane_screen.live_view.update()
        screen.pass_time(0.03)
    assert sys.getrefcount(None) > before - 100
