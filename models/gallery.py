"""The gallery: references of one list, searched by template.

The data centre builds the index; the terminal opens it from memory, never from a disk, and never
edits it. Additions since the snapshot live in a dense side matrix, removals in a list of rows. A
Gallery is immutable: a change makes a new one that shares the mapping, to be swapped between two
frames.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from models import index_file
from models.annoy_index import EmptyIndex, MappedIndex, Progress, build, build_in_memory
from models.certificate import CANDIDATES, EXACT_BUDGET, Certificate, certify
from models.comparison import (
    MAX_REFERENCES,
    Hit,
    Templates,
    best,
    require_ids,
    require_templates,
    scan,
    top,
)
from models.errors import GalleryError

__all__ = ["Gallery", "Hit", "build"]

_PROBES_PER_PASS = 8


class Gallery:
    """Reference ids and their templates; several templates may carry the same id."""

    def __init__(
        self,
        index: MappedIndex | EmptyIndex,
        reference_ids: tuple[str, ...],
        removed: NDArray[np.intp],
        side: Templates,
        side_ids: tuple[str, ...],
        certificate: Certificate | None,
    ) -> None:
        """Take the parts that the class methods make.

        `removed` are rows of the index; `side` belongs to `side_ids`.
        """
        self._index: MappedIndex | EmptyIndex | None = index
        self._ids = reference_ids
        self._removed = removed
        self._side = side
        self._side_ids = side_ids
        self.certificate = certificate
        counts = chain(Counter(reference_ids).values(), Counter(side_ids).values())
        self._per_reference = max(counts, default=1)

    @classmethod
    def open(
        cls,
        index: bytes | bytearray | memoryview | Iterable[bytes],
        reference_ids: Sequence[str],
        *,
        dimension: int,
    ) -> Gallery:
        """Open an index that `build` wrote: its bytes, or chunks of them as they are decrypted.

        Item i of the index is a template of `reference_ids[i]`, of `dimension` values. The bytes go
        to a memory file that Annoy and the matrix map; no other copy stays. To be `certified`
        before the first search. Raise GalleryError when index and ids do not fit, or the index is
        damaged.
        """
        require_ids(reference_ids)
        chunks = [index] if isinstance(index, bytes | bytearray | memoryview) else index
        descriptor = index_file.memory_file()
        try:
            limit = index_file.size_limit(len(reference_ids), dimension)
            index_file.fill(descriptor, chunks, limit)
            return cls._from_descriptor(descriptor, reference_ids, dimension)
        finally:
            os.close(descriptor)

    @classmethod
    def from_templates(
        cls,
        templates: Templates,
        reference_ids: Sequence[str],
        *,
        trees: int = 1,
        seed: int = 0,
        progress: Progress | None = None,
    ) -> Gallery:
        """Return a certified gallery of `(n, f) float32` unit rows, made here and in memory only.

        The certificate is for the exact scan. Raise GalleryError for templates or ids that cannot
        be served.
        """
        require_ids(reference_ids)
        require_templates(templates)
        if len(templates) != len(reference_ids):
            raise GalleryError(f"{len(templates)} templates came with {len(reference_ids)} ids")
        descriptor = index_file.memory_file()
        try:
            if len(templates):
                build_in_memory(templates, descriptor, trees, seed, progress)
            gallery = cls._from_descriptor(descriptor, reference_ids, templates.shape[1])
        finally:
            os.close(descriptor)
        return gallery.certified(np.random.default_rng(seed), 0.0, exact_budget=MAX_REFERENCES)

    @classmethod
    def _from_descriptor(cls, descriptor: int, ids: Sequence[str], dimension: int) -> Gallery:
        empty = not ids and os.fstat(descriptor).st_size == 0
        index = EmptyIndex(dimension) if empty else MappedIndex(descriptor, len(ids), dimension)
        nothing = np.empty((0, dimension), np.float32)
        return cls(index, tuple(ids), np.empty(0, np.intp), nothing, (), None)

    def certified(
        self,
        rng: np.random.Generator,
        threshold: float,
        *,
        probes: int = 1000,
        exact_budget: int = EXACT_BUDGET,
    ) -> Gallery:
        """Return the same gallery, allowed to search: see `certify`.

        `threshold` is the list's cosine. Raise GalleryError when too few mates are found.
        """
        index = self._opened()
        certificate = certify(index, rng, threshold, probes=probes, exact_budget=exact_budget)
        return Gallery(index, self._ids, self._removed, self._side, self._side_ids, certificate)

    def with_changes(
        self,
        added_templates: Templates,
        added_ids: Sequence[str],
        removed_ids: Collection[str],
    ) -> Gallery:
        """Return a new gallery over the same mapping, with a delta applied; this one stays.

        An added id is served with its added templates `(k, f) float32` alone, whatever was there
        before. Raise GalleryError for a removed id that is not here (the delta belongs to another
        version), or for templates or ids that cannot be served.
        """
        index = self._opened()
        require_ids(added_ids)
        require_templates(added_templates, index.matrix.shape[1])
        if len(added_templates) != len(added_ids):
            raise GalleryError(f"{len(added_templates)} templates came with {len(added_ids)} ids")
        unknown = set(removed_ids) - self.reference_ids()
        if unknown:
            raise GalleryError(
                f"the delta removes {min(unknown)!r}, which is not in this version of the list"
            )
        gone = set(removed_ids).union(added_ids)
        rows = [row for row, name in enumerate(self._ids) if name in gone]
        kept = [row for row, name in enumerate(self._side_ids) if name not in gone]
        return Gallery(
            index,
            self._ids,
            np.union1d(self._removed, np.array(rows, np.intp)),
            np.concatenate([self._side[kept], added_templates]),
            (*(self._side_ids[row] for row in kept), *added_ids),
            self.certificate,
        )

    @property
    def matrix(self) -> Templates:
        """Return the snapshot's vectors, `(n, f) float32`: a read-only view of the mapped index."""
        return self._opened().matrix

    def reference_ids(self) -> set[str]:
        """Return the references that are served now."""
        gone = set(self._removed.tolist())
        served = {name for row, name in enumerate(self._ids) if row not in gone}
        return served.union(self._side_ids)

    def templates_of(self, reference_id: str) -> Templates:
        """Return what is served of a reference: `(k, f) float32` unit rows, none for a stranger.

        Every id is looked at: for one reference now and then. Raise GalleryError after `close`.
        """
        index, gone = self._opened(), set(self._removed.tolist())
        rows = [i for i, name in enumerate(self._ids) if name == reference_id and i not in gone]
        side = [i for i, name in enumerate(self._side_ids) if name == reference_id]
        return np.concatenate([index.matrix[rows], self._side[side]])

    def __len__(self) -> int:
        """Return the number of templates served now: the N of `Calibration.threshold`."""
        return len(self._ids) - len(self._removed) + len(self._side_ids)

    def search(self, probes: Templates, count: int, floor: float) -> list[list[Hit]]:
        """Return up to `count` references for each of `(m, f) float32` unit rows, best first.

        Their scores are at least `floor`; a reference counts once, with its best template. Raise
        GalleryError without a certificate, after `close`, or for a probe that is no template of
        this gallery's model.
        """
        index = self._opened()
        if self.certificate is None:
            raise GalleryError("the gallery has no certificate: call certified() before a search")
        if count < 1 or not -1.0 <= floor <= 1.0:
            raise GalleryError(f"cannot search for {count} candidates above the score {floor}")
        require_templates(probes, index.matrix.shape[1], "probe")
        hits = []
        for start in range(0, len(probes), _PROBES_PER_PASS):
            block = probes[start : start + _PROBES_PER_PASS]
            if self.certificate.mode == "exact":
                scores = index.exact(block)
                if len(self._removed):
                    scores[:, self._removed] = -np.inf
                found = [self._named(row, None, floor, count) for row in scores]
            else:
                found = [self._proposed(index, probe, floor, count) for probe in block]
            if self._side_ids:
                for scored, scores in zip(found, scan(self._side, block), strict=True):
                    rows = top(scores, floor, count * self._per_reference)
                    scored += [(self._side_ids[row], float(scores[row])) for row in rows]
            hits += [best(scored, count) for scored in found]
        return hits

    def _proposed(
        self, index: MappedIndex | EmptyIndex, probe: Templates, floor: float, count: int
    ) -> list[tuple[str, float]]:
        """Return Annoy's candidates, compared exactly; enough to outlast all that is removed."""
        search_k = self.certificate.search_k if self.certificate else 0
        wanted = max(CANDIDATES, count * self._per_reference) + len(self._removed)
        rows = np.array(index.nearest(probe, wanted, max(search_k, wanted)), np.intp)
        rows = np.setdiff1d(rows, self._removed)
        return self._named(index.matrix[rows] @ probe, rows, floor, count)

    def _named(
        self, scores: Templates, rows: NDArray[np.intp] | None, floor: float, count: int
    ) -> list[tuple[str, float]]:
        """Return the best of the scores of `rows` (None: all rows), with their reference ids."""
        positions = top(scores, floor, count * self._per_reference)
        named = positions if rows is None else rows[positions]
        return [
            (self._ids[row], float(score))
            for row, score in zip(named, scores[positions], strict=True)
        ]

    def close(self) -> None:
        """Let go of the index, so that a search that runs in another thread ends well.

        Its memory is freed with the last gallery or array that shows it.
        """
        self._index = None

    def _opened(self) -> MappedIndex | EmptyIndex:
        if self._index is None:
            raise GalleryError("the gallery is closed")
        return self._index
