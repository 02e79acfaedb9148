"""Enrol a photograph as a reference of a person: checked, compared, sealed, stored once.

1. The numbers can be such, and the name shows whole.
2. Whoever has the NIK or external id here has the same name; else it is refused.
3. The same photograph again adds what is new of the numbers, and nothing else.
4. A photograph shows the face that the person's others show; else it is refused.
5. Whatever changes somebody on a list is handed back for two operators, and changes nothing yet.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.errors import ManifestError
from models.manifest import load_manifest
from models.verification import UNCERTAIN_FMR
from sync.central.errors import CentralError
from sync.central.photographs.enroller import Enrolled, Enroller, PhotoRefused, Reason, photo_sha256
from sync.central.registry import audit, listed
from sync.central.registry.database import Registry, lock_until_commit
from sync.central.registry.errors import OperationRefused
from sync.central.registry.numbers import NumberFault, read_family_card, read_nik
from sync.central.registry.person_changes import (
    NewPhotograph,
    PersonChange,
    add_reference,
    apply,
    delete_photograph,
    new_photograph,
    put_photograph,
    store_identity,
)
from sync.central.registry.persons import (
    Identity,
    find_person,
    identity_of,
    lookup_indices,
    template_of,
)
from sync.central.registry.schema import Person, Reference, ReferenceTemplate
from sync.central.storage.blobs import Blobs
from sync.protocol.envelope.random_values import random_id
from sync.protocol.envelope.vault import Vault
from sync.protocol.signs import folded, hidden_sign


class IdentityRefused(OperationRefused):
    """Who it is said to be does not fit who is here; the text names nobody."""

    def __init__(self, reason: str, text: str) -> None:
        """Take a code for reports, and what differs."""
        super().__init__(text)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class StoredPhoto:
    """The outcome of enrolling a photograph."""

    person_id: str
    reference_id: str
    new: bool  # False: this very photograph was this person's already, or it waits
    changed: bool = False  # a number was added to the person
    change: PersonChange | None = None  # of somebody on a list: to be proposed; not in force
    waits: bool = False  # the very same change is proposed already


@dataclass(frozen=True, slots=True)
class _Match:
    """Whom identity and photograph fit; None: nobody, nothing."""

    person: Person | None
    reference_id: str | None
    missing: dict[str, str]  # numbers that `identity` has and the person has not


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

    Raise PhotoRefused, IdentityRefused, OperationRefused, BlobError.
    """
    identity = checked(identity, now)
    digest = photo_sha256(photo)
    with registry.session() as session:
        match = _match(session, vault, identity, digest)
    if match.reference_id is not None and not match.missing:
        return _unchanged(match)
    enrolled = enroller.enrol(photo) if match.reference_id is None else None
    reference_id = random_id()
    kept = False
    try:
        if enrolled is not None:
            put_photograph(blobs, vault, reference_id, enrolled)
        with registry.transaction() as session:
            _lock_person(session, vault, identity, digest)
            match = _match(session, vault, identity, digest)
            if match.reference_id is not None:
                return _keep_numbers(session, vault, match, actor, now)
            if enrolled is None:
                raise OperationRefused("the person was forgotten meanwhile; start again")
            stored = _keep_photo(
                session, vault, identity, match, reference_id, enrolled, actor, now
            )
            kept = stored.new or stored.change is not None
        return stored
    except BaseException:
        kept = False  # the transaction may have failed at its very end
        raise
    finally:
        if enrolled is not None and not kept:
            delete_photograph(blobs, reference_id)


def checked(identity: Identity, now: datetime) -> Identity:
    """Return the identity with its numbers as they are kept. Raise IdentityRefused."""
    found: dict[str, str] = {}
    if identity.nik:
        found["nik"] = _number(read_nik(identity.nik, now.date()))
    if identity.family_card:
        found["family_card"] = _number(read_family_card(identity.family_card))
    for column in ("name", "external_id"):
        value = getattr(identity, column)
        if value and (hidden := hidden_sign(value)):
            text = f"the {column.replace('_', ' ')} holds a sign that does not show: {hidden}"
            raise IdentityRefused("hidden-sign", f"{text}; type it again without")
    if not identity.name.strip():
        raise IdentityRefused("name", "the name is missing")
    return identity.model_copy(update=found)


def face_score(
    session: Session, vault: Vault, person_id: str, enrolled: Enrolled
) -> tuple[float, float] | None:
    """Return the best score of a photograph against the person's own, and what is needed.

    Cosines; None where the person has no template of any model in service. Raise CentralError.
    """
    rows = session.scalars(
        select(ReferenceTemplate)
        .join(Reference, Reference.reference_id == ReferenceTemplate.reference_id)
        .where(
            Reference.person_id == person_id,
            ReferenceTemplate.model_id.in_(enrolled.templates),
        )
    )
    best: tuple[float, float] | None = None
    for row in rows:
        score = float(template_of(vault, row) @ enrolled.templates[row.model_id])
        needed = same_face_score(row.model_id)
        if best is None or score - needed > best[0] - best[1]:
            best = score, needed
    return best


def same_face_score(model_id: str) -> float:
    """Return the score that one in 1,000 different people reaches (1:1's `uncertain`), a cosine.

    Raise CentralError without a calibration.
    """
    try:
        return load_manifest().by_id[model_id].require_calibration().score(UNCERTAIN_FMR)
    except ManifestError as error:
        raise CentralError(f"no faces can be compared: {error}") from error


def _number(found: str | NumberFault) -> str:
    if isinstance(found, NumberFault):
        raise IdentityRefused(found.reason, found.text)
    return found


