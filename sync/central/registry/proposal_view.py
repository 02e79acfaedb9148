"""A proposal as the second operator judges it: whom it is about, their faces, what is odd."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.manifest import load_manifest
from sync.central.registry import checkpoints, lists, officers, persons, proposals
from sync.central.registry.checkpoints import ChangeCheckpoint
from sync.central.registry.list_changes import AddMembers, ChangeList, CreateList, RemoveMembers
from sync.central.registry.look_alikes import (
    calibration_of,
    differs_from_itself,
    find_look_alikes,
    new_templates,
    templates_of_persons,
)
from sync.central.registry.officers import ChangeOfficers
from sync.central.registry.person_changes import ChangePersons, PersonChange
from sync.central.registry.persons import Identity
from sync.central.registry.proposed_changes import Change
from sync.central.registry.schema import ListMember, Person, Terminal, WatchList
from sync.central.registry.terminal_places import MoveTerminal
from sync.central.registry.terminals import RevokeTerminals
from sync.protocol.envelope.vault import Vault
from sync.protocol.signs import folded


@dataclass(frozen=True, slots=True)
class ViewedPerson:
    """Somebody whom a proposal is about."""

    person_id: str
    identity: Identity | None  # None: forgotten meanwhile
    change: PersonChange | None  # of themselves
    photographs: tuple[str, ...]  # reference ids, the oldest first; a new one last
    marks: tuple[str, ...]  # what is odd, each a sentence

    @property
    def name(self) -> str:
        """Return the name, or what stands in its place."""
        return self.identity.name if self.identity else "(forgotten)"


@dataclass(frozen=True, slots=True)
class ProposalView:
    """A proposal in full."""

    proposal_id: int
    state: str
    proposed_by: str
    subject: str
    change: Change
    persons: tuple[ViewedPerson, ...]
    facts: Mapping[str, Any] = field(default_factory=dict)  # whatever else it says
    now: Mapping[str, Any] = field(default_factory=dict)  # the facts of a list as they hold today


def view(session: Session, vault: Vault, proposal_id: int) -> ProposalView:
    """Return the proposal with the people behind its ids.

    Raise OperationRefused, EnvelopeError, CentralError.
    """
    row = proposals.get(session, proposal_id)
    change = proposals.change_of(vault, row)
    changes = {each.person_id: each for each in _changes(change)}
    wanted = _wanted(change)
    identities = {each: _identity(session, vault, each) for each in wanted}
    marks = _marks(session, vault, change, identities) if row.state == "waiting" else {}
    people = []
    for person_id in wanted:
        mine = changes.get(person_id)
        photographs = persons.reference_ids(session, person_id)
        if mine is not None and mine.photograph is not None and row.state == "waiting":
            photographs.append(mine.photograph.reference_id)
        people.append(
            ViewedPerson(
                person_id,
                identities[person_id],
                mine,
                tuple(photographs),
                tuple(marks.get(person_id, ())),
            )
        )
    return ProposalView(
        proposal_id,
        row.state,
        row.proposed_by,
        row.subject,
        change,
        tuple(people),
        facts=_facts(session, vault, change),
        now=_now(session, change) if row.state == "waiting" else {},
    )


def _facts(session: Session, vault: Vault, change: Change) -> dict[str, Any]:
    """Return what a change says beside its persons, each as the approver reads it."""
    match change:
        case CreateList() | ChangeList():
            return change.described.model_dump(mode="json")
        case ChangeOfficers():
            held = {
                each.number: each
                for each in officers.list_all(session, vault, change.checkpoint_id)
            }
            return {
                each.number: f"{each.name}, {each.role.value}: "
                + officers.differences(held.get(each.number), each)
                for each in change.officers
            }
        case ChangeCheckpoint():
            row = checkpoints.get(session, change.checkpoint_id)
            before = {
                "name": row.name,
                **checkpoints.Settings.model_validate(row.settings).model_dump(),
                "may_verify": row.may_verify,
                "may_identify": row.may_identify,
            }
            after = {
                "name": change.name,
                **change.settings.model_dump(),
                "may_verify": change.may_verify,
                "may_identify": change.may_identify,
            }
            return {
                key: f"{before.get(key)} -> {value}"
                for key, value in after.items()
                if before.get(key) != value
            }
        case RevokeTerminals():
            rows = [session.get_one(Terminal, each) for each in change.terminals]
            return {
                row.terminal_id: f"{row.checkpoint_id}, {row.lane}: {row.state}" for row in rows
            }
        case MoveTerminal():
            terminal = session.get_one(Terminal, change.terminal)
            return {
                "terminal": change.terminal,
                "checkpoint": f"{terminal.checkpoint_id} -> {change.checkpoint_id}",
                "lane": f"{terminal.lane} -> {change.lane}",
            }
    return {}


def _now(session: Session, change: Change) -> dict[str, Any]:
    """Return what holds of the list that a change describes anew."""
    if not isinstance(change, ChangeList):
        return {}
    row = session.get_one(WatchList, change.list_id)
    return lists.settings_of(row).model_dump(mode="json")


def _wanted(change: Change) -> list[str]:
    if isinstance(change, AddMembers):
        return [member.person_id for member in change.members]
    if isinstance(change, RemoveMembers):
        return list(change.persons)
    return list(dict.fromkeys(each.person_id for each in _changes(change)))


def _changes(change: Change) -> Sequence[PersonChange]:
    return change.persons if isinstance(change, ChangePersons) else ()


def _identity(session: Session, vault: Vault, person_id: str) -> Identity | None:
    person = session.get(Person, person_id)
    return persons.identity_of(vault, person) if person is not None else None


def _marks(
    session: Session,
    vault: Vault,
    change: Change,
    identities: Mapping[str, Identity | None],
) -> dict[str, list[str]]:
    """Return what is odd about each person, compared within the change and with the lists."""
    if isinstance(change, AddMembers):
        watch_list = session.get(WatchList, change.list_id)
        if watch_list is None:
            return {}
        model_id, beside = watch_list.model_id, lists.member_ids(session, change.list_id)
    elif isinstance(change, ChangePersons):
        model_id = load_manifest().model.model_id
        beside = _beside(session, list(identities))
    else:
        return {}
    found: dict[str, list[str]] = {person_id: [] for person_id in identities}
    judged = templates_of_persons(session, vault, identities, model_id)
    for each in _changes(change):
        if each.photograph is not None and model_id in each.photograph.templates:
            own = judged.get(each.person_id)
            new = new_templates([each.photograph.templates[model_id]])
            judged[each.person_id] = new if own is None else np.concatenate([own, new])
    others_ids = [person_id for person_id in beside if person_id not in identities]
    others = templates_of_persons(session, vault, others_ids, model_id)
    table = calibration_of(model_id)
    for person_id, like in find_look_alikes(judged, others, table).items():
        where = "in this proposal" if like.person_id in identities else "on the list"
        name = _name(session, vault, like.person_id, identities)
        found[person_id].append(
            f"looks like {name} {where} (person {like.person_id}, score {like.score:.2f})"
        )
    for person_id, templates in judged.items():
        if differs_from_itself(templates, table):
            found[person_id].append("the photographs show different faces")
    _mark_names(session, vault, found, identities, others_ids)
    for member in _members_already(session, change):
        found[member].append("is on the list already: sent again with all photographs")
    return found


def _name(
    session: Session, vault: Vault, person_id: str, known: Mapping[str, Identity | None]
) -> str:
    identity = known.get(person_id) or _identity(session, vault, person_id)
    return identity.name if identity else "(forgotten)"


def _mark_names(
    session: Session,
    vault: Vault,
    found: dict[str, list[str]],
    identities: Mapping[str, Identity | None],
    others: Sequence[str],
) -> None:
    """Mark names that two different persons have, in the change and beside it."""
    owners: dict[str, list[str]] = {}
    for person_id in (*identities, *others):
        identity = identities.get(person_id) or _identity(session, vault, person_id)
        if identity is not None:
            owners.setdefault(folded(identity.name), []).append(person_id)
    for same in owners.values():
        for person_id in same if len(same) > 1 else ():
            if person_id in found:
                other = next(each for each in same if each != person_id)
                found[person_id].append(f"has the name of another person, {other}")


def _members_already(session: Session, change: Change) -> list[str]:
    if not isinstance(change, AddMembers):
        return []
    there = set(lists.member_ids(session, change.list_id))
    return [member.person_id for member in change.members if member.person_id in there]


def _beside(session: Session, changed: Sequence[str]) -> list[str]:
    """Return everybody on the lists that hold one of `changed`."""
    query = select(ListMember.list_id).where(
        ListMember.person_id.in_(changed), ListMember.removed.is_(False)
    )
    found: dict[str, None] = {}
    for list_id in sorted(set(session.scalars(query))):
        found.update(dict.fromkeys(lists.member_ids(session, list_id)))
    return list(found)
