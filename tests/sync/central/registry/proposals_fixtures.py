"""Proposals made and decided, and enrolled persons for them, in one step each."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import numpy as np

from models.manifest import load_manifest
from sync.central.registry import persons, proposals
from sync.central.registry.database import Registry
from sync.central.registry.list_changes import AddMembers, CreateList, NewMember
from sync.central.registry.schema import Person, Reference
from sync.protocol.envelope.random_values import random_id
from sync.protocol.envelope.vault import Vault

MODEL = load_manifest().model.model_id


def propose(registry: Registry, vault: Vault, change: Any, operator: str, now: datetime) -> int:
    with registry.transaction() as session:
        return proposals.propose(session, vault, change, operator, now)


def approve(registry: Registry, vault: Vault, number: int, operator: str, now: datetime) -> str:
    with registry.transaction() as session:
        return proposals.approve(session, vault, number, operator, now)


def created(
    registry: Registry, vault: Vault, described: Any, now: datetime, list_id: Any = "dpo"
) -> None:
    change = CreateList(list_id=list_id, described=described, model_id=MODEL)
    approve(registry, vault, propose(registry, vault, change, "sari", now), "budi", now)


def enrolled(registry: Registry, vault: Vault, now: datetime, model_id: str = MODEL) -> str:
    person_id = random_id()
    with registry.transaction() as session:
        session.add(Person(person_id=person_id, sealed=b"x", created_at=now))
    photographed(registry, vault, person_id, now, model_id)
    return person_id


def photographed(
    registry: Registry, vault: Vault, person_id: str, now: datetime, model_id: str = MODEL
) -> str:
    reference_id, template = random_id(), np.zeros(128, np.float32)
    with registry.transaction() as session:
        session.add(
            Reference(
                reference_id=reference_id,
                person_id=person_id,
                photo_index=random_id(),
                quality=0.9,
                created_at=now,
            )
        )
        session.flush()
        session.add(persons.sealed_template(vault, reference_id, model_id, template))
    return reference_id


def adding(*persons_of: str) -> AddMembers:
    members = tuple(NewMember(person_id=each) for each in persons_of)
    return AddMembers(list_id="dpo", members=members)
