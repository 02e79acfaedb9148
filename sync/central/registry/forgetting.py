"""Erase a person: photographs, thumbnails, templates, rows. What remains names nobody.

Only a person on no list can be erased: leaving a list takes two operators, and terminals must
have received the removal first. Decided proposals lose what they say of the person, and expected
visits under the same NIK go too, and what officers typed and photographed for alerts about the
person. These alerts stay as long as their list says, with the face that was captured, and no name.
What is published already is `releases.erasing`'s; what terminals hold of their alerts goes once
their checkpoint's configuration names the person's id.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from sync.central.registry import audit, listed, proposals, result_retention
from sync.central.registry.database import lock_until_commit
from sync.central.registry.errors import OperationRefused
from sync.central.registry.insert_absent import insert_absent
from sync.central.registry.operators import is_active
from sync.central.registry.persons import photo_blob
from sync.central.registry.schema import (
    ErasedPerson,
    ListMember,
    Person,
    ReceivedResult,
    Reference,
    ReferenceTemplate,
    Visitor,
)
from sync.central.storage.blobs import Blobs
from sync.central.storage.storage_names import thumbnail_blob
from sync.protocol.envelope.vault import Vault

FORGOTTEN = "person-forgotten"  # on the audit log


@dataclass(frozen=True, slots=True)
class Erased:
    """What was here of a person, in numbers."""

    photographs: int
    proposals: int  # decided, which named the person
    visits: Counter[str]  # expected, by checkpoint
    results: int  # about the person, which stay
    # Results with what was typed or photographed, by alert.
    details: Mapping[result_retention.Told, Sequence[str]]
    whole: bool = True  # False: the person is still here, and more has to go


def forget(
    session: Session,
    blobs: Blobs,
    vault: Vault,
    person_id: str,
    operator_id: str,
    now: datetime,
    most: int = 2**40,
) -> Erased:
    """Erase the person. Raise OperationRefused, BlobError, EnvelopeError, PackageError.

    It stops at about `most` bytes: a full disk has no room to erase all at once. Then call it again
    until it is whole. The person goes last, and blobs before that transaction ends: after an
    interruption the person is still there, and forgetting again ends it. The 1:N index follows at
    its next search.
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
    gone = erase(session, blobs, vault, person_id, now, most)
    for checkpoint_id, count in sorted(gone.visits.items()):
        audit.append(session, now, operator_id, "visitors-erased", checkpoint_id, {"rows": count})
    for (own, alert), ids in sorted(gone.details.items()):
        about = {"reason": FORGOTTEN, "terminal": own, "results": list(ids)}
        audit.append(session, now, operator_id, result_retention.DELETED, alert, about)
    if gone.whole:
        details = {"photographs": gone.photographs, "proposals": gone.proposals}
        audit.append(session, now, operator_id, FORGOTTEN, person_id, details)
    elif gone.proposals:
        details = {"proposals": gone.proposals}
        audit.append(session, now, operator_id, "proposals-redacted", person_id, details)
    return gone


def erase(
    session: Session,
    blobs: Blobs,
    vault: Vault,
    person_id: str,
    now: datetime,
    most: int = 2**40,
) -> Erased:
    """Erase a person wherever he is. Raise BlobError, EnvelopeError, PackageError.

    It stops at about `most` bytes, as `forget` does.
    """
    details, most = result_retention.erase_details(session, vault, [person_id], now, most)
    redacted = 0
    if most >= 0:
        redacted, most = proposals.redact(session, vault, person_id, most)
    if most < 0:
        return Erased(0, redacted, Counter(), 0, details, whole=False)
    references = list(
        session.scalars(select(Reference.reference_id).where(Reference.person_id == person_id))
    )
    for reference_id in references:
        blobs.delete(photo_blob(reference_id))
        blobs.delete(thumbnail_blob(reference_id))
    visits = _erase_visits(session, person_id)
    mine = select(Reference.reference_id).where(Reference.person_id == person_id)
    session.execute(delete(ReferenceTemplate).where(ReferenceTemplate.reference_id.in_(mine)))
    session.execute(delete(Reference).where(Reference.person_id == person_id))
    session.execute(delete(ListMember).where(ListMember.person_id == person_id))
    session.execute(delete(Person).where(Person.person_id == person_id))
    about = select(func.count()).select_from(ReceivedResult)
    results = session.scalar(about.where(ReceivedResult.person_id == person_id)) or 0
    insert_absent(session, ErasedPerson, [{"person_id": person_id, "at": now}])
    return Erased(len(references), redacted, visits, results, details)


def _erase_visits(session: Session, person_id: str) -> Counter[str]:
    """Erase expected visits under the person's NIK; return how many there were, by checkpoint."""
    same = Visitor.identity_index == (
        select(Person.nik_index).where(Person.person_id == person_id).scalar_subquery()
    )
    visits = Counter(session.scalars(select(Visitor.checkpoint_id).where(same)))
    session.execute(delete(Visitor).where(same).execution_options(synchronize_session=False))
    return visits


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
