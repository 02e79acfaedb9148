"""Other people's faces in the cut of a picture: nobody asked for them, so nobody gets them."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from edge_app.domain import Image
from models.geometry import Box

SAME_FACE = 0.5  # of the smaller box: a detection of the same face
HEAD = 1.6  # times the face: brow to chin is not all that is known by
CELLS = 4  # each way, that are left of a head: nothing to recognise
KEPT = 1.1  # times the own face: stays as it is, where the heads overlap


def hide_bystanders(image: Image, own: Box, faces: Iterable[Box]) -> Image:
    """Return `image`, (h, w, 3) uint8 RGB, with every face but `own` coarsened beyond recognition.

    `faces`: all that were found, also that one.
    """
    height, width = image.shape[:2]
    others = [face for face in faces if not _same(face, own)]
    if not others:
        return image
    hidden = image.copy()
    for face in others:
        for band in np.array_split(_part(hidden, face.square(HEAD)), CELLS, axis=0):
            for cell in np.array_split(band, CELLS, axis=1):  # views: the picture itself changes
                if cell.size:
                    cell[:] = cell.mean(axis=(0, 1)).astype(np.uint8)
    kept = own.square(KEPT).clipped(width, height)
    _part(hidden, kept)[:] = _part(image, kept)
    return hidden


def _same(face: Box, own: Box) -> bool:
    smaller = min(face.area, own.area)
    return smaller > 0 and face.intersection(own) >= SAME_FACE * smaller


def _part(image: Image, box: Box) -> Image:
    clipped = box.clipped(image.shape[1], image.shape[0])
    left, top = int(clipped.x), int(clipped.y)
    right, bottom = round(clipped.x + clipped.w), round(clipped.y + clipped.h)
    return image[top:bottom, left:right]
