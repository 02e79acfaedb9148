"""`gapura bench pipeline`: frame rate, latency and memory, beside the loop a user would write.

The plain loop: OpenCV's YuNet and SFace on every frame and every face, and a scan of the same
references. Both get the same recording of the scene's crowd, drawn once before any clock runs, as
fast as they take it; the latency is measured at the pace of a camera, the memory on a whole kiosk.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from itertools import cycle

import cv2
import numpy as np

from edge_app.bench.detect import YUNET
from edge_app.bench.kiosk_memory import watched
from edge_app.bench.report import Row
from edge_app.bench.synthetic import synthetic_list
from edge_app.demo.scene import HEIGHT, WIDTH, SceneSource, crowd
from edge_app.domain import Image
from edge_app.lists.served_list import ServedList
from edge_app.pipeline.lane import open_lane
from edge_app.pipeline.live import LiveLane
from edge_app.pipeline.sources import quiet_opencv
from models.embedder import unit_rows
from models.weights import path_of

REFERENCES = 100_000
FACES = (1, 3, 8)
SFACE = "face_recognition_sface_2021dec.onnx"  # of the plain loop: what OpenCV runs
RECORDED = 45  # frames, played again and again
SECONDS = 10.0  # of each run
MAX_WAIT_S = 60.0  # for the first comparison of a run, on a busy machine
WARM_UP_S = 2.0
RUNS = 3
LATENCY_FACES = 3
CAMERA_FPS = 30.0
MEMORY_S = 30.0

Progress = Callable[[int, int, str], None]


class Recording:
    """A PictureSource of drawn frames that are there at once, as from a fast camera."""

    live = False

    def __init__(self, frames: list[Image], fps: float) -> None:
        self._frames = cycle(frames)
        self._number, self._fps = 0, fps

    def read(self) -> tuple[float, Image | None] | None:
        """Return the next frame, a copy as a decoder would make."""
        time_s = self._number / self._fps
        self._number += 1
        return time_s, next(self._frames).copy()

    def close(self) -> None:
        """Do nothing: no file is held."""


def run(progress: Progress, minutes: float = 0.0) -> list[Row]:
    """Return the rows; with `minutes`, also how the memory of so long a run grows."""
    quiet_opencv()
    total = len(FACES) * RUNS + 2
    progress(0, total, f"{REFERENCES} references")
    served = synthetic_list(REFERENCES)
    rows = []
    for step, faces in enumerate(FACES):
        frames = _recorded(faces)
        rates, plain = [], []
        for again in range(RUNS):
            progress(step * RUNS + again, total, f"{faces} faces in view")
            rates.append(_ours(frames, served, paced=False)[0])
            plain.append(_plain(frames, served))
        value, baseline = statistics.median(rates), statistics.median(plain)
        name = f"fps_{faces}_face{'s' if faces > 1 else ''}"
        rows.append(Row(name, value, "frames/s", RUNS, baseline, value / baseline))
    progress(total - 2, total, f"latency at {CAMERA_FPS:.0f} frames/s")
    frames = _recorded(LATENCY_FACES)
    latencies = [_ours(frames, served, paced=True)[1] for _ in range(RUNS)]
    rows.append(Row("latency_p95_3_faces", statistics.median(latencies), "ms", RUNS))
    rows += _memory(progress, minutes)
    return rows


def _memory(progress: Progress, minutes: float) -> list[Row]:
    """Return the kiosk's peak, and its last tenth beside the tenth after its warm-up."""
    resident = watched(max(minutes * 60, MEMORY_S), REFERENCES, progress)
    rows = [Row("rss_mb", max(resident), "MB", len(resident))]
    if minutes:
        tenth = max(len(resident) // 10, 1)
        early = statistics.median(resident[tenth : 2 * tenth])
        late = statistics.median(resident[-tenth:])
        rows.append(Row("rss_mb_last_tenth", late, "MB", tenth, early, early / late))
    return rows


def _recorded(faces: int) -> list[Image]:
    scene = SceneSource(crowd(faces))
    return [scene.draw(i / CAMERA_FPS) for i in range(RECORDED)]


def _ours(frames: list[Image], served: ServedList, paced: bool) -> tuple[float, float]:
    """Return frames analysed a second, and p95 of the latency in ms; `paced`: as from a camera."""
    source = Recording(frames, CAMERA_FPS)
    live = LiveLane(open_lane((served,)), lambda: source, paced)
    live.start()
    try:
        live.wait(WARM_UP_S)
        live.lane.latencies_ms.clear()
        began, first = time.monotonic(), live.view().counts.frames
        live.wait(SECONDS)
        while not live.lane.latencies_ms and time.monotonic() < began + MAX_WAIT_S:
            live.wait(0.1)  # a busy machine: there is no figure of no comparison
        seconds, analysed = time.monotonic() - began, live.view().counts.frames - first
        latencies = np.array(live.lane.latencies_ms or [np.nan])
        return analysed / seconds, float(np.percentile(latencies, 95))
    finally:
        live.stop()


def _plain(frames: list[Image], served: ServedList) -> float:
    """Return frames a second of the plain loop."""
    detector = cv2.FaceDetectorYN.create(str(path_of(YUNET)), "", (WIDTH, HEIGHT), 0.6)
    recogniser = cv2.FaceRecognizerSF.create(str(path_of(SFACE)), "")
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
