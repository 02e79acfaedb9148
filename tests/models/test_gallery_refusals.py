"""What a gallery does not open, serve or search."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from models.errors import GalleryError
from models.gallery import Gallery, build
from tests.models.gallery_templates import DIMENSION, NODE, RNG, names, nodes_of, templates


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda data: data[:-1], "no multiple"),
        (lambda data: data[:0], "no multiple"),
        (lambda data: data[: 600 * NODE], "too few"),
        (lambda data: data[: 601 * NODE], "ids came with it"),
    ],
    ids=["cut off", "empty", "items only", "cut off at a node"],
)
def test_a_truncated_index_is_refused(
    index_bytes: bytes, change: Callable[..., Any], message: str
) -> None:
    with pytest.raises(GalleryError, match=message):
        Gallery.open(change(index_bytes), names(600), dimension=DIMENSION)


@pytest.mark.parametrize("count", [599, 601, 1, 0])
def test_another_number_of_ids_is_refused(index_bytes: bytes, count: int) -> None:
    with pytest.raises(GalleryError):
        Gallery.open(index_bytes, names(count), dimension=DIMENSION)


def test_another_dimension_is_refused(index_bytes: bytes) -> None:
    with pytest.raises(GalleryError):
        Gallery.open(index_bytes, names(600), dimension=127)


@pytest.mark.parametrize(
    ("row", "column", "value"),
    [
        (5, 10, np.float32(np.nan).view(np.int32)),
        (5, 10, np.float32(np.inf).view(np.int32)),
        (5, 10, np.float32(2.0).view(np.int32)),
        (5, 0, 7),
        (5, 1, 0),
        (610, 0, 0),
        (610, 0, -5),
        (610, 1, -1),
        (610, 1, 1 << 30),
        (-1, 1, 1 << 30),
        (-1, 9, np.float32(np.nan).view(np.int32)),
    ],
)
def test_a_damaged_node_is_refused(
    index_bytes: bytes, row: int, column: int, value: int | np.int32
) -> None:
    nodes = nodes_of(index_bytes)
    nodes[row, column] = value
    with pytest.raises(GalleryError):
        Gallery.open(nodes.tobytes(), names(600), dimension=DIMENSION)


def test_a_tree_that_runs_in_a_circle_is_refused(index_bytes: bytes) -> None:
    nodes = nodes_of(index_bytes)
    split = int(np.flatnonzero(nodes[:, 0] > 130)[0])
    nodes[split, 1] = split
    with pytest.raises(GalleryError, match="points outside"):
        Gallery.open(nodes.tobytes(), names(600), dimension=DIMENSION)


@pytest.mark.parametrize("bad", ["", None, 7])
def test_an_id_that_is_no_text_is_refused(index_bytes: bytes, bad: Any) -> None:
    with pytest.raises(GalleryError, match="id of reference 3"):
        Gallery.open(index_bytes, [*names(3), bad, *names(596)], dimension=DIMENSION)


@pytest.mark.parametrize(
    "bad",
    [
        np.zeros((3, 128), np.float32),
        np.full((3, 128), np.nan, np.float32),
        np.ones((3, 128), np.float32),
        np.full((3, 128), 1e30, np.float32),
        np.eye(3, 128),
        np.eye(3, 128, dtype=np.float32)[0],
    ],
    ids=["zero", "no number", "not unit", "overflow", "float64", "one row"],
)
def test_templates_that_cannot_be_served_are_refused(
    bad: NDArray[Any], gallery: Gallery, tmp_path: Path
) -> None:
    with pytest.raises(GalleryError):
        build(bad, tmp_path / "x.ann")
    with pytest.raises(GalleryError):
        Gallery.from_templates(bad, names(3))
    with pytest.raises(GalleryError):
        gallery.with_changes(bad, names(3), [])
    with pytest.raises(GalleryError):
        gallery.search(bad, 1, 0.4)
    assert list(tmp_path.iterdir()) == []


def test_templates_of_another_model_are_refused(gallery: Gallery) -> None:
    with pytest.raises(GalleryError, match="another model"):
        gallery.search(templates(RNG(0), 1, 512), 1, 0.4)


def test_templates_and_ids_must_be_as_many(gallery: Gallery, rows: NDArray[np.float32]) -> None:
    with pytest.raises(GalleryError, match="3 templates came with 2 ids"):
        Gallery.from_templates(rows[:3], names(2))
    with pytest.raises(GalleryError, match="3 templates came with 2 ids"):
        gallery.with_changes(rows[:3], names(2), [])


@pytest.mark.parametrize(("count", "floor"), [(0, 0.4), (1, 1.5), (1, float("nan"))])
def test_a_search_for_nothing_is_refused(
    gallery: Gallery, rows: NDArray[np.float32], count: int, floor: float
) -> None:
    with pytest.raises(GalleryError, match="cannot search"):
        gallery.search(rows[:1], count, floor)


def test_a_closed_gallery_says_so_and_leaves_those_that_share_its_index(
    index_bytes: bytes, rows: NDArray[np.float32]
) -> None:
    first = Gallery.open(index_bytes, names(600), dimension=DIMENSION).certified(RNG(0), 0.4)
    second = first.with_changes(rows[:0], [], ["r3"])
    first.close()
    first.close()
    with pytest.raises(GalleryError, match="closed"):
        first.search(rows[:1], 1, 0.4)
    assert second.search(rows[:1], 1, 0.9)[0][0].reference_id == "r0"
