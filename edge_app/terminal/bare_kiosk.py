"""Wires the first screen of a bare device. Imported only when it is wanted."""

from __future__ import annotations

import signal
from collections.abc import Callable
from pathlib import Path

from edge_app.desk.setup.setup_desk import SetupDesk
from edge_app.pipeline.camera_settings import AS_IT_IS, CameraSettings
from edge_app.pipeline.picture_source import PictureSource
from edge_app.pipeline.sources import open_source
from edge_app.ui.setup.window import SetupWindow
from edge_app.ui.window.application import application, delete, show_on_screen
from sync.service_notice import ServiceNotice
from sync.terminal.enrolment import refuse_others_folder
from sync.terminal.lock import only_one
from sync.terminal.state import TerminalState


def run_setup(
    root: Path,
    source: str | Callable[[], PictureSource],
    settings: CameraSettings = AS_IT_IS,
    dpi: float | None = None,
) -> bool:
    """Show it until an operator has approved: then True; False: the process is to end.

    `source`: an address, or what opens one. Raise StateError: the folder is another thing's, or a
    kiosk runs on it.
    """
    state = TerminalState(root)
    if state.is_bare:
        refuse_others_folder(state)
    state.prepare()

    def pictures() -> PictureSource:
        return source() if callable(source) else open_source(source, settings)

    app = application()
    with only_one(state.kiosk_lock, "a kiosk"):
        desk = SetupDesk(state, pictures)
        window = SetupWindow(desk, dpi)
        notice, turns = ServiceNotice(), [desk.turns]
        approved = []

        def moved() -> bool:
            before, turns[0] = turns[0], desk.turns
            return before != turns[0]

        def go_on() -> None:
            approved.append(True)
            app.exit(0)

        window.refreshed.connect(
            lambda: notice.tell(moved, lambda: f"no terminal yet: {desk.view().stage.value}")
        )
        window.approved.connect(go_on)
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: app.exit(0))
        desk.start()
        try:
            show_on_screen(window)
            app.exec()
        finally:
            window.leave()
            delete(window)
            desk.stop()
    return bool(approved)
