"""Accuracy over `DIR/<identity>/<picture>`: FNIR, FPIR, FMR, FNMR and failure to acquire.

The protocol, pictures in order of their names:
1. gallery: the first picture of each identity that has several;
2. mated probes: the next up to five of each of those;
3. non-mated probes: the picture of each identity that has one;
4. a picture without a template is a miss as a probe, and takes its identity out of the gallery;
5. FNIR: the mate is not at rank 1 with a score above the threshold that gives the FPIR on the
   non-mated probes;
6. genuine pairs: all pairs among an identity's first twelve; impostor pairs: the first pictures of
   all identities, all against all.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from models.detector import FaceDetector
from models.engine import FaceEngine, by_prominence, open_detector, open_embedder
from models.errors import BadInput
from models.images import picture_files, read_image
from models.manifest import load_manifest
from models.template_model import MeanFace, TemplateModel

MATED_PROBES = 5
GENUINE_PICTURES = 12
BELOW_MEAN_FACE = 1 / 300  # of the pictures with a face, whose template passes for none
FPIRS = (0.1, 0.01, 0.003)
FMRS = (1e-3, 1e-4, 1e-5)

Template = NDArray[np.float32]
Templates = dict[str, list[Template | None]]  # identity -> one a picture, in order of the names


@dataclass(frozen=True, slots=True, eq=False)
class Evaluation:
    """The figures of one run."""

    images: int
    identities: int
    failure_to_acquire: float  # share of the pictures without a template
    genuine: int  # pairs
    impostor: int  # pairs
    tar_at_far: dict[float, float]  # FMR -> 1 - FNMR
    gallery: int  # references
    rank1: float  # share of mated probes whose mate is at rank 1
    fnir_at_fpir: dict[float, float]
    impostor_scores: NDArray[np.float32]  # for the calibration


def identity_folders(root: Path) -> list[Path]:
    """Return the folders of `root` that hold pictures, in order. Raise BadInput for none."""
    if not root.is_dir():
        raise BadInput(f"{root}: no such folder; expected DIR/<identity>/<picture>")
    folders = sorted(p for p in root.iterdir() if p.is_dir() and picture_files(p))
    if not folders:
        raise BadInput(f"{root}: no identities in it; expected DIR/<identity>/<picture>")
    return folders


def templates_of(
    root: Path, advance: Callable[[int, int], None], model: TemplateModel | None = None
) -> Templates:
    """Return a template for each picture under `root`, None for a failure to acquire.

    `advance(done, total)` is told of each picture; `model`: the current one by default. Raise
    BadInput, UnreadableImage, WeightsError, ManifestError.
    """
    files = {folder.name: picture_files(folder) for folder in identity_folders(root)}
    total, done = sum(map(len, files.values())), 0
    embedder = open_embedder(model or load_manifest().model)
    detector, engine = open_detector(), FaceEngine(embedders=[embedder])
    templates: Templates = {}
    try:
        for identity, pictures in files.items():
            templates[identity] = []
            for picture in pictures:
                templates[identity].append(_template(detector, engine, picture))
                done += 1
                advance(done, total)
    finally:
        engine.close()
        detector.close()
    return templates


def _template(detector: FaceDetector, engine: FaceEngine, picture: Path) -> Template | None:
    image = read_image(picture)
    for face in by_prominence(detector.detect(image), image.shape[1], image.shape[0]):
        sample = engine.sample(image, face.box)
        if sample is not None:  # what is no face has no landmarks: a tie, a hand
            return sample.template
    return None


def mean_face(templates: Templates) -> MeanFace:
    """Return the middle of the templates, and the cosine to it that BELOW_MEAN_FACE do not reach.

    Raise BadInput without a template.
    """
    rows = [row for of_one in templates.values() for row in of_one if row is not None]
    if not rows:
        raise BadInput("no picture has a template: there is no mean face")
    every = np.stack(rows).astype(np.float64)
    mean = every.mean(axis=0)
    mean /= np.linalg.norm(mean)
    floor = float(np.quantile(every @ mean, BELOW_MEAN_FACE))
    return MeanFace(tuple(map(float, mean)), math.floor(floor * 100) / 100)


def evaluate(templates: Templates) -> Evaluation:
    """Run the protocol above on templates. Raise BadInput where it leaves nothing to measure."""
    several = {name: rows for name, rows in templates.items() if len(rows) > 1}
    enrolled = {name: rows[0] for name, rows in several.items() if rows[0] is not None}
    non_mated = [rows[0] for rows in templates.values() if len(rows) == 1]
    mated = [(name, row) for name in enrolled for row in several[name][1 : 1 + MATED_PROBES]]
    if not enrolled or not mated or not non_mated:
        raise BadInput(
            "too few identities: one with several pictures and one with a single picture are needed"
        )
    names = list(enrolled)
    gallery = np.stack([row for row in enrolled.values() if row is not None])
    best_non_mated = np.array([_best(gallery, row)[1] for row in non_mated])
    ranked = [(name, *_best(gallery, row)) for name, row in mated]
    at_rank1 = [row >= 0 and names[row] == name for name, row, _ in ranked]

    genuine, impostor = genuine_scores(templates), impostor_scores(templates)
    return Evaluation(
        images=sum(map(len, templates.values())),
        identities=len(templates),
        failure_to_acquire=_share([row is None for rows in templates.values() for row in rows]),
        genuine=len(genuine),
        impostor=len(impostor),
        tar_at_far={
            fmr: float((genuine > score_at(impostor, fmr)).mean()) if len(genuine) else 0.0
            for fmr in FMRS
        },
        gallery=len(names),
        rank1=_share(at_rank1),
        fnir_at_fpir={
            fpir: _share(
                [
                    not (first and score > score_at(best_non_mated, fpir))
                    for first, (_, _, score) in zip(at_rank1, ranked, strict=True)
                ]
            )
            for fpir in FPIRS
        },
        impostor_scores=impostor,
    )


def _best(gallery: NDArray[np.float32], probe: Template | None) -> tuple[int, float]:
    """Return row and score of rank 1; (-1, -1.0) for a probe without a template."""
    if probe is None:
        return -1, -1.0
    scores = gallery @ probe
    row = int(scores.argmax())
    return row, float(scores[row])


def _share(misses: list[bool]) -> float:
    return sum(misses) / len(misses)


def score_at(scores: NDArray[np.floating], share: float) -> float:
    """Return the score that at most `share` of `scores` (n,) lie above; 1.0 for no scores."""
    if not len(scores):
        return 1.0
    above = int(np.floor(share * len(scores)))
    return float(np.partition(scores, len(scores) - 1 - above)[len(scores) - 1 - above])


def genuine_scores(templates: Templates) -> NDArray[np.float32]:
    """Return scores of all pairs among the first GENUINE_PICTURES of each identity.

    (n,) float32.
    """
    scores = [
        float(first @ second)
        for rows in templates.values()
        for first, second in combinations(
            [row for row in rows[:GENUINE_PICTURES] if row is not None], 2
        )
    ]
    return np.array(scores, np.float32)


def impostor_scores(templates: Templates) -> NDArray[np.float32]:
    """Return scores of the first pictures of all identities, all against all: (n,) float32."""
    firsts = [rows[0] for rows in templates.values() if rows[0] is not None]
    if len(firsts) < 2:
        return np.zeros(0, np.float32)
    matrix = np.stack(firsts)
    return np.asarray((matrix @ matrix.T)[np.triu_indices(len(firsts), 1)], np.float32)
