"""The Annoy index as bytes: kept in memory, checked, seen as a matrix. No annoy here.

With the `angular` metric every node of an `.ann` file has `12 + 4f` bytes: the number of
descendants (int32), then two child numbers (int32) or, in an item, its squared length (float32) and
nothing, then `f` float32. Nodes 0..n-1 are the items; trees follow, children before their parents
(annoylib.h 1.17.3, `struct Angular`, `_make_tree`). Annoy itself trusts all of this and would read
outside of a damaged file, so it is checked here first.
"""

from __future__ import annotations

import fcntl
import mmap
import os
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from models.comparison import UNIT_TOLERANCE, require_unit_rows
from models.errors import GalleryError

HEADER_BYTES = 12
_BLOCK = 4096  # nodes checked at a time: a few MB, whatever the size of the index
_SEALS = fcntl.F_SEAL_SHRINK | fcntl.F_SEAL_GROW | fcntl.F_SEAL_WRITE | fcntl.F_SEAL_SEAL


def node_bytes(dimension: int) -> int:
    """Return the bytes of one node of an index over vectors of `dimension` values."""
    return HEADER_BYTES + 4 * dimension


def size_limit(references: int, dimension: int) -> int:
    """Return the most bytes an index of so many items may have, before a byte of it is read.

    50 trees over 128 values need about 1.2 nodes per item and two per tree; 16 and 4096 leave room.
    """
    return node_bytes(dimension) * (16 * references + 4096)


def memory_file() -> int:
    """Make an anonymous file in memory (`memfd_create`); its descriptor is closed on exec."""
    return os.memfd_create("gapura-gallery", os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING)


def path_of(descriptor: int) -> str:
    """Return the name under which a library that wants a path opens the descriptor."""
    return f"/proc/self/fd/{descriptor}"


def fill(descriptor: int, chunks: Iterable[bytes | bytearray | memoryview], limit: int) -> None:
    """Write the chunks to the descriptor, one at a time: no second copy of the index is held.

    Raise GalleryError as soon as the chunks exceed `limit` bytes.
    """
    written = 0
    for chunk in chunks:
        rest = memoryview(chunk).cast("B")
        written += len(rest)
        if written > limit:
            raise GalleryError(
                f"the index is larger than {limit} bytes, the most its references can need"
            )
        while rest:
            rest = rest[os.write(descriptor, rest) :]


def seal(descriptor: int) -> None:
    """Make the memory file immutable: what was checked is what will be searched."""
    fcntl.fcntl(descriptor, fcntl.F_ADD_SEALS, _SEALS)


def map_nodes(descriptor: int, dimension: int) -> NDArray[np.int32]:
    """Return the sealed file's nodes, `(nodes, 3 + dimension) int32`, read-only, without a copy.

    The mapping lives as long as the array or any view of it. Raise GalleryError when the size is no
    multiple of a node.
    """
    size = os.fstat(descriptor).st_size
    step = node_bytes(dimension)
    if size == 0 or size % step:
        raise GalleryError(
            f"the index has {size} bytes, no multiple of {step}: it is cut off,"
            f" or its templates have not {dimension} values"
        )
    # A second descriptor, read-only: before Linux 6.7 a write-sealed file maps shared only so.
    reader = os.open(path_of(descriptor), os.O_RDONLY | os.O_CLOEXEC)
    try:
        mapping = mmap.mmap(reader, size, flags=mmap.MAP_SHARED, prot=mmap.PROT_READ)
    finally:
        os.close(reader)
    return np.frombuffer(mapping, np.int32).reshape(-1, step // 4)


def vectors(nodes: NDArray[np.int32], references: int) -> NDArray[np.float32]:
    """Return the items' vectors, `(references, dimension) float32`: a view of the nodes."""
    return nodes.view(np.float32)[:references, HEADER_BYTES // 4 :]


def require_index(nodes: NDArray[np.int32], references: int) -> None:
    """Raise GalleryError unless the nodes are an index of exactly `references` unit vectors.

    Checks the items' headers and lengths, that every child exists and precedes its parent (so no
    search can leave the file or run in a circle), and that the roots hold all items.
    """
    if len(nodes) <= references:
        raise GalleryError(
            f"the index has {len(nodes)} nodes, too few for {references} references and a tree"
        )
    descendants = nodes[:, 0]
    if descendants[-1] != references:
        raise GalleryError(
            f"the index holds {int(descendants[-1])} references, but {references} ids came with it"
        )
    items = vectors(nodes, references)
    require_unit_rows(items, "reference")
    lengths = nodes.view(np.float32)[:references, 1]
    if (descendants[:references] != 1).any() or not (
        np.abs(lengths - 1.0) <= 4 * UNIT_TOLERANCE
    ).all():
        raise GalleryError("the index is damaged: the header of a reference is wrong")
    for start in range(references, len(nodes), _BLOCK):
        _require_tree_nodes(nodes[start : start + _BLOCK], start, references)


def _require_tree_nodes(block: NDArray[np.int32], start: int, references: int) -> None:
    """Check tree nodes `start`, `start + 1`, ...: leaves list items, splits have two children."""
    capacity = (
        block.shape[1] - 1
    )  # a leaf's list takes the place of the header's rest and the vector
    count = block[:, :1]
    leaf = count <= capacity
    number = np.arange(start, start + len(block))[:, None]
    used = np.arange(capacity) < np.where(leaf, count, 2)
    bound = np.where(leaf, references, number)
    children = block[:, 1:]
    planes = block.view(np.float32)[~leaf[:, 0], HEADER_BYTES // 4 :]
    if (
        (count < 1).any()
        or (used & ((children < 0) | (children >= bound))).any()
        or not np.isfinite(planes).all()
    ):
        raise GalleryError("the index is damaged: a node of a tree points outside")
