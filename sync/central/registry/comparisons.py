"""Reads for comparisons on request: templates, and names for candidates."""

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


class ReferenceOwner(NamedTuple):
    """The person whom a reference shows."""

    person_id: str
    name: str


class TemplateState(NamedTuple):
    """Differs whenever templates were added or deleted, also when their number did not change."""

    templates: int
    last: str
    newest: str  # time of the newest photograph


def templates_of_nik(session: Session, vault: Vault, nik: str, model_id: str) -> Templates | None:
    """Return `(n, f) float32`, unit rows, n may be 0; None where nobody has that NIK.

    Raise EnvelopeError.
    """
    person = by_nik(session, vault, nik)
    if person is None:
        return None
    query = (
        select(ReferenceTemplate)
        .join(Reference, Reference.reference_id == ReferenceTemplate.reference_id)
        .where(Reference.person_id == person.person_id, ReferenceTemplate.model_id == model_id)
    )
    rows = [template_of(vault, row) for row in session.scalars(query)]
    return np.stack(rows) if rows else np.empty((0, 0), np.float32)


def templates_of(
    session: Session, vault: Vault, reference_ids: Sequence[str], model_id: str, dimension: int
) -> Templates:
    """Return `(k, f) float32` for k ids; rows of NaN where there is none. Raise EnvelopeError."""
    found = np.full((len(reference_ids), dimension), np.nan, np.float32)
    place = {reference_id: row for row, reference_id in enumerate(reference_ids)}
    for start in range(0, len(reference_ids), _TOGETHER):
        query = select(ReferenceTemplate).where(
            ReferenceTemplate.model_id == model_id,
            ReferenceTemplate.reference_id.in_(reference_ids[start : start + _TOGETHER]),
        )
        for row in session.scalars(query):
            found[place[row.reference_id]] = template_of(vault, row)
    return found


def owners_of(
    session: Session, vault: Vault, reference_ids: Sequence[str]
) -> dict[str, ReferenceOwner]:
    """Return the persons of these few references, by reference id. Raise EnvelopeError."""
    query = (
        select(Reference.reference_id, Person)
        .join(Person, Person.person_id == Reference.person_id)
        .where(Reference.reference_id.in_(reference_ids))
    )
    return {
        reference_id: ReferenceOwner(person.person_id, identity_of(vault, person).name)
        for reference_id, person in session.execute(query)
    }


def template_state(session: Session, model_id: str) -> TemplateState:
    """Return what tells one state of a model's templates from another."""
    query = select(func.count(), func.max(ReferenceTemplate.reference_id)).where(
        ReferenceTemplate.model_id == model_id
    )
    count, last = session.execute(query).one()
    newest = session.scalar(select(func.max(Reference.created_at)))
    return TemplateState(count, last or "", str(newest or ""))


def reference_ids(session: Session, model_id: str) -> list[str]:
    """Return the ids of all references that have a template of the model."""
    query = select(ReferenceTemplate.reference_id).where(ReferenceTemplate.model_id == model_id)
    return list(session.scalars(query))
