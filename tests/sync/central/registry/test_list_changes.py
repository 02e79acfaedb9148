"""Members come onto a list and leave it; four eyes see every photograph."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from sync.central.registry import approved_state, lists
from sync.central.registry.database import Registry
from sync.central.registry.errors import OperationRefused
from sync.central.registry.list_changes import RemoveMembers
from sync.central.registry.lists import ListSettings
from sync.central.registry.schema import ListMember, WatchList
from sync.protocol.envelope.random_values import random_id
from sync.protocol.envelope.vault import Vault
from tests.sync.central.registry.proposals_fixtures import (
    MODEL,
    adding,
    approve,
    created,
    enrolled,
    photographed,
    propose,
)


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
