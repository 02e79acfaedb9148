"""What this terminal makes templates with, and what it can therefore compare."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from edge_app.errors import ActivationError
from models.calibration import Calibration
from models.manifest import Manifest, published_models
from sync.protocol.content import PackageHeader


@dataclass(frozen=True, slots=True)
class TerminalModel:
    """A template model of this terminal."""

    model_id: str
    sha256: str  # of the weights as published
    dimension: int  # values of a template
    calibration: Calibration = field(repr=False)


@dataclass(frozen=True, slots=True)
class TerminalModels:
    """Those in service: the current one, and those that lists move away from or to."""

    current: TerminalModel
    by_id: Mapping[str, TerminalModel]

    @classmethod
    def of(cls, manifest: Manifest) -> TerminalModels:
        """Return the models of `manifest`. Raise ManifestError when one is not calibrated."""
        by_id = {
            each.model_id: TerminalModel(
                each.model_id,
                each.sha256,
                each.dimension,
                manifest.by_id[each.model_id].require_calibration(),
            )
            for each in published_models(manifest).values()
        }
        return cls(by_id[manifest.current_model], by_id)

    def require(self, header: PackageHeader) -> TerminalModel:
        """Return the model of a package's templates.

        Raise ActivationError for one that is not in service here.
        """
        model = self.by_id.get(header.model_id or "")
        if model is None or header.model_sha256 != model.sha256:
            raise ActivationError(
                f"{header.collection} {header.version} holds templates of the model"
                f" {header.model_id}, this terminal compares with {', '.join(self.by_id)}: run"
                " `gapura central reenrol` at the data centre, or update this terminal"
            )
        if header.dimension != model.dimension:
            raise ActivationError(
                f"{header.collection} {header.version}: templates of {header.dimension} values"
            )
        return model
