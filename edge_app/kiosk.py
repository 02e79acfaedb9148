"""Wires the officer's window to a lane. Imported only when a window is wanted."""

from __future__ import annotations

from pathlib import Path

from edge_app.demo import open_demo
from edge_app.pipeline.lane import open_lane
from edge_app.pipeline.live import LiveLane
from edge_app.pipeline.sources import open_source
from edge_app.ui.application import application, run
from edge_app.ui.kiosk_window import KioskWindow
from edge_app.watch import ServedList, load_calibration, local_list


def show(live: LiveLane, full_screen: bool = True, seconds: float | None = None) -> int:
    """Run `live` behind the window until the technician leaves it; Qt's exit status."""
    app = application()
    window = KioskWindow(live)
    live.start()
    try:
        return run(window, full_screen, seconds)
    finally:
        window.deleteLater()
        app.processEvents()
        live.stop()


def show_demo(seconds: float | None) -> int:
    """The demo's scene in a window of ordinary size."""
    live, _ = open_demo(None)
    return show(live, full_screen=False, seconds=seconds)


def show_kiosk(source: str, references: Path | None) -> int:
    """The terminal on `source`, full screen. Raises SourceError for a source that cannot be."""
    lists: tuple[ServedList, ...] = ()
    if references is not None:
        lists = (local_list(references, load_calibration(), lambda *_: None),)
    opened = open_source(source)  # a mistyped name is an answer now, not a lost camera later
    first = [opened]
    return show(LiveLane(open_lane(lists), lambda: first.pop() if first else open_source(source)))
