"""Four eyes: who may approve what, and what a proposal that no longer fits does."""

from __future__ import annotations

import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from models.manifest import load_manifest
from sync.central.registry import approved_state, lists, operators, persons, proposals
from sync.central.registry.database import Registry
from sync.central.registry.errors import OperationRefused
from sync.central.registry.list_changes import (
    AddMembers,
    CreateList,
    EndList,
    Member,
    RemoveMembers,
)
from sync.central.registry.lists import ListSettings
from sync.central.registry.schema import ListMember, Person, Reference, WatchList
from sync.protocol.envelope import Vault, random_id, random_key
from tests.present import present

ROOT = Path(__file__).resolve().parents[4]
MODEL = load_manifest().model.model_id

APPROVER = """
import sys
from datetime import datetime
from sync.central.registry import proposals
from sync.central.registry.database import open_registry
from sync.central.registry.errors import OperationRefused
from sync.protocol.envelope import Vault
url, key, number, operator, at = sys.argv[1:]
registry = open_registry(url)
print("ready", flush=True)
sys.stdin.readline()
try:
    with registry.transaction() as session:
        vault = Vault(bytes.fromhex(key))
        proposals.approve(session, vault, int(number), operator, datetime.fromisoformat(at))
    print("approved")
except OperationRefused:
    print("refused")
registry.close()
"""


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
    members = tuple(Member(person_id=each) for each in persons_of)
    return AddMembers(list_id="dpo", members=members)


def test_nothing_changes_before_a_second_operator_approves(
    registry: Registry, vault: Vault, described: ListSettings, now: datetime
) -> None:
    change = CreateList(list_id="dpo", described=described, model_id=MODEL)
    number = propose(registry, vault, change, "sari", now)
    with registry.session() as session:
        assert session.get(WatchList, "dpo") is None
        assert [each.proposal_id for each in proposals.list_all(session)] == [number]
    with pytest.raises(OperationRefused, match="another operator"):
        approve(registry, vault, number, "sari", now)
    assert approve(registry, vault, number, "budi", now) == "dpo"
    with registry.session() as session:
        (found,) = lists.summaries(session)
        assert (found.described, found.members) == (described, 0)
        assert proposals.list_all(session) == []


def test_a_suspended_or_unknown_operator_neither_proposes_nor_approves(
    registry: Registry, vault: Vault, described: ListSettings, now: datetime
) -> None:
    change = CreateList(list_id="dpo", described=described, model_id=MODEL)
    number = propose(registry, vault, change, "sari", now)
    with registry.transaction() as session:
        operators.suspend(session, "tono", now, "sari")
    for nobody in ("tono", "nobody"):
        with pytest.raises(OperationRefused):
            approve(registry, vault, number, nobody, now)
        with pytest.raises(OperationRefused):
            propose(registry, vault, change, nobody, now)


def test_members_carry_the_change_that_touched_them(
    registry: Registry, vault: Vault, described: ListSettings, now: datetime
) -> None:
    created(registry, vault, described, now)
    one, two = enrolled(registry, vault, now), enrolled(registry, vault, now)
    approve(registry, vault, propose(registry, vault, adding(one, two), "sari", now), "budi", now)
    removal = RemoveMembers(list_id="dpo", persons=(one,))
    approve(registry, vault, propose(registry, vault, removal, "budi", now), "sari", now)
    with registry.session() as session:
        changes = session.get_one(WatchList, "dpo").changes
        gone, there = (session.get_one(ListMember, ("dpo", each)) for each in (one, two))
        assert (gone.removed, gone.change) == (True, changes)
        assert (there.removed, there.change) == (False, changes - 1)
        assert lists.member_ids(session, "dpo") == [two]
    approve(registry, vault, propose(registry, vault, adding(one), "sari", now), "budi", now)
    with registry.session() as session:
        assert lists.member_ids(session, "dpo") == sorted([one, two])


def test_a_photograph_that_came_after_the_proposal_waits_for_four_eyes(
    registry: Registry, vault: Vault, described: ListSettings, now: datetime
) -> None:
    created(registry, vault, described, now)
    person = enrolled(registry, vault, now)
    number = propose(registry, vault, adding(person), "sari", now)
    slipped_in = photographed(registry, vault, person, now + timedelta(seconds=1))
    approve(registry, vault, number, "budi", now + timedelta(seconds=2))

    def approved() -> Any:
        with registry.session() as session:
            return {row.reference_id for row in approved_state.templates(session, "dpo", MODEL)}

    assert len(approved()) == 1
    assert slipped_in not in approved()
    later = now + timedelta(minutes=1)
    approve(registry, vault, propose(registry, vault, adding(person), "sari", later), "budi", later)
    assert slipped_in in approved()


def test_a_proposal_that_no_longer_fits_is_refused_and_changes_nothing(
    registry: Registry, vault: Vault, described: ListSettings, now: datetime
) -> None:
    created(registry, vault, described, now)
    person = enrolled(registry, vault, now)
    number = propose(registry, vault, adding(person), "sari", now)
    ending = EndList(list_id="dpo")
    approve(registry, vault, propose(registry, vault, ending, "sari", now), "budi", now)
    with pytest.raises(OperationRefused, match="has ended"):
        approve(registry, vault, number, "budi", now)
    with registry.session() as session:
        assert lists.member_ids(session, "dpo") == []
        assert proposals.get(session, number).state == "waiting"
    with registry.transaction() as session:
        proposals.reject(session, vault, number, "budi", now)
    with pytest.raises(OperationRefused, match="rejected already"):
        approve(registry, vault, number, "budi", now)


def test_nobody_unknown_and_nobody_without_a_template_comes_onto_a_list(
    registry: Registry, vault: Vault, described: ListSettings, now: datetime
) -> None:
    created(registry, vault, described, now)
    with pytest.raises(OperationRefused, match="unknown"):
        propose(registry, vault, adding(random_id()), "sari", now)
    with pytest.raises(OperationRefused, match="reenrol"):
        propose(registry, vault, adding(enrolled(registry, vault, now, "old")), "sari", now)


def test_an_agreement_ends_at_midnight_in_jakarta(
    registry: Registry, vault: Vault, described: ListSettings, now: datetime
) -> None:
    created(registry, vault, described, now)
    person = enrolled(registry, vault, now)
    until = described.until
    assert until.isoformat() == "2028-01-01T00:00:00+07:00"
    number = propose(registry, vault, adding(person), "sari", now)
    with pytest.raises(OperationRefused, match="expired"):
        approve(registry, vault, number, "budi", until)
    approve(registry, vault, number, "budi", until - timedelta(seconds=1))


def test_two_processes_that_approve_the_same_proposal_do_it_once(
    registry: Registry, database_url: str, described: ListSettings, now: datetime
) -> None:
    key = random_key()
    vault = Vault(key)
    change = CreateList(list_id="dpo", described=described, model_id=MODEL)
    number = propose(registry, vault, change, "sari", now)
    started = [
        subprocess.Popen(
            [
                *(sys.executable, "-c", APPROVER, database_url, key.hex()),
                *(str(number), operator, now.isoformat()),
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=ROOT,
            text=True,
        )
        for operator in ("budi", "tono")
    ]
    assert [present(process.stdout).readline() for process in started] == ["ready\n"] * 2
    for process in started:
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
    assert sorted(process.communicate()[0] for process in started) == ["approved\n", "refused\n"]
    with registry.session() as session:
        assert session.get_one(WatchList, "dpo").changes == 1
