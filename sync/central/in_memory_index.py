"""A 1:N index in memory that compares every template, for a worker that has no other index."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

Templates = NDArray[np.float32]


class InMemoryIndex:
    """Like IdentificationIndex, with one template an id. Writers hold a lock; reads need none.

    Every change makes new arrays, so that a search goes on with those it began with.
    """

    def __init__(self, dimension: int) -> None:
        """Make an empty index."""
        self._held: tuple[list[str], Templates] = ([], np.empty((0, dimension), np.float32))

    def ids(self) -> set[str]:
        """Return every id that is in."""
        return set(self._held[0])

    def upsert(self, rows: Iterable[tuple[str, Templates]]) -> None:
        """Put in, or replace, the template `(1, f) float32`, a unit row, of each id."""
        new = dict(rows)
        if new:
            self.delete(new)
            names, templates = self._held
            self._held = ([*names, *new], np.concatenate([templates, *new.values()]))

    def delete(self, template_ids: Iterable[str]) -> None:
        """Delete these ids, where they are in."""
        names, templates = self._held
        gone = set(template_ids).intersection(names)
        if gone:
            kept = [row for row, name in enumerate(names) if name not in gone]
            self._held = ([names[row] for row in kept], templates[kept])

    def nearest(self, probes: Templates, count: int) -> list[list[str]]:
        """Return the `count` nearest ids for each of `(m, f) float32` unit rows, nearest first."""
        names, templates = self._held
        scores = probes @ templates.T
        best = np.argsort(-scores, axis=1, kind="stable")[:, :count]
        return [[names[column] for column in row] for row in best]

    def close(self) -> None:
        """Do nothing: there is nothing to close."""
