"""No search without a certificate of recall."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from models import index_file
from models.annoy_index import MappedIndex
from models.certificate import certify, mates
from models.errors import GalleryError
from models.gallery import Gallery
from tests.models.gallery_templates import DIMENSION, RNG, names
from tests.present import present


def test_a_gallery_without_a_certificate_refuses_to_search(
    index_bytes: bytes, rows: NDArray[np.float32]
) -> None:
    with pytest.raises(GalleryError, match="no certificate"):
        Gallery.open(index_bytes, names(600), dimension=DIMENSION).search(rows[:1], 1, 0.4)


def test_mates_lie_between_the_threshold_and_genuine_scores(rows: NDArray[np.float32]) -> None:
    probes = mates(rows, RNG(5), 0.43)
    cosines = np.sum(probes * rows, axis=1)
    assert cosines.min() >= 0.43
    assert cosines.max() <= 0.8 + 1e-6
    assert np.allclose(np.linalg.norm(probes, axis=1), 1, atol=1e-6)
    assert np.sum(mates(rows, RNG(5), 0.9) * rows, axis=1).min() >= 0.9


def test_the_exact_scan_is_certified_with_every_mate(gallery: Gallery) -> None:
    certificate = present(gallery.certificate)
    assert certificate.mode == "exact"
    assert certificate.recall == 1.0
    assert certificate.probes == 600


def test_above_the_budget_annoy_is_certified(index_bytes: bytes) -> None:
    opened = Gallery.open(index_bytes, names(600), dimension=DIMENSION).certified(
        RNG(2), 0.45, exact_budget=100
    )
    certificate = present(opened.certificate)
    assert certificate.mode == "annoy"
    assert certificate.recall >= 0.999


class _Misled:
    """A real index whose one way to search is bent."""

    def __init__(
        self, index: MappedIndex, **bent: Callable[..., Any] | NDArray[np.float32]
    ) -> None:
        self._index = index
        self._bent = bent

    def __getattr__(self, name: str) -> Any:
        return self._bent.get(name, getattr(self._index, name))


@pytest.fixture
def mapped(index_bytes: bytes) -> MappedIndex:
    descriptor = index_file.memory_file()
    index_file.fill(descriptor, [index_bytes], len(index_bytes))
    index = MappedIndex(descriptor, 600, 128)
    os.close(descriptor)
    return index


def test_a_matrix_that_is_not_the_index_is_refused(mapped: MappedIndex) -> None:
    shifted = _Misled(mapped, matrix=np.roll(mapped.matrix, 1, axis=0))
    with pytest.raises(GalleryError, match="not where they are looked for"):
        certify(shifted, RNG(0), 0.4)


def test_a_scan_that_misses_mates_is_refused(mapped: MappedIndex) -> None:
    blind = _Misled(mapped, exact=lambda probes: mapped.exact(probes) * (np.arange(600) % 100 > 0))
    with pytest.raises(GalleryError, match=r"9\d\.\d\d% of 600 mates"):
        certify(blind, RNG(0), 0.4)


def test_the_smallest_search_k_that_finds_enough_is_chosen(mapped: MappedIndex) -> None:
    slow = _Misled(
        mapped,
        nearest=lambda probe, count, search_k: (
            mapped.nearest(probe, count, search_k) if search_k >= 5000 else []
        ),
    )
    assert certify(slow, RNG(0), 0.45, exact_budget=100).search_k == 5000


def test_where_annoy_never_finds_enough_the_exact_scan_serves(mapped: MappedIndex) -> None:
    blind = _Misled(mapped, nearest=lambda *_: [])
    assert certify(blind, RNG(0), 0.4, exact_budget=100).mode == "exact"
