"""Whether a part of a picture was never sent: what decoders put in the place of lost data. Pure."""

from __future__ import annotations

import numpy as np

from edge_app.domain import Image

MIN_SHARE = 0.15  # of the picture
GREY, GREEN = (128, 128, 128), (0, 135, 0)  # where nothing was predicted; where nothing was written
NEAR = 4  # grey values from these
STREAK_ROWS = 24  # a column that goes on unchanged through so many rows was drawn down
TEXTURE = 6.0  # grey values along a row: what is smooth has no streaks
BLOCK = 16  # pixels: the columns of a macroblock


def is_smeared(image: Image) -> bool:
    """Return whether much of `image` (h, w, 3) uint8 is filling or a row that was drawn down.

    A wall is neither: its noise, or the little that a codec leaves of it, is in every row.
    """
    sample = image[::8, ::8].astype(np.int16)
    for colour in (GREY, GREEN):
        near = np.abs(sample - np.array(colour, np.int16)).max(axis=2) <= NEAR
        if float(near.mean()) >= MIN_SHARE:
            return True
    return _streaks(image) >= MIN_SHARE


def _streaks(image: Image) -> float:
    """Return the share of the picture that repeats the row above, where the row has texture."""
    green = np.ascontiguousarray(image[:, ::4, 1])
    rows, columns = green.shape[0] // STREAK_ROWS, green.shape[1] // BLOCK
    if rows == 0 or columns == 0:
        return 0.0
    cut = green[: rows * STREAK_ROWS, : columns * BLOCK]
    cells = cut.reshape(rows, STREAK_ROWS, columns, BLOCK)
    first = cells[:, :1]
    same = (cells == first).all(axis=(1, 3))
    textured = np.ptp(first[:, 0].astype(np.int16), axis=2) >= TEXTURE
    return float((same & textured).mean())
