"""The approved state that is to be published: lists, members, visitors, officers, checkpoints."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from sync.central.registry.schema import (
    Checkpoint,
    ErasedPerson,
    ListMember,
    OfficerAccount,
    Person,
    PublishedMember,
    Reference,
    ReferenceTemplate,
    Terminal,
    Visitor,
    WatchList,
)
from sync.protocol.wire import MAX_LANES

_AT_ONCE = 500  # rows in memory


@dataclass(frozen=True, slots=True)
class ListRow:
    """A row of `lists`."""

    list_id: str
    described: dict[str, Any]
    model_id: str
    ended_at: datetime | None
    changes: int


class TemplateRow(NamedTuple):
    """A template of a member, with what belongs to the member."""

    person_id: str
    instruction: dict[str, Any] | None
    person: bytes  # Person.sealed
    reference_id: str
    quality: float
    template: bytes  # ReferenceTemplate.sealed


class CheckpointRow(NamedTuple):
    """A row of `checkpoints`."""

    checkpoint_id: str
    name: str
    settings: dict[str, Any]


class VisitorRow(NamedTuple):
    """A row of `visitors`."""

    visitor_id: str
    sealed: bytes
    thumbnail: bytes | None


class OfficerRow(NamedTuple):
    """A row of `officers`."""

    number: str
    sealed: bytes


def lanes(session: Session) -> dict[str, tuple[str, ...]]:
    """Return the terminals of each checkpoint in the order of their enrolment.

    Those too that wait, or were revoked: what becomes of one moves no other's place.
    """
    found: dict[str, list[str]] = {}
    query = select(Terminal.checkpoint_id, Terminal.terminal_id)
    for checkpoint_id, own in session.execute(
        query.order_by(Terminal.enrolled_at, Terminal.terminal_id)
    ):
        found.setdefault(checkpoint_id, []).append(own)
    return {name: tuple(every[:MAX_LANES]) for name, every in found.items()}


def lists(session: Session) -> list[ListRow]:
    """Return all rows, by id."""
    return [
        ListRow(row.list_id, row.described, row.model_id, row.ended_at, row.changes)
        for row in session.scalars(select(WatchList).order_by(WatchList.list_id))
    ]


def changed_members(session: Session, list_id: str, after: int) -> list[str]:
    """Return the persons on the list whose row changed after that change."""
    query = select(ListMember.person_id).where(
        ListMember.list_id == list_id, ListMember.change > after, ListMember.removed.is_(False)
    )
    return list(session.scalars(query))


def removed_members(session: Session, list_id: str, collection: str) -> list[str]:
    """Return the persons who are published and no longer on the list."""
    query = (
        select(ListMember.person_id)
        .join(PublishedMember, PublishedMember.person_id == ListMember.person_id)
        .where(
            ListMember.list_id == list_id,
            ListMember.removed,
            PublishedMember.collection == collection,
        )
    )
    return list(session.scalars(query))


def published_among(session: Session, collection: str, persons: list[str]) -> set[str]:
    """Return those of `persons` whom the published state holds."""
    found: set[str] = set()
    for start in range(0, len(persons), _AT_ONCE):
        found.update(
            session.scalars(
                select(PublishedMember.person_id).where(
                    PublishedMember.collection == collection,
                    PublishedMember.person_id.in_(persons[start : start + _AT_ONCE]),
                )
            )
        )
    return found


def templates(
    session: Session, list_id: str, model_id: str, after: int = -1
) -> Iterator[TemplateRow]:
    """Yield templates of members who changed after that change, by person and reference.

    Only photographs that existed when the member was proposed count: a later one waits until the
    member is proposed, and approved, again.
    """
    query = (
        select(
            ListMember.person_id,
            ListMember.instruction,
            Person.sealed,
            Reference.reference_id,
            Reference.quality,
            ReferenceTemplate.sealed,
        )
        .join(Person, Person.person_id == ListMember.person_id)
        .join(Reference, Reference.person_id == ListMember.person_id)
        .join(ReferenceTemplate, ReferenceTemplate.reference_id == Reference.reference_id)
        .where(
            ListMember.list_id == list_id,
            ListMember.removed.is_(False),
            ListMember.change > after,
            ReferenceTemplate.model_id == model_id,
            Reference.created_at <= ListMember.as_of,
        )
        .order_by(ListMember.person_id, Reference.reference_id)
        .execution_options(yield_per=_AT_ONCE)
    )
    for row in session.execute(query):
        yield TemplateRow(*row)


def checkpoints(session: Session) -> list[CheckpointRow]:
    """Return all rows, by id."""
    query = select(Checkpoint.checkpoint_id, Checkpoint.name, Checkpoint.settings)
    return [CheckpointRow(*row) for row in session.execute(query.order_by("checkpoint_id"))]


def erased_persons(session: Session, most: int) -> tuple[str, ...]:
    """Return the ids of those who were erased last, `most` of them, in order."""
    query = select(ErasedPerson.person_id).order_by(ErasedPerson.at.desc(), ErasedPerson.person_id)
    return tuple(sorted(session.scalars(query.limit(most))))


def visitors(session: Session, checkpoint_id: str, first_day: date) -> Iterator[VisitorRow]:
    """Yield the visitors expected at the checkpoint on that day or later, by day and id."""
    query = (
        select(Visitor.visitor_id, Visitor.sealed, Visitor.thumbnail)
        .where(Visitor.checkpoint_id == checkpoint_id, Visitor.day >= first_day)
        .order_by(Visitor.day, Visitor.visitor_id)
        .execution_options(yield_per=_AT_ONCE)
    )
    for row in session.execute(query):
        yield VisitorRow(*row)


def officers(session: Session, checkpoint_id: str) -> list[OfficerRow]:
    """Return the officers of the checkpoint, by number."""
    query = select(OfficerAccount.number, OfficerAccount.sealed).where(
        OfficerAccount.checkpoint_id == checkpoint_id
    )
    return [OfficerRow(*row) for row in session.execute(query.order_by(OfficerAccount.number))]


def with_visitors(session: Session, days: Mapping[str, date]) -> set[str]:
    """Return those of the checkpoints that expect somebody on the day there or later."""
    query = select(Visitor.checkpoint_id, func.max(Visitor.day)).group_by(Visitor.checkpoint_id)
    return {name for name, last in session.execute(query) if name in days and last >= days[name]}


def with_officers(session: Session) -> set[str]:
    """Return the checkpoints that have officers."""
    return set(session.scalars(select(OfficerAccount.checkpoint_id).distinct()))


def counted(session: Session, list_id: str) -> int:
    """Return the number of persons on the list."""
    query = select(func.count()).where(ListMember.list_id == list_id, ListMember.removed.is_(False))
    return session.scalar(query) or 0
