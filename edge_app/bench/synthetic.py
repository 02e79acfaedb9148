"""A list of full size that nobody resembles: random unit templates."""

from __future__ import annotations

from datetime import UTC, datetime

import numpy as np

from edge_app.domain import Reference, WatchList
from edge_app.lists.folder_list import INSTRUCTION
from edge_app.lists.served_list import ServedList, load_calibration
from edge_app.lists.thresholds import Thresholds
from models.embedder import unit_rows
from models.gallery import Gallery
from models.manifest import load_manifest


def synthetic_list(references: int) -> ServedList:
    """Return `references` random templates as a served list; searched exactly."""
    rng = np.random.default_rng(5)
    model = load_manifest().model
    size = model.template_size
    rows = unit_rows(rng.standard_normal((references, size), dtype=np.float32))
    calibration = load_calibration()
    described = WatchList(
        list_id="bench",
        name="bench",
        owner="bench",
        target_fpir=0.001,
        instruction=INSTRUCTION,
        version=1,
        issued_at=datetime.now(UTC),
    )
    nothing = np.zeros((8, 8, 3), np.uint8)
    return ServedList(
        described,
        lambda name: Reference(name, name, "bench", nothing),
        Gallery.from_templates(rows, [f"{i:06d}" for i in range(references)]),
        Thresholds.of(calibration, described.target_fpir, references),
        calibration,
        model.model_id,
    )
