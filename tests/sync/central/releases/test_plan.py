"""What must be made: properties of any history of a list, and the few rules by example."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.central.releases.plan import (
    ALWAYS_ALLOWED,
    DELTA_BYTES,
    MAX_CHAIN,
    MAX_DELTA_SHARE,
    PERSON_BYTES,
    ChainPackage,
    ListChanges,
    PackagePlan,
    base_of,
    chain_after,
    plan,
    removed_since,
    replaced,
)
from sync.protocol.wire import MAX_PACKAGES

NOTHING = ListChanges(model=False, description=False, added=0, removed=0)
ONE_MORE = ListChanges(model=False, description=False, added=1, removed=0)
SNAPSHOT = ChainPackage(version=1, base=None, size=60_000_000, change=1)

persons = st.sampled_from([f"{number:02x}" for number in range(12)])
edits = st.lists(
    st.tuples(persons, st.sampled_from(["put", "remove", "describe", "model"])),
    min_size=1,
    max_size=4,
)


@given(st.lists(edits, max_size=150), st.lists(st.integers(0, 300_000), min_size=1, max_size=9))
def test_any_head_leads_a_terminal_to_the_list_as_it_is(history: Any, sizes: Any) -> None:
    """The terminal's view: a snapshot's members, then every delta of the chain in its order."""
    members: dict[str, int] = {}  # person -> revision
    published: dict[str, int] = {}
    contents: dict[int, tuple[dict[str, int], list[str]]] = {}  # version -> added, removed
    chain: tuple[ChainPackage, ...] = ()
    version = 0
    for revision, batch in enumerate(history, 1):
        for person, edit in batch:
            if edit == "put":
                members[person] = revision
            elif edit == "remove":
                members.pop(person, None)
        base = chain[-1].change if chain else 0
        gone = set(published) - set(members)
        due = ListChanges(
            model=any(edit == "model" for _, edit in batch),
            description=any(edit == "describe" for _, edit in batch),
            added=sum(at > base for at in members.values()),
            removed=len(gone),
        )
        step = plan(chain, due)
        if step is PackagePlan.NOTHING:
            assert published == members
            continue
        start = base_of(chain, step)
        version += 1
        added = {p: at for p, at in members.items() if start is None or at > start.change}
        before = [contents[each.version][1] for each in replaced(chain, step)]
        removed = [] if start is None else removed_since(before, gone, added)
        contents[version] = (added, removed)
        size = sizes[version % len(sizes)]
        onto = None if start is None else start.version
        made = ChainPackage(version, onto, size, revision)
        chain = chain_after(chain, step, made)
        published = dict(members)

        assert len(chain) <= MAX_CHAIN + 1 <= MAX_PACKAGES
        assert chain[0].base is None
        assert chain[-1].version == version
        held: dict[str, int] = {}
        at = None
        for each in chain:
            assert each.base == at
            at = each.version
            additions, removals = contents[each.version]
            assert not set(removals) & set(additions)
            held = {p: r for p, r in held.items() if p not in removals} | additions
        assert held == members


@given(st.lists(st.integers(1, 10**6), max_size=MAX_CHAIN), st.integers(0, 10**5))
def test_deltas_never_cost_more_than_their_share(sizes: Any, added: Any) -> None:
    chain = [SNAPSHOT]
    for number, size in enumerate(sizes, 2):
        chain.append(ChainPackage(number, number - 1, size, number))
    due = ListChanges(model=False, description=True, added=added, removed=0)
    expected = sum(sizes) + DELTA_BYTES + added * PERSON_BYTES
    makes_snapshot = plan(chain, due) is PackagePlan.SNAPSHOT
    assert makes_snapshot == (expected > MAX_DELTA_SHARE * SNAPSHOT.size)


def test_nothing_is_made_of_nothing() -> None:
    assert plan((SNAPSHOT,), NOTHING) is PackagePlan.NOTHING


def test_the_first_edition_is_a_snapshot_even_of_an_empty_list() -> None:
    assert plan((), NOTHING) is PackagePlan.SNAPSHOT


@pytest.mark.parametrize(
    "due",
    [ONE_MORE, ListChanges(False, True, 0, 0), ListChanges(False, False, 0, 1)],
    ids=["added", "described", "removed"],
)
def test_a_change_is_a_delta(due: Any) -> None:
    assert plan((SNAPSHOT,), due) is PackagePlan.DELTA


def test_another_model_is_a_snapshot() -> None:
    assert plan((SNAPSHOT,), ListChanges(True, False, 0, 0)) is PackagePlan.SNAPSHOT


def test_a_small_list_takes_deltas_too() -> None:
    small = ChainPackage(version=1, base=None, size=9_000, change=1)
    assert plan((small,), ONE_MORE) is PackagePlan.DELTA
    many = ListChanges(False, False, added=ALWAYS_ALLOWED // PERSON_BYTES + 1, removed=0)
    assert plan((small,), many) is PackagePlan.SNAPSHOT


def test_the_seventeenth_delta_replaces_all_small_ones_before_it() -> None:
    chain: tuple[ChainPackage, ...] = (SNAPSHOT,)
    for version in range(2, MAX_CHAIN + 2):
        assert plan(chain, ONE_MORE) is PackagePlan.DELTA
        chain = chain_after(
            chain, PackagePlan.DELTA, ChainPackage(version, version - 1, 8_000, version)
        )
    assert len(chain) == MAX_CHAIN + 1
    assert plan(chain, ONE_MORE) is PackagePlan.MERGED
    assert base_of(chain, PackagePlan.MERGED) == SNAPSHOT
    assert replaced(chain, PackagePlan.MERGED) == chain[1:]
    after = chain_after(chain, PackagePlan.MERGED, ChainPackage(18, 1, 130_000, 18))
    assert [each.version for each in after] == [1, 18]


def test_a_large_delta_is_not_sent_again_for_a_few_persons() -> None:
    chain: tuple[ChainPackage, ...] = (SNAPSHOT, ChainPackage(2, 1, 5_000_000, 2))
    for version in range(3, MAX_CHAIN + 2):
        chain = chain_after(
            chain, PackagePlan.DELTA, ChainPackage(version, version - 1, 8_000, version)
        )
    assert plan(chain, ONE_MORE) is PackagePlan.MERGED
    assert base_of(chain, PackagePlan.MERGED) == chain[1]
    after = chain_after(chain, PackagePlan.MERGED, ChainPackage(18, 2, 130_000, 18))
    assert [each.version for each in after] == [1, 2, 18]


def test_a_merge_leaves_room_whatever_the_sizes() -> None:
    chain: tuple[ChainPackage, ...] = (SNAPSHOT,)
    for version in range(2, MAX_CHAIN + 2):
        made = ChainPackage(version, version - 1, 2 ** (24 - version), version)
        chain = chain_after(chain, PackagePlan.DELTA, made)
    assert len(replaced(chain, PackagePlan.MERGED)) == MAX_CHAIN // 2
