"""Comparison of probes with templates, and the best references of it. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from models.errors import GalleryError

Templates = NDArray[np.float32]

MAX_REFERENCES = 4_000_000  # 2.1 GB of vectors: what a terminal with 8 GB can hold
UNIT_TOLERANCE = 1e-3  # of a row's length; float32 rounding over 128 values stays under 1e-6
_FEW_PROBES = 3
_WORTH_A_THREAD = 50_000  # rows; a hand-over costs as much as some 5,000
_PATIENCE = 1e-8  # seconds per row: half of what the rows themselves take
_second = ThreadPoolExecutor(1, "comparison")
_BLOCK = 4096  # rows checked at a time: a few MB, whatever the size of the index


@dataclass(frozen=True, slots=True)
class Hit:
    """A reference whose best template reached the floor."""

    reference_id: str
    score: float  # cosine, -1..1


def scan(matrix: Templates, probes: Templates) -> Templates:
    """Return cosines of `(m, f)` with `(n, f)` unit rows, `(m, n) float32`; no matrix is copied.

    Few probes: one dot product per row, half of them on a second thread. Many: gemm, 2.5 ms for 8.
    At 100,000 rows, where one pass of memory takes 1.3 ms, one probe takes 1.1 ms on two idle cores
    and 2.0 ms beside two busy processes. BLAS gemv takes 0.9 ms and 8 ms, for its threads wait for
    each other; `np.dot` copies the strided view: always 8 ms.
    """
    scores = np.empty((len(probes), len(matrix)), np.float32)
    if len(probes) > _FEW_PROBES:
        np.matmul(probes, matrix.T, out=scores)
    else:
        for probe, row in zip(probes, scores, strict=True):
            in_halves(partial(_compared, matrix, probe), row)
    return scores


def _compared(matrix: Templates, probe: Templates, part: slice) -> Templates:
    return np.asarray(np.vecdot(matrix[part], probe), np.float32)


def in_halves(
    compare: Callable[[slice], Templates], scores: Templates, patience: float = _PATIENCE
) -> None:
    """Fill `scores` `(..., n)`, with the help of a second core where one is free at once.

    `compare` returns a part of them, from any thread; `patience`: seconds per row, half of what the
    rows themselves take. One that comes too late is looked at no more.
    """
    half = scores.shape[-1] // 2
    if scores.shape[-1] < _WORTH_A_THREAD:
        scores[...] = compare(slice(None))
        return
    helper = _second.submit(compare, slice(half, None))
    scores[..., :half] = compare(slice(half))
    try:
        if not helper.cancel():
            scores[..., half:] = helper.result(timeout=half * patience)
            return
    except TimeoutError:
        pass
    scores[..., half:] = compare(slice(half, None))


def top(scores: NDArray[np.float32], floor: float, limit: int) -> NDArray[np.intp]:
    """Return positions of the scores `(n,)` that reach the floor, best first, at most `limit`.

    The floor comes first: few of 100,000 reach it (0.01 ms); a partition of all costs 0.12 ms.
    """
    positions = np.flatnonzero(scores >= floor)
    if len(positions) > limit:
        positions = positions[np.argpartition(-scores[positions], limit - 1)[:limit]]
    return positions[np.argsort(-scores[positions], kind="stable")]


def best(scored: Iterable[tuple[str, float]], count: int) -> list[Hit]:
    """Return the `count` best references, best first, each with its best score.

    Ties are ordered by reference id; rounding errors beyond -1 and 1 are cut off.
    """
    scores: dict[str, float] = {}
    for name, score in scored:
        scores[name] = max(score, scores.get(name, score))
    ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
    return [Hit(name, min(max(score, -1.0), 1.0)) for name, score in ranked[:count]]


def require_unit_rows(rows: NDArray[np.float32], what: str) -> None:
    """Raise GalleryError that names the first of `(n, f) float32` rows not finite or not unit."""
    for start in range(0, len(rows), _BLOCK):
        block = rows[start : start + _BLOCK]
        lengths = np.sqrt(np.einsum("ij,ij->i", block, block))
        wrong = np.flatnonzero(~(np.abs(lengths - 1.0) <= UNIT_TOLERANCE))  # NaN is wrong too
        if len(wrong):
            raise GalleryError(f"{what} {start + int(wrong[0])} is not a finite vector of length 1")


def require_templates(
    templates: Templates, dimension: int | None = None, what: str = "template"
) -> None:
    """Raise GalleryError unless `(n, f) float32` unit rows, `f` the dimension where it is given."""
    if templates.ndim != 2 or templates.dtype != np.float32 or templates.shape[1] < 2:
        raise GalleryError(
            f"{what}s are rows of float32, not {templates.dtype} of shape {templates.shape}"
        )
    if dimension is not None and templates.shape[1] != dimension:
        raise GalleryError(
            f"{what}s of {templates.shape[1]} values cannot be compared with references of"
            f" {dimension}: they come from another model"
        )
    if len(templates) > MAX_REFERENCES:
        raise GalleryError(f"{len(templates)} {what}s are more than {MAX_REFERENCES}")
    require_unit_rows(templates, what)


def require_ids(reference_ids: Sequence[str]) -> None:
    """Raise GalleryError unless the ids are texts, none empty, and not too many."""
    if len(reference_ids) > MAX_REFERENCES:
        raise GalleryError(f"{len(reference_ids)} references are more than {MAX_REFERENCES}")
    for row, name in enumerate(reference_ids):
        if not isinstance(name, str) or not name:
            raise GalleryError(f"the id of reference {row} is empty or no text")
