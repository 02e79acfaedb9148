"""Wires the officer's window to a lane. Imported only when a window is wanted."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Protocol

from edge_app.desk.desk import Desk
from edge_app.desk.records.report import Documents, ReportFacts
from edge_app.lists.folder_list import local_list
from edge_app.lists.pacing import share_interpreter
from edge_app.lists.served_list import ServedList, load_calibration
from edge_app.pipeline.camera_settings import AS_IT_IS, CameraSettings
from edge_app.pipeline.live import LiveLane
from edge_app.pipeline.picture_source import PictureSource
from edge_app.pipeline.sources import opener
from edge_app.terminal.lane_progress import LaneProgress
from edge_app.terminal.standalone_kiosk import StandaloneKiosk
from edge_app.terminal.time_zone import ShownZone
from edge_app.ui.records.report_pdf import shift_documents
from edge_app.ui.technician.acceptance_pdf import acceptance_pdf
from edge_app.ui.text.letters import undrawn_scripts
from edge_app.ui.window.application import application, delete, run
from edge_app.ui.window.kiosk_window import KioskWindow
from sync.protocol.acceptance import AcceptanceBody
from sync.protocol.zones import Zone
from sync.service_notice import ServiceNotice

log = logging.getLogger(__name__)

SECOND = 1  # number of the screen that visitors see


class Kiosk(Protocol):
    """What runs behind the window: StandaloneKiosk, or ProvisionedKiosk."""

    lane: LiveLane

    def now(self) -> datetime:
        """Return the time that everything is dated with."""

    def zone(self) -> Zone:
        """Return the zone of the gate, as far as it is known now."""

    def start(self) -> None:
        """Begin."""

    def stop(self) -> None:
        """End; also before `start`."""

    def must_start_anew(self) -> bool:
        """Return whether it is to start anew, now that no alert is open."""

    def open_desk(
        self,
        documents: Callable[[ReportFacts], Documents],
        acceptance_pdf: Callable[[AcceptanceBody, str], bytes] | None = None,
    ) -> Desk:
        """Return the desk of who works there; not started yet."""


def show(
    kiosk: Kiosk,
    full_screen: bool = True,
    seconds: float | None = None,
    keys: Mapping[str, Callable[[], None]] | None = None,
    close_key: bool = False,
    dpi: float | None = None,
    restartable: bool = False,
) -> bool:
    """Run `kiosk` behind the window until a technician closes it; return whether it starts anew.

    `keys`: what keys like "Ctrl+N" do; `close_key`: Ctrl+Q closes the window, where no lane
    depends on it. `dpi`: of the screen, where it says nothing true. `restartable`: a technician may
    ask for a new start.
    Visitors are guided on a second screen, if there is one.
    """
    shown_zone = ShownZone()
    shown_zone.follow(kiosk.zone())
    share_interpreter()
    application()
    if scripts := undrawn_scripts():
        log.info(
            "no font here for names in %s: packages fonts-noto-core, fonts-noto-cjk",
            ", ".join(scripts),
        )

    def wall() -> datetime:
        shown_zone.follow(kiosk.zone())
        return kiosk.now().astimezone()  # not the system's: it may be years off

    desk = kiosk.open_desk(shift_documents, acceptance_pdf)
    window = KioskWindow(
        kiosk.lane,
        desk,
        wall=wall,
        dpi=dpi,
        restartable=restartable,
    )
    for name, action in (keys or {}).items():
        window.on_key(name, action)
    if close_key:
        window.on_key("Ctrl+Q", window.leave)
    notice, progress = ServiceNotice(), LaneProgress(kiosk.lane)
    window.refreshed.connect(lambda: notice.tell(progress.has_moved, progress.words))

    def heed_move() -> None:
        if restartable and kiosk.must_start_anew():
            window.start_anew()

    window.refreshed.connect(heed_move)
    kiosk.start()
    desk.start()
    try:
        window.show_visitors_on(SECOND)
        run(window, full_screen, seconds)
        return window.restarts
    finally:
        window.leave()
        delete(window)
        desk.stop()
        kiosk.stop()
        shown_zone.end()


def open_kiosk(
    source: str | Callable[[], PictureSource],
    references: Path | None,
    advance: Callable[[int, int, str], None],
    settings: CameraSettings = AS_IT_IS,
) -> StandaloneKiosk:
    """Return the kiosk on `source` (an address, or what opens one), not started yet.

    `settings`: how the camera of an address hangs.

    `advance(done, total, text)` is called with each step.

    Raise SourceError for a recording that cannot be read. A camera that does not answer raises
    nothing: the screen says so, and it is tried again.
    """
    pictures = source if callable(source) else opener(source, settings)
    lists: tuple[ServedList, ...] = ()
    if references is not None:
        calibration = load_calibration()
        enrol = partial(_enrolling, advance)
        lists = (local_list(references, calibration, enrol),)
    advance(0, 0, "open the models")
    return StandaloneKiosk(lists, pictures)


def _enrolling(advance: Callable[[int, int, str], None], done: int, total: int) -> None:
    advance(done, total, "enrol")
