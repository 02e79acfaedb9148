"""What this terminal makes templates with, and what it can therefore compare."""

from __future__ import annotations

from dataclasses import dataclass

from edge_app.errors import ActivationError
from models.manifest import Manifest
from sync.protocol.content import PackageHeader


@dataclass(frozen=True, slots=True)
class TerminalModel:
    """The template model of this terminal."""

    model_id: str
    sha256: str  # of the weights as published
    dimension: int  # values of a template

    @classmethod
    def of(cls, manifest: Manifest) -> TerminalModel:
        """Return the current model of `manifest`."""
        model = manifest.model
        sha256 = manifest.published_weights(model).sha256
        return cls(model.model_id, sha256, model.template_size)

    def require(self, header: PackageHeader) -> None:
        """Raise ActivationError for a package whose templates are of another model."""
        if (header.model_id, header.model_sha256) != (self.model_id, self.sha256):
            raise ActivationError(
                f"{header.collection} {header.version} holds templates of the model"
                f" {header.model_id}, this terminal compares with {self.model_id}: run"
                " `gapura central reenrol` at the data centre, or update this terminal"
            )
        if header.dimension != self.dimension:
            raise ActivationError(
                f"{header.collection} {header.version}: templates of {header.dimension} values"
            )
