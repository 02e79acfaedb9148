"""The Annoy index of a snapshot, built in memory: templates in the clear touch no disk."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models import index_file
from models.annoy_index import MappedIndex, Progress, build_in_memory
from models.calibration import Calibration
from models.certificate import CANDIDATES, certify, mates

TREES = 50
PROBES = 500  # mated probes for the measured recall
SEARCH_K = 20_000  # nodes that Annoy inspects meanwhile: 3 ms a probe at 100,000 references
_SEED = 0
_READ = 1 << 20


@dataclass(frozen=True, slots=True)
class BuiltIndex:
    """The bytes of an index, in a memory file."""

    descriptor: int
    size: int  # bytes
    trees: int  # 0: there is nothing in it
    recall: float | None  # share of mates that Annoy finds, where the exact scan finds them

    def chunks(self) -> Iterator[bytes]:
        """Yield its bytes, from the first on."""
        for start in range(0, self.size, _READ):
            yield os.pread(self.descriptor, _READ, start)


@contextmanager
def build_index(
    templates: NDArray[np.float32],
    target_fpir: float,
    calibration: Calibration | None,
    progress: Progress | None = None,
) -> Iterator[BuiltIndex]:
    """Build the index of `(n, f) float32` unit rows and measure its recall, for a `with` block.

    `calibration`: of the templates' model; None: it has none. Raise GalleryError for templates
    that no terminal would serve.
    """
    if not len(templates):
        yield BuiltIndex(-1, 0, 0, None)
        return
    descriptor = index_file.memory_file()
    try:
        build_in_memory(templates, descriptor, TREES, _SEED, progress)
        opened = MappedIndex(descriptor, *templates.shape)
        recall = _recall(opened, _threshold(target_fpir, len(templates), calibration))
        yield BuiltIndex(descriptor, os.fstat(descriptor).st_size, TREES, recall)
    finally:
        os.close(descriptor)


def _recall(index: MappedIndex, threshold: float) -> float:
    """Return the share of mates found. Raise GalleryError where the exact scan finds too few."""
    rng = np.random.default_rng(_SEED)
    certify(index, rng, threshold, probes=PROBES, exact_budget=len(index.matrix))
    rows = rng.choice(len(index.matrix), min(PROBES, len(index.matrix)), replace=False)
    probes = mates(index.matrix[rows], rng, threshold)
    found = sum(
        int(row) in index.nearest(probe, CANDIDATES, SEARCH_K)
        for row, probe in zip(rows, probes, strict=True)
    )
    return found / len(rows)


def _threshold(target_fpir: float, references: int, calibration: Calibration | None) -> float:
    """Return the list's threshold, a cosine; 0.4 for a model that is not calibrated."""
    return 0.4 if calibration is None else calibration.threshold(target_fpir, references)
