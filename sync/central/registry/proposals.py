"""Two operators: one proposes a change, another one approves it.

The change is made in the transaction that approves it. Every change counts up `WatchList.changes`;
a member that it touched carries the new count, so that the publisher knows what to send.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Annotated, Any, Literal

from pydantic import Field
from sqlalchemy import select
from sqlalchemy.orm import Session

from sync.central.registry import (
    audit,
    checkpoints,
    officers,
    operators,
    person_changes,
    terminals,
)
from sync.central.registry.batches import batches
from sync.central.registry.checkpoints import ChangeCheckpoint
from sync.central.registry.errors import OperationRefused
from sync.central.registry.expectations import remember_holders
from sync.central.registry.lists import ListSettings, has_ended
from sync.central.registry.officers import ChangeOfficers
from sync.central.registry.person_changes import PersonChange
from sync.central.registry.schema import (
    Checkpoint,
    ListMember,
    Person,
    Proposal,
    Reference,
    ReferenceTemplate,
    Terminal,
    WatchList,
)
from sync.central.registry.terminals import RevokeTerminals
from sync.protocol.content import Phrase
from sync.protocol.envelope import Vault
from sync.protocol.message import Record
from sync.protocol.wire import Identifier, Name, RandomId

MAX_MEMBERS = 200_000  # of one proposal
MAX_CHANGED = 20_000  # persons of one proposal: templates are in it
PERSONS, TERMINALS = "persons", "terminals"  # subjects of proposals about no one list or place
MAX_NAMED = 10_000  # persons whose removal the audit log names by their random ids


class Member(Record):
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
    members: Annotated[tuple[Member, ...], Field(min_length=1, max_length=MAX_MEMBERS)]


class RemoveMembers(Record):
    """Persons to remove from the list."""

    kind: Literal["remove-members"] = "remove-members"
    list_id: Identifier
    persons: Annotated[tuple[RandomId, ...], Field(min_length=1, max_length=MAX_MEMBERS)]


class ChangePersons(Record):
    """Other names and numbers, or further photographs, of persons who are on lists."""

    kind: Literal["change-persons"] = "change-persons"
    persons: Annotated[tuple[PersonChange, ...], Field(min_length=1, max_length=MAX_CHANGED)]


ListChange = CreateList | ChangeList | EndList | AddMembers | RemoveMembers
OfficeChange = ChangeOfficers | ChangeCheckpoint | RevokeTerminals
Change = ListChange | ChangePersons | OfficeChange


class Proposed(Record):
    """What `proposals.sealed` holds, as JSON; the vault's context is `proposals <id>`."""

    change: Annotated[Change, Field(discriminator="kind")]


@dataclass(frozen=True, slots=True)
class ProposalSummary:
    """A proposal, without anybody's name."""

    proposal_id: int
    kind: str
    subject: str
    summary: str
    state: str
    proposed_by: str
    proposed_at: datetime
    decided_by: str | None
    decided_at: datetime | None


def propose(session: Session, vault: Vault, change: Change, operator_id: str, now: datetime) -> int:
    """Keep `change` for a second operator; return its number. Raise OperationRefused."""
    _must_be_active(session, operator_id)
    _check(session, vault, change, now)
    row = Proposal(
        kind=change.kind,
        subject=subject_of(change),
        sealed=b"",
        summary=_summary(change),
        state="waiting",
        proposed_by=operator_id,
        proposed_at=now,
    )
    session.add(row)
    session.flush()
    row.sealed = vault.seal(Proposed(change=change).to_json(), f"proposals {row.proposal_id}")
    _append_audit(session, now, operator_id, "proposed", row)
    return row.proposal_id


