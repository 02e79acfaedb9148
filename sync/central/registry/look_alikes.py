"""What the approver of a change must not overlook: one face twice, one person with two faces."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.calibration import Calibration
from models.errors import ManifestError
from models.manifest import load_manifest
from models.verification import UNCERTAIN_FMR, YES_FMR
from sync.central.errors import CentralError
from sync.central.registry.batches import batches
from sync.central.registry.persons import template_of
from sync.central.registry.schema import Reference, ReferenceTemplate
from sync.protocol.envelope.vault import Vault

MARKED_FPIR = 0.01  # persons who look like nobody else, and are marked all the same
_ROWS = 100_000  # templates of one product in memory

Templates = Mapping[str, NDArray[np.float32]]  # person id -> (n, f), unit rows


@dataclass(frozen=True, slots=True)
class LookAlike:
    """Another person whose face is as near as a same face."""

    person_id: str
    score: float  # cosine


def calibration_of(model_id: str) -> Calibration:
    """Return the calibration of a model. Raise CentralError where there is none."""
    model = load_manifest().by_id.get(model_id)
    try:
        if model is not None:
            return model.require_calibration()
    except ManifestError as error:
        raise CentralError(f"no faces can be compared: {error}") from error
    raise CentralError(f"no faces can be compared: {model_id} is no model of this version")


def templates_of_persons(
    session: Session, vault: Vault, persons: Iterable[str], model_id: str
) -> dict[str, NDArray[np.float32]]:
    """Return the templates of each person who has one of the model. Raise EnvelopeError."""
    found: dict[str, list[NDArray[np.float32]]] = defaultdict(list)
    for part in batches(sorted(set(persons))):
        query = (
            select(Reference.person_id, ReferenceTemplate)
            .join(Reference, Reference.reference_id == ReferenceTemplate.reference_id)
            .where(Reference.person_id.in_(part), ReferenceTemplate.model_id == model_id)
            .order_by(Reference.person_id, Reference.created_at, Reference.reference_id)
        )
        for person_id, row in session.execute(query):
            found[person_id].append(template_of(vault, row))
    return {person_id: np.stack(rows) for person_id, rows in found.items()}


def find_look_alikes(
    judged: Templates, others: Templates, table: Calibration
) -> dict[str, LookAlike]:
    """Return, for each of `judged` who has one, the nearest other person among both. Pure."""
    everybody = {**others, **judged}
    if len(everybody) < 2 or not judged:
        return {}
    names = list(everybody)
    sizes = [len(everybody[name]) for name in names]
    owners = np.repeat(np.arange(len(names)), sizes)
    matrix = np.concatenate([everybody[name] for name in names])
    floor = max(table.score(YES_FMR), table.threshold(MARKED_FPIR, len(names)))
    found: dict[str, LookAlike] = {}
    place = {name: number for number, name in enumerate(names)}
    for name in judged:
        own = place[name]
        for start in range(0, len(matrix), _ROWS):
            part = matrix[start : start + _ROWS]
            scores = (part @ judged[name].T).max(axis=1)
            scores[owners[start : start + len(part)] == own] = -1.0
            best = int(scores.argmax())
            score = float(scores[best])
            held = found.get(name)
            if score >= floor and (held is None or score > held.score):
                found[name] = LookAlike(names[owners[start + best]], min(score, 1.0))
    return found


def differs_from_itself(templates: NDArray[np.float32], table: Calibration) -> bool:
    """Return whether one of a person's photographs, `(n, f)` unit rows, is like no other. Pure."""
    if len(templates) < 2:
        return False
    scores = templates @ templates.T
    np.fill_diagonal(scores, -1.0)
    return bool(scores.max(axis=1).min() < table.score(UNCERTAIN_FMR))


def new_templates(raw: Sequence[bytes]) -> NDArray[np.float32]:
    """Return `(n, f)` templates as a proposal holds them."""
    return np.stack([np.frombuffer(each, "<f4").astype(np.float32) for each in raw])
