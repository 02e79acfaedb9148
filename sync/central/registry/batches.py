"""Long lists of values, in batches that fit into one statement."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

BATCH = 400  # values of one statement: SQLite takes 32,766, a row has up to ten


def batches(values: Sequence[str]) -> Iterator[Sequence[str]]:
    """Yield `values` in order, at most BATCH at once."""
    for start in range(0, len(values), BATCH):
        yield values[start : start + BATCH]
