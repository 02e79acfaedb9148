"""The people of the screenshots: portraits by the US government, cut out of their backgrounds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from edge_app.domain import Image
from models.geometry import Box


@dataclass(frozen=True, slots=True)
class Portrait:
    """A photograph of a face: whose, its file among the weights, and where the face is, in px."""

    name: str
    file: str
    face: Box


# Boxes as the YuNet detector gives them for these files.
BARACK_OBAMA = Portrait("Barack Obama", "obama.jpg", Box(374, 94, 232, 321))
BARACK_OBAMA_SPEAKING = Portrait("Barack Obama", "obama2.jpg", Box(195, 224, 276, 390))
BARACK_OBAMA_LATER = Portrait("Barack Obama", "obama3.jpg", Box(640, 246, 270, 367))
JOE_BIDEN = Portrait("Joe Biden", "biden.jpg", Box(429, 176, 276, 382))
EILEEN_COLLINS = Portrait("Eileen Collins", "astronaut.png", Box(178, 63, 90, 113))
PORTRAITS = (
    BARACK_OBAMA,
    BARACK_OBAMA_SPEAKING,
    BARACK_OBAMA_LATER,
    JOE_BIDEN,
    EILEEN_COLLINS,
)


@dataclass(frozen=True, slots=True, eq=False)
class CutOut:
    """A person without a background."""

    image: Image
    alpha: NDArray[np.float32]  # (h, w), 0 background .. 1 person
    face: Box  # pixels of `image`


def load(path: Path) -> Image:
    """Return the picture in `path`. Raise FileNotFoundError when there is none."""
    image = cv2.imread(str(path), cv2.IMREAD_COLOR)
    if image is None:
        raise FileNotFoundError(path)
    return np.asarray(cv2.cvtColor(image, cv2.COLOR_BGR2RGB), np.uint8)


def close_up(image: Image, face: Box, factor: float = 1.75) -> Image:
    """Return the square around a face, as a best shot or a reference is cut."""
    height, width = image.shape[:2]
    part = face.moved(0, face.h * 0.04).square(factor).clipped(width, height)
    left, top = round(part.x), round(part.y)
    return np.ascontiguousarray(image[top : round(part.y + part.h), left : round(part.x + part.w)])


def cut_out(image: Image, face: Box, face_width: float) -> CutOut:
    """Return the person around `face`, head to chest, with a face `face_width` px wide."""
    height, width = image.shape[:2]
    left, right = max(0.0, face.x - 1.6 * face.w), min(float(width), face.x + 2.6 * face.w)
    top, bottom = max(0.0, face.y - 0.55 * face.h), min(float(height), face.y + 2.2 * face.h)
    scale = face_width / face.w
    part = image[int(top) : int(bottom), int(left) : int(right)]
    small = np.asarray(cv2.resize(part, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA))
    box = Box((face.x - left) * scale, (face.y - top) * scale, face.w * scale, face.h * scale)
    mask = _guess(small.shape[0], small.shape[1], box)
    cv2.setRNGSeed(1)
    background, person = np.zeros((1, 65)), np.zeros((1, 65))
    cv2.grabCut(small, mask, (0, 0, 0, 0), background, person, 4, cv2.GC_INIT_WITH_MASK)
    solid = np.where((mask == cv2.GC_FGD) | (mask == cv2.GC_PR_FGD), 255, 0).astype(np.uint8)
    soft = cv2.GaussianBlur(cv2.medianBlur(solid, 7), (0, 0), 1.2)
    return CutOut(small.astype(np.uint8), (soft / np.float32(255)).astype(np.float32), box)


def _guess(height: int, width: int, face: Box) -> NDArray[np.uint8]:
    """Return where a person with this face is surely, and where probably, for GrabCut."""
    cx, cy = face.centre
    w, h, chin = face.w, face.h, face.y + face.h
    mask = np.full((height, width), cv2.GC_BGD, np.uint8)

    def head(kind: int, rx: float, ry: float) -> None:
        centre, axes = (round(cx), round(cy)), (round(rx * w), round(ry * h))
        cv2.ellipse(mask, centre, axes, 0, 0, 360, kind, -1)

    def torso(kind: int, neck: float, shoulder: float, drop: float) -> None:
        corners = [
            (cx - neck * w, chin),
            (cx + neck * w, chin),
            (cx + shoulder * w, chin + drop * h),
            (cx + shoulder * w, height),
            (cx - shoulder * w, height),
            (cx - shoulder * w, chin + drop * h),
        ]
        cv2.fillPoly(mask, [np.array(corners, np.int32)], kind)

    head(cv2.GC_PR_FGD, 0.8, 0.86)
    torso(cv2.GC_PR_FGD, 0.6, 1.9, 0.45)
    head(cv2.GC_FGD, 0.5, 0.52)
    torso(cv2.GC_FGD, 0.35, 1.1, 0.7)
    return mask


def load_portraits(paths: Mapping[str, Path]) -> dict[Portrait, Image]:
    """Return the picture of every portrait; `paths` are by file name."""
    return {portrait: load(paths[portrait.file]) for portrait in PORTRAITS}
