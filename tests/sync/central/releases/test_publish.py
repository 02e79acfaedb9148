"""What terminals see after `publish_due`."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from sqlalchemy import event, select

from sync.central.centre import Centre
from sync.central.registry import audit, officers, operators
from sync.central.registry.schema import ListMember, Publication, PublishedMember
from sync.central.releases import plan
from sync.central.releases.publish import PublishRun, publish_due
from sync.protocol.content import Agreement, Visitor
from sync.protocol.envelope.random_values import random_id
from sync.protocol.envelope.sealing import SealingKey, seal
from tests.present import present
from tests.sync.central.registry.proposals_fixtures import approve, propose
from tests.sync.central.releases.registry_rows import (
    DESCRIBED,
    NOW,
    add_list,
    configuration,
    delegate,
    describe,
    employ,
    enrol,
    expect,
    head,
    person_id,
    publisher_of,
    put_on,
    take_off,
    template,
    thumbnail,
)
from tests.sync.central.releases.terminal_view import content_key, open_package, view

LATER = NOW + timedelta(minutes=1)


def test_the_first_edition_is_a_snapshot_that_a_terminal_can_search(centre: Centre) -> None:
    enrol(centre, range(40))
    put_on(centre, "cekal", range(40))
    done = publish_due(centre, NOW)
    assert done.collections == {"list-cekal": 1}
    held = view(centre, "list-cekal")
    assert set(held.entries) == {person_id(number) for number in range(40)}
    assert held.description.trees == 50
    assert held.description.recall == 1.0
    assert held.thumbnails[person_id(7)] == thumbnail(7)
    assert held.entries[person_id(7)].name == "Orang 7"
    [[hit]] = held.gallery.search(template(7)[None], 1, 0.9)
    assert hit.reference_id == person_id(7)
    assert configuration(centre, "gate-a").collections == ("list-cekal",)
    assert configuration(centre, "gate-b").collections == ()


def test_one_person_more_is_a_delta_of_less_than_40_kb(centre: Centre) -> None:
    enrol(centre, range(41))
    put_on(centre, "cekal", range(40))
    publish_due(centre, NOW)
    before = {name: centre.blobs.size(name) for name in centre.blobs.names("tuf/metadata")}
    put_on(centre, "cekal", [40])
    done = publish_due(centre, LATER)
    assert done.collections == {"list-cekal": 2}
    held = view(centre, "list-cekal")
    assert [ref.base for ref in present(head(centre, "list-cekal")).packages] == [None, 1]
    assert held.thumbnails[person_id(40)] == thumbnail(40)
    [[hit]] = held.gallery.search(template(40)[None], 1, 0.9)
    assert hit.reference_id == person_id(40)
    new = sum(
        centre.blobs.size(name)
        for name in centre.blobs.names("tuf/metadata")
        if before.get(name) is None or name.endswith("timestamp.json")
    )
    targets = publisher_of(centre).targets("list-cekal")
    ref = present(head(centre, "list-cekal")).packages[-1]
    key = seal(content_key(centre, ref.package_id), SealingKey.generate().public, "content-key")
    cost = new + targets[ref.path].length + targets["list-cekal/head.json"].length + len(key)
    assert cost < 40_000


def test_a_removed_person_is_gone_and_her_row_too(centre: Centre) -> None:
    enrol(centre, range(20))
    put_on(centre, "cekal", range(20))
    publish_due(centre, NOW)
    take_off(centre, "cekal", [3])
    publish_due(centre, LATER)
    held = view(centre, "list-cekal")
    assert person_id(3) not in held.entries
    assert len(held.entries) == 19
    with centre.registry.session() as session:
        rows = set(session.scalars(select(ListMember.person_id)))
        published = set(session.scalars(select(PublishedMember.person_id)))
    assert person_id(3) not in rows
    assert rows == published


def test_somebody_who_came_and_went_between_two_editions_is_in_none(centre: Centre) -> None:
    enrol(centre, range(5))
    put_on(centre, "cekal", range(4))
    publish_due(centre, NOW)
    put_on(centre, "cekal", [4])
    take_off(centre, "cekal", [4])
    assert publish_due(centre, LATER) == PublishRun()
    assert present(head(centre, "list-cekal")).version == 1
    with centre.registry.session() as session:
        assert len(list(session.scalars(select(ListMember)))) == 4


def test_another_description_alone_is_a_delta_of_nobody(centre: Centre) -> None:
    enrol(centre, range(5))
    put_on(centre, "cekal", range(5))
    publish_due(centre, NOW)
    describe(centre, "cekal", DESCRIBED.model_copy(update={"priority": 9}))
    publish_due(centre, LATER)
    ref = present(head(centre, "list-cekal")).packages[-1]
    assert (ref.base, ref.version) == (1, 2)
    assert list(open_package(centre, "list-cekal", ref).chunks("references.jsonl")) == []
    held = view(centre, "list-cekal")
    assert held.description.priority == 9
    assert len(held.entries) == 5


def test_a_long_chain_becomes_one_delta_that_holds_all_of_it(
    centre: Centre, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plan, "MAX_CHAIN", 8)
    enrol(centre, range(20), size=200)
    put_on(centre, "cekal", range(5))
    publish_due(centre, NOW)
    for number in range(8):
        if number % 4 == 3:
            take_off(centre, "cekal", [number - 3, 4 + number])
        else:
            put_on(centre, "cekal", [5 + number])
        publish_due(centre, NOW + timedelta(seconds=number + 1))
    assert len(present(head(centre, "list-cekal")).packages) == 9
    before = set(view(centre, "list-cekal").entries)
    put_on(centre, "cekal", [0, 19])  # 0 was removed, and comes back
    publish_due(centre, LATER)
    assert [ref.base for ref in present(head(centre, "list-cekal")).packages] == [None, 1]
    assert set(view(centre, "list-cekal").entries) == before | {person_id(0), person_id(19)}


def test_a_list_without_a_role_waits_and_holds_up_no_other(centre: Centre, offline: Path) -> None:
    enrol(centre, range(3))
    put_on(centre, "cekal", range(2))
    add_list(centre, "dpo")
    put_on(centre, "dpo", [2])
    done = publish_due(centre, NOW)
    assert done.waiting == ("list-dpo",)
    assert done.collections == {"list-cekal": 1}
    delegate(centre, offline, "list-dpo")
    with centre.registry.transaction() as session:
        audit.append(session, NOW, "sari", "delegated", "list-dpo")
    assert publish_due(centre, LATER).collections == {"list-dpo": 1}
    assert configuration(centre, "gate-a").collections == ("list-cekal", "list-dpo")


def test_a_list_leaves_with_its_agreement_and_its_keys_are_destroyed(centre: Centre) -> None:
    enrol(centre, range(3))
    put_on(centre, "cekal", range(3))
    agreement = Agreement(number="PKS-1", starts=date(2026, 1, 1), ends=date(2026, 11, 22))
    describe(centre, "cekal", DESCRIBED.model_copy(update={"agreement": agreement}))
    publish_due(centre, NOW)
    last_second = datetime(2026, 11, 22, 16, 59, 59, tzinfo=UTC)  # 23:59:59 in Jakarta
    assert not publish_due(centre, last_second).anything
    done = publish_due(centre, last_second + timedelta(seconds=1))
    assert done.withdrawn == ("list-cekal",)
    assert configuration(centre, "gate-a").collections == ()
    assert publisher_of(centre).targets("list-cekal") == {}
    with centre.registry.session() as session:
        assert list(session.scalars(select(PublishedMember))) == []
    assert not publish_due(centre, last_second + timedelta(seconds=2)).anything


def test_a_list_comes_back_with_a_higher_version_when_its_agreement_is_renewed(
    centre: Centre,
) -> None:
    enrol(centre, range(3))
    put_on(centre, "cekal", range(3))
    over = Agreement(number="PKS-1", starts=date(2026, 1, 1), ends=date(2026, 11, 21))
    publish_due(centre, NOW)
    describe(centre, "cekal", DESCRIBED.model_copy(update={"agreement": over}))
    assert publish_due(centre, LATER).withdrawn == ("list-cekal",)
    describe(centre, "cekal", DESCRIBED)
    publish_due(centre, LATER + timedelta(minutes=1))
    assert view(centre, "list-cekal").version == 2


def test_a_list_appears_on_the_first_day_of_its_agreement(centre: Centre) -> None:
    enrol(centre, range(3))
    put_on(centre, "cekal", range(3))
    tomorrow = Agreement(number="PKS-1", starts=date(2026, 11, 23), ends=date(2026, 12, 31))
    describe(centre, "cekal", DESCRIBED.model_copy(update={"agreement": tomorrow}))
    publish_due(centre, NOW)
    assert head(centre, "list-cekal") is None
    midnight = datetime(2026, 11, 22, 17, tzinfo=UTC)
    assert publish_due(centre, midnight).collections == {"list-cekal": 1}


def test_visitors_are_gone_when_their_day_is_over(centre: Centre) -> None:
    expect(centre, "gate-a", 1, date(2026, 11, 22))
    expect(centre, "gate-a", 2, date(2026, 11, 23))
    publish_due(centre, NOW)
    assert "visitors-gate-a" in configuration(centre, "gate-a").collections
    names = visitors(centre)
    assert names == ["Tamu 1", "Tamu 2"]
    publish_due(centre, NOW + timedelta(days=1))
    assert visitors(centre) == ["Tamu 2"]
    assert publish_due(centre, NOW + timedelta(days=2)).withdrawn == ("visitors-gate-a",)
    assert configuration(centre, "gate-a").collections == ("list-cekal",)


def visitors(centre: Centre) -> list[str]:
    [ref] = present(head(centre, "visitors-gate-a")).packages
    package = open_package(centre, "visitors-gate-a", ref)
    found = list(package.lines("visitors.jsonl", Visitor))
    for visitor in found:
        number = int(visitor.name.removeprefix("Tamu "))
        assert package.thumbnail(visitor.thumbnail) == thumbnail(number, 900)
    return [visitor.name for visitor in found]


def test_officers_are_published_to_their_checkpoint_alone(centre: Centre) -> None:
    employ(centre, "gate-a", "0001")
    publish_due(centre, NOW)
    assert "officers-gate-a" in configuration(centre, "gate-a").collections
    assert "officers-gate-a" not in configuration(centre, "gate-b").collections
    employ(centre, "gate-a", "0002")
    assert publish_due(centre, LATER).collections == {"officers-gate-a": 2}


def test_accounts_that_two_operators_agree_on_go_out_at_once(centre: Centre) -> None:
    employ(centre, "gate-a", "0001")
    with centre.registry.transaction() as session:
        for each in ("sari", "budi"):
            operators.add(session, each, each, random_id(), NOW)
    publish_due(centre, NOW)
    with centre.registry.session() as session:
        (held,) = officers.list_all(session, centre.vault, "gate-a")
    reset = {"pin_verifier": "$argon2id$other", "pin_reset_at": NOW}
    change = officers.ChangeOfficers(
        checkpoint_id="gate-a", officers=(held.model_copy(update=reset),)
    )
    number = propose(centre.registry, centre.vault, change, "sari", NOW)
    assert publish_due(centre, LATER).collections == {}
    approve(centre.registry, centre.vault, number, "budi", NOW)
    assert publish_due(centre, LATER).collections == {"officers-gate-a": 2}


def test_a_run_with_nothing_to_do_asks_the_registry_once(centre: Centre) -> None:
    publish_due(centre, NOW)
    publish_due(centre, LATER)
    asked: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: Any, *_rest: Any) -> None:
        asked.append(statement)

    event.listen(centre.registry.engine, "before_cursor_execute", note)
    assert publish_due(centre, LATER + timedelta(seconds=1)) == PublishRun()
    event.remove(centre.registry.engine, "before_cursor_execute", note)
    assert len([each for each in asked if each.startswith("SELECT")]) == 1


def test_every_edition_wakes_the_terminals_once_and_is_on_the_audit_chain(centre: Centre) -> None:
    publish_due(centre, NOW)
    enrol(centre, range(3))
    put_on(centre, "cekal", range(3))
    publish_due(centre, LATER)
    publish_due(centre, LATER + timedelta(seconds=1))
    with centre.registry.session() as session:
        rows = [row.collections for row in session.scalars(select(Publication))]
        assert audit.verify(session).broken is None
    assert [row.get("list-cekal") for row in rows] == [1, 2]


def test_the_same_list_gives_the_same_order(centre: Centre) -> None:
    enrol(centre, reversed(range(30)))
    put_on(centre, "cekal", np.random.default_rng(1).permutation(30).tolist())
    publish_due(centre, NOW)
    assert list(view(centre, "list-cekal").entries) == [person_id(number) for number in range(30)]
