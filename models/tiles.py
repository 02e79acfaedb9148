"""Which squares of a picture the detector looks at, and in what order. Pure.

The detector sees 128x128 pixels, so a face must fill about a seventh of what it is shown. Squares
of the picture's shorter side find near faces, parts of that the far ones. Measured at 1280x720 on
60 faces of `faces-dev`, sure enough to begin a track, at 100, 60 and 40 px, and false ones a
picture: 720 and 360 px tiles (24 of them) 100%, 72%, 0% and 0.02; with 240 px (74) 100%, 97%, 70%
and 0.07; with 180 instead of 240 px (122) 100%, 100%, 95% and 0.29.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from models.geometry import Box, union

DIVISORS = (1, 2, 3)
SMALLEST_TILE = 240  # pixels: faces that only smaller ones show are too small for a comparison
FOLLOW = 3.0  # a tile around a tracked face is this many times its size
MOTION_CELL = 16  # pixels of the picture per cell of the motion map
MOTION_STEP = 12.0  # grey values; sensor noise averaged over a cell stays far below


def pyramid(width: int, height: int) -> list[Box]:
    """Return half-overlapping squares over the picture, largest first.

    Every pixel is in one of each size. Their sides are the DIVISORS of the shorter side of the
    picture, down to SMALLEST_TILE.
    """
    shorter = min(width, height)
    sides = [shorter // n for n in DIVISORS if shorter // n >= SMALLEST_TILE] or [shorter]
    return [
        Box(x, y, side, side)
        for side in sides
        for y in _starts(height, side)
        for x in _starts(width, side)
    ]


def _starts(length: int, side: int) -> list[float]:
    count = math.ceil((length - side) / (side / 2)) + 1 if length > side else 1
    return [float(round(x)) for x in np.linspace(0, length - side, count)]


def around(faces: list[Box], width: int, height: int) -> list[Box]:
    """Return tiles that hold each of `faces` with FOLLOW times its size around it.

    They are few rather than many: neighbours share a tile while each stays large enough in it for
    the detector.
    """
    groups: list[list[Box]] = []
    for face in sorted(faces, key=lambda f: f.x):
        for group in groups:
            smallest = min(max(f.w, f.h) for f in [*group, face])
            if _side([*group, face]) <= smallest * FOLLOW * 1.6:
                group.append(face)
                break
        else:
            groups.append([face])
    tiles = []
    for group in groups:
        side = _side(group)
        cx, cy = union(group).centre
        tiles.append(_inside(Box(cx - side / 2, cy - side / 2, side, side), width, height))
    return tiles


def _side(group: list[Box]) -> float:
    """Return the pixels of a tile that holds all of `group` with room around each."""
    whole = union(group)
    return max(max(max(f.w, f.h) for f in group) * FOLLOW, max(whole.w, whole.h) * 1.5)


def _inside(tile: Box, width: int, height: int) -> Box:
    """Return `tile` with whole-pixel edges, shifted into the picture.

    It is cut where it is larger than the picture.
    """
    w, h = min(round(tile.w), width), min(round(tile.h), height)
    x = min(max(round(tile.x), 0), width - w)
    y = min(max(round(tile.y), 0), height - h)
    return Box(float(x), float(y), float(w), float(h))


def _cell_means(image: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Return the mean green of each MOTION_CELL of `image`; float32.

    From every fourth pixel each way.
    """
    step = 4
    rows, columns = image.shape[0] // MOTION_CELL, image.shape[1] // MOTION_CELL
    green = image[: rows * MOTION_CELL : step, : columns * MOTION_CELL : step, 1]
    shape = (rows, MOTION_CELL // step, columns, MOTION_CELL // step)
    return np.asarray(green.reshape(shape).mean(axis=(1, 3), dtype=np.float32), np.float32)


class TileScan:
    """The pyramid, visited in rotation: a few tiles a frame, those with motion first.

    Every tile is seen again after at most `len(pyramid) / fair share` frames, whatever moves.
    """

    def __init__(self, width: int, height: int) -> None:
        """Begin for pictures of `width` x `height` pixels."""
        self.size = (width, height)
        self._tiles = pyramid(width, height)
        self._waited = np.zeros(len(self._tiles))  # frames since the last visit
        self._previous: NDArray[np.float32] | None = None

    def next_tiles(self, image: NDArray[np.uint8], count: int) -> list[Box]:
        """Return `count` tiles to look at in `image` (h, w, 3) uint8.

        Half of them are chosen by motion, half by turn.
        """
        moving = self._motion(image)
        self._waited += 1
        by_turn = np.argsort(-self._waited, kind="stable")
        by_motion = np.argsort(-(moving * self._waited), kind="stable")
        chosen = [int(i) for i in by_motion[: count // 2] if moving[i] > 0]
        chosen += [int(i) for i in by_turn if int(i) not in chosen][: count - len(chosen)]
        self._waited[chosen] = 0
        return [self._tiles[i] for i in chosen]

    def _motion(self, image: NDArray[np.uint8]) -> NDArray[np.float64]:
        """Return the share of each tile's cells that changed since the last frame, (tiles,)."""
        cells = _cell_means(image)
        previous, self._previous = self._previous, cells
        if previous is None or previous.shape != cells.shape:
            return np.zeros(len(self._tiles))
        changed = np.abs(cells - previous) > MOTION_STEP
        sums = np.pad(changed.cumsum(0).cumsum(1), ((1, 0), (1, 0)))
        edges = np.array([(t.x, t.y, t.x + t.w, t.y + t.h) for t in self._tiles]) / MOTION_CELL
        x0, y0, x1, y1 = edges.round().astype(int).T
        x0, x1 = np.clip(x0, 0, cells.shape[1]), np.clip(x1, 0, cells.shape[1])
        y0, y1 = np.clip(y0, 0, cells.shape[0]), np.clip(y1, 0, cells.shape[0])
        inside = sums[y1, x1] - sums[y0, x1] - sums[y1, x0] + sums[y0, x0]
        return np.asarray(inside / np.maximum((x1 - x0) * (y1 - y0), 1), np.float64)
