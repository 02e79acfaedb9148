"""Erase a person: photographs, thumbnails, templates, rows. What remains names nobody.

Only a person on no list can be erased: leaving a list takes two operators, and terminals must
have received the removal first.
Results of terminals stay as they were received; a visitor's row goes when its day is over.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from sync.central.blobs import Blobs
from sync.central.registry import audit, listed
from sync.central.registry.database import lock_until_commit
from sync.central.registry.errors import OperationRefused
from sync.central.registry.operators import is_active
from sync.central.registry.persons import photo_blob
from sync.central.registry.schema import ListMember, Person, Reference, ReferenceTemplate
from sync.central.releases.storage_names import thumbnail_blob
from sync.protocol.envelope.vault import Vault


def forget(
    session: Session, blobs: Blobs, vault: Vault, person_id: str, operator_id: str, now: datetime
) -> int:
    """Erase the person; return how many photographs there were. Raise OperationRefused, BlobError.

    Blobs go before the transaction ends: after an interruption the person is still there, and
    forgetting again ends it. The 1:N index follows at its next search.
    """
    person = session.get(Person, person_id)
    if person is None:
        raise OperationRefused("there is no such person")
    for index in sorted(filter(None, (person.nik_index, person.external_index))):
        lock_until_commit(
            session, f"person {index}"
        )  # an enrolment of the same person waits, or is waited for
    if not is_active(session, operator_id):
        raise OperationRefused(f"{operator_id}: no such operator, or suspended")
    _must_be_free(session, vault, person_id, now)
    photographs = erase(session, blobs, person_id)
    audit.append(
        session, now, operator_id, "person-forgotten", person_id, {"photographs": photographs}
    )
    return photographs


def erase(session: Session, blobs: Blobs, person_id: str) -> int:
    """Erase a person wherever he is; return how many photographs there were. Raise BlobError."""
    references = list(
        session.scalars(select(Reference.reference_id).where(Reference.person_id == person_id))
    )
    for reference_id in references:
        blobs.delete(photo_blob(reference_id))
        blobs.delete(thumbnail_blob(reference_id))
    mine = select(Reference.reference_id).where(Reference.person_id == person_id)
    session.execute(delete(ReferenceTemplate).where(ReferenceTemplate.reference_id.in_(mine)))
    session.execute(delete(Reference).where(Reference.person_id == person_id))
    session.execute(delete(ListMember).where(ListMember.person_id == person_id))
    session.execute(delete(Person).where(Person.person_id == person_id))
    return len(references)


def _must_be_free(session: Session, vault: Vault, person_id: str, now: datetime) -> None:
    for list_id in listed.lists_of(session, person_id, now):
        raise OperationRefused(
            f"the person is on list {list_id}: `gapura central list members remove` comes first"
        )
    if listed.is_published(session, person_id):
        raise OperationRefused("terminals still hold the person: publish first")
    number = listed.proposal_naming(session, vault, person_id)
    if number is not None:
        raise OperationRefused(f"proposal {number} names the person: decide it first")
