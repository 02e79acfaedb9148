"""What comparisons on request need of the registry: templates, and names for candidates."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from sync.central.registry.persons import by_nik, identity_of, template_of
from sync.central.registry.schema import Person, Reference, ReferenceTemplate
from sync.protocol.envelope import Vault

Templates = NDArray[np.float32]
_TOGETHER = 500  # ids of one statement


class Known(NamedTuple):
    """Whose a reference is."""

    person_id: str
    name: str


class Marks(NamedTuple):
    """Changes when templates come or go, also when one comes for one that goes."""

    templates: int
    last: str
    newest: str  # time of the newest photograph


def templates_of_nik(session: Session, vault: Vault, nik: str, model_id: str) -> Templates | None:
    """`(n, f) float32`, unit rows, n may be 0; None where nobody has that NIK. EnvelopeError."""
    person = by_nik(session, vault, nik)
    if person is None:
        return None
    asked = (
        select(ReferenceTemplate)
        .join(Reference, Reference.reference_id == ReferenceTemplate.reference_id)
        .where(Reference.person_id == person.person_id, ReferenceTemplate.model_id == model_id)
    )
    rows = [template_of(vault, row) for row in session.scalars(asked)]
    return np.stack(rows) if rows else np.empty((0, 0), np.float32)


def templates_of(
    session: Session, vault: Vault, reference_ids: Sequence[str], model_id: str, dimension: int
) -> Templates:
    """`(k, f) float32` for k ids; rows of NaN where there is none. EnvelopeError."""
    found = np.full((len(reference_ids), dimension), np.nan, np.float32)
    place = {reference_id: row for row, reference_id in enumerate(reference_ids)}
    for start in range(0, len(reference_ids), _TOGETHER):
        asked = select(ReferenceTemplate).where(
            ReferenceTemplate.model_id == model_id,
            ReferenceTemplate.reference_id.in_(reference_ids[start : start + _TOGETHER]),
        )
        for row in session.scalars(asked):
            found[place[row.reference_id]] = template_of(vault, row)
    return found


def known(session: Session, vault: Vault, reference_ids: Sequence[str]) -> dict[str, Known]:
    """Whose these few references are. EnvelopeError."""
    asked = (
        select(Reference.reference_id, Person)
        .join(Person, Person.person_id == Reference.person_id)
        .where(Reference.reference_id.in_(reference_ids))
    )
    return {
        reference_id: Known(person.person_id, identity_of(vault, person).name)
        for reference_id, person in session.execute(asked)
    }


def marks(session: Session, model_id: str) -> Marks:
    """Of a model's templates."""
    asked = select(func.count(), func.max(ReferenceTemplate.reference_id)).where(
        ReferenceTemplate.model_id == model_id
    )
    count, last = session.execute(asked).one()
    newest = session.scalar(select(func.max(Reference.created_at)))
    return Marks(count, last or "", str(newest or ""))


def reference_ids(session: Session, model_id: str) -> list[str]:
    """All that have a template of the model."""
    asked = select(ReferenceTemplate.reference_id).where(ReferenceTemplate.model_id == model_id)
    return list(session.scalars(asked))
