"""A real Annoy file: written whole, opened in memory, sealed."""

from __future__ import annotations

import gc
import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from models import index_file
from models.errors import GalleryError
from models.gallery import Gallery, build
from tests.models.gallery_templates import DIMENSION, NODE, RNG, names, templates


def test_the_file_is_written_whole_and_nothing_stays_beside_it(
    rows: NDArray[np.float32], tmp_path: Path
) -> None:
    build(rows, tmp_path / "list.ann", trees=2)
    assert [path.name for path in tmp_path.iterdir()] == ["list.ann"]
    assert stat.S_IMODE((tmp_path / "list.ann").stat().st_mode) & 0o077 == 0


def test_the_same_seed_gives_the_same_file(
    rows: NDArray[np.float32], index_bytes: bytes, tmp_path: Path
) -> None:
    build(rows, tmp_path / "again.ann", trees=5, seed=3, jobs=1)
    assert (tmp_path / "again.ann").read_bytes() == index_bytes


def test_a_failed_build_leaves_the_old_file(rows: NDArray[np.float32], tmp_path: Path) -> None:
    path = tmp_path / "list.ann"
    path.write_bytes(b"old")

    def fail(done: Any, total: Any) -> None:
        if done == total:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build(rows, path, trees=1, progress=fail)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_build_tells_its_progress(tmp_path: Path) -> None:
    told = []
    small = templates(RNG(0), 10_050, 4)
    build(small, tmp_path / "x.ann", trees=1, progress=lambda *step: told.append(step))
    assert told == [(0, 10_050), (10_000, 10_050), (10_050, 10_050)]


@pytest.mark.parametrize("count", [0, 1, 2, 3, 130, 131, 300])
def test_a_list_of_any_size_is_built_opened_and_searched(count: int, tmp_path: Path) -> None:
    rows = templates(RNG(count), count)
    build(rows, tmp_path / "x.ann", trees=3)
    opened = Gallery.open(
        (tmp_path / "x.ann").read_bytes(), names(count), dimension=DIMENSION
    ).certified(RNG(0), 0.4)
    assert len(opened) == count
    found = opened.search(templates(RNG(9), 1) if not count else rows[-1:], 1, 0.5)
    assert [[hit.reference_id for hit in hits] for hits in found] == [
        [f"r{count - 1}"] if count else []
    ]


def test_the_matrix_is_a_view_of_the_mapped_file(
    index_bytes: bytes, rows: NDArray[np.float32]
) -> None:
    descriptor = index_file.memory_file()
    index_file.fill(descriptor, [index_bytes], len(index_bytes))
    index_file.seal(descriptor)
    nodes = index_file.map_nodes(descriptor, 128)
    matrix = index_file.vectors(nodes, 600)
    os.close(descriptor)
    assert np.shares_memory(matrix, nodes)
    assert not nodes.flags.owndata
    assert matrix.strides == (NODE, 4)
    assert not matrix.flags.writeable
    assert np.array_equal(matrix, rows)


@pytest.fixture
def no_garbage() -> Iterator[None]:
    """What earlier tests left is freed before, and not in the middle of, a test that counts."""
    gc.collect()
    gc.disable()
    yield
    gc.enable()


@pytest.mark.usefixtures("no_garbage")
def test_an_open_gallery_keeps_two_mappings_of_memory_and_no_file_on_a_disk(
    index_bytes: bytes,
) -> None:
    before = Path("/proc/self/maps").read_text().count("memfd:gapura-gallery")
    opened = Gallery.open(index_bytes, names(600), dimension=DIMENSION)
    lines = [
        line
        for line in Path("/proc/self/maps").read_text().splitlines()
        if "memfd:gapura-gallery" in line
    ]
    assert len(lines) == before + 2
    assert all(line.split()[1].startswith("r--s") for line in lines)
    opened.close()
    del opened
    assert Path("/proc/self/maps").read_text().count("memfd:gapura-gallery") == before


def descriptors() -> int:
    """How many this process has; a server of other tests opens and closes sockets meanwhile."""
    found = 0
    for each in Path("/proc/self/fd").iterdir():
        with suppress(FileNotFoundError):  # the folder's own, and what another thread closed
            found += not str(each.readlink()).startswith("socket:")
    return found


@pytest.mark.usefixtures("no_garbage")
def test_descriptors_are_given_back(index_bytes: bytes) -> None:
    before = descriptors()
    opened = Gallery.open(index_bytes, names(600), dimension=DIMENSION)
    opened.close()
    del opened
    with pytest.raises(GalleryError):
        Gallery.open(index_bytes[:-1], names(600), dimension=DIMENSION)
    assert descriptors() == before


def test_what_was_checked_cannot_be_changed(index_bytes: bytes) -> None:
    descriptor = index_file.memory_file()
    index_file.fill(descriptor, [index_bytes], len(index_bytes))
    index_file.seal(descriptor)
    with pytest.raises(PermissionError):
        os.pwrite(descriptor, b"x", 0)
    with pytest.raises(PermissionError):
        os.ftruncate(descriptor, 0)
    os.close(descriptor)


def test_an_index_comes_in_chunks(index_bytes: bytes, rows: NDArray[np.float32]) -> None:
    chunks = (index_bytes[start : start + 1000] for start in range(0, len(index_bytes), 1000))
    opened = Gallery.open(chunks, names(600), dimension=DIMENSION).certified(RNG(0), 0.4)
    assert opened.search(rows[7:8], 1, 0.9)[0][0].reference_id == "r7"


def test_a_flood_of_chunks_is_cut_off() -> None:
    def flood() -> Iterator[Any]:
        for _ in range(100):
            yield bytes(1_000_000)
        pytest.fail("the whole flood was read")

    with pytest.raises(GalleryError, match="larger than"):
        Gallery.open(flood(), names(1), dimension=DIMENSION)
