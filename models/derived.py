"""Files that are made from fetched ones, and proved on real faces before they are kept."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from models.errors import ManifestError, WeightsError
from models.graph import rewrite
from models.images import read_image
from models.manifest import DerivedFile, Manifest
from models.onnx_embedder import OnnxEmbedder
from models.template_model import TemplateModel
from models.whole_file import write_whole


def portrait_faces(directory: Path, manifest: Manifest, side: int) -> NDArray[np.uint8]:
    """Return the face of every portrait, cut out by its face_box: (n, side, side, 3) uint8 RGB."""
    crops = []
    for portrait in manifest.portraits:
        box = portrait.face_box
        if box is not None:
            picture = Image.fromarray(read_image(directory / portrait.name))
            edges = (box.x, box.y, box.x + box.w, box.y + box.h)
            crops.append(np.asarray(picture.resize((side, side), Image.Resampling.BILINEAR, edges)))
    return np.array(crops, np.uint8).reshape(-1, side, side, 3)


def rewriting_agrees(
    model: TemplateModel, original: bytes, rewritten: bytes, crops: NDArray[np.uint8]
) -> float:
    """Return the smallest cosine, -1..1, between both networks' embeddings of the same crop.

    `crops`: (n, input_size, input_size, 3) uint8 RGB. Raise WeightsError when a network cannot be
    opened or there is no face to compare on, ManifestError when one is not what `model` says.
    """
    if len(crops) == 0:
        raise WeightsError("the manifest has no portrait to compare a derived file on")
    first = OnnxEmbedder(model, original).embed(crops)
    second = OnnxEmbedder(model, rewritten).embed(crops)
    return float(np.min(np.sum(first * second, axis=1)))


def _model_of(derived: DerivedFile, manifest: Manifest) -> TemplateModel:
    """Return the model that says how to run both networks."""
    for model in manifest.models:
        if model.weights in (derived.name, derived.original):
            return model
    raise ManifestError(
        f"models/manifest.toml: no model has the weights {derived.name}: add one, or remove the"
        " [[derived]] entry"
    )


def make(
    derived: DerivedFile,
    directory: Path,
    manifest: Manifest,
    rewriting: Callable[[bytes], bytes] = rewrite,
) -> None:
    """Make `derived` in `directory`, where the fetched files are.

    1. Rewrite the original. 2. Compare both on the portraits' faces and refuse what differs.
    3. Refuse what the manifest does not name. 4. Move the file into place.
    Raise WeightsError, ManifestError, OSError.
    """
    model = _model_of(derived, manifest)
    original = (directory / derived.original).read_bytes()
    rewritten = rewriting(original)  # 1
    faces = portrait_faces(directory, manifest, model.input_size)
    cosine = rewriting_agrees(model, original, rewritten, faces)  # 2
    if not cosine >= derived.cosine_min:  # also when it is NaN
        raise WeightsError(
            f"{derived.name}: refused: its templates differ from those of {derived.original} "
            f"(cosine {cosine:.6f}, at least {derived.cosine_min} is needed)"
        )
    found = hashlib.sha256(rewritten).hexdigest()
    if not hmac.compare_digest(found, derived.sha256):  # 3
        raise WeightsError(
            f"{derived.name}: refused: sha256 {found} instead of {derived.sha256}; another version"
            " of onnx writes other bytes: install the pinned one"
        )
    write_whole(directory / derived.name, rewritten)  # 4
