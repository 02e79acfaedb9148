"""Every scene of the kiosk, with a grey picture where people would be cut out for seconds."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from edge_app.ui.screenshots import background
from edge_app.ui.screenshots.gallery import gallery
from edge_app.ui.screenshots.portraits import PORTRAITS, CutOut
from edge_app.ui.screenshots.scene import Scene
from models.geometry import Box


def somebody(image: np.ndarray, face: Box, face_width: float) -> CutOut:
    """Somebody as large as the person whom `cut_out`, which takes a second, would cut out."""
    scale = face_width / face.w
    height, width = round(2.75 * face.h * scale), round(4.2 * face.w * scale)
    box = Box(1.6 * face_width, 0.55 * face.h * scale, face_width, face.h * scale)
    assert image.shape[2] == 3
    return CutOut(
        np.full((height, width, 3), 200, np.uint8), np.ones((height, width), np.float32), box
    )


def scenes() -> Iterator[Scene]:
    """Every scene; a picture takes its place whatever is on it."""
    pictures = {one: np.full((768, 1024, 3), 30, np.uint8) for one in PORTRAITS}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(background, "cut_out", somebody)
        yield from gallery(pictures)


SCENES = {scene.name: scene for scene in scenes()}
