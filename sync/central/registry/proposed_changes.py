"""What a second operator is asked to approve: every kind of change, as one type.

A kind's own module says when it fits and makes it: `list_changes`, `person_changes`, `officers`,
`checkpoints`, `terminals`.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import Field
from sqlalchemy.orm import Session

from sync.central.registry import (
    checkpoints,
    list_changes,
    officers,
    person_changes,
    roll_outs,
    terminal_places,
    terminals,
)
from sync.central.registry.checkpoints import ChangeCheckpoint
from sync.central.registry.errors import Unknown
from sync.central.registry.list_changes import (
    AddMembers,
    ChangeList,
    CreateList,
    EndList,
    ListChange,
    RemoveMembers,
)
from sync.central.registry.officers import ChangeOfficers
from sync.central.registry.person_changes import ChangePersons
from sync.central.registry.roll_outs import RollOut
from sync.central.registry.schema import Terminal
from sync.central.registry.terminal_places import MoveTerminal
from sync.central.registry.terminals import RevokeTerminals
from sync.counts import number_of
from sync.protocol.envelope.vault import Vault
from sync.protocol.message import Record
from sync.protocol.signs import plain

PERSONS, TERMINALS, SOFTWARE = (
    "persons",
    "terminals",
    "software",
)  # subjects of proposals about no one list or place

Change = (
    ListChange
    | ChangePersons
    | ChangeOfficers
    | ChangeCheckpoint
    | MoveTerminal
    | RevokeTerminals
    | RollOut
)


class Proposed(Record):
    """What `proposals.sealed` holds, as JSON; the vault's context is `proposals <id>`."""

    change: Annotated[Change, Field(discriminator="kind")]


def subject_of(change: Change) -> str:
    """Return what the change is about: a list's id, or a word."""
    match change:
        case ChangePersons():
            return PERSONS
        case RevokeTerminals() | MoveTerminal():
            return TERMINALS
        case RollOut():
            return SOFTWARE
        case ChangeOfficers() | ChangeCheckpoint():
            return change.checkpoint_id
    return change.list_id


def summary_of(change: Change) -> str:
    """Return what it would do, in numbers; nobody's name."""
    match change:
        case CreateList():
            return f"create it for {number_of(len(change.described.checkpoints), 'checkpoint')}"
        case ChangeList():
            return "change its description"
        case EndList():
            return "end it"
        case AddMembers():
            return f"add {number_of(len(change.members), 'person')}"
        case RemoveMembers():
            return f"remove {number_of(len(change.persons), 'person')}"
        case ChangePersons():
            return _summary_of_persons(change)
        case ChangeOfficers():
            return f"accounts of {number_of(len(change.officers), 'officer')}"
        case ChangeCheckpoint():
            return "settings or rights of the checkpoint"
        case RevokeTerminals():
            return f"revoke {number_of(len(change.terminals), 'terminal')} for good"
        case MoveTerminal():
            return (
                f"move {change.terminal[:8]} to {change.checkpoint_id}, lane {plain(change.lane)}"
            )[:400]
        case RollOut():
            places = number_of(len(change.checkpoints), "checkpoint")
            return f"{roll_outs.words(change.plan)}, at {places}"


def _summary_of_persons(change: ChangePersons) -> str:
    names = sum(each.name is not None for each in change.persons)
    photographs = sum(each.photograph is not None for each in change.persons)
    numbers = sum(bool(each.identity.keys() - {"name"}) for each in change.persons)
    parts = ((names, "names"), (numbers, "numbers"), (photographs, "new photographs"))
    counted = ", ".join(f"{count} {what}" for count, what in parts if count)
    return f"change {number_of(len(change.persons), 'person')}: {counted}"


def check(session: Session, vault: Vault, change: Change, now: datetime) -> None:
    """Raise OperationRefused: the change does not fit what is there."""
    match change:
        case ChangePersons():
            person_changes.check(session, vault, change.persons)
        case ChangeOfficers() | ChangeCheckpoint():
            checkpoints.get(session, change.checkpoint_id)
        case RevokeTerminals():
            for terminal_id in change.terminals:
                if session.get(Terminal, terminal_id) is None:
                    raise Unknown("terminal", terminal_id[:8])
        case MoveTerminal():
            terminal_places.check_move(session, change)
        case RollOut():
            roll_outs.check(session, change)
        case _:
            list_changes.check(session, change, now)


def apply(
    session: Session,
    vault: Vault,
    change: Change,
    proposed_at: datetime,
    operator_id: str,
    now: datetime,
) -> None:
    """Make a change that `check` let pass; `operator_id` approved it."""
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
                # What is planned meanwhile, or stopped, stays so.
                change.settings.model_copy(
                    update={
                        "software": checkpoints.settings_of(session, change.checkpoint_id).software
                    }
                ),
                change.may_verify,
                change.may_identify,
                operator_id,
                now,
            )
        case RevokeTerminals():
            for terminal_id in change.terminals:
                terminals.revoke(session, terminal_id, operator_id, now)
        case MoveTerminal():
            terminal_places.move(session, change, operator_id, now)
        case RollOut():
            roll_outs.apply(session, change, operator_id, now)
        case _:
            list_changes.apply(session, change, proposed_at, now)
