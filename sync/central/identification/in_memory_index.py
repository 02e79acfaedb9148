"""The 1:N index of one machine: every template in memory, every one compared.

Nothing of it reaches a disk: it is read from the registry, where the vault seals it, when it is
first needed. A person who is forgotten is overwritten here as well. 512 bytes a template.

The terminals compare with the same scan (`models.comparison`): 1.3 ms at 100,000, 14 ms at
1,000,000, and nobody is missed. Rows of int8 take a quarter of the memory and are not faster.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from models.comparison import require_unit_rows, scan, top

Templates = NDArray[np.float32]

_FIRST = 1_024  # rows at first; then twice as many each time


class InMemoryIndex:
    """Like IdentificationIndex, with one template an id. Writers hold a lock; reads need none.

    A search beside a change may name an id whose row is another's by now: what an index proposes is
    compared again, with the registry's templates.
    """

    def __init__(self, dimension: int) -> None:
        """Make an empty index."""
        self._rows: Templates = np.zeros((_FIRST, dimension), np.float32)
        self._names: list[str | None] = []  # by row; None: free
        self._row_of: dict[str, int] = {}
        self._free: list[int] = []

    def __len__(self) -> int:
        """Return how many templates there are."""
        return len(self._row_of)

    def ids(self) -> set[str]:
        """Return every id that is in."""
        return set(self._row_of)

    def upsert(self, rows: Iterable[tuple[str, Templates]]) -> None:
        """Put in, or replace, the template `(1, f) float32`, a unit row, of each id.

        Raise GalleryError.
        """
        new = dict(rows)
        if not new:
            return
        require_unit_rows(np.concatenate(list(new.values())), "template")
        for name, template in new.items():
            row = self._row_of.get(name)
            if row is None:
                row = self._free.pop() if self._free else self._appended()
            self._rows[row] = template[0]
            self._names[row] = name
            self._row_of[name] = row

    def delete(self, template_ids: Iterable[str]) -> None:
        """Overwrite the templates of these ids, where they are in."""
        for name in template_ids:
            row = self._row_of.pop(name, None)
            if row is not None:
                self._names[row] = None
                self._rows[row] = 0.0
                self._free.append(row)

    def nearest(self, probes: Templates, count: int, floor: float) -> list[list[str]]:
        """Return ids that reach `floor`, a cosine, for each of `(m, f) float32` unit rows.

        The nearest come first; `count` at most.
        """
        used = len(self._names)
        scores = scan(self._rows[:used], probes)
        return [
            [
                name
                for row in top(each, floor, count).tolist()
                if (name := self._names[row]) is not None
            ]
            for each in scores
        ]

    def close(self) -> None:
        """Overwrite every template."""
        self.delete(self.ids())

    def _appended(self) -> int:
        row = len(self._names)
        if row == len(self._rows):
            grown = np.zeros((2 * row, self._rows.shape[1]), np.float32)
            grown[:row] = self._rows
            self._rows = grown
        self._names.append(None)
        return row