def _lock_person(session: Session, vault: Vault, identity: Identity, digest: str) -> None:
    indices = [index for index, _ in lookup_indices(vault, identity)] + [
        vault.index(f"photo {digest}")
    ]
    for index in sorted(indices):
        lock_until_commit(session, f"person {index}")


def _match(session: Session, vault: Vault, identity: Identity, digest: str) -> _Match:
    """Return whom the row is about. Raise IdentityRefused, PhotoRefused, OperationRefused."""
    person = find_person(session, vault, identity)
    index = vault.index(f"photo {digest}")
    rows = list(session.scalars(select(Reference).where(Reference.photo_index == index)))
    if person is not None:
        known = identity_of(vault, person)
        if folded(known.name) != folded(identity.name):
            raise IdentityRefused(
                "other-name",
                f"the number belongs to person {person.person_id}, who has another name here; "
                "put the row right, or the name with `gapura central person edit`",
            )
        mine = [row for row in rows if row.person_id == person.person_id]
        if rows and not mine:
            raise _another(session, vault, identity, rows[0])
        return _Match(person, mine[0].reference_id if mine else None, _missing(known, identity))
    for row in rows:  # of somebody whose numbers are not known yet
        owner = session.get_one(Person, row.person_id)
        known = identity_of(vault, owner)
        fits = all(
            mine is None or theirs is None
            for mine, theirs in (
                (identity.nik, known.nik),
                (identity.external_id, known.external_id),
            )
        )
        if fits and folded(known.name) == folded(identity.name):
            return _Match(owner, row.reference_id, _missing(known, identity))
    if rows:
        raise _another(session, vault, identity, rows[0])
    return _Match(None, None, {})


def _another(session: Session, vault: Vault, identity: Identity, row: Reference) -> PhotoRefused:
    """Return why a photograph that is here is not this person's: what differs, and whose it is."""
    known = identity_of(vault, session.get_one(Person, row.person_id))
    differs = [
        what
        for what, mine, theirs in (
            ("name", folded(identity.name), folded(known.name)),
            ("NIK", identity.nik, known.nik),
            ("external id", identity.external_id, known.external_id),
        )
        if mine and theirs and mine != theirs
    ]
    text = f"this very photograph belongs to person {row.person_id}"
    if differs:
        text += f", with another {' and '.join(differs)}"
    return PhotoRefused(Reason.DUPLICATE, f"{text}; put the row right")


def _missing(known: Identity, identity: Identity) -> dict[str, str]:
    """Return the numbers of `identity` that are to be added; a family card may change."""
    found = {
        column: value
        for column in ("nik", "external_id")
        if (value := getattr(identity, column)) and getattr(known, column) is None
    }
    if identity.family_card and identity.family_card != known.family_card:
        found["family_card"] = identity.family_card
    return found


def _unchanged(match: _Match, *, changed: bool = False, waits: bool = False) -> StoredPhoto:
    if match.person is None or match.reference_id is None:
        raise AssertionError("a photograph that is here is somebody's")
    return StoredPhoto(
        match.person.person_id, match.reference_id, new=False, changed=changed, waits=waits
    )


def _change(
    person_id: str, missing: dict[str, str], photograph: NewPhotograph | None = None
) -> PersonChange:
    said = {"person_id": person_id, "photograph": photograph, **missing}
    return PersonChange.model_validate(said)


def _keep_numbers(
    session: Session, vault: Vault, match: _Match, actor: str, now: datetime
) -> StoredPhoto:
    """Add numbers to somebody whose photograph is here; on a list, hand them back."""
    if not match.missing or match.person is None or match.reference_id is None:
        return _unchanged(match)
    person_id = match.person.person_id
    change = _change(person_id, match.missing)
    if listed.takes_two(session, vault, person_id, now):
        if listed.change_waits(session, vault, change):
            return _unchanged(match, waits=True)
        return StoredPhoto(person_id, match.reference_id, new=False, change=change)
    apply(session, vault, [change], now)
    details = {"changed": sorted(match.missing)}
    audit.append(session, now, actor, "person-changed", person_id, details)
    return _unchanged(match, changed=True)


def _keep_photo(
    session: Session,
    vault: Vault,
    identity: Identity,
    match: _Match,
    reference_id: str,
    enrolled: Enrolled,
    actor: str,
    now: datetime,
) -> StoredPhoto:
    photograph = new_photograph(vault, reference_id, enrolled)
    if match.person is not None:
        person_id = match.person.person_id
        score = face_score(session, vault, person_id, enrolled)
        if score is not None and score[0] < score[1]:
            raise IdentityRefused(
                "other-face",
                f"the number belongs to person {person_id}, whose photographs here show another "
                f"face (comparison score {score[0]:.2f}, a same face has {score[1]:.2f}); put the "
                "row right; if it is the person, `gapura central person edit --photograph`",
            )
        change = _change(person_id, match.missing, photograph)
        if listed.takes_two(session, vault, person_id, now):
            if listed.change_waits(session, vault, change):
                return StoredPhoto(person_id, reference_id, new=False, waits=True)
            return StoredPhoto(person_id, reference_id, new=False, change=change)
        apply(session, vault, [change], now)
    else:
        person = Person(person_id=random_id(), sealed=b"", created_at=now)
        session.add(person)
        store_identity(vault, person, identity)
        session.flush()
        person_id = person.person_id
        add_reference(session, vault, person_id, photograph, now)
    details = {"reference": reference_id, "added": sorted(match.missing)}
    audit.append(session, now, actor, "person-enrolled", person_id, details)
    return StoredPhoto(person_id, reference_id, new=True)
