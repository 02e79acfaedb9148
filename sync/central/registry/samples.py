"""A little of what is sealed, opened to see whether the keys are the right ones."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from sync.central.registry import persons, proposals
from sync.central.registry.schema import Person, Proposal
from sync.protocol.envelope.vault import Vault


def open_some(session: Session, vault: Vault) -> None:
    """Open a person and a proposal, where there are any. Raise EnvelopeError."""
    person = session.scalar(select(Person).limit(1))
    if person is not None:
        persons.identity_of(vault, person)
    proposal = session.scalar(select(Proposal).limit(1))
    if proposal is not None:
        proposals.change_of(vault, proposal)