def approve(
    session: Session, vault: Vault, proposal_id: int, operator_id: str, now: datetime
) -> str:
    """Make the change and return its subject. Raise OperationRefused, and change nothing.

    Refused are: its own proposer, a suspended operator, a proposal that is decided already, and one
    that no longer fits.
    """
    row = _undecided(session, proposal_id)
    _must_be_active(session, operator_id)
    if row.proposed_by == operator_id:
        raise OperationRefused(
            f"proposal {proposal_id}: approved by another operator than its proposer"
        )
    change = change_of(vault, row)
    watch_list = _check(session, vault, change, now)
    match change:
        case ChangePersons():
            person_changes.apply(session, vault, change.persons, now)
        case ChangeOfficers():
            officers.store(session, vault, change.checkpoint_id, change.officers)
        case ChangeCheckpoint():
            checkpoints.put(
                session,
                change.checkpoint_id,
                change.name,
                change.settings,
                change.may_verify,
                change.may_identify,
                operator_id,
                now,
            )
        case RevokeTerminals():
            for terminal_id in change.terminals:
                terminals.revoke(session, terminal_id, operator_id, now)
        case _:
            _apply(session, change, watch_list, row.proposed_at, now)
    _decide(session, row, "approved", operator_id, now, _persons_removed(change))
    return subject_of(change)


def _persons_removed(change: Change) -> dict[str, Any]:
    """Return what a restored backup needs to take these persons off again: random ids."""
    if isinstance(change, RemoveMembers) and len(change.persons) <= MAX_NAMED:
        return {"persons": list(change.persons)}
    return {}


def reject(
    session: Session, vault: Vault, proposal_id: int, operator_id: str, now: datetime
) -> Change:
    """Reject the change and return it; its proposer may withdraw it so. Raise OperationRefused.

    Photographs that only it names are its caller's to delete: `person_changes.delete_photographs`.
    """
    row = _undecided(session, proposal_id)
    _must_be_active(session, operator_id)
    change = change_of(vault, row)
    _decide(session, row, "rejected", operator_id, now)
    return change


def subject_of(change: Change) -> str:
    """Return what the change is about: a list's id, or a word."""
    match change:
        case ChangePersons():
            return PERSONS
        case RevokeTerminals():
            return TERMINALS
        case ChangeOfficers() | ChangeCheckpoint():
            return change.checkpoint_id
    return change.list_id


def change_of(vault: Vault, row: Proposal) -> Change:
    """Return the change that is proposed. Raise EnvelopeError, PackageError."""
    text = vault.unseal(row.sealed, f"proposals {row.proposal_id}")
    return Proposed.from_json(text).change


def get(session: Session, proposal_id: int) -> Proposal:
    """Return the proposal. Raise OperationRefused where there is none."""
    row = session.get(Proposal, proposal_id)
    if row is None:
        raise OperationRefused(f"there is no proposal {proposal_id}")
    return row


def list_all(session: Session, state: str | None = "waiting") -> list[ProposalSummary]:
    """Return proposals in that state, oldest first; None: all."""
    query = select(Proposal).order_by(Proposal.proposal_id)
    if state is not None:
        query = query.where(Proposal.state == state)
    return [
        ProposalSummary(
            row.proposal_id,
            row.kind,
            row.subject,
            row.summary,
            row.state,
            row.proposed_by,
            row.proposed_at,
            row.decided_by,
            row.decided_at,
        )
        for row in session.scalars(query)
    ]


def _undecided(session: Session, proposal_id: int) -> Proposal:
    row = session.get(Proposal, proposal_id, with_for_update=True)
    if row is None:
        raise OperationRefused(f"there is no proposal {proposal_id}")
    if row.state != "waiting":
        raise OperationRefused(
            f"proposal {proposal_id} is {row.state} already, by {row.decided_by}"
        )
    return row


def _must_be_active(session: Session, operator_id: str) -> None:
    if not operators.is_active(session, operator_id):
        raise OperationRefused(f"{operator_id}: no such operator, or suspended")


def _decide(
    session: Session,
    row: Proposal,
    state: str,
    operator_id: str,
    now: datetime,
    more: Mapping[str, Any] = MappingProxyType({}),
) -> None:
    row.state, row.decided_by, row.decided_at = state, operator_id, now
    _append_audit(session, now, operator_id, state, row, more)


def _append_audit(
    session: Session,
    now: datetime,
    operator_id: str,
    what: str,
    row: Proposal,
    more: Mapping[str, Any] = MappingProxyType({}),
) -> None:
    details = {"proposal": row.proposal_id, "kind": row.kind, "summary": row.summary, **more}
    audit.append(session, now, operator_id, f"proposal-{what}", row.subject, details)


