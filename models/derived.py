"""Files that are made from fetched ones, and proved on real faces before they are kept."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from models.derived_record import DerivedRecord, add_record
from models.embedder import INPUT_SIDE, Embedder
from models.errors import WeightsError
from models.graph import rewrite
from models.images import read_image
from models.manifest import DerivedFile, Manifest
from models.whole_file import write_whole


def portrait_faces(directory: Path, manifest: Manifest) -> NDArray[np.uint8]:
    """The face of every portrait, cut out by its face_box: (n, 112, 112, 3) uint8 RGB."""
    crops = []
    for portrait in manifest.portraits:
        box = portrait.face_box
        if box is not None:
            picture = Image.fromarray(read_image(directory / portrait.name))
            edges = (box.x, box.y, box.x + box.w, box.y + box.h)
            side = (INPUT_SIDE, INPUT_SIDE)
            crops.append(np.asarray(picture.resize(side, Image.Resampling.BILINEAR, edges)))
    return np.array(crops, np.uint8).reshape(-1, INPUT_SIDE, INPUT_SIDE, 3)


def rewriting_agrees(original: bytes, rewritten: bytes, crops: NDArray[np.uint8]) -> float:
    """The smallest cosine, -1..1, between both models' templates of the same (n, 112, 112, 3) crop.

    Raises WeightsError when a model cannot be opened or there is no face to compare on.
    """
    if len(crops) == 0:
        raise WeightsError("the manifest has no portrait to compare a derived file on")
    first, second = Embedder(original).embed(crops), Embedder(rewritten).embed(crops)
    return float(np.min(np.sum(first * second, axis=1)))


def make(
    derived: DerivedFile,
    directory: Path,
    manifest: Manifest,
    rewriting: Callable[[bytes], bytes] = rewrite,
) -> None:
    """Make `derived` in `directory`, where the fetched files are. Raises WeightsError, OSError.

    1. Rewrite the original. 2. Compare both on the portraits' faces and refuse what differs.
    3. Record the sha256. 4. Move the file into place.
    """
    original = (directory / derived.original).read_bytes()
    rewritten = rewriting(original)  # 1
    cosine = rewriting_agrees(original, rewritten, portrait_faces(directory, manifest))  # 2
    if not cosine >= derived.cosine_min:  # also when it is NaN
        raise WeightsError(
            f"{derived.name}: refused: its templates differ from those of {derived.original} "
            f"(cosine {cosine:.6f}, at least {derived.cosine_min} is needed)"
        )
    record = DerivedRecord(  # 3
        sha256=hashlib.sha256(rewritten).hexdigest(),
        original_sha256=hashlib.sha256(original).hexdigest(),
        cosine=cosine,
    )
    add_record(directory, derived.name, record)
    write_whole(directory / derived.name, rewritten)  # 4
