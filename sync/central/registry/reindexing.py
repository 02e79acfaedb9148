"""Hash everything that people are looked up by once more, by a key that was put in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import inspect, select, tuple_, update
from sqlalchemy.orm import Session

from sync.central.registry import audit, proposals
from sync.central.registry.person_changes import ChangePersons, PersonChange
from sync.central.registry.question_counts import Counted
from sync.central.registry.schema import (
    AuditEntry,
    Base,
    Person,
    Proposal,
    QuestionCount,
    Reference,
    Token,
    Visitor,
)
from sync.protocol.envelope.digests import fingerprint
from sync.protocol.envelope.vault import Vault, indexed_again

PAGE = 1_000  # rows in memory
ACTION, SUBJECT = "keys-rotated", "index"
INDEXED: tuple[tuple[type[Base], tuple[str, ...]], ...] = (
    (Person, ("nik_index", "external_index", "family_index")),
    (Reference, ("photo_index",)),
    (Visitor, ("identity_index", "family_index")),
)


def reindex(session: Session, vault: Vault, key: bytes, operator_id: str, now: datetime) -> int:
    """Hash every index once more, unless it was done with this key; return how many.

    Tickets end: a journal names them by what they were found by. Raise EnvelopeError, PackageError.
    """
    name = fingerprint(b"gapura vault index" + key)[:16]
    last = session.scalars(
        select(AuditEntry)
        .where(AuditEntry.action == ACTION, AuditEntry.subject == SUBJECT)
        .order_by(AuditEntry.sequence.desc())
        .limit(1)
    ).first()
    if last is not None and last.details.get("key") == name:
        return 0
    count = 0
    for table, columns in INDEXED:
        for rows in _pages(session, table):
            for row in rows:
                for column in columns:
                    before = getattr(row, column)
                    if before is not None:
                        setattr(row, column, indexed_again(key, before))
                        count += 1
            session.flush()
            session.expunge_all()
    end_tickets(session, now)
    # These are found by the hash alone.
    for ticket in list(session.scalars(select(Token))):
        ticket.token_index = indexed_again(key, ticket.token_index)
    asked = select(QuestionCount).where(QuestionCount.counted == Counted.PERSON.value)
    for counted in list(session.scalars(asked)):
        counted.key = indexed_again(key, counted.key)
    _change_proposals(session, vault, key)
    session.flush()
    audit.append(session, now, operator_id, ACTION, SUBJECT, {"key": name, "hashes": count})
    return count


def end_tickets(session: Session, at: datetime) -> None:
    """End every ticket that is good still."""
    session.execute(update(Token).where(Token.expires_at > at).values(expires_at=at))


def _pages(session: Session, table: type[Base]) -> Iterator[list[Any]]:
    key = inspect(table).primary_key
    last: tuple[Any, ...] = ()
    while True:
        query = select(table).order_by(*key).limit(PAGE).with_for_update()
        if last:
            query = query.where(tuple_(*key) > tuple_(*last))
        rows = list(session.scalars(query))
        if not rows:
            return
        last = tuple(inspect(rows[-1]).identity or ())
        yield rows


def _change_proposals(session: Session, vault: Vault, key: bytes) -> None:
    """Hash the photographs of changes once more that wait for an operator."""
    query = select(Proposal).where(Proposal.state == "waiting", Proposal.kind == "change-persons")
    for row in list(session.scalars(query)):
        change = proposals.change_of(vault, row)
        if isinstance(change, ChangePersons):
            persons = tuple(_with_index(each, key) for each in change.persons)
            proposals.store_change(vault, row, change.model_copy(update={"persons": persons}))


def _with_index(change: PersonChange, key: bytes) -> PersonChange:
    if change.photograph is None:
        return change
    again = indexed_again(key, change.photograph.photo_index)
    photograph = change.photograph.model_copy(update={"photo_index": again})
    return change.model_copy(update={"photograph": photograph})