def _summary(change: Change) -> str:
    match change:
        case CreateList():
            return f"create it for {len(change.described.checkpoints)} checkpoints"
        case ChangeList():
            return "change its description"
        case EndList():
            return "end it"
        case AddMembers():
            return f"add {len(change.members)} persons"
        case RemoveMembers():
            return f"remove {len(change.persons)} persons"
        case ChangePersons():
            return _summary_of_persons(change)
        case ChangeOfficers():
            return f"accounts of {len(change.officers)} officers"
        case ChangeCheckpoint():
            return "settings or rights of the checkpoint"
        case RevokeTerminals():
            return f"revoke {len(change.terminals)} terminals for good"


def _summary_of_persons(change: ChangePersons) -> str:
    names = sum(each.name is not None for each in change.persons)
    photographs = sum(each.photograph is not None for each in change.persons)
    numbers = sum(bool(each.identity.keys() - {"name"}) for each in change.persons)
    parts = ((names, "names"), (numbers, "numbers"), (photographs, "new photographs"))
    counted = ", ".join(f"{count} {what}" for count, what in parts if count)
    return f"change {len(change.persons)} persons: {counted}"


def _check(session: Session, vault: Vault, change: Change, now: datetime) -> WatchList | None:
    """Return the list of `change`, locked; None for a new one. Raise OperationRefused."""
    if isinstance(change, ChangePersons):
        person_changes.check(session, vault, change.persons)
        return None
    if isinstance(change, ChangeOfficers | ChangeCheckpoint):
        checkpoints.get(session, change.checkpoint_id)
        return None
    if isinstance(change, RevokeTerminals):
        for terminal_id in change.terminals:
            if session.get(Terminal, terminal_id) is None:
                raise OperationRefused(f"{terminal_id[:8]}: there is no such terminal")
        return None
    return _check_list(session, change, now)


def _check_list(session: Session, change: ListChange, now: datetime) -> WatchList | None:
    watch_list = session.get(WatchList, change.list_id, with_for_update=True)
    if isinstance(change, CreateList):
        if watch_list is not None:
            raise OperationRefused(f"{change.list_id}: there is, or was, a list of that id")
    elif watch_list is None:
        raise OperationRefused(f"{change.list_id}: there is no such list")
    elif watch_list.ended_at is not None:
        raise OperationRefused(f"{change.list_id}: the list has ended")
    if isinstance(change, CreateList | ChangeList):
        _check_description(session, change.described, change.list_id, now)
    elif isinstance(change, AddMembers | RemoveMembers) and watch_list is not None:
        if has_ended(watch_list, now):
            raise OperationRefused(f"{change.list_id}: the list, or its agreement, has expired")
        _check_members(session, change, watch_list)
    return watch_list


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


def _check_members(
    session: Session, change: AddMembers | RemoveMembers, watch_list: WatchList
) -> None:
    if isinstance(change, RemoveMembers):
        wanted = set(change.persons)
        there = set(
            session.scalars(
                select(ListMember.person_id).where(
                    ListMember.list_id == change.list_id, ListMember.removed.is_(False)
                )
            )
        )
        if wanted - there:
            raise OperationRefused(
                f"{change.list_id}: {len(wanted - there)} of the persons are not on it"
            )
        return
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
            .where(Reference.person_id.in_(part), ReferenceTemplate.model_id == watch_list.model_id)
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
            f"model {watch_list.model_id}; `gapura central reenrol`"
        )


def _apply(
    session: Session,
    change: ListChange,
    watch_list: WatchList | None,
    proposed_at: datetime,
    now: datetime,
) -> None:
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
    assert watch_list is not None  # noqa: S101  _check has said so
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
        for person_id in part:
            row = there.get(person_id)
            if row is None:
                row = ListMember(list_id=change.list_id, person_id=person_id)
                session.add(row)
            row.instruction, row.removed = instructions[person_id], False
            row.change, row.as_of = count, as_of
        session.flush()


def _remove(session: Session, change: RemoveMembers, count: int) -> None:
    for part in batches(sorted(set(change.persons))):
        for row in _rows(session, change.list_id, part):
            row.removed, row.change = True, count
        session.flush()


def _rows(session: Session, list_id: str, persons: Sequence[str]) -> Iterator[ListMember]:
    yield from session.scalars(
        select(ListMember).where(ListMember.list_id == list_id, ListMember.person_id.in_(persons))
    )
