"""`gapura bench pipeline`: frame rate, latency and memory, beside the loop a user would write.

The plain loop: OpenCV's YuNet and SFace on every frame and every face, and a scan of the same
references. Both get the same recording of the scene's crowd, drawn once before any clock runs.
"""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import cycle
from pathlib import Path

import cv2
import numpy as np

from edge_app.bench.detect import YUNET
from edge_app.bench.embed import STOCK
from edge_app.bench.report import Row
from edge_app.decision import Thresholds
from edge_app.domain import Image, Reference, WatchList
from edge_app.pipeline.lane import open_lane
from edge_app.pipeline.live import LiveLane
from edge_app.pipeline.scene import HEIGHT, WIDTH, SceneSource, crowd
from edge_app.watch import INSTRUCTION, ServedList, load_calibration
from models.embedder import TEMPLATE_SIZE, unit_rows
from models.gallery import Gallery
from models.weights import path_of

REFERENCES = 100_000
FACES = (1, 3, 8)
RECORDED = 45  # frames, played again and again
SECONDS = 10.0  # of each run
WARM_UP_S = 2.0
RUNS = 3
LATENCY_FACES = 3
PAGE = os.sysconf("SC_PAGE_SIZE")

Progress = Callable[[int, int, str], None]


class Recording:
    """A PictureSource of drawn frames that are there at once, as from a fast camera."""

    live = False

    def __init__(self, frames: list[Image], fps: float) -> None:
        self._frames = cycle(frames)
        self._number, self._fps = 0, fps

    def read(self) -> tuple[float, Image | None] | None:
        """The next frame, a copy as a decoder would make."""
        time_s = self._number / self._fps
        self._number += 1
        return time_s, next(self._frames).copy()

    def close(self) -> None:
        """Nothing is held."""


def run(progress: Progress, minutes: float = 0.0) -> list[Row]:
    """Rows of design.md; with `minutes`, how the memory grows over as long a run of the demo."""
    total = len(FACES) * RUNS + 1
    progress(0, total, f"{REFERENCES} references")
    served = synthetic_list(REFERENCES)
    rows, latencies, peaks = [], [], []
    for step, faces in enumerate(FACES):
        frames = _recorded(faces)
        rates, plain = [], []
        for again in range(RUNS):
            progress(step * RUNS + again, total, f"{faces} faces in view")
            fps, p95, resident = _ours(frames, served)
            rates.append(fps)
            peaks.append(resident)
            plain.append(_plain(frames, served))
            if faces == LATENCY_FACES:
                latencies.append(p95)
        value, baseline = statistics.median(rates), statistics.median(plain)
        name = f"fps_{faces}_face{'s' if faces > 1 else ''}"
        rows.append(Row(name, value, "frames/s", RUNS, baseline, value / baseline))
    rows.append(Row("latency_p95_3_faces", statistics.median(latencies), "ms", RUNS))
    rows.append(Row("rss_mb", max(peaks), "MB", len(peaks)))
    if minutes:
        rows += _soak(progress, served, minutes)
    return rows


def synthetic_list(references: int) -> ServedList:
    """A list of `references` random templates: a gallery of full size that nobody resembles."""
    rng = np.random.default_rng(5)
    rows = unit_rows(rng.standard_normal((references, TEMPLATE_SIZE), dtype=np.float32))
    calibration = load_calibration()
    described = WatchList(
        "bench", "bench", "bench", 0.001, INSTRUCTION, version=1, issued_at=datetime.now(UTC)
    )
    nothing = np.zeros((8, 8, 3), np.uint8)
    return ServedList(
        described,
        lambda name: Reference(name, name, "bench", nothing),
        Gallery.from_templates(rows, [f"{i:06d}" for i in range(references)]),
        Thresholds.of(calibration, described.target_fpir, references),
        calibration,
    )


def _recorded(faces: int) -> list[Image]:
    scene = SceneSource(crowd(faces))
    return [scene.draw(i / 30) for i in range(RECORDED)]


def _ours(frames: list[Image], served: ServedList) -> tuple[float, float, float]:
    """Frames analysed a second, p95 latency in ms, resident MB."""
    source = Recording(frames, 30.0)
    live = LiveLane(open_lane((served,)), lambda: source, paced=False)
    live.start()
    try:
        live.wait(WARM_UP_S)
        live.lane.latencies_ms.clear()
        began, first = time.monotonic(), live.view().counts.frames
        live.wait(SECONDS)
        seconds, analysed = time.monotonic() - began, live.view().counts.frames - first
        latencies = np.array(live.lane.latencies_ms or [np.nan])
        return analysed / seconds, float(np.percentile(latencies, 95)), resident_mb()
    finally:
        live.stop()


def _plain(frames: list[Image], served: ServedList) -> float:
    """Frames a second of the plain loop."""
    detector = cv2.FaceDetectorYN.create(str(path_of(YUNET)), "", (WIDTH, HEIGHT), 0.6)
    recogniser = cv2.FaceRecognizerSF.create(str(path_of(STOCK)), "")
    began = time.monotonic()
    for done, frame in enumerate(cycle(frames), start=1):
        picture = frame[:, :, ::-1].copy()
        _, found = detector.detect(picture)
        for face in found if found is not None else []:
            feature = recogniser.feature(recogniser.alignCrop(picture, face))
            served.gallery.search(unit_rows(feature.astype(np.float32)), 1, 0.4)
        if (seconds := time.monotonic() - began) >= SECONDS / 2:
            return done / seconds
    raise AssertionError("a cycle has no end")


def resident_mb() -> float:
    """Memory of this process that lies in RAM, in MB (Linux, /proc)."""
    return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * PAGE / 1e6


def _soak(progress: Progress, served: ServedList, minutes: float) -> list[Row]:
    """The demo's scene at its own pace: memory after a tenth of the time, and what came after."""
    scene = SceneSource(seconds=None)
    live = LiveLane(open_lane((served,)), lambda: scene)
    samples: list[float] = []
    live.start()
    try:
        began = time.monotonic()
        while (passed := time.monotonic() - began) < minutes * 60:
            progress(int(passed), int(minutes * 60), "seconds of memory")
            samples.append(resident_mb())
            live.wait(1.0)
    finally:
        live.stop()
    tenth = max(len(samples) // 10, 1)
    early, late = statistics.median(samples[tenth : 2 * tenth]), statistics.median(samples[-tenth:])
    return [
        Row("rss_mb_soak_end", late, "MB", len(samples), early, early / late),
    ]
