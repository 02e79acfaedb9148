"""Templates, names and an index file for the tests of the gallery."""

from __future__ import annotations

import numpy as np

RNG = np.random.default_rng
DIMENSION = 128
NODE = 12 + 4 * DIMENSION  # bytes of a node


def templates(rng, count, dimension=DIMENSION):
    """Random unit rows."""
    rows = rng.standard_normal((count, dimension)).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def names(count, prefix="r"):
    return [f"{prefix}{number}" for number in range(count)]


def nodes_of(index_bytes):
    return np.frombuffer(bytearray(index_bytes), np.int32).reshape(-1, NODE // 4)
