"""Models whose templates may be published: what terminals check before they compare."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from models.manifest import Manifest, load_manifest
from sync.central.errors import CentralError


@dataclass(frozen=True, slots=True)
class PublishedModel:
    """A template model, as a package's header names it."""

    model_id: str
    sha256: str  # of the weight file as its owner published it
    dimension: int  # values of a template


Models = Mapping[str, PublishedModel]


def known_models(manifest: Manifest | None = None) -> dict[str, PublishedModel]:
    """Those of the manifest, by model_id."""
    manifest = manifest or load_manifest()
    model = manifest.model
    originals = {derived.name: derived.original for derived in manifest.derived}
    name = originals.get(model.weights, model.weights)
    sha256 = next(file.sha256 for file in manifest.files if file.name == name)
    return {model.model_id: PublishedModel(model.model_id, sha256, model.template_size)}


def named(models: Models, model_id: str) -> PublishedModel:
    """Raises CentralError for a model that this software does not know."""
    if model_id not in models:
        raise CentralError(
            f"templates of {model_id} are of no model that is installed here; "
            "move the list with `gapura central reenrol`"
        )
    return models[model_id]
