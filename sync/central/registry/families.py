"""Visitors of one family card with somebody listed: a hint, which names nobody and no list."""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from sync.central.editions.kept import person_context, visitor_context
from sync.central.registry.schema import ListMember, Person, Visitor
from sync.protocol.envelope import Vault


def with_listed_family(
    session: Session, vault: Vault, checkpoint_id: str, lists: Collection[str], first_day: date
) -> frozenset[str]:
    """Ids of the checkpoint's visitors whose family card is that of another person on `lists`.

    `lists`: ids of those that the checkpoint receives. Raises EnvelopeError.
    """
    if not lists:
        return frozenset()
    asked = (
        select(Visitor.visitor_id, Visitor.sealed, Person.person_id, Person.sealed)
        .join(Person, Person.family_index == Visitor.family_index)
        .join(ListMember, ListMember.person_id == Person.person_id)
        .where(
            Visitor.checkpoint_id == checkpoint_id,
            Visitor.day >= first_day,
            ListMember.removed.is_(False),
            ListMember.list_id.in_(lists),
        )
    )
    found = set()
    for visitor_id, visitor, person_id, person in session.execute(asked):
        mine = json.loads(vault.unseal(visitor, visitor_context(visitor_id)))
        theirs = json.loads(vault.unseal(person, person_context(person_id)))
        if not _same(mine["nik"], mine["name"], theirs["nik"], theirs["name"]):
            found.add(visitor_id)
    return frozenset(found)


def _same(nik: str | None, name: str, other_nik: str | None, other_name: str) -> bool:
    """Whether two of one family card are one person: by NIK, or by name where one has none."""
    if nik and other_nik:
        return nik == other_nik
    return name.casefold().split() == other_name.casefold().split()
