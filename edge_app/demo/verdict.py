"""The demo's list of two, and the judge of a run."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from edge_app.demo.scene import REFERENCES, SceneSource
from edge_app.domain import Alert, Counts, WatchList
from edge_app.lists.folder_list import INSTRUCTION, serve
from edge_app.lists.served_list import ServedList, load_calibration, portrait
from models.engine import FaceEngine, enrol, open_detector
from models.geometry import Box
from models.images import read_image
from models.weights import path_of

TARGET_FPIR = 0.001  # of the demo's list


@dataclass(frozen=True, slots=True)
class DemoResult:
    """A run of the demo beside the truth of its scene."""

    counts: Counts
    fps: float
    expected: tuple[str, ...]  # references that owed an alert
    alerts: tuple[Alert, ...]
    missed: tuple[str, ...]
    false: int  # alerts on somebody else


def demo_list() -> ServedList:
    """Return the list of the demo, enrolled from the manifest's portraits."""
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
    return serve(described, enrolled, load_calibration(), engine.model.model_id)


def judge(
    scene: SceneSource, seconds: float, alerts: tuple[Alert, ...], counts: Counts, fps: float
) -> DemoResult:
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
    return DemoResult(counts, fps, tuple(expected), alerts, missed, false)


def _who(scene: SceneSource, time_s: float, box: Box) -> str | None:
    """Return the person of the scene whose face `box` shows."""
    best = max(scene.present(time_s), key=lambda one: one[1].iou(box), default=None)
    return best[0] if best and best[1].iou(box) > 0.2 else None
