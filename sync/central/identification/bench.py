"""Speed and recall of the 1:N index: the one in memory, and a Milvus server's beside it.

Templates are random unit vectors of 128 values; probes are mates of them at cosines of 0.37 to 0.8.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from statistics import median
from time import perf_counter, sleep

import numpy as np
from numpy.typing import NDArray

from models.certificate import mates
from models.embedder import unit_rows
from models.manifest import load_manifest
from sync.central.identification.candidates import CandidateIndex, identify
from sync.central.identification.in_memory_index import InMemoryIndex
from sync.central.identification.milvus_index import SETTLED_S, IdentificationIndex

Templates = NDArray[np.float32]

THRESHOLD = 0.37  # FMR 1e-3 of SFace with landmark alignment (design.md)
_TIMED = 100  # probes at most that are timed one by one
_BATCH = 10_000  # references on their way into an index


@dataclass(frozen=True, slots=True)
class IdentificationFigures:
    """What was measured; times are medians of `probes` probes, one probe a request."""

    references: int
    probes: int
    fill_s: float  # all references
    query_ms: float  # to the candidates that reach the threshold, scored exactly
    recall: float  # share of mates among them


def measure(
    references: int, probes: int, seed: int, address: str | None = None
) -> IdentificationFigures:
    """Fill an index, in memory or at the `address` of a Milvus server, and search it.

    1,000,000 references take 1.7 GB of memory. Raise IdentificationError.
    """
    rng = np.random.default_rng(seed)
    size = load_manifest().model.template_size
    templates = unit_rows(rng.standard_normal((references, size), dtype=np.float32))
    rows = rng.choice(references, min(probes, references, _TIMED), replace=False)
    wanted = mates(templates[rows], rng, THRESHOLD)
    index: InMemoryIndex | IdentificationIndex = (
        InMemoryIndex(size)
        if address is None
        else IdentificationIndex.rebuild(address, f"bench-{references}", (), size)
    )
    try:
        start = perf_counter()
        for batch in _batches(templates):
            index.upsert(batch)
        filled = perf_counter() - start
        if isinstance(index, IdentificationIndex):
            sleep(SETTLED_S)
        found = [_timed(partial(_search, index, templates, probe)) for probe in wanted]
    finally:
        index.close()
    hits = sum(row in ids for row, (ids, _) in zip(rows.tolist(), found, strict=True))
    times = [seconds for _, seconds in found]
    return IdentificationFigures(
        references, len(wanted), filled, median(times) * 1e3, hits / len(wanted)
    )


def _batches(templates: Templates) -> Iterator[list[tuple[str, Templates]]]:
    for start in range(0, len(templates), _BATCH):
        part = templates[start : start + _BATCH]
        yield [(f"{start + row:08d}", each[None]) for row, each in enumerate(part)]


def _search(index: CandidateIndex, templates: Templates, probe: Templates) -> set[int]:
    found = identify(
        index, list, lambda ids: templates[[int(one) for one in ids]], probe, 20, THRESHOLD
    )
    return {int(one.template_id) for one in found}


def _timed(call: Callable[[], set[int]]) -> tuple[set[int], float]:
    start = perf_counter()
    found = call()
    return found, perf_counter() - start
