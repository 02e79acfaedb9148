"""Enrol a photograph as a reference of a person: checked, sealed, stored once."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from sync.central.blobs import Blobs
from sync.central.enroller import Enrolled, Enroller, PhotoRefused, Reason, photo_sha256
from sync.central.errors import BlobError
from sync.central.registry import audit
from sync.central.registry.database import Registry, lock_until_commit
from sync.central.registry.errors import OperationRefused
from sync.central.registry.persons import (
    Identity,
    external_index,
    family_index,
    find_person,
    identity_of,
    lookup_indices,
    nik_index,
    photo_blob,
    sealed_template,
)
from sync.central.registry.schema import Person, Reference
from sync.central.releases.storage_names import person_context, thumbnail_blob
from sync.protocol import nik as niks
from sync.protocol.envelope import Vault, random_id


@dataclass(frozen=True, slots=True)
class StoredPhoto:
    """The outcome of enrolling a photograph."""

    person_id: str
    reference_id: str
    new: bool  # False: this very photograph was this person's already


def enrol(
    registry: Registry,
    blobs: Blobs,
    vault: Vault,
    enroller: Enroller,
    identity: Identity,
    photo: bytes,
    actor: str,
    now: datetime,
) -> StoredPhoto:
    """Keep `photo` as a reference of the person that `identity` names, who may be new.

    The same photograph again changes nothing but the family card, where another is given. Raise
    PhotoRefused, OperationRefused, BlobError.
    """
    if identity.nik and isinstance(fault := niks.parse(identity.nik, now.date()), niks.Fault):
        raise OperationRefused(f"the NIK cannot be one: {fault.value}")
    if identity.family_card and (wrong := niks.family_card_fault(identity.family_card)):
        raise OperationRefused(f"the family card's number cannot be one: {wrong.value}")
    digest = photo_sha256(photo)
    with registry.session() as session:
        held = _same_photo(session, vault, identity, digest)
    if held is not None:
        _keep_family(registry, vault, held.person_id, identity, actor, now)
        return held
    enrolled = enroller.enrol(photo)
    reference_id = random_id()
    kept = photo_blob(reference_id), thumbnail_blob(reference_id)
    try:
        blobs.put(kept[0], vault.seal(photo, kept[0]))
        blobs.put(kept[1], vault.seal(enrolled.thumbnail, kept[1]))
        with registry.transaction() as session:
            _lock_person(session, vault, identity, digest)
            held = _same_photo(session, vault, identity, digest)
            if held is None:
                person = _upsert(session, vault, identity, now)
                _add_reference(session, vault, person.person_id, reference_id, enrolled, now)
                audit.append(
                    session,
                    now,
                    actor,
                    "person-enrolled",
                    person.person_id,
                    {"reference": reference_id},
                )
                return StoredPhoto(person.person_id, reference_id, new=True)
    except BaseException:
        _delete_blobs(blobs, *kept)
        raise
    _delete_blobs(blobs, *kept)
    _keep_family(registry, vault, held.person_id, identity, actor, now)
    return held


def _keep_family(
    registry: Registry, vault: Vault, person_id: str, identity: Identity, actor: str, now: datetime
) -> None:
    """Change the family card of a known person to that of `identity`, if it names one."""
    if identity.family_card is None:
        return
    with registry.transaction() as session:
        person = session.get(Person, person_id, with_for_update=True)
        known = identity_of(vault, person) if person is not None else None
        if person is None or known is None or known.family_card == identity.family_card:
            return  # forgotten meanwhile, or as it was
        _seal(vault, person, known.model_copy(update={"family_card": identity.family_card}))
        audit.append(session, now, actor, "person-family-changed", person_id)


def _delete_blobs(blobs: Blobs, *names: str) -> None:
    for name in names:
        with suppress(BlobError):  # sealed, and named by no row: a leftover, not a leak
            blobs.delete(name)


def _lock_person(session: Session, vault: Vault, identity: Identity, digest: str) -> None:
    indices = [index for index, _ in lookup_indices(vault, identity)] + [
        vault.index(f"photo {digest}")
    ]
    for index in sorted(indices):
        lock_until_commit(session, f"person {index}")


def _same_photo(
    session: Session, vault: Vault, identity: Identity, digest: str
) -> StoredPhoto | None:
    """Return the stored photograph if it is this person's. Raise PhotoRefused: another's."""
    person = find_person(session, vault, identity)
    index = vault.index(f"photo {digest}")
    rows = list(session.scalars(select(Reference).where(Reference.photo_index == index)))
    for row in rows:
        if person is not None and row.person_id == person.person_id:
            return StoredPhoto(row.person_id, row.reference_id, new=False)
        if person is None and not lookup_indices(vault, identity):
            owner = session.get_one(Person, row.person_id)
            if identity_of(vault, owner).name == identity.name:
                return StoredPhoto(row.person_id, row.reference_id, new=False)
    if rows:
        raise PhotoRefused(Reason.DUPLICATE)
    return None


def _upsert(session: Session, vault: Vault, identity: Identity, now: datetime) -> Person:
    person = find_person(session, vault, identity)
    if person is None:
        person = Person(person_id=random_id(), sealed=b"", created_at=now)
        session.add(person)
        whole = identity
    else:
        known = identity_of(vault, person)
        whole = Identity(
            name=identity.name,
            nik=identity.nik or known.nik,
            external_id=identity.external_id or known.external_id,
            family_card=identity.family_card or known.family_card,
        )
    _seal(vault, person, whole)
    session.flush()
    return person


def _seal(vault: Vault, person: Person, whole: Identity) -> None:
    person.nik_index = nik_index(vault, whole.nik) if whole.nik else None
    person.external_index = external_index(vault, whole.external_id) if whole.external_id else None
    person.family_index = family_index(vault, whole.family_card) if whole.family_card else None
    person.sealed = vault.seal(whole.model_dump_json().encode(), person_context(person.person_id))


def _add_reference(
    session: Session,
    vault: Vault,
    person_id: str,
    reference_id: str,
    enrolled: Enrolled,
    now: datetime,
) -> None:
    session.add(
        Reference(
            reference_id=reference_id,
            person_id=person_id,
            photo_index=vault.index(f"photo {enrolled.photo_sha256}"),
            quality=enrolled.quality,
            created_at=now,
        )
    )
    session.flush()
    # Of every model in service: while lists move to another, both kinds of list take the person.
    session.add_all(
        sealed_template(vault, reference_id, model_id, template)
        for model_id, template in enrolled.templates.items()
    )
