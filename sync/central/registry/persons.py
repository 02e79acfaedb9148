"""Read persons and their references: rows and blobs that the vault sealed.

Where each thing is, and in which context of the vault: sync/central/storage/storage_names.py.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict
from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from sync.central.photographs.sizes import MAX_PHOTO, MAX_THUMBNAIL
from sync.central.registry.errors import OperationRefused
from sync.central.registry.schema import Person, Reference, ReferenceTemplate
from sync.central.storage.blobs import Blobs
from sync.central.storage.storage_names import person_context, template_context, thumbnail_blob
from sync.protocol.content import Nik
from sync.protocol.envelope.vault import Vault
from sync.protocol.wire import Name

_OVERHEAD = 1024  # bytes that sealing adds, and more


class Identity(BaseModel):
    """A person's identity data. Its repr hides them, so that no log shows anybody."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    name: Name
    nik: Nik | None = None
    external_id: Name | None = None  # the agency's own number
    family_card: Nik | None = None  # KK: of the same form as a NIK

    def __repr__(self) -> str:
        return "Identity(…)"

    __str__ = __repr__


def nik_index(vault: Vault, nik: str) -> str:
    """Return the keyed hash that a person is looked up by."""
    return vault.index(f"nik {nik}")


def external_index(vault: Vault, external_id: str) -> str:
    """Return the keyed hash that a person is looked up by."""
    return vault.index(f"external {external_id}")


def family_index(vault: Vault, family_card: str) -> str:
    """Return the keyed hash that persons and visitors of one family card share."""
    return vault.index(f"family {family_card}")


def lookup_indices(vault: Vault, identity: Identity) -> list[tuple[str, ColumnElement[bool]]]:
    """Return the keyed hashes of `identity`, each with the condition that finds its person."""
    found: list[tuple[str, ColumnElement[bool]]] = []
    if identity.nik:
        index = nik_index(vault, identity.nik)
        found.append((index, Person.nik_index == index))
    if identity.external_id:
        index = external_index(vault, identity.external_id)
        found.append((index, Person.external_index == index))
    return found


def find_person(session: Session, vault: Vault, identity: Identity) -> Person | None:
    """Return the person whom `identity` names. Raise OperationRefused when it names two."""
    indices = lookup_indices(vault, identity)
    if not indices:
        return None
    persons = list(session.scalars(select(Person).where(or_(*(where for _, where in indices)))))
    if len(persons) > 1:
        raise OperationRefused("the NIK and the external id belong to two different persons")
    person = persons[0] if persons else None
    if person is not None:
        known = identity_of(vault, person)
        for mine, theirs in ((identity.nik, known.nik), (identity.external_id, known.external_id)):
            if mine and theirs and mine != theirs:
                raise OperationRefused("the NIK and the external id do not belong together")
    return person


def identity_of(vault: Vault, person: Person) -> Identity:
    """Return name, NIK, external id, family card. Raise EnvelopeError: another vault's key."""
    return Identity.model_validate_json(
        vault.unseal(person.sealed, person_context(person.person_id))
    )


def by_nik(session: Session, vault: Vault, nik: str) -> Person | None:
    """Return the person with that NIK."""
    index = nik_index(vault, nik)
    return session.scalars(select(Person).where(Person.nik_index == index)).first()


def named(session: Session, vault: Vault, said: str) -> Person:
    """Return the person of an id, or of a NIK. Raise OperationRefused, which repeats neither."""
    if len(said) == 16 and said.isdigit():
        person = by_nik(session, vault, said)
        if person is None:
            raise OperationRefused("nobody here has that NIK")
        return person
    row = session.get(Person, said)
    if row is None:
        raise OperationRefused("there is no such person; an id has 32 digits, a NIK 16")
    return row


def best_reference(session: Session, person_id: str, model_id: str) -> ReferenceTemplate | None:
    """Return the template, by that model, of the person's best photograph."""
    return session.scalars(
        select(ReferenceTemplate)
        .join(Reference, Reference.reference_id == ReferenceTemplate.reference_id)
        .where(Reference.person_id == person_id, ReferenceTemplate.model_id == model_id)
        .order_by(Reference.quality.desc(), Reference.reference_id)
        .limit(1)
    ).first()


def reference_ids(session: Session, person_id: str) -> list[str]:
    """Return the ids of the person's photographs, the oldest first."""
    query = select(Reference.reference_id).where(Reference.person_id == person_id)
    return list(session.scalars(query.order_by(Reference.created_at, Reference.reference_id)))


def photo_blob(reference_id: str) -> str:
    """Return the blob's name of the whole picture; it is its vault context too."""
    return f"references/{reference_id}/photo"


def read_photo(blobs: Blobs, vault: Vault, reference_id: str) -> bytes:
    """Return the file as it was enrolled. Raise BlobError, EnvelopeError."""
    name = photo_blob(reference_id)
    return vault.unseal(blobs.get(name, MAX_PHOTO + _OVERHEAD), name)


def read_thumbnail(blobs: Blobs, vault: Vault, reference_id: str) -> bytes:
    """Return the JPEG. Raise BlobError, EnvelopeError."""
    name = thumbnail_blob(reference_id)
    return vault.unseal(blobs.get(name, MAX_THUMBNAIL + _OVERHEAD), name)


def sealed_template(
    vault: Vault, reference_id: str, model_id: str, template: NDArray[np.float32]
) -> ReferenceTemplate:
    """Return the row of `template` (f,) float32, unit length."""
    raw = np.asarray(template, "<f4").tobytes()
    sealed = vault.seal(raw, template_context(reference_id, model_id))
    return ReferenceTemplate(reference_id=reference_id, model_id=model_id, sealed=sealed)


def template_of(vault: Vault, row: ReferenceTemplate) -> NDArray[np.float32]:
    """Return the template (f,) float32, unit length. Raise EnvelopeError."""
    raw = vault.unseal(row.sealed, template_context(row.reference_id, row.model_id))
    return np.frombuffer(raw, "<f4").astype(np.float32)
