"""Correct a person: at once where nobody else is concerned, by proposal where two must agree."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from sync.central.photographs.enroller import Enroller
from sync.central.registry import audit, listed, person_changes, proposals
from sync.central.registry.database import Registry
from sync.central.registry.enrolment import checked, face_score
from sync.central.registry.errors import OperationRefused
from sync.central.registry.operators import is_active
from sync.central.registry.person_changes import (
    ChangePersons,
    PersonChange,
    delete_photograph,
    new_photograph,
    put_photograph,
)
from sync.central.registry.persons import identity_of
from sync.central.registry.photo_files import PhotoFolder
from sync.central.registry.schema import Person
from sync.central.storage.blobs import Blobs
from sync.protocol.envelope.random_values import random_id
from sync.protocol.envelope.vault import Vault


def edit(
    session: Session,
    vault: Vault,
    change: PersonChange,
    operator_id: str,
    now: datetime,
    other_face: bool = False,
) -> int | None:
    """Make the change, or propose it and return the proposal's number. Raise OperationRefused.

    Two operators are needed for somebody on a list, or proposed for one, and for a photograph that
    shows another face than the person's others (`other_face`).
    """
    if not is_active(session, operator_id):
        raise OperationRefused(f"{operator_id}: no such operator, or suspended")
    person = session.get(Person, change.person_id)
    if person is None:
        raise OperationRefused("there is no such person")
    known = identity_of(vault, person)
    whole = checked(known.model_copy(update=change.identity), now)
    fields = {each: getattr(whole, each) for each in change.identity}
    new = {each: value for each, value in fields.items() if value != getattr(known, each)}
    wanted = PersonChange(person_id=change.person_id, photograph=change.photograph, **new)
    if listed.change_waits(session, vault, wanted):
        raise OperationRefused("this very change is proposed already")
    if other_face or listed.takes_two(session, vault, change.person_id, now):
        proposed = ChangePersons(persons=(wanted,))
        return proposals.propose(session, vault, proposed, operator_id, now)
    person_changes.check(session, vault, [wanted])
    person_changes.apply(session, vault, [wanted], now)
    changed = sorted(new) + (["photograph"] if wanted.photograph else [])
    audit.append(
        session, now, operator_id, "person-changed", change.person_id, {"changed": changed}
    )
    return None


def edit_photograph(
    registry: Registry,
    blobs: Blobs,
    vault: Vault,
    person_id: str,
    photo: Path,
    operator_id: str,
    now: datetime,
) -> int | None:
    """Add the photograph in the file `photo`, or propose it and return the proposal's number.

    Raise PhotoRefused, OperationRefused, BlobError.
    """
    reference_id = random_id()
    with Enroller() as enroller:
        enrolled = enroller.enrol(PhotoFolder(photo.parent).read(photo.name))
    change = PersonChange(
        person_id=person_id, photograph=new_photograph(vault, reference_id, enrolled)
    )
    put_photograph(blobs, vault, reference_id, enrolled)
    try:
        with registry.transaction() as session:
            score = face_score(session, vault, person_id, enrolled)
            other_face = score is not None and score[0] < score[1]
            return edit(session, vault, change, operator_id, now, other_face)
    except BaseException:
        delete_photograph(blobs, reference_id)
        raise
