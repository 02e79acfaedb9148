"""Templates, names and an index file for the tests of the gallery."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

RNG = np.random.default_rng
DIMENSION = 128
NODE = 12 + 4 * DIMENSION  # bytes of a node


def templates(rng: Generator, count: int, dimension: int = DIMENSION) -> NDArray[np.float32]:
    """Random unit rows."""
    rows = rng.standard_normal((count, dimension)).astype(np.float32)
    lengths: NDArray[np.float32] = np.linalg.norm(rows, axis=1, keepdims=True)
    return rows / lengths


def names(count: int, prefix: Any = "r") -> list[str]:
    return [f"{prefix}{number}" for number in range(count)]


def nodes_of(index_bytes: bytes) -> NDArray[np.int32]:
    return np.frombuffer(bytearray(index_bytes), np.int32).reshape(-1, NODE // 4)
