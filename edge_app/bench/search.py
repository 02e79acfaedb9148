"""Speed and recall of the gallery search, beside one pass of memory over the same bytes.

Templates are random unit vectors of 128 values; probes are mates of stored templates at cosines of
0.45 to 0.8. What is timed is `Gallery.search` as the terminal calls it: 1 probe, 5 candidates.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import cycle
from time import perf_counter

import numpy as np
from numpy.typing import NDArray

from edge_app.bench.report import Row, paired
from models.certificate import mates
from models.errors import GalleryError
from models.gallery import Gallery
from models.manifest import load_manifest

Templates = NDArray[np.float32]
Progress = Callable[[str], None]  # told what is being done

SCANS = (("exact_10k", 10_000, 200), ("exact_100k", 100_000, 200), ("exact_1m", 1_000_000, 60))
TREES = 50  # as the data centre builds it; where only the scan is timed, one tree is enough
_SEED = 20
_THRESHOLD = 0.45
_CANDIDATES = 5
_PROBES = 64  # in turn, so that no answer is remembered by a cache


def run(
    progress: Progress | None = None,
    scans: tuple[tuple[str, int, int], ...] = SCANS,
    annoy_references: int = 100_000,
    trees: int = TREES,
    n: int = 100,
) -> list[Row]:
    """Return the rows: exact scans (name, references, n), then Annoy.

    `annoy_100k` is Annoy with the smallest `search_k` that finds 99.9% of mates, its baseline the
    exact search of the same gallery. Needs 1.3 GB of memory at 1,000,000 references. Raise
    GalleryError when Annoy never finds as many.
    """
    tell = progress or _silent
    rng = np.random.default_rng(_SEED)
    rows = [_scan_row(name, size, times, rng, tell) for name, size, times in scans]
    return rows + _annoy_rows(annoy_references, trees, n, rng, tell)


def _scan_row(name: str, references: int, n: int, rng: np.random.Generator, tell: Progress) -> Row:
    gallery, probes = _gallery(references, 1, rng, tell)
    tell(f"{name}: {n} searches")
    found, passed = paired(_searcher(gallery, probes), _memory_pass(gallery.matrix), n)
    return Row(name, found * 1e3, "ms", n, passed * 1e3, passed / found)


def _annoy_rows(
    references: int, trees: int, n: int, rng: np.random.Generator, tell: Progress
) -> list[Row]:
    exact, probes = _gallery(references, trees, rng, tell)
    tell("Annoy: looking for the search_k that finds 99.9% of mates")
    annoy = exact.certified(rng, _THRESHOLD, exact_budget=0)
    certificate = annoy.certificate
    if certificate is None or certificate.mode != "annoy":
        raise GalleryError(f"Annoy with {trees} trees does not find 99.9% of {references} mates")
    tell(f"Annoy: {n} searches at search_k {certificate.search_k:,}")
    proposed, scanned = paired(_searcher(annoy, probes), _searcher(exact, probes), n)
    recall = certificate.recall
    return [
        Row("annoy_100k", proposed * 1e3, "ms", n, scanned * 1e3, scanned / proposed),
        Row("recall_annoy_100k", recall, "of mates", certificate.probes, 1.0, recall),
    ]


def _gallery(
    references: int, trees: int, rng: np.random.Generator, tell: Progress
) -> tuple[Gallery, Templates]:
    """Return a gallery of random templates, and mated probes for some of them."""
    size = load_manifest().model.template_size
    templates = rng.standard_normal((references, size), np.float32)
    templates /= np.linalg.norm(templates, axis=1, keepdims=True)
    rows = rng.choice(references, min(_PROBES, references), replace=False)
    gallery = Gallery.from_templates(
        templates,
        [str(number) for number in range(references)],
        trees=trees,
        seed=_SEED,
        progress=lambda done, total: tell(f"index: {done:,} of {total:,} references, then trees"),
    )
    return gallery, mates(templates[rows], rng, _THRESHOLD)


def _searcher(gallery: Gallery, probes: Templates) -> Callable[[], object]:
    turn = cycle(probes[:, None])
    return lambda: gallery.search(next(turn), _CANDIDATES, _THRESHOLD)


def _memory_pass(matrix: Templates) -> Callable[[], object]:
    """Return NumPy's fastest way, here and now, to read all bytes from first to last vector.

    Some machines read fastest through BLAS on several threads, others through one integer maximum.
    """
    length = (len(matrix) - 1) * matrix.strides[0] // 4 + matrix.shape[1]
    flat = np.lib.stride_tricks.as_strided(matrix, (length,), (4,), writeable=False)
    words = flat[1 : 1 + (length - 1) // 2 * 2].view(np.uint64)  # 8-byte aligned: 12 + 4
    ways: tuple[Callable[[], object], ...] = (
        lambda: np.dot(flat, flat),
        flat.max,
        words.max,
        lambda: np.bitwise_or.reduce(words),
    )
    return min(ways, key=_quickest)


def _quickest(call: Callable[[], object]) -> float:
    """Return the seconds of the quickest of 20 calls."""
    times = []
    for _ in range(20):
        start = perf_counter()
        call()
        times.append(perf_counter() - start)
    return min(times)


def _silent(_text: str) -> None:
    """Do nothing: nobody listens."""
