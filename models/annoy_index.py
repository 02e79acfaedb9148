"""The one door to annoy: an index built, written, and opened over the pages of a memory file."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
from annoy import AnnoyIndex

from models import index_file
from models.comparison import Templates, require_templates, scan

Progress = Callable[[int, int], None]  # items done, items in all
_ADDED_PER_STEP = 10_000


class MappedIndex:
    """An opened index file: Annoy's trees and the matrix, over the same pages of memory.

    Satisfies `models.certificate.Searchable`.
    """

    def __init__(self, descriptor: int, references: int, dimension: int) -> None:
        """Seal, map, check and load the index; the descriptor may be closed afterwards.

        Raise GalleryError.
        """
        index_file.seal(descriptor)
        nodes = index_file.map_nodes(descriptor, dimension)
        index_file.require_index(nodes, references)
        self.matrix: Templates = index_file.vectors(nodes, references)
        self._trees = AnnoyIndex(dimension, "angular")
        self._trees.load(index_file.path_of(descriptor))

    def stored(self, row: int) -> Templates:
        """Return a vector as Annoy reads it, `(f,) float32`."""
        return np.array(self._trees.get_item_vector(row), np.float32)

    def nearest(self, probe: Templates, count: int, search_k: int) -> list[int]:
        """Return up to `count` rows that Annoy proposes for `(f,) float32`, nearest first."""
        return self._trees.get_nns_by_vector(probe.tolist(), count, search_k)

    def exact(self, probes: Templates) -> Templates:
        """Return cosines of `(m, f) float32` with every row, `(m, n) float32`."""
        return scan(self.matrix, probes)


class EmptyIndex:
    """A snapshot without references."""

    def __init__(self, dimension: int) -> None:
        self.matrix: Templates = np.empty((0, dimension), np.float32)

    def stored(self, row: int) -> Templates:
        """Raise IndexError: there is no vector."""
        raise IndexError(row)

    def nearest(self, probe: Templates, count: int, search_k: int) -> list[int]:  # noqa: ARG002
        """Return no rows."""
        return []

    def exact(self, probes: Templates) -> Templates:
        """Return `(m, 0) float32`."""
        return np.empty((len(probes), 0), np.float32)


def build(
    templates: Templates,
    path: Path,
    trees: int = 50,
    *,
    seed: int = 0,
    jobs: int = -1,
    progress: Progress | None = None,
) -> None:
    """Write the Annoy index of `(n, f) float32` unit rows, beside `path` and moved into it.

    `jobs` threads (-1: one per core). Rows keep their numbers; no rows give an empty file. With
    `jobs=1` the same seed gives the same file. Raise GalleryError for templates that cannot be
    served, OSError when the file cannot be written.
    """
    require_templates(templates)
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=f".{path.name}.") as private:
        written = (
            Path(private) / path.name
        )  # Annoy makes its file readable for all: the folder is not
        written.touch()
        if len(templates):
            index = AnnoyIndex(templates.shape[1], "angular")
            _plant(index, templates, trees, seed, jobs, progress)
            index.save(str(written))
            index.unload()
        written.chmod(0o600)
        with written.open("rb") as file:
            os.fsync(file.fileno())
        written.replace(path)


def build_in_memory(
    templates: Templates, descriptor: int, trees: int, seed: int, progress: Progress | None
) -> None:
    """Build the index of `(n, f) float32` unit rows, `n > 0`, inside the memory file: no copy."""
    index = AnnoyIndex(templates.shape[1], "angular")
    index.on_disk_build(index_file.path_of(descriptor))
    _plant(index, templates, trees, seed, -1, progress)
    index.unload()


def _plant(
    index: AnnoyIndex,
    templates: Templates,
    trees: int,
    seed: int,
    jobs: int,
    progress: Progress | None,
) -> None:
    """Add the rows to an empty index and build its trees."""
    index.set_seed(seed)
    for start in range(0, len(templates), _ADDED_PER_STEP):
        if progress is not None:
            progress(start, len(templates))
        for row, vector in enumerate(templates[start : start + _ADDED_PER_STEP].tolist(), start):
            index.add_item(row, vector)
    index.build(trees, jobs)
    if progress is not None:
        progress(len(templates), len(templates))
