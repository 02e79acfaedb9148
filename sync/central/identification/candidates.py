"""From a probe to scored candidates: the index proposes, the registry's templates decide. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from models.comparison import best

Templates = NDArray[np.float32]

PROPOSED = 4_096  # ids asked for at most; few reach the floor, and fewer are within reach


@dataclass(frozen=True, slots=True)
class Scored:
    """A template of the registry, compared exactly."""

    template_id: str
    score: float  # cosine, -1..1


class CandidateIndex(Protocol):
    """An index that proposes ids; all that `identify` needs of it."""

    def nearest(self, probes: Templates, count: int, floor: float) -> list[list[str]]:
        """Return ids for each of `(m, f) float32` rows: the `count` best that reach the floor.

        More may come; a server's index may miss some.
        """


def identify(
    index: CandidateIndex,
    within: Callable[[Sequence[str]], Sequence[str]],
    templates_of: Callable[[Sequence[str]], Templates],
    probe: Templates,
    count: int,
    floor: float,
) -> list[Scored]:
    """Return the `count` best templates that reach `floor`, best first; ties by id.

    `probe`: `(f,)`, or `(m, f)` for several captures of one person, float32 unit rows. `within`
    returns those ids that may be named. `templates_of` reads the registry: `(k, f)` or `(k, n, f)
    float32` for k ids, the best of n counts; rows of NaN where an id is no longer there, and these
    are passed over.

    1. Candidates of all captures.
    2. Those that may be named: nothing is compared, or counted, of the others.
    3. Their exact cosines with all captures, the best of each.
    4. The floor, then the best.
    """
    captures = np.atleast_2d(probe)
    nearest = index.nearest(captures, PROPOSED, floor)
    proposed = within(list(dict.fromkeys(name for ids in nearest for name in ids)))
    if not proposed:
        return []
    templates = templates_of(proposed).reshape(len(proposed), -1, captures.shape[1])
    scores = (templates @ captures.T).max(axis=(1, 2))
    reaching = scores >= floor  # false for NaN
    found = zip(np.array(proposed)[reaching].tolist(), scores[reaching].tolist(), strict=True)
    return [Scored(hit.reference_id, hit.score) for hit in best(found, count)]
