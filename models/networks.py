"""The networks by which faces are found and compared: which belong to a manifest, which are open.

A recogniser is named by its model, every other network by its file.
"""

from __future__ import annotations

from collections.abc import Mapping

from models.manifest import Manifest, load_manifest
from models.weights import LANDMARK_WEIGHTS, opened_weights


def expected_networks(manifest: Manifest | None = None) -> dict[str, str]:
    """Return name -> sha256 of each network that a terminal of this version opens.

    `manifest`: the engine's own by default. Raise ManifestError when that cannot be read.
    """
    manifest = manifest or load_manifest()
    known = {file.name: file.sha256 for file in manifest.files}
    known |= {made.name: made.sha256 for made in manifest.derived}
    return {name: known[file] for file, name in _names(manifest).items() if file in known}


def opened_networks() -> dict[str, str]:
    """Return name -> sha256 of each network that this process opened, as it was read.

    Raise ManifestError.
    """
    names = _names(load_manifest())
    return {names.get(file, file): sha256 for file, sha256 in opened_weights().items()}


def _names(manifest: Manifest) -> Mapping[str, str]:
    """Return file -> the name of the network in it."""
    recognisers = {model.weights: model.model_id for model in manifest.models}
    return {**recognisers, LANDMARK_WEIGHTS: LANDMARK_WEIGHTS}
