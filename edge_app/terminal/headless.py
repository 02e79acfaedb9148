"""A provisioned lane without a window."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable
from dataclasses import dataclass

from edge_app.domain import Alert, Counts, LaneFault, LaneView, SourceState, SyncView
from edge_app.lists.pacing import share_interpreter
from edge_app.terminal.lane_progress import LaneProgress
from edge_app.terminal.provisioned_kiosk import ProvisionedKiosk
from sync.protocol.wire import HeldCollection
from sync.service_notice import ServiceNotice

POLL_INTERVAL_S = 0.2  # between views


@dataclass(frozen=True, slots=True)
class HeadlessResult:
    """What a run without a window saw."""

    counts: Counts
    fps: float
    alerts: tuple[Alert, ...]  # of this run and, unanswered, of earlier ones
    collections: tuple[HeldCollection, ...]
    sync: SyncView | None
    camera: str  # why it delivers nothing that can be used; empty: it does
    faults: tuple[LaneFault, ...] = ()  # of the lane, at some time


def run_headless(
    kiosk: ProvisionedKiosk, seconds: float | None, advance: Callable[[LaneView], None]
) -> HeadlessResult:
    """Run until the recording ends, `seconds` have passed, or SIGTERM or SIGINT comes.

    To be called on the main thread; `advance` is called a few times a second.
    """
    share_interpreter()
    ending = threading.Event()
    before = {
        number: signal.signal(number, lambda *_: ending.set())
        for number in (signal.SIGTERM, signal.SIGINT)
    }
    timer = threading.Timer(seconds or 0, ending.set)
    timer.daemon = True
    alerts: dict[str, Alert] = {}
    faults: dict[LaneFault, None] = {}
    notice, progress = ServiceNotice(), LaneProgress(kiosk.lane)
    kiosk.start()
    try:
        if seconds is not None:
            timer.start()
        view = kiosk.lane.view()
        while not ending.wait(POLL_INTERVAL_S) and not kiosk.lane.ended:
            view = kiosk.lane.view()
            alerts.update((alert.alert_id, alert) for alert in view.open_alerts)
            faults.update(dict.fromkeys(view.faults))
            advance(view)
            notice.tell(progress.has_moved, progress.words)
        ending.wait(POLL_INTERVAL_S)  # what the last frames showed is still being compared
        view = kiosk.lane.view()
        alerts.update((alert.alert_id, alert) for alert in view.open_alerts)
        collections = kiosk.terminal.status.collections()
    finally:
        timer.cancel()
        kiosk.stop()
        for number, handler in before.items():
            signal.signal(number, handler)
    delivers = view.source_state in (SourceState.LIVE, SourceState.ENDED, SourceState.NONE)
    return HeadlessResult(
        view.counts,
        view.fps,
        tuple(alerts.values()),
        collections,
        view.sync,
        "" if delivers else _why(view),
        tuple(faults),
    )


def _why(view: LaneView) -> str:
    """Return why nothing that comes can be used."""
    state, detail = view.source_state, view.source_detail
    if state in (SourceState.BLACK, SourceState.BLANK, SourceState.FROZEN, SourceState.UNREADABLE):
        return f"its pictures are {state.value}{f' ({detail})' if detail else ''}"
    return detail or state.value
