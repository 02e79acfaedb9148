"""The lists a terminal serves: references, their gallery, their thresholds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from edge_app.domain import Candidate, Odds, Reference, Template, WatchList
from edge_app.lists.thresholds import Thresholds
from models.calibration import Calibration
from models.gallery import Gallery
from models.manifest import load_manifest
from models.portrait import portrait as portrait  # the pipeline takes it from here

MAX_CANDIDATES = 5  # of a candidate list


@dataclass(frozen=True, slots=True)
class ServedList:
    """One list, ready to be searched."""

    watch_list: WatchList
    reference_of: Callable[[str], Reference]  # looked up for candidates only
    gallery: Gallery
    thresholds: Thresholds
    calibration: Calibration
    model_id: str  # of the gallery's templates: probes must be of the same model

    def candidates(self, template: Template, shots: int) -> list[Candidate]:
        """Return who reaches the threshold, best first, at most MAX_CANDIDATES.

        `template`: (f,) float32, unit length, of this list's model, fused from `shots` shots.
        """
        threshold = self.thresholds.for_shots(shots)
        hits = self.gallery.search(template[None], MAX_CANDIDATES, threshold)[0]
        return [self.candidate(hit.reference_id, hit.score, shots) for hit in hits]

    def candidate(self, reference_id: str, score: float, shots: int) -> Candidate:
        """Return the candidate that a comparison of `shots` shots with this score makes."""
        return Candidate(
            self.reference_of(reference_id),
            self.watch_list,
            score,
            self.thresholds.for_shots(shots),
            self.calibration.fmr(score),
            self.model_id,
            self._odds(score, shots),
        )

    def _odds(self, score: float, shots: int) -> Odds:
        references, last = max(len(self.gallery), 1), self.calibration.scores[-1]
        return Odds(
            self.calibration.fpir(score, references),
            self.calibration.fpir(min(score, last), references),
            references,
            shots,
        )


def load_calibration() -> Calibration:
    """Return the calibration of the current template model. Raise ManifestError without one."""
    return load_manifest().model.require_calibration()
