"""Two operators: one proposes a change, another one approves it.

The change is made in the transaction that approves it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from sync.central.registry import audit, operators, proposed_changes
from sync.central.registry.errors import OperationRefused, Unknown
from sync.central.registry.list_changes import NewMember, RemoveMembers
from sync.central.registry.person_changes import PersonChange
from sync.central.registry.proposed_changes import Change, Proposed, subject_of, summary_of
from sync.central.registry.schema import Proposal
from sync.protocol.envelope.vault import Vault

# Kinds that say something of persons: instruction, name, numbers, photograph.
_NAMING = {"add-members": NewMember, "change-persons": PersonChange}
MAX_NAMED = 10_000  # persons whose removal the audit log names by their random ids


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
    proposed_changes.check(session, vault, change, now)
    row = Proposal(
        kind=change.kind,
        subject=subject_of(change),
        sealed=b"",
        summary=summary_of(change),
        state="waiting",
        proposed_by=operator_id,
        proposed_at=now,
    )
    session.add(row)
    session.flush()
    store_change(vault, row, change)
    _append_audit(session, row, "proposed", operator_id, now)
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
            f"proposal {proposal_id} is {operator_id}'s own: another operator must approve it"
        )
    change = change_of(vault, row)
    proposed_changes.check(session, vault, change, now)
    proposed_changes.apply(session, vault, change, row.proposed_at, operator_id, now)
    _decide(session, row, "approved", operator_id, now, **_persons_removed(change))
    return subject_of(change)


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


def change_of(vault: Vault, row: Proposal) -> Change:
    """Return the change that is proposed. Raise EnvelopeError, PackageError."""
    return Proposed.from_json(text_of(vault, row)).change


def text_of(vault: Vault, row: Proposal) -> bytes:
    """Return `Proposed` as JSON: to look for an id takes a twentieth of reading it.

    Raise EnvelopeError.
    """
    return vault.unseal(row.sealed, _context(row))


def store_change(vault: Vault, row: Proposal, change: Change) -> None:
    """Seal `change` into the row, which has its number."""
    row.sealed = vault.seal(Proposed(change=change).to_json(), _context(row))


def get(session: Session, proposal_id: int, *, locked: bool = False) -> Proposal:
    """Return the proposal, until commit nobody else's to change if `locked`.

    Raise OperationRefused where there is none.
    """
    row = session.get(Proposal, proposal_id, with_for_update=locked or None)
    if row is None:
        raise Unknown("proposal", str(proposal_id))
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


def redact(session: Session, vault: Vault, person_id: str, most: int = 2**40) -> tuple[int, int]:
    """Take what decided proposals say of a person out of them.

    Return of how many, and what is left of `most`: it stops at about as many bytes, and below 0
    has to be called again. Their random id stays: name, numbers, photograph with its templates and
    instruction go. Raise EnvelopeError, PackageError.
    """
    query = select(Proposal.proposal_id).where(
        Proposal.state != "waiting", Proposal.kind.in_(_NAMING)
    )
    count = 0
    for number in session.scalars(query.order_by(Proposal.proposal_id)).all():
        row = session.get_one(Proposal, number)
        text = text_of(vault, row)
        redacted = _without(text, _NAMING[row.kind](person_id=person_id))
        if redacted != text:
            most -= len(row.sealed)
            row.sealed = vault.seal(redacted, _context(row))
            session.flush()
            count += 1
        session.expunge(row)  # of a large list it has 20 MB
        if most < 0:
            break
    return count, most


def _without(text: bytes, bare: NewMember | PersonChange) -> bytes:
    """Return a proposal's JSON with `bare` in place of all that it says of that person.

    Nothing else in it is read: of 100,000 persons that takes 2 s, and nobody else writes meanwhile.
    """
    start = f'{{"person_id":"{bare.person_id}"'  # not inside a text: its quotes are escaped
    if start.encode() not in text:
        return text
    whole, parts, after = text.decode(), list[str](), 0
    while (found := whole.find(start, after)) >= 0:
        parts += whole[after:found], bare.to_json().decode()
        _, after = json.JSONDecoder().raw_decode(whole, found)
    return "".join((*parts, whole[after:])).encode()


def _undecided(session: Session, proposal_id: int) -> Proposal:
    row = get(session, proposal_id, locked=True)
    if row.state != "waiting":
        raise OperationRefused(
            f"proposal {proposal_id} is {row.state} already, by {row.decided_by}"
        )
    return row


def _must_be_active(session: Session, operator_id: str) -> None:
    if not operators.is_active(session, operator_id):
        raise OperationRefused(f"{operator_id}: no such operator, or suspended")


def _decide(
    session: Session, row: Proposal, state: str, operator_id: str, now: datetime, **more: Any
) -> None:
    row.state, row.decided_by, row.decided_at = state, operator_id, now
    _append_audit(session, row, state, operator_id, now, **more)


def _append_audit(
    session: Session, row: Proposal, what: str, operator_id: str, now: datetime, **more: Any
) -> None:
    details = {"proposal": row.proposal_id, "kind": row.kind, "summary": row.summary, **more}
    audit.append(session, now, operator_id, f"proposal-{what}", row.subject, details)


def _persons_removed(change: Change) -> dict[str, Any]:
    """Return what a restored backup needs to take these persons off again: random ids."""
    if isinstance(change, RemoveMembers) and len(change.persons) <= MAX_NAMED:
        return {"persons": list(change.persons)}
    return {}


def _context(row: Proposal) -> str:
    return f"proposals {row.proposal_id}"
