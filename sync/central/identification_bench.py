"""Speed and recall of the identification index, beside an exact NumPy scan in the same run.

Templates are random unit vectors of 128 values; probes are mates of them at cosines of 0.37 to 0.8.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter

import numpy as np
from numpy.typing import NDArray

from models.certificate import mates
from models.comparison import scan
from models.embedder import unit_rows
from models.manifest import load_manifest
from sync.central.candidates import PROPOSED
from sync.central.identification import IdentificationIndex

Templates = NDArray[np.float32]

THRESHOLD = 0.37  # FMR 1e-3 of SFace with landmark alignment (design.md)
RANKS = (1, 5, 16, PROPOSED)
_TIMED = 100  # probes at most that are timed one by one


@dataclass(frozen=True, slots=True)
class IdentificationFigures:
    """What was measured; times are medians of `timed` probes, one probe a request."""

    references: int
    probes: int
    timed: int
    upsert_s: float  # all references, until they are flushed
    open_s: float  # of the folder with all references in it
    query_ms: float  # `nearest` with 64 candidates
    batch_query_ms: float  # per probe, all probes in one call
    exact_ms: float  # baseline: the NumPy scan and its best 64
    recall: dict[int, float]  # k -> share of mates among the first k proposed
    exact_recall: dict[int, float]  # the same of the baseline


def measure(
    references: int, probes: int, seed: int, folder: Path | None = None
) -> IdentificationFigures:
    """Fill an index in `folder` (None: a temporary one), search it, and scan the same templates.

    100,000 references take 1 GB of memory. Raise IdentificationError.
    """
    rng = np.random.default_rng(seed)
    size = load_manifest().model.template_size
    templates = unit_rows(rng.standard_normal((references, size), dtype=np.float32))
    rows = rng.choice(references, min(probes, references), replace=False)
    wanted = mates(templates[rows], rng, THRESHOLD)
    names = [f"{row:08d}" for row in rows.tolist()]
    with tempfile.TemporaryDirectory(prefix="gapura-bench-") as temporary:
        address = str((folder or Path(temporary)) / "index")
        with IdentificationIndex.open(address, "bench", size) as index:
            start = perf_counter()
            index.upsert((f"{n:08d}", row[None]) for n, row in enumerate(templates))
            filled = perf_counter() - start
        start = perf_counter()
        with IdentificationIndex.open(address, "bench", size) as index:
            opened = perf_counter() - start
            alone = [_seconds(partial(index.nearest, p[None], PROPOSED)) for p in wanted[:_TIMED]]
            start = perf_counter()
            proposed = index.nearest(wanted, PROPOSED)
            together = perf_counter() - start
    scanned = [_seconds(partial(_exact, templates, p)) for p in wanted[:_TIMED]]
    exact = [[f"{n:08d}" for n in _exact(templates, probe).tolist()] for probe in wanted]
    return IdentificationFigures(
        references,
        len(wanted),
        len(alone),
        filled,
        opened,
        median(alone) * 1e3,
        together / len(wanted) * 1e3,
        median(scanned) * 1e3,
        _recall(names, proposed),
        _recall(names, exact),
    )


def _exact(templates: Templates, probe: Templates) -> NDArray[np.intp]:
    scores = scan(templates, probe[None])[0]
    count = min(PROPOSED, len(scores))
    nearest = np.argpartition(-scores, count - 1)[:count]
    return nearest[np.argsort(-scores[nearest])]


def _recall(names: list[str], proposed: list[list[str]]) -> dict[int, float]:
    pairs = list(zip(names, proposed, strict=True))
    return {k: sum(name in ids[:k] for name, ids in pairs) / len(pairs) for k in RANKS}


def _seconds(call: Callable[[], object]) -> float:
    start = perf_counter()
    call()
    return perf_counter() - start
