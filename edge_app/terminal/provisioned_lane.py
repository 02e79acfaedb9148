"""A lane with a provisioned terminal behind it, with a window or without."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from edge_app.desk.desk import Desk, DeskDependencies, open_desk
from edge_app.desk.records.report import Documents, ReportFacts
from edge_app.domain import Answer, LaneView, Probe
from edge_app.pipeline.expressions import Look
from edge_app.pipeline.lane import open_lane
from edge_app.pipeline.live import LiveLane
from edge_app.pipeline.sources import PictureSource, is_live, opener
from edge_app.store.shifts import Shifts
from edge_app.store.statistics import Statistics
from edge_app.terminal.statistics import StatisticsRecorder
from edge_app.terminal.sync_thread import Terminal
from sync.terminal.state import TerminalState


class ProvisionedLane:
    """Both as one, as a window sees them."""

    def __init__(self, lane: LiveLane, terminal: Terminal, patient: bool = False) -> None:
        """Both are stopped by `stop`. `patient`: a recording waits until lists are served."""
        self.lane, self.terminal, self._patient = lane, terminal, patient
        self._statistics = StatisticsRecorder(
            terminal.store.writer,
            Statistics(terminal.database),
            Shifts(terminal.database),
            lambda: lane.lane.counts,
            lane.lane.latencies_ms,
            terminal.clock.now,
        )

    def start(self) -> None:
        """Begin."""
        self.start_sync()
        if self._patient:
            self.terminal.looked.wait()
        self.start_lane()

    def start_sync(self) -> None:
        """Begin to hold lists and to hand over results; the camera stays off. Once is enough."""
        if self.terminal.lane is None:
            self.terminal.start(self.lane)

    def start_lane(self) -> None:
        """Begin to look at people."""
        self.lane.start()
        self._statistics.start()

    def stop(self) -> None:
        """End; what was raised and answered is written. Also before `start`, and again."""
        self.lane.stop()
        self._statistics.stop()
        self.terminal.stop()

    def view(self) -> LaneView:
        """What a screen needs, at this moment."""
        return self.terminal.add_to(self.lane.view())

    def answer(
        self, alert_id: str, answer: Answer, officers: tuple[str, ...] = (), reason: str = ""
    ) -> None:
        """An answer that counts."""
        self.lane.answer(alert_id, answer, officers, reason)

    def probe(self, track_id: int | None = None) -> Probe | None:
        """Who stands in front of the camera."""
        return self.lane.probe(track_id)

    def watch_expressions(self, track_id: int | None, told: Callable[[Look], None]) -> None:
        """Tell what the face of one person does."""
        self.lane.watch_expressions(track_id, told)

    def unwatch_expressions(self) -> None:
        """Watch nobody any more."""
        self.lane.unwatch_expressions()

    def accept_view(self) -> None:
        """The camera looks where it should."""
        self.lane.accept_view()

    def open_desk(self, documents: Callable[[ReportFacts], Documents]) -> Desk:
        """For the window; nothing is started yet. Raises StoreError."""
        terminal = self.terminal
        return open_desk(
            DeskDependencies(
                lane=self,
                store=terminal.store,
                database=terminal.database,
                now=terminal.clock.now,
                officers=terminal.officers,
                manifests=terminal.manifests,
                questions=terminal.questions,
                lane_name=terminal.config.lane,
                terminal_id=terminal.config.terminal_id,
                reports=terminal.state.root / "reports",
            ),
            documents,
        )


def open_terminal(root: Path, source: str | Callable[[], PictureSource]) -> ProvisionedLane:
    """The terminal of the folder `root` on `source` (as `open_source` takes, or what opens one).

    Nothing is started yet.

    Raises StateError, StoreError, EnvelopeError; SourceError for a recording that cannot be read.
    """
    terminal = Terminal(TerminalState(root))
    try:
        live = isinstance(source, str) and is_live(source)
        pictures = source if callable(source) else opener(source)
        store = terminal.store
        lane = open_lane(
            (), store.raised, store.answered, store.open_alerts(), now=terminal.clock.now
        )
    except BaseException:
        terminal.stop()
        raise
    return ProvisionedLane(LiveLane(lane, pictures), terminal, patient=not live)
