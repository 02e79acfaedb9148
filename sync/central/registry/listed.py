"""Whether somebody is on a list, or about to be: then one operator alone changes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from sync.central.registry import proposals
from sync.central.registry.list_changes import AddMembers
from sync.central.registry.lists import has_ended
from sync.central.registry.person_changes import ChangePersons, PersonChange
from sync.central.registry.proposed_changes import Change
from sync.central.registry.schema import (
    ListMember,
    Proposal,
    PublishedCollection,
    PublishedMember,
    WatchList,
)
from sync.protocol.envelope.vault import Vault


def lists_of(session: Session, person_id: str, now: datetime) -> list[str]:
    """Return the ids of the lists in force that hold the person, in order."""
    query = (
        select(WatchList)
        .join(ListMember, WatchList.list_id == ListMember.list_id)
        .where(ListMember.person_id == person_id, ListMember.removed.is_(False))
        .order_by(WatchList.list_id)
    )
    return [row.list_id for row in session.scalars(query) if not has_ended(row, now)]


def is_published(session: Session, person_id: str) -> bool:
    """Return whether terminals may still hold the person."""
    query = (
        select(PublishedMember.person_id)
        .join(PublishedCollection, PublishedCollection.name == PublishedMember.collection)
        .where(PublishedMember.person_id == person_id, PublishedCollection.withdrawn.is_(False))
    )
    return session.scalars(query).first() is not None


def waiting_changes(session: Session, vault: Vault, person_id: str) -> Iterator[tuple[int, Change]]:
    """Yield the number of each waiting proposal in which the person's id stands, and its change."""
    query = select(Proposal).where(Proposal.state == "waiting").order_by(Proposal.proposal_id)
    for row in session.scalars(query):
        if person_id.encode() in proposals.text_of(vault, row):
            yield row.proposal_id, proposals.change_of(vault, row)


def proposal_naming(session: Session, vault: Vault, person_id: str) -> int | None:
    """Return the first waiting proposal that puts the person on a list, or changes them."""
    for number, change in waiting_changes(session, vault, person_id):
        if isinstance(change, AddMembers):
            named = any(member.person_id == person_id for member in change.members)
        elif isinstance(change, ChangePersons):
            named = any(each.person_id == person_id for each in change.persons)
        else:
            named = False
        if named:
            return number
    return None


def takes_two(session: Session, vault: Vault, person_id: str, now: datetime) -> bool:
    """Return whether a change of the person is for two operators."""
    return (
        bool(lists_of(session, person_id, now))
        or is_published(session, person_id)
        or proposal_naming(session, vault, person_id) is not None
    )


def change_waits(session: Session, vault: Vault, change: PersonChange) -> bool:
    """Return whether the very same change of the person is proposed already."""
    wanted = _essence(change)
    return any(
        _essence(each) == wanted
        for _, waiting in waiting_changes(session, vault, change.person_id)
        if isinstance(waiting, ChangePersons)
        for each in waiting.persons
    )


def _essence(change: PersonChange) -> tuple[object, ...]:
    """Return what a change comes to: the same photograph has another id each time."""
    index = change.photograph.photo_index if change.photograph is not None else None
    return change.person_id, sorted(change.identity.items()), index
