"""A lane with a provisioned terminal behind it, with a window or without."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from edge_app.desk.desk import Behind, Desk, open_desk
from edge_app.desk.report import Documents, ReportFacts
from edge_app.domain import Alert, Answer, Counts, LaneView, Probe, SyncView
from edge_app.pipeline.expressions import Look
from edge_app.pipeline.lane import open_lane
from edge_app.pipeline.live import LiveLane
from edge_app.pipeline.sources import PictureSource, is_live, open_source
from edge_app.store.shifts import Shifts
from edge_app.store.tallies import Tallies
from edge_app.tallying import Tallying
from edge_app.terminal import Terminal
from sync.protocol.wire import HeldCollection
from sync.terminal.state import TerminalState

LOOK_S = 0.2


class TerminalLane:
    """Both as one, as a window sees them."""

    def __init__(self, lane: LiveLane, terminal: Terminal, patient: bool = False) -> None:
        """Both are stopped by `stop`. `patient`: a recording waits until lists are served."""
        self.lane, self.terminal, self._patient = lane, terminal, patient
        self._tallying = Tallying(
            Tallies(terminal.database),
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
        self._tallying.start()

    def stop(self) -> None:
        """End; what was raised and answered is written. Also before `start`, and again."""
        self.lane.stop()
        self._tallying.stop()
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
            Behind(
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


@dataclass(frozen=True, slots=True)
class Watched:
    """A run without a window."""

    counts: Counts
    fps: float
    alerts: tuple[Alert, ...]  # of this run and, unanswered, of earlier ones
    collections: tuple[HeldCollection, ...]
    sync: SyncView | None


def open_terminal(root: Path, source: str | Callable[[], PictureSource]) -> TerminalLane:
    """The terminal of the folder `root` on `source` (as `open_source` takes, or what opens one).

    Nothing is started yet.

    Raises StateError, StoreError, EnvelopeError; SourceError for a recording that cannot be read.
    """
    terminal = Terminal(TerminalState(root))
    try:
        pictures, live = source, False
        if isinstance(pictures, str):
            address = pictures
            live = is_live(address)
            opened = [] if live else [open_source(address)]
            pictures = lambda: opened.pop() if opened else open_source(address)  # noqa: E731
        store = terminal.store
        lane = open_lane(
            (), store.raised, store.answered, store.open_alerts(), now=terminal.clock.now
        )
    except BaseException:
        terminal.stop()
        raise
    return TerminalLane(LiveLane(lane, pictures), terminal, patient=not live)


def run_headless(
    running: TerminalLane, seconds: float | None, advance: Callable[[LaneView], None]
) -> Watched:
    """Without a window: until the recording ends, `seconds` have passed, or SIGTERM or SIGINT.

    To be called on the main thread; `advance` is told a few times a second.
    """
    ending = threading.Event()
    before = {
        number: signal.signal(number, lambda *_: ending.set())
        for number in (signal.SIGTERM, signal.SIGINT)
    }
    timer = threading.Timer(seconds or 0, ending.set)
    timer.daemon = True
    alerts: dict[str, Alert] = {}
    running.start()
    try:
        if seconds is not None:
            timer.start()
        view = running.view()
        while not ending.wait(LOOK_S) and not running.lane.ended:
            view = running.view()
            alerts.update((alert.alert_id, alert) for alert in view.open_alerts)
            advance(view)
        ending.wait(LOOK_S)  # what the last frames showed is still being compared
        view = running.view()
        alerts.update((alert.alert_id, alert) for alert in view.open_alerts)
        states = running.terminal.states()
    finally:
        timer.cancel()
        running.stop()
        for number, handler in before.items():
            signal.signal(number, handler)
    return Watched(view.counts, view.fps, tuple(alerts.values()), states, view.sync)
