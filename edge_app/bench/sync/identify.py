"""1:N at the data centre: one probe among all references; a Milvus server beside it."""

from __future__ import annotations

import os

from edge_app.bench.report import Row, short
from edge_app.bench.sync.centre import Advance
from sync.central.identification.bench import measure as measured
from sync.central.identification.search import ADDRESS

PROBES = 100
MANY = 10  # times as many references, for the second figure


def measure(references: int, advance: Advance) -> list[Row]:
    """Return `identify_100k_ms`, `identify_1m_ms` (of 100,000) and recall: the mate is a candidate.

    The baseline is the Milvus server of GAPURA_MILVUS; without one there is none.
    """
    rows = []
    address = os.environ.get(ADDRESS)
    for count in (references, MANY * references):
        advance(0, 0, f"{count:,} references are put into the index, and searched")
        found = measured(count, PROBES, 7)
        beside = measured(count, PROBES, 7, address) if address else None
        ms = beside.query_ms if beside else None
        recall = beside.recall if beside else None
        rows += [
            Row(
                f"identify_{short(count)}_ms",
                found.query_ms,
                "ms",
                found.probes,
                ms,
                ms and ms / found.query_ms,
            ),
            Row(
                f"identify_{short(count)}_recall",
                found.recall,
                "share",
                found.probes,
                recall,
                recall and found.recall / recall,
            ),
        ]
    return rows
