"""The demo's list of two, a still of its scene, and the judge of a run."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from edge_app.domain import Alert, Counts, Frame, LaneView, SourceState, WatchList
from edge_app.pipeline.lane import open_lane
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
