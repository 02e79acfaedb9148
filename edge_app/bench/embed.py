"""`gapura bench embed`: one pass of the model's network beside the published one."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np

from edge_app.bench.report import Row, paired
from models.alignment import align
from models.engine import open_detector
from models.images import read_image
from models.landmarks import Landmarker
from models.manifest import load_manifest
from models.onnx_embedder import OnnxEmbedder
from models.weights import path_of, read_weights

REPEATS = 120
BLOCK = 10
SETTLED_S = 0.1  # ONNX Runtime's threads spin for some milliseconds after a call


def run(progress: Callable[[int, int, str], None]) -> list[Row]:
    """Return median ms of one pass at one and two threads; the lowest cosine between the two."""
    manifest = load_manifest()
    model = manifest.model
    published = manifest.published_weights(model).name
    faces = _aligned_portraits()
    one, rows = faces[:1], []
    for step, threads in enumerate((1, 2)):
        progress(step, 3, f"{threads} threads")
        ours = OnnxEmbedder(model, read_weights(model.weights), threads)
        stock = OnnxEmbedder(model, read_weights(published), threads)
        value, baseline = paired(
            partial(ours.embed, one),
            partial(stock.embed, one),
            REPEATS,
            block=BLOCK,
            pause_s=SETTLED_S,
        )
        name = f"template_{threads}_thread{'s' if threads > 1 else ''}"
        rows.append(Row(name, value * 1e3, "ms", REPEATS, baseline * 1e3, baseline / value))
    progress(2, 3, "cosine")
    cosine = float((ours.embed(faces) * stock.embed(faces)).sum(axis=1).min())
    rows.append(Row("cosine_min", cosine, "", len(faces)))
    return rows


def _aligned_portraits() -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    """Return the manifest's portraits as the network gets them: (n, side, side, 3) uint8."""
    model = load_manifest().model
    detector, landmarker = open_detector(), Landmarker(read_weights("face_landmarker.task"))
    try:
        faces = []
        for file in load_manifest().portraits:
            image = read_image(path_of(file.name))
            box = detector.detect(image)[0].box
            landmarks = landmarker.find(image, box)
            if landmarks is not None:
                faces.append(align(image, landmarks.five, model.reference_points, model.input_size))
        return np.stack(faces)
    finally:
        landmarker.close()
        detector.close()
