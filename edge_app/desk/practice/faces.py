"""Whom a planted alert shows: two people of the lists that this terminal serves.

Nobody who is on no list is drawn, and nothing of it is kept. The score says nothing of who it is:
genuine or not, it is drawn alike.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from edge_app.desk.practice.lane_look import as_the_lane_sees
from edge_app.domain import NO_TRACK, Alert, Image
from edge_app.jpeg import no_picture
from edge_app.lists.served_list import ServedList
from edge_app.lists.thresholds import SHOTS_NEEDED
from models.geometry import Box
from sync.protocol.envelope.random_values import random_id

_ALIKE = 5  # of the most alike one is shown
_ABOVE = 0.15  # the threshold, at most: where most alerts lie
_TRIES = 20


@dataclass(frozen=True, slots=True, eq=False)
class PlantedAlert:
    """An alert that no lane raised."""

    alert: Alert
    genuine: bool  # both pictures are of the listed person


def plant(
    lists: Sequence[ServedList], genuine: bool, at: datetime, rng: random.Random
) -> PlantedAlert | None:
    """Return an alert on somebody of `lists`; None: there is nobody to draw.

    Not genuine: the picture is of the one who looks most like them, and would raise no alert for
    them. Raise GalleryError where a list is taken away in this moment.
    """
    filled = [served for served in lists if len(served.gallery)]
    if not filled:
        return None
    served = rng.choices(filled, [len(one.gallery) for one in filled])[0]
    ids = sorted(served.gallery.reference_ids())
    for reference_id in rng.sample(ids, min(_TRIES, len(ids))):
        portrait = served.reference_of(reference_id).portrait
        seen = portrait if genuine else _somebody_like(served, reference_id, rng)
        if seen is None or portrait is no_picture() or seen is no_picture():
            continue
        threshold = served.thresholds.for_shots(SHOTS_NEEDED)
        score = min(threshold + rng.uniform(0.0, _ABOVE), 1.0)
        side = float(seen.shape[0])
        alert = Alert(
            alert_id=random_id(),
            track_id=NO_TRACK,
            frame=0,
            time_s=0.0,
            box=Box(0.0, 0.0, side, side),
            captured=as_the_lane_sees(seen, rng),
            candidate=served.candidate(reference_id, score, SHOTS_NEEDED),
            latency_ms=0.0,
            raised_at=at,
        )
        return PlantedAlert(alert, genuine)
    return None


def _somebody_like(served: ServedList, reference_id: str, rng: random.Random) -> Image | None:
    """Return the photograph of another person of the list who looks like `reference_id`."""
    templates = served.gallery.templates_of(reference_id)
    if not len(templates):
        return None
    probe = np.ascontiguousarray(templates[:1])
    found = served.gallery.search(probe, 4 * _ALIKE, -1.0)[0]
    same = served.thresholds.fused  # from there on it may be the same person, listed twice
    others = [hit for hit in found if hit.reference_id != reference_id and hit.score < same]
    if not others:
        return None
    return served.reference_of(rng.choice(others[:_ALIKE]).reference_id).portrait
