"""1:N at the data centre: one probe among all references, beside a plain NumPy scan of the same."""

from __future__ import annotations

from edge_app.bench.report import Row
from edge_app.bench.sync.centre import Advance
from sync.central.candidates import PROPOSED
from sync.central.identification_bench import measure as measured

PROBES = 300


def measure(references: int, advance: Advance) -> list[Row]:
    """Return `identify_100k_ms` and `identify_100k_recall`: the mate is among the candidates."""
    advance(0, 0, "references are put into the index, and searched")
    found = measured(references, PROBES, 7)
    recall, exact = found.recall[PROPOSED], found.exact_recall[PROPOSED]
    ms, exact_ms = found.query_ms, found.exact_ms
    return [
        Row("identify_100k_ms", ms, "ms", found.timed, exact_ms, exact_ms / ms),
        Row("identify_100k_recall", recall, "share", found.probes, exact, recall / exact),
    ]
