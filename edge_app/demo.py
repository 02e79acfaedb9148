"""The demo: a list of two, the moving scene as the camera, the terminal's own pipeline."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from edge_app.domain import Alert, Counts, Frame, LaneView, SourceState, WatchList
from edge_app.pipeline.lane import open_lane
from edge_app.pipeline.live import LiveLane
from edge_app.pipeline.scene import FPS, REFERENCES, SceneSource
from edge_app.watch import INSTRUCTION, ServedList, load_calibration, portrait, serve
from models.engine import FaceEngine, enrol, open_detector
from models.geometry import Box
from models.images import read_image
from models.weights import path_of

TARGET_FPIR = 0.001


@dataclass(frozen=True, slots=True)
class Judged:
    """A run of the demo beside the truth of its scene."""

    counts: Counts
    fps: float
    expected: tuple[str, ...]  # references that owed an alert
    alerts: tuple[Alert, ...]
    missed: tuple[str, ...]
    false: int  # alerts on somebody else


def demo_list() -> ServedList:
    """The list of the demo, enrolled from the manifest's portraits."""
    detector, engine = open_detector(), FaceEngine()
    try:
        enrolled = {}
        for name, file in REFERENCES.items():
            image = read_image(path_of(file))
            sample = enrol(detector, engine, image, file)
            enrolled[name] = (portrait(image, sample), [sample.template])
    finally:
        engine.close()
        detector.close()
    described = WatchList(
        list_id="demo",
        name="Daftar Peragaan",
        owner="Gapura",
        target_fpir=TARGET_FPIR,
        instruction=INSTRUCTION,
        version=1,
        issued_at=datetime.now(UTC),
    )
    return serve(described, enrolled, load_calibration())


def open_demo(seconds: float | None) -> tuple[LiveLane, SceneSource]:
    """The running terminal on the scene, which ends after `seconds` or never; not started yet."""
    scene = SceneSource(seconds=seconds)
    return LiveLane(open_lane((demo_list(),)), lambda: scene), scene


def run_headless(seconds: float, advance: Callable[[float], None]) -> Judged:
    """The demo without a window; `advance(seconds so far)` is told a few times a second."""
    live, scene = open_demo(seconds)
    alerts: dict[str, Alert] = {}
    rates = []
    live.start()
    try:
        while not live.ended:
            view = live.view()
            alerts.update((alert.alert_id, alert) for alert in view.open_alerts)
            if view.frame is not None:
                advance(view.frame.time_s)
                rates.append(view.fps)
            live.wait(0.2)
        live.wait(0.5)  # what the last frames showed is still being compared
        view = live.view()
        alerts.update((alert.alert_id, alert) for alert in view.open_alerts)
    finally:
        live.stop()
    steady = rates[len(rates) // 4 :] or [0.0]
    return judge(scene, seconds, tuple(alerts.values()), view.counts, sum(steady) / len(steady))


def still(at_s: float, captured_at: float, now: datetime) -> LaneView:
    """What the officer sees at `at_s` of the scene, replayed frame by frame, nothing answered.

    `captured_at` and `now` become the times of the frame and of the list, whatever the clock says.
    """
    served = demo_list()
    described = replace(served.watch_list, issued_at=now)
    lane = open_lane((replace(served, watch_list=described),))
    scene = SceneSource(seconds=at_s)
    try:
        while (got := scene.read()) is not None:
            time_s, image = got
            frame = Frame(round(time_s * FPS), time_s, captured_at, image)
            lane.analyse(frame)
            while lane.recognise_pending() is not None:
                pass
        tracks, alerts, counts, _ = lane.snapshot()
    finally:
        lane.close()
    references = len(served.gallery)
    return LaneView(
        frame, SourceState.LIVE, "", tracks, alerts, counts, FPS, (described,), references
    )


def judge(
    scene: SceneSource, seconds: float, alerts: tuple[Alert, ...], counts: Counts, fps: float
) -> Judged:
    """Hold `alerts` against who was where."""
    expected = scene.expected(seconds)
    right = {
        alert.candidate.reference.reference_id
        for alert in alerts
        if alert.candidate.reference.reference_id == _who(scene, alert.time_s, alert.box)
    }
    false = sum(
        alert.candidate.reference.reference_id != _who(scene, alert.time_s, alert.box)
        for alert in alerts
    )
    missed = tuple(person for person in expected if person not in right)
    return Judged(counts, fps, tuple(expected), alerts, missed, false)


def _who(scene: SceneSource, time_s: float, box: Box) -> str | None:
    """The person of the scene whose face `box` shows."""
    best = max(scene.present(time_s), key=lambda one: one[1].iou(box), default=None)
    return best[0] if best and best[1].iou(box) > 0.2 else None
