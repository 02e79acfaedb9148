"""Change a person who is here: name, numbers, one photograph more.

A change of somebody on a list is a proposal (`ChangePersons`); its photograph lies sealed
among the blobs, and counts nowhere before a second operator has approved it.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from typing import Annotated, Literal

import numpy as np
from pydantic import Field
from sqlalchemy import select
from sqlalchemy.orm import Session

from sync.central.errors import BlobError
from sync.central.photographs.enroller import Enrolled
from sync.central.registry.errors import OperationRefused
from sync.central.registry.persons import (
    Identity,
    external_index,
    family_index,
    identity_of,
    nik_index,
    photo_blob,
    sealed_template,
)
from sync.central.registry.schema import ListMember, Person, Reference, WatchList
from sync.central.storage.blobs import Blobs
from sync.central.storage.storage_names import person_context, thumbnail_blob
from sync.protocol.content import Nik, Share
from sync.protocol.envelope.vault import Vault
from sync.protocol.message import Record
from sync.protocol.wire import Name, RandomId, Sha256

MAX_CHANGED = 20_000  # persons of one proposal: templates are in it


class NewPhotograph(Record):
    """A photograph that is checked and sealed; its picture and thumbnail are blobs already."""

    reference_id: RandomId
    photo_index: Sha256  # Vault.index of the file's hash
    quality: Share
    templates: dict[Name, Annotated[bytes, Field(max_length=16_384)]]  # by model_id: float32, unit


class PersonChange(Record):
    """What is to be another one; None: as it is."""

    person_id: RandomId
    name: Name | None = None
    nik: Nik | None = None
    external_id: Name | None = None
    family_card: Nik | None = None
    photograph: NewPhotograph | None = None

    def __repr__(self) -> str:
        return "PersonChange(…)"

    __str__ = __repr__

    @property
    def identity(self) -> dict[str, str]:
        """Return the fields of the identity that change."""
        fields = ("name", "nik", "external_id", "family_card")
        return {each: getattr(self, each) for each in fields if getattr(self, each) is not None}


class ChangePersons(Record):
    """Other names and numbers, or further photographs, of persons who are on lists."""

    kind: Literal["change-persons"] = "change-persons"
    persons: Annotated[tuple[PersonChange, ...], Field(min_length=1, max_length=MAX_CHANGED)]


def new_photograph(vault: Vault, reference_id: str, enrolled: Enrolled) -> NewPhotograph:
    """Return what a proposal holds of an enrolled photograph."""
    return NewPhotograph(
        reference_id=reference_id,
        photo_index=vault.index(f"photo {enrolled.photo_sha256}"),
        quality=enrolled.quality,
        templates={
            model_id: np.asarray(template, "<f4").tobytes()
            for model_id, template in enrolled.templates.items()
        },
    )


def check(session: Session, vault: Vault, changes: Iterable[PersonChange]) -> None:
    """Raise OperationRefused: somebody unknown, a number of another person, nothing to change."""
    for change in changes:
        person = session.get(Person, change.person_id, with_for_update=True)
        if person is None:
            raise OperationRefused(f"there is no person {change.person_id}")
        if not change.identity and change.photograph is None:
            raise OperationRefused(f"{change.person_id}: nothing would change")
        for column, index in (
            (Person.nik_index, nik_index(vault, change.nik) if change.nik else None),
            (
                Person.external_index,
                external_index(vault, change.external_id) if change.external_id else None,
            ),
        ):
            owner = session.scalars(select(Person.person_id).where(column == index)).first()
            if index is not None and owner not in (None, change.person_id):
                raise OperationRefused(
                    f"{change.person_id}: its new number belongs to person {owner}"
                )
        if change.photograph is not None and _is_held(session, change.photograph.photo_index):
            raise OperationRefused(f"{change.person_id}: this very photograph is here already")


def apply(session: Session, vault: Vault, changes: Iterable[PersonChange], now: datetime) -> None:
    """Make changes that `check` let pass, and have the lists of these persons sent again."""
    for change in changes:
        person = session.get_one(Person, change.person_id)
        if change.identity:
            known = identity_of(vault, person)
            store_identity(vault, person, known.model_copy(update=change.identity))
        if change.photograph is not None:
            add_reference(session, vault, change.person_id, change.photograph, now)
        _send_again(session, change.person_id, now)
        session.flush()


def store_identity(vault: Vault, person: Person, whole: Identity) -> None:
    """Seal an identity into its row, with the hashes that it is found by."""
    person.nik_index = nik_index(vault, whole.nik) if whole.nik else None
    person.external_index = external_index(vault, whole.external_id) if whole.external_id else None
    person.family_index = family_index(vault, whole.family_card) if whole.family_card else None
    person.sealed = vault.seal(whole.model_dump_json().encode(), person_context(person.person_id))


def add_reference(
    session: Session, vault: Vault, person_id: str, photograph: NewPhotograph, now: datetime
) -> None:
    """Keep the reference whose blobs are there already."""
    session.add(
        Reference(
            reference_id=photograph.reference_id,
            person_id=person_id,
            photo_index=photograph.photo_index,
            quality=photograph.quality,
            created_at=now,
        )
    )
    session.flush()
    # Of every model in service: while lists move to another, both kinds of list take the person.
    session.add_all(
        sealed_template(vault, photograph.reference_id, model_id, np.frombuffer(template, "<f4"))
        for model_id, template in photograph.templates.items()
    )


def put_photograph(blobs: Blobs, vault: Vault, reference_id: str, enrolled: Enrolled) -> None:
    """Keep picture and thumbnail of a photograph, sealed. Raise BlobError."""
    photo, thumbnail = photo_blob(reference_id), thumbnail_blob(reference_id)
    blobs.put(photo, vault.seal(enrolled.photo, photo))
    blobs.put(thumbnail, vault.seal(enrolled.thumbnail, thumbnail))


def delete_photograph(blobs: Blobs, reference_id: str) -> None:
    """Delete the blobs of a photograph that no row names."""
    for name in (photo_blob(reference_id), thumbnail_blob(reference_id)):
        with suppress(BlobError):  # sealed, and named by no row: a leftover, not a leak
            blobs.delete(name)


def delete_photographs(blobs: Blobs, changes: Iterable[PersonChange]) -> None:
    """Delete the photographs of changes that are not made."""
    for change in changes:
        if change.photograph is not None:
            delete_photograph(blobs, change.photograph.reference_id)


def _is_held(session: Session, photo_index: str) -> bool:
    query = select(Reference.reference_id).where(Reference.photo_index == photo_index)
    return session.scalars(query).first() is not None


def _send_again(session: Session, person_id: str, now: datetime) -> None:
    """Count a change on each list that holds the person: it is published with what is new."""
    members = session.scalars(
        select(ListMember)
        .where(ListMember.person_id == person_id, ListMember.removed.is_(False))
        .order_by(ListMember.list_id)
    )
    for member in list(members):
        row = session.get_one(WatchList, member.list_id, with_for_update=True)
        row.changes += 1
        member.change, member.as_of = row.changes, now
