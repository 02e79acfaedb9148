"""Four eyes: who may approve what, and what a proposal that no longer fits does."""

from __future__ import annotations

import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

from sync.central.registry import lists, operators, proposals
from sync.central.registry.database import Registry
from sync.central.registry.errors import OperationRefused
from sync.central.registry.list_changes import AddMembers, CreateList, EndList, NewMember
from sync.central.registry.lists import ListSettings
from sync.central.registry.person_changes import ChangePersons, NewPhotograph, PersonChange
from sync.central.registry.schema import WatchList
from sync.protocol.content import Phrase
from sync.protocol.envelope.random_values import random_id, random_key
from sync.protocol.envelope.vault import Vault
from tests.present import present
from tests.sync.central.registry.proposals_fixtures import (
    MODEL,
    adding,
    approve,
    created,
    enrolled,
    propose,
)

ROOT = Path(__file__).resolve().parents[4]

APPROVER = """
import sys
from datetime import datetime
from sync.central.registry import proposals
from sync.central.registry.database import open_registry
from sync.central.registry.errors import OperationRefused
from sync.protocol.envelope.vault import Vault
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


def test_a_proposal_loses_what_it_says_of_a_person_and_nothing_else(
    registry: Registry,
    described: ListSettings,
    now: datetime,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    vault = Vault(random_key())
    created(registry, vault, described, now)
    told, bare, other, trickster = (enrolled(registry, vault, now) for _ in range(4))
    quoting = f'}},{{"person_id":"{told}","instruction":null}}, "\\'
    members = (
        NewMember(person_id=trickster, instruction=Phrase(id=quoting, en="é")),
        NewMember(person_id=told, instruction=Phrase(id="Tahan {dia]", en='Hold "him"')),
        NewMember(person_id=bare),
    )
    adding = AddMembers(list_id="dpo", members=members)
    photograph = NewPhotograph(
        reference_id=random_id(), photo_index=64 * "0", quality=0.9, templates={MODEL: b"geheim"}
    )
    changes = (
        PersonChange(person_id=told, name="Nama Lama", nik="3171011708450003"),
        PersonChange(person_id=other, name="Nama Lain", photograph=photograph),
    )
    proposed = (adding, ChangePersons(persons=changes))
    numbers = [propose(registry, vault, each, "sari", now) for each in proposed]
    for number in numbers:
        with registry.transaction() as session:
            proposals.reject(session, vault, number, "budi", now)
    with monkeypatch.context() as patch:
        # To read and write a list of 100,000 takes 2 s, and nobody else writes meanwhile.
        patch.setattr(proposals, "change_of", None)
        patch.setattr(proposals, "store_change", None)
        for person, count in ((bare, 0), (told, 2), (told, 0), (other, 1)):
            with registry.transaction() as session:
                assert proposals.redact(session, vault, person)[0] == count
    with registry.session() as session:
        added, changed = (
            proposals.change_of(vault, proposals.get(session, each)) for each in numbers
        )
    assert added == AddMembers(
        list_id="dpo", members=(members[0], NewMember(person_id=told), members[2])
    )
    assert changed == ChangePersons(
        persons=(PersonChange(person_id=told), PersonChange(person_id=other))
    )
