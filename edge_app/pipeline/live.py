"""A lane on a live source: three threads, none of which waits for the screen.

capture: newest frame -> vision: tracks and best shots -> recognition: templates and alerts.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable

from edge_app.domain import (
    Frame,
    LaneFault,
    LaneView,
    Probe,
    Reference,
    SourceState,
    WatchList,
)
from edge_app.lists.served_list import ServedList
from edge_app.pipeline.capture import Capture
from edge_app.pipeline.lane import Lane
from edge_app.pipeline.picture_source import PictureSource
from sync.logs import describe_fault

WAIT_S = 0.1  # how long a thread waits before it looks whether it should end
OPENING_S = 15.0  # after the start; until then what is not there may only be on its way
STALLED_S = 3.0  # frames come and none was analysed for so long

log = logging.getLogger(__name__)


class LiveLane:
    """Runs from `start` to `stop`. A fault in one frame or shot is logged and passed over."""

    def __init__(
        self,
        lane: Lane,
        open_source: Callable[[], PictureSource],
        paced: bool = True,
        decorate: Callable[[LaneView], LaneView] = lambda view: view,
        has_camera: bool = True,
    ) -> None:
        """Take over `lane`, which `stop` closes. `paced`: a recording plays at its own speed.

        `has_camera`: without one nothing is opened; the lists are held all the same.

        `decorate` adds to each view what the lane does not know; it returns at once.
        """
        self.lane = lane
        self._decorate, self.has_camera = decorate, has_camera
        # What needs none of the threads is the lane's own, unchanged.
        self.answer, self.accept_view = lane.answer, lane.faults.accept_view
        self.unmute = lane.unmute
        self.watch_expressions = lane.expressions.begin
        self.unwatch_expressions = lane.expressions.end
        self.watch_samples, self.unwatch_samples = lane.watch_samples, lane.unwatch_samples
        self.capture = Capture(open_source, paced)
        self._stopping = threading.Event()
        self._wake = threading.Event()  # shots may be waiting
        self._threads = [
            threading.Thread(target=self._vision, name="vision", daemon=True),
            threading.Thread(target=self._recognition, name="recognition", daemon=True),
        ]
        # Since when each thread is at one frame or shot, time.monotonic(); None: all is done.
        self._busy_since: float | None = None
        self._deciding_since: float | None = None
        self._started: float | None = None
        self.faults = 0  # frames and shots that were passed over

    def start(self) -> None:
        """Begin."""
        self._started = time.monotonic()
        if not self.has_camera:
            return
        self.capture.start()
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """End all threads and release source and lane; also before `start`, and again."""
        self._stopping.set()
        self._wake.set()
        self.capture.stop()
        for thread in self._threads:
            if thread.is_alive():
                thread.join(timeout=10)
        self.lane.close()

    @property
    def ended(self) -> bool:
        """Return whether a recording is over."""
        return self.capture.state is SourceState.ENDED

    def wait(self, seconds: float) -> None:
        """Sleep, but not past `stop`."""
        self._stopping.wait(seconds)

    @property
    def source_state(self) -> SourceState:
        """Return what the camera is doing; NONE: a desk has none."""
        return self.capture.state if self.has_camera else SourceState.NONE

    @property
    def is_stalled(self) -> bool:
        """Return whether a thread has been at one frame or shot for too long."""
        now, begun = time.monotonic(), (self._busy_since, self._deciding_since)
        return any(at is not None and now - at > STALLED_S for at in begun)

    def view(self) -> LaneView:
        """Return what a screen needs, at this moment."""
        tracks, alerts, counts, fps = self.lane.snapshot()
        live, now = self.capture.state is SourceState.LIVE, time.monotonic()
        pace = self.lane.pace.judge(now, live, fps, counts)
        view = LaneView(
            frame=self.capture.newest,
            source_state=self.source_state,
            source_detail=self.capture.detail,
            tracks=tracks if live else (),
            open_alerts=alerts,
            counts=counts,
            fps=fps,
            lists=tuple(served.watch_list for served in self.lane.lists),
            references=sum(len(served.gallery) for served in self.lane.lists),
            faults=self._faults_now() + pace.faults if live else (),
            camera_fps=self.capture.rate.a_second(now),
            latency_ms=pace.latency_ms,
            read_share=pace.read_share,
            opening=self._started is None or now - self._started < OPENING_S,
            mutes=self.lane.mutes,
        )
        return self._decorate(view)

    def served(self) -> tuple[ServedList, ...]:
        """Return the lists that are searched now."""
        return self.lane.lists

    def _faults_now(self) -> tuple[LaneFault, ...]:
        lane = self.lane.faults.current
        return ((LaneFault.STALLED,) if self.is_stalled else ()) + self.capture.faults + lane

    def change_source(self, open_source: Callable[[], PictureSource]) -> None:
        """Look through another camera, or through one that hangs otherwise, from now on."""
        self.capture.reopen(open_source)
        self.lane.forget_camera()

    def known(self, list_id: str, reference_id: str) -> tuple[WatchList, Reference] | None:
        """Return who a reference of the served lists is; None: that list is not served."""
        for served in self.lane.lists:
            if served.watch_list.list_id == list_id:
                return served.watch_list, served.reference_of(reference_id)
        return None

    def probe(self, track_id: int | None = None) -> Probe | None:
        """Return who stands at the camera now, or who `track_id` is; None: not known yet."""
        if self.capture.state is not SourceState.LIVE:
            return None
        return self.lane.probe(track_id)

    def _vision(self) -> None:
        while not self._stopping.is_set():
            frame = self.capture.take(WAIT_S)
            if frame is not None:
                self._guarded(lambda frame=frame: self._analyse(frame))  # type: ignore[misc]
                self._wake.set()

    def _analyse(self, frame: Frame) -> None:
        self._busy_since = self._busy_since or time.monotonic()
        self.lane.analyse(frame)
        self._busy_since = None

    def _recognition(self) -> None:
        while not self._stopping.is_set():
            looked = self._guarded(self.lane.expressions.analyse_next)
            self._deciding_since = time.monotonic()
            decided = self._guarded(self.lane.recognise_pending)
            self._deciding_since = None
            if decided is None and not looked:
                self._wake.wait(WAIT_S)
                self._wake.clear()

    def _guarded(self, step: Callable[[], object]) -> object:
        """Return what `step` returns; log its fault, without data of people, and return None.

        A lane goes on whatever one picture does.
        """
        try:
            return step()
        except Exception as error:  # noqa: BLE001
            self.faults += 1
            log.error("a frame was passed over: %s", describe_fault(error))
            return None
