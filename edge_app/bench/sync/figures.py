"""The figures of `gapura bench sync`, by the name under which one is measured alone."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from edge_app.bench.report import Row
from edge_app.bench.sync import approvals, delta, drain, fleet, identify, snapshot
from edge_app.bench.sync.centre import Advance


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much of everything; a row's name says of how many references or terminals it is."""

    approvals: int = 20
    terminals: int = 1_000
    persons: int = delta.PERSONS
    listed: int = delta.LISTED
    references: int = 100_000
    results: int = 50_000


FIGURES: dict[str, Callable[[Sizes, Advance], list[Row]]] = {
    "approvals": lambda sizes, advance: approvals.measure(sizes.approvals, advance),
    "fleet": lambda sizes, advance: fleet.measure(sizes.terminals, advance),
    "delta": lambda sizes, advance: delta.measure(sizes.persons, sizes.listed, advance),
    "snapshot": lambda sizes, advance: snapshot.measure(sizes.references, advance),
    "drain": lambda sizes, advance: drain.measure(sizes.results, advance),
    "identify": lambda sizes, advance: identify.measure(sizes.references, advance),
}


def run(sizes: Sizes, names: Collection[str], advance: Advance) -> list[Row]:
    """Return the rows of these figures, in the order of FIGURES."""
    rows: list[Row] = []
    for name, measure in FIGURES.items():
        if name in names:
            rows += measure(sizes, advance)
    return rows
