"""Reads for comparisons on request: about whom a checkpoint may ask, templates, names."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import Session

from sync.central.registry import checkpoints
from sync.central.registry.lists import has_ended, settings_of
from sync.central.registry.persons import identity_of, template_of
from sync.central.registry.published import actions_since, publication_state
from sync.central.registry.schema import (
    ListMember,
    Person,
    Reference,
    ReferenceTemplate,
    Visitor,
    WatchList,
)
from sync.protocol.envelope.vault import Vault
from sync.protocol.jakarta import jakarta_midnight
from sync.protocol.question_content import Purpose

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


def lists_within_reach(
    session: Session, checkpoint_id: str, purpose: Purpose, now: datetime
) -> tuple[str, ...]:
    """Return the lists about whose people the checkpoint may ask for that purpose, by id.

    They are in force, and their agreement names the checkpoint: it holds them, or may ask on
    request. Raise PackageError.
    """
    found = []
    for row in session.scalars(select(WatchList).order_by(WatchList.list_id)):
        settings = settings_of(row)
        if has_ended(row, now) or now < jakarta_midnight(settings.agreement.starts):
            continue
        asking = settings.on_request
        if checkpoint_id in settings.checkpoints or (
            asking is not None
            and checkpoint_id in asking.checkpoints
            and purpose in asking.purposes
        ):
            found.append(row.list_id)
    return tuple(found)


def templates_of_nik(
    session: Session,
    index: str,
    model_id: str,
    lists: Sequence[str],
    checkpoint_id: str,
    now: datetime,
    most: int,
) -> list[ReferenceTemplate]:
    """Return the sealed templates that a probe may be compared with, the best photographs first.

    The person is on one of `lists`, and then only photographs count that were approved with the
    membership; or is expected at the checkpoint on its day. Nobody, and somebody else: none. The
    statement is the same for everybody.
    """
    listed = exists().where(
        ListMember.person_id == Person.person_id,
        ListMember.list_id.in_(lists),
        ListMember.removed.is_(False),
        Reference.created_at <= ListMember.as_of,
    )
    expected = exists().where(
        Visitor.checkpoint_id == checkpoint_id,
        Visitor.day == checkpoints.day_at(session, checkpoint_id, now),
        Visitor.identity_index == index,
    )
    query = (
        select(ReferenceTemplate)
        .join(Reference, Reference.reference_id == ReferenceTemplate.reference_id)
        .join(Person, Person.person_id == Reference.person_id)
        .where(
            Person.nik_index == index,
            ReferenceTemplate.model_id == model_id,
            or_(listed, expected),
        )
        .order_by(Reference.quality.desc(), Reference.reference_id)
        .limit(most)
    )
    return list(session.scalars(query))


def references_within(
    session: Session, reference_ids: Sequence[str], lists: Sequence[str]
) -> list[str]:
    """Return those of the references that were approved for one of `lists`, in their order."""
    found: set[str] = set()
    for start in range(0, len(reference_ids), _TOGETHER):
        query = (
            select(Reference.reference_id)
            .join(ListMember, ListMember.person_id == Reference.person_id)
            .where(
                Reference.reference_id.in_(reference_ids[start : start + _TOGETHER]),
                ListMember.list_id.in_(lists),
                ListMember.removed.is_(False),
                Reference.created_at <= ListMember.as_of,
            )
        )
        found.update(session.scalars(query))
    return [name for name in reference_ids if name in found]


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


def operators_acted(session: Session, since: int) -> tuple[int, bool]:
    """Return the last row of the audit log, and whether one after `since` is no terminal's."""
    last = publication_state(session).audit
    return last, any(not each.by_terminal for each in actions_since(session, since))


def people_on(session: Session, lists: Sequence[str]) -> int:
    """Return how many persons are on these lists, each counted once."""
    query = select(func.count(ListMember.person_id.distinct())).where(
        ListMember.list_id.in_(lists), ListMember.removed.is_(False)
    )
    return session.scalar(query) or 0


def reference_ids(session: Session, model_id: str) -> list[str]:
    """Return the ids of all references that have a template of the model."""
    query = select(ReferenceTemplate.reference_id).where(ReferenceTemplate.model_id == model_id)
    return list(session.scalars(query))
