"""Change a watch-list: create it, describe it, end it, add and remove members.

Each is a proposal of one operator. Every change counts up `WatchList.changes`; a member that it
touched carries the new count, so that the publisher knows what to send.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from sync.central.registry.batches import batches
from sync.central.registry.errors import OperationRefused, Unknown
from sync.central.registry.expectations import remember_holders
from sync.central.registry.lists import ListSettings, has_ended, member_ids
from sync.central.registry.schema import (
    Checkpoint,
    ListMember,
    Person,
    Reference,
    ReferenceTemplate,
    WatchList,
)
from sync.protocol.content import Phrase
from sync.protocol.message import Record
from sync.protocol.wire import Identifier, Name, RandomId

MAX_MEMBERS = 200_000  # of one proposal


class NewMember(Record):
    """A person to add to a list."""

    person_id: RandomId
    instruction: Phrase | None = None  # in place of the list's


class CreateList(Record):
    """A new list, without members; its id is never used again."""

    kind: Literal["create-list"] = "create-list"
    list_id: Identifier
    described: ListSettings
    model_id: Name


class ChangeList(Record):
    """Other settings for a list, all of them."""

    kind: Literal["change-list"] = "change-list"
    list_id: Identifier
    described: ListSettings


class EndList(Record):
    """The end of a list, for good: it leaves every terminal."""

    kind: Literal["end-list"] = "end-list"
    list_id: Identifier


class AddMembers(Record):
    """Persons to add to the list, with the references they have when this is proposed.

    One who is there already is sent again: so a newer photograph is judged by two operators too.
    """

    kind: Literal["add-members"] = "add-members"
    list_id: Identifier
    members: Annotated[tuple[NewMember, ...], Field(min_length=1, max_length=MAX_MEMBERS)]


class RemoveMembers(Record):
    """Persons to remove from the list."""

    kind: Literal["remove-members"] = "remove-members"
    list_id: Identifier
    persons: Annotated[tuple[RandomId, ...], Field(min_length=1, max_length=MAX_MEMBERS)]


ListChange = CreateList | ChangeList | EndList | AddMembers | RemoveMembers


def must_take(session: Session, list_id: str, now: datetime) -> None:
    """Raise OperationRefused for a list that nobody can be proposed for: asked before the work."""
    watch_list = session.get(WatchList, list_id)
    if watch_list is None:
        raise Unknown("list", list_id)
    if has_ended(watch_list, now):
        raise OperationRefused(f"{list_id}: the list, or its agreement, has expired")


def check(session: Session, change: ListChange, now: datetime) -> None:
    """Lock the list, if there is one. Raise OperationRefused: the change does not fit it."""
    watch_list = session.get(WatchList, change.list_id, with_for_update=True)
    if isinstance(change, CreateList):
        if watch_list is not None:
            raise OperationRefused(f"{change.list_id}: there is, or was, a list of that id")
    elif watch_list is None:
        raise Unknown("list", change.list_id)
    elif watch_list.ended_at is not None:
        raise OperationRefused(f"{change.list_id}: the list has ended")
    if isinstance(change, CreateList | ChangeList):
        _check_description(session, change.described, change.list_id, now)
    elif isinstance(change, AddMembers | RemoveMembers) and watch_list is not None:
        if has_ended(watch_list, now):
            raise OperationRefused(f"{change.list_id}: the list, or its agreement, has expired")
        if isinstance(change, RemoveMembers):
            _check_removal(session, change)
        else:
            _check_new_members(session, change, watch_list.model_id)


def _check_description(
    session: Session, described: ListSettings, list_id: str, now: datetime
) -> None:
    if hidden := described.hidden_sign():
        raise OperationRefused(f"{list_id}: it holds a sign that does not show: {hidden}")
    if described.until <= now:
        raise OperationRefused(f"{list_id}: it would have expired already")
    known = set(session.scalars(select(Checkpoint.checkpoint_id)))
    asking = described.on_request.checkpoints if described.on_request else ()
    if missing := sorted({*described.checkpoints, *asking} - known):
        raise OperationRefused(f"{list_id}: there is no checkpoint {missing[0]}")


def _check_removal(session: Session, change: RemoveMembers) -> None:
    if missing := set(change.persons).difference(member_ids(session, change.list_id)):
        raise OperationRefused(f"{change.list_id}: {len(missing)} of the persons are not on it")


def _check_new_members(session: Session, change: AddMembers, model_id: str) -> None:
    wanted = {member.person_id for member in change.members}
    if len(wanted) != len(change.members):
        raise OperationRefused(f"{change.list_id}: a person is named twice")
    known, usable = 0, 0
    for part in batches(sorted(wanted)):
        known += len(
            list(session.scalars(select(Person.person_id).where(Person.person_id.in_(part))))
        )
        enrolled = (
            select(Reference.person_id)
            .join(ReferenceTemplate, ReferenceTemplate.reference_id == Reference.reference_id)
            .where(Reference.person_id.in_(part), ReferenceTemplate.model_id == model_id)
            .distinct()
        )
        usable += len(list(session.scalars(enrolled)))
    if known < len(wanted):
        raise OperationRefused(
            f"{change.list_id}: {len(wanted) - known} of the persons are unknown"
        )
    if usable < len(wanted):
        raise OperationRefused(
            f"{change.list_id}: {len(wanted) - usable} of the persons have no template of its "
            f"model {model_id}; `gapura central reenrol`"
        )


def apply(session: Session, change: ListChange, proposed_at: datetime, now: datetime) -> None:
    """Make a change that `check` let pass, with references of `proposed_at` and older."""
    if isinstance(change, CreateList):
        session.add(
            WatchList(
                list_id=change.list_id,
                described=change.described.model_dump(mode="json"),
                model_id=change.model_id,
                ended_at=None,
                changes=1,
            )
        )
        remember_holders(session, change.list_id, change.described.checkpoints)
        return
    watch_list = session.get_one(WatchList, change.list_id)
    watch_list.changes += 1
    if isinstance(change, ChangeList):
        watch_list.described = change.described.model_dump(mode="json")
        remember_holders(session, change.list_id, change.described.checkpoints)
    elif isinstance(change, EndList):
        watch_list.ended_at = now
    elif isinstance(change, AddMembers):
        _add(session, change, watch_list.changes, proposed_at)
    else:
        _remove(session, change, watch_list.changes)


def _add(session: Session, change: AddMembers, count: int, as_of: datetime) -> None:
    instructions = {
        member.person_id: member.instruction.model_dump() if member.instruction else None
        for member in change.members
    }
    for part in batches(sorted(instructions)):
        there = {row.person_id: row for row in _rows(session, change.list_id, part)}
        for person_id, row in there.items():
            row.instruction, row.removed = instructions[person_id], False
            row.change, row.as_of = count, as_of
        session.flush()
        fresh = [
            {
                "list_id": change.list_id,
                "person_id": person_id,
                "instruction": instructions[person_id],
                "removed": False,
                "change": count,
                "as_of": as_of,
            }
            for person_id in part
            if person_id not in there
        ]
        if fresh:  # as rows, not as objects: other writers wait meanwhile
            session.execute(insert(ListMember), fresh)


def _remove(session: Session, change: RemoveMembers, count: int) -> None:
    for part in batches(sorted(set(change.persons))):
        for row in _rows(session, change.list_id, part):
            row.removed, row.change = True, count
        session.flush()


def _rows(session: Session, list_id: str, persons: Sequence[str]) -> Iterator[ListMember]:
    yield from session.scalars(
        select(ListMember).where(ListMember.list_id == list_id, ListMember.person_id.in_(persons))
    )
