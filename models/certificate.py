"""The certificate of a gallery: mates that must be found are looked for, on this device, first.

Mated probes are made from the stored templates, so the answer is known beforehand: each is a
template moved to a cosine between the threshold and 0.8 (where genuine pairs of one person lie)
along a random direction.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from models.errors import GalleryError

REQUIRED_RECALL = 0.999
EXACT_BUDGET = 1_000_000  # references: their exact scan takes about 20 ms (bench search)
SEARCH_K = (1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000, 200_000)
CANDIDATES = 64  # asked of Annoy at least, before the exact comparison
_UPPER_COSINE = 0.8
_MARGIN = 1e-4  # keeps a mate above the threshold in float32
_BATCH = 8


@dataclass(frozen=True, slots=True)
class Certificate:
    """How a gallery searches, and the share of mates which that finds."""

    mode: Literal["exact", "annoy"]
    recall: float  # 0..1
    probes: int  # mated probes it was measured with
    search_k: int  # nodes that Annoy inspects; 0 in exact mode


class Searchable(Protocol):
    """Both ways to search an index of `(n, f)` unit vectors."""

    @property
    def matrix(self) -> NDArray[np.float32]:
        """Return the mapped vectors, `(n, f) float32`."""

    def stored(self, row: int) -> NDArray[np.float32]:
        """Return a vector as the index itself reads it, not through the matrix: `(f,) float32`."""

    def exact(self, probes: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return cosines of all probes with all vectors, `(m, n) float32`."""

    def nearest(self, probe: NDArray[np.float32], count: int, search_k: int) -> list[int]:
        """Return rows that Annoy proposes."""


def mates(
    templates: NDArray[np.float32], rng: np.random.Generator, threshold: float
) -> NDArray[np.float32]:
    """Return one mated probe for each of `(m, f) float32` unit rows, `f >= 2`: the same shape.

    Cosines are uniform in `[threshold, 0.8]`, or up to half-way to 1 when the threshold is higher.
    """
    upper = max(_UPPER_COSINE, (1.0 + threshold) / 2)
    cosine = rng.uniform(min(threshold + _MARGIN, upper), upper, (len(templates), 1))
    exact = templates.astype(np.float64)
    direction = rng.standard_normal(exact.shape)
    direction -= exact * np.sum(direction * exact, axis=1, keepdims=True)
    direction /= np.linalg.norm(direction, axis=1, keepdims=True)
    probes = cosine * exact + np.sqrt(1.0 - cosine**2) * direction
    probes /= np.linalg.norm(probes, axis=1, keepdims=True)
    return probes.astype(np.float32)


def certify(
    index: Searchable,
    rng: np.random.Generator,
    threshold: float,
    *,
    probes: int = 1000,
    exact_budget: int = EXACT_BUDGET,
) -> Certificate:
    """Measure the recall of mates and choose the way to search.

    1. The mapped matrix must equal what Annoy reads, row by row, on the sample.
    2. Up to `exact_budget` references: the exact scan, verified to find the mates.
    3. Above: Annoy at the smallest `search_k` that finds them; where none does, the exact scan,
       which is slower but misses nobody.

    Raise GalleryError when the matrix is not the index, or recall stays under 99.9%.
    """
    references = len(index.matrix)
    if references == 0:
        return Certificate("exact", 1.0, 0, 0)
    rows = rng.choice(references, min(probes, references), replace=False)
    sample = np.stack([index.stored(int(row)) for row in rows])
    if not np.array_equal(sample, index.matrix[rows]):
        raise GalleryError("the index was refused: its vectors are not where they are looked for")
    wanted = mates(sample, rng, threshold)
    if references > exact_budget:
        for search_k in SEARCH_K:
            recall = annoy_recall(index, wanted, rows, search_k)
            if recall >= REQUIRED_RECALL:
                return Certificate("annoy", recall, len(rows), search_k)
    recall = _exact_recall(index, wanted, rows, threshold)
    if recall < REQUIRED_RECALL:
        raise GalleryError(
            f"the index was refused: {recall:.2%} of {len(rows)} mates found,"
            f" {REQUIRED_RECALL:.1%} are required"
        )
    return Certificate("exact", recall, len(rows), 0)


def _exact_recall(
    index: Searchable,
    wanted: NDArray[np.float32],
    rows: NDArray[np.int64],
    threshold: float,
) -> float:
    found = 0
    for start in range(0, len(rows), _BATCH):
        batch = slice(start, start + _BATCH)
        scores = index.exact(wanted[batch])
        found += int(np.count_nonzero(scores[np.arange(len(scores)), rows[batch]] >= threshold))
    return found / len(rows)


def annoy_recall(
    index: Searchable, wanted: NDArray[np.float32], rows: NDArray[np.int64], search_k: int
) -> float:
    """Return the share of mated probes whose template's row is among Annoy's candidates.

    `probes`: `(m, f) float32`. Every probe counts until recall can no longer reach 99.9%; from
    there on the rest are taken as missed (so the value is then a lower bound, and a hopeless step
    costs little).
    """
    bearable = int(len(rows) * (1.0 - REQUIRED_RECALL) + 1e-9)
    missed = 0
    for number, (probe, row) in enumerate(zip(wanted, rows, strict=True)):
        missed += int(row) not in index.nearest(probe, CANDIDATES, search_k)
        if missed > bearable:
            return (number + 1 - missed) / len(rows)
    return 1.0 - missed / len(rows)
