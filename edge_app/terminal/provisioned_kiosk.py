"""A lane and the provisioned terminal behind it, with a window or without."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

from edge_app.desk.desk import Desk, DeskDependencies, open_desk
from edge_app.desk.records.report import Documents, ReportFacts
from edge_app.errors import SourceError
from edge_app.opening import OpeningStage
from edge_app.pipeline.camera_settings import AS_IT_IS, NO_CAMERA, Camera, CameraSettings
from edge_app.pipeline.lane import open_lane
from edge_app.pipeline.live import LiveLane
from edge_app.pipeline.picture_source import PictureSource
from edge_app.pipeline.sources import is_live, opener
from edge_app.store.shifts import Shifts
from edge_app.store.statistics import Statistics
from edge_app.terminal.camera_place import terminal_camera
from edge_app.terminal.check import look_at_machine
from edge_app.terminal.statistics import StatisticsRecorder
from edge_app.terminal.terminal import Terminal
from sync.protocol.acceptance import AcceptanceBody
from sync.protocol.zones import Zone
from sync.terminal.state import TerminalState


class ProvisionedKiosk:
    """What runs for `gapura kiosk --state`; `start` and `stop` once."""

    def __init__(
        self,
        lane: LiveLane,
        terminal: Terminal,
        patient: bool = False,
        camera: Camera | None = None,
    ) -> None:
        """Own both: `stop` ends them. `patient`: a recording waits until lists are served.

        `camera`: what the lane looks through, where a technician may change that.
        """
        self.lane, self.terminal, self._patient = lane, terminal, patient
        state = terminal.state
        self._camera = None if camera is None else terminal_camera(lane, camera, state)
        self._statistics = StatisticsRecorder(
            terminal.store.writer,
            Statistics(terminal.database),
            Shifts(terminal.database),
            lambda: lane.lane.counts,
            lane.lane.latencies_ms,
            terminal.clock.now,
        )

    def now(self) -> datetime:
        """Return the trusted time."""
        return self.terminal.clock.now()

    def zone(self) -> Zone:
        """Return the zone of the gate."""
        return self.terminal.zone()

    def must_start_anew(self) -> bool:
        """Return whether the terminal was moved, and no alert is open."""
        return self.terminal.sync.moved.is_set() and not self.lane.view().open_alerts

    def start(self) -> None:
        """Begin."""
        self.start_sync()
        if self._patient:
            self.terminal.sync.ready.wait()
        self.start_lane()

    def start_sync(self) -> None:
        """Begin to hold lists and to hand over results; the camera stays off. Once is enough."""
        if self.terminal.sync.lane is None:
            self.terminal.start(self.lane)

    def start_lane(self) -> None:
        """Begin to analyse frames."""
        self.lane.start()
        self._statistics.start()

    def stop(self) -> None:
        """End; what was raised and answered is written. Also before `start`, and again."""
        self.lane.stop()
        self._statistics.stop()
        self.terminal.stop()

    def open_desk(
        self,
        documents: Callable[[ReportFacts], Documents],
        acceptance_pdf: Callable[[AcceptanceBody, str], bytes] | None = None,
    ) -> Desk:
        """Return the desk for the window, not started yet. Raise StoreError."""
        terminal = self.terminal
        desk = open_desk(
            DeskDependencies(
                lane=self.lane,
                store=terminal.store,
                database=terminal.database,
                now=terminal.clock.now,
                officers=terminal.officers,
                manifests=terminal.manifests,
                questions=terminal.questions,
                lane_name=terminal.config.lane,
                terminal_id=terminal.config.terminal_id,
                reports=terminal.state.reports,
                post=lambda: self.lane.view().checkpoint_name or terminal.config.checkpoint_id,
                zone=terminal.zone,
                camera=self._camera,
                link=terminal.link,
                carries=terminal.agent_runs,
                shared=terminal.clock.shared,
                known=self.lane.known,
                agent=terminal.agent_link,
                check=partial(look_at_machine, terminal.state),
                served=self.lane.served,
                accepted=terminal.accepted,
                let_wait=terminal.software.put_off,
                is_desk=not self.lane.has_camera,
            ),
            documents,
            acceptance_pdf=acceptance_pdf,
        )
        terminal.status.silence = lambda: desk.sounds.silence
        return desk


def open_terminal(
    root: Path,
    source: str | Callable[[], PictureSource],
    settings: CameraSettings = AS_IT_IS,
    tell: Callable[[OpeningStage], None] = lambda _: None,
) -> ProvisionedKiosk:
    """Return the kiosk of the folder `root` on `source`, not started yet.

    `source`: an address that `open_source` takes with `settings`, what opens one, or NO_CAMERA.
    `tell` gets each stage. Raise StateError, StoreError, EnvelopeError; SourceError for a recording
    that cannot be read.
    """
    tell(OpeningStage.STORE)
    terminal = Terminal(TerminalState(root))
    try:
        tell(OpeningStage.MODELS)
        has_camera = source != NO_CAMERA
        live = isinstance(source, str) and (is_live(source) or not has_camera)
        pictures = _no_pictures
        if has_camera:
            pictures = source if callable(source) else opener(source, settings)
        store = terminal.store
        lane = open_lane(
            (),
            store.raised,
            store.answered,
            store.open_alerts(),
            now=terminal.clock.now,
            former=store.former_answers(),
            sighted=store.sighted,
            mute_broken=store.mute_broken,
        )
    except BaseException:
        terminal.stop()
        raise
    live_lane = LiveLane(lane, pictures, decorate=terminal.status.decorate, has_camera=has_camera)
    camera = Camera(source, settings) if isinstance(source, str) and has_camera else None
    return ProvisionedKiosk(live_lane, terminal, patient=not live, camera=camera)


def _no_pictures() -> PictureSource:
    raise SourceError("this terminal has no camera")
