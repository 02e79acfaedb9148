"""The 1:N index of one machine: every template in memory, every one compared.

Nothing of it reaches a disk: it is read from the registry, where the vault seals it, when it is
first needed. A person who is forgotten is overwritten here as well. 132 bytes a template: rows of 8
bits propose, and what they propose is compared with the registry's templates (`identify`).
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from models.comparison import require_unit_rows, top
from models.eight_bit_rows import Codes, quantise, scan

Templates = NDArray[np.float32]

_FIRST = 1_024  # rows at first; then twice as many each time


class InMemoryIndex:
    """Like IdentificationIndex, with one template an id. Writers hold a lock; reads need none.

    A search beside a change may name an id whose row is another's by now: what an index proposes is
    compared again, with the registry's templates.
    """

    def __init__(self, dimension: int) -> None:
        """Make an empty index."""
        self._codes: Codes = np.zeros((_FIRST, dimension), np.uint8)
        self._steps: Templates = np.zeros(_FIRST, np.float32)
        self._error = 0.0  # the largest of any row that was ever in
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
        templates = np.concatenate(list(new.values()))
        require_unit_rows(templates, "template")
        codes, steps, error = quantise(templates)
        self._error = max(self._error, error)
        for name, code, step in zip(new, codes, steps, strict=True):
            row = self._row_of.get(name)
            if row is None:
                row = self._free.pop() if self._free else self._appended()
            self._codes[row], self._steps[row] = code, step
            self._names[row] = name
            self._row_of[name] = row

    def delete(self, template_ids: Iterable[str]) -> None:
        """Overwrite the templates of these ids, where they are in."""
        for name in template_ids:
            row = self._row_of.pop(name, None)
            if row is not None:
                self._names[row] = None
                self._codes[row], self._steps[row] = 0, 0.0
                self._free.append(row)

    def nearest(self, probes: Templates, count: int, floor: float) -> list[list[str]]:
        """Return ids for each of `(m, f) float32` unit rows, nearest first, as far as can be told.

        The `count` best that reach `floor`, a cosine, are among them; so is who may be one of them.
        """
        used = len(self._names)
        scores, errors = scan(self._codes[:used], self._steps[:used], self._error, probes)
        return [
            [name for row in rows if (name := self._names[row]) is not None]
            for rows in (
                _reaching(each, count, floor, error)
                for each, error in zip(scores, errors.tolist(), strict=True)
            )
        ]

    def close(self) -> None:
        """Overwrite every template."""
        self.delete(self.ids())

    def _appended(self) -> int:
        row = len(self._names)
        if row == len(self._steps):
            self._codes = np.concatenate([self._codes, np.zeros_like(self._codes)])
            self._steps = np.concatenate([self._steps, np.zeros_like(self._steps)])
        self._names.append(None)
        return row


def _reaching(scores: Templates, count: int, floor: float, error: float) -> list[int]:
    """Return rows that may be one of the `count` best: `scores` `(n,)` are wrong by `error`."""
    best = top(scores, floor - error, count)
    if len(best) == count:  # who comes after them may be better by what both are wrong by
        best = top(scores, max(floor - error, scores[best[-1]] - 2 * error), len(scores))
    return list(map(int, best))
