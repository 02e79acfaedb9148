"""`gapura bench detect`: faces of a known width, anywhere in 1280x720, beside OpenCV's YuNet.

Faces are cut out with what surrounds them and put, with a soft edge, at a random place of a plain
or a detailed background. Found: a detection sure enough to begin a track, whose IoU with the true
box is at least 0.35.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from edge_app.bench.report import Row
from edge_app.domain import Image
from edge_app.pipeline.sources import quiet_opencv
from models.detector import MIN_SURE_SCORE
from models.engine import by_prominence, open_detector
from models.errors import BadInput
from models.evaluation import identity_folders
from models.geometry import Box
from models.images import picture_files, read_image
from models.manifest import load_manifest
from models.weights import path_of

WIDTHS = (300, 200, 150, 100, 60, 40)  # pixels
WIDTH, HEIGHT = 1280, 720
FACES = 120  # pictures for each width
SAME = 0.35
YUNET = "face_detection_yunet_2023mar.onnx"

Cutout = tuple[Image, Box]


def run(progress: Callable[[int, int, str], None], faces: Path | None = None) -> list[Row]:
    """Return the share of faces found at each width, and false ones a picture, beside YuNet's.

    `faces`: a folder of identities to take faces from, else the manifest's portraits.
    """
    quiet_opencv()
    rng = np.random.default_rng(11)
    detector = open_detector()
    yunet = cv2.FaceDetectorYN.create(str(path_of(YUNET)), "", (WIDTH, HEIGHT), 0.6)
    try:
        cutouts = _cutouts(faces)
        rows, false, false_yunet = [], 0, 0
        for step, width in enumerate(WIDTHS):
            found = found_yunet = 0
            for i in range(FACES):
                progress(step * FACES + i, len(WIDTHS) * FACES, f"{width} px")
                picture, truth = _placed(cutouts[i % len(cutouts)], width, rng)
                ours = [d.box for d in detector.detect(picture) if d.score >= MIN_SURE_SCORE]
                theirs = _yunet(yunet, picture)
                found += any(b.iou(truth) >= SAME for b in ours)
                found_yunet += any(b.iou(truth) >= SAME for b in theirs)
                false += sum(b.intersection(truth) == 0 for b in ours)
                false_yunet += sum(b.intersection(truth) == 0 for b in theirs)
            value, baseline = 100 * found / FACES, 100 * found_yunet / FACES
            ratio = value / baseline if baseline else None
            rows.append(Row(f"found_{width}px", value, "%", FACES, baseline, ratio))
        n = len(WIDTHS) * FACES
        value, baseline = false / n, false_yunet / n
        ratio = baseline / value if value else None
        rows.append(Row("false_per_picture", value, "faces", n, baseline, ratio))
        return rows
    finally:
        detector.close()


def _cutouts(faces: Path | None) -> list[Cutout]:
    """Return faces with half their width around them, as the detector sees them in full size."""
    if faces is None:
        portraits = [(read_image(path_of(f.name)), f.face_box) for f in load_manifest().portraits]
        return [_cut(image, box) for image, box in portraits if box]
    detector = open_detector()
    try:
        cutouts = []
        for folder in identity_folders(faces)[: FACES * 4]:
            image = read_image(picture_files(folder)[0])
            faces_there = by_prominence(detector.detect(image), image.shape[1], image.shape[0])
            if faces_there and faces_there[0].score > 0.8:
                cutouts.append(_cut(image, faces_there[0].box))
            if len(cutouts) == FACES:
                break
    finally:
        detector.close()
    if not cutouts:
        raise BadInput(f"{faces}: no face in the pictures")
    return cutouts


def _cut(image: Image, face: Box) -> Cutout:
    part = face.square(2.0).clipped(image.shape[1], image.shape[0])
    x, y = round(part.x), round(part.y)
    return image[y : y + int(part.h), x : x + int(part.w)], face.moved(-x, -y)


def _placed(cutout: Cutout, width: int, rng: np.random.Generator) -> tuple[Image, Box]:
    """Return one face `width` pixels wide, wholly inside a 1280x720 picture, and where it is."""
    image, face = cutout
    scale = width / face.w
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    size = (max(2, round(image.shape[1] * scale)), max(2, round(image.shape[0] * scale)))
    sprite = cv2.resize(image, size, interpolation=how)
    picture = _background(rng)
    x = round(float(rng.uniform(0, WIDTH - width)) - face.x * scale)
    y = round(float(rng.uniform(0, HEIGHT - width)) - face.y * scale)
    x0, y0, x1, y1 = max(x, 0), max(y, 0), min(x + size[0], WIDTH), min(y + size[1], HEIGHT)
    rows, columns = np.mgrid[0 : size[1], 0 : size[0]]
    border = np.minimum(np.minimum(columns, columns[:, ::-1]), np.minimum(rows, rows[::-1]))
    mask = np.clip(border / (0.15 * width), 0, 1).astype(np.float32)
    inside = (slice(y0 - y, y1 - y), slice(x0 - x, x1 - x))
    under = picture[y0:y1, x0:x1]
    under[:] = cv2.blendLinear(
        np.ascontiguousarray(sprite[inside]), under, mask[inside], 1 - mask[inside]
    )
    return picture, Box(x + face.x * scale, y + face.y * scale, face.w * scale, face.h * scale)


def _background(rng: np.random.Generator) -> NDArray[np.uint8]:
    """Return plain, or coarse and fine random structure of random strength: no face in either."""
    base = np.full((HEIGHT, WIDTH, 3), rng.integers(60, 190, 3), np.float32)
    for cells in (6, 24, 96):
        noise = rng.normal(0, rng.uniform(0, 18), (cells, cells * 16 // 9, 3)).astype(np.float32)
        base += cv2.resize(noise, (WIDTH, HEIGHT), interpolation=cv2.INTER_CUBIC)
    return np.asarray(base.clip(0, 255), np.uint8)


def _yunet(detector: cv2.FaceDetectorYN, picture: Image) -> list[Box]:
    """Return YuNet's boxes made square about their middle: MediaPipe's reach from brow to chin."""
    _, found = detector.detect(np.ascontiguousarray(picture[:, :, ::-1]))
    rows = found if found is not None else []
    boxes = [Box(*(float(v) for v in row[:4])) for row in rows]
    return [Box(b.x + (b.w - b.h) / 2, b.y, b.h, b.h).square(0.9) for b in boxes]
