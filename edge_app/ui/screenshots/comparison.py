"""How much two pictures of a screen differ to the eye."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from edge_app.domain import Image

_BLOCK = 8  # pixels of a side
# Of 255, by which a block's mean colour differs. Measured on seven screens of 1280x800: when all is
# moved by a pixel, as another way to smooth letters may, no block differs; for a changed word 2 to
# 51 do.
_DIFFERENCE = 32.0
_MAX_BLOCKS = 1


def looks_like(one: Image, other: Image) -> bool:
    """Return whether two pictures, (height, width, 3) uint8, show the same."""
    return one.shape == other.shape and differing_blocks(one, other) <= _MAX_BLOCKS


def differing_blocks(one: Image, other: Image) -> int:
    """Return how many blocks of 8x8 px differ in colour, whatever the letters' edges are like."""
    return int((np.abs(_means(one) - _means(other)).max(axis=2) > _DIFFERENCE).sum())


def _means(image: Image) -> NDArray[np.float64]:
    """Return the mean colour of each whole block: (rows, columns, 3)."""
    rows, columns = image.shape[0] // _BLOCK, image.shape[1] // _BLOCK
    whole = image[: rows * _BLOCK, : columns * _BLOCK]
    blocks = whole.reshape(rows, _BLOCK, columns, _BLOCK, 3)
    return np.asarray(blocks.mean(axis=(1, 3)))
