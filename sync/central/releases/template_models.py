"""The models whose templates may be published; terminals check the same before they compare."""

from __future__ import annotations

from collections.abc import Mapping

from models.manifest import published_models
from models.template_model import PublishedModel
from sync.central.errors import CentralError

Models = Mapping[str, PublishedModel]  # by model_id; the first is the one for new templates


def known_models() -> dict[str, PublishedModel]:
    """Return the manifest's models: the current one, and those that lists move away from."""
    return published_models()


def named(models: Models, model_id: str) -> PublishedModel:
    """Return the model. Raise CentralError for one that this software does not know."""
    if model_id not in models:
        raise CentralError(
            f"templates of {model_id} are of no model that is installed here; "
            "move the list with `gapura central reenrol`"
        )
    return models[model_id]
