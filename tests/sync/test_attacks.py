"""Every attack that The Update Framework names, against the real publisher and the real client.

Slow retrieval is the fetcher's to end: tests of `sync.terminal.connection`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from sync.central.publisher import Publisher
from sync.protocol.errors import PackageError
from sync.terminal.errors import UpdateRefused
from sync.terminal.updater import MAX_ROLE, MAX_SNAPSHOT, MAX_TIMESTAMP
from sync.terminal.updater.folder import FolderFetch
from sync.terminal.updater.updater import Updater
from tests.fakes.offline_acts import replace_key, replace_online_keys
from tests.fakes.published import NOW, FakePublished, altered, forged, list_changes


@pytest.fixture
def centre(tmp_path: Path) -> Any:
    return FakePublished(tmp_path)


@pytest.fixture
def follower(centre: Any) -> Callable[..., Any]:
    """Opens the terminal that has followed so far; `version` is what it must serve then."""

    def follow(fetch: Any = None, **more: Any) -> Any:
        terminal = centre.terminal(fetch=fetch, **more)
        terminal.refresh()
        terminal.checkpoint("gate")
        terminal.head("list-a")
        return terminal

    follow()
    return follow


def version(terminal: Updater) -> int:
    head = terminal.head("list-a")
    assert head is not None
    for package in head.packages:
        terminal.fetch_target(package.path)
    return head.version


def refusal(act: Callable[..., Any], *arguments: Callable[..., Any] | str, **more: datetime) -> str:
    """The kind of the refusal that `act` ends in."""
    with pytest.raises(UpdateRefused) as refused:
        act(*arguments, **more)
    assert "\n" not in str(refused.value)
    return refused.value.kind


# ---- rollback ----------------------------------------------------------------------------------


def test_rollback_to_an_old_timestamp(centre: Any, follower: Callable[..., Any]) -> None:
    old = {"metadata/timestamp.json": centre.metadata("timestamp.json")}
    centre.put(2)
    follower()
    assert refusal(follower, altered(centre.fetch, old)) == "rollback"
    assert version(follower()) == 2


def test_rollback_to_an_old_snapshot_by_who_holds_the_timestamp_key(
    centre: Any, follower: Callable[..., Any]
) -> None:
    old = centre.publisher.versions()["snapshot"]
    centre.put(2)
    follower()

    def back(signed: Any) -> None:
        signed["version"] += 1
        signed["meta"]["snapshot.json"] = {"version": old}

    forgery = forged(centre.metadata("timestamp.json"), centre.stolen("timestamp"), back)
    attack = altered(centre.fetch, {"metadata/timestamp.json": forgery})
    assert refusal(follower, attack) == "rollback"
    assert version(follower()) == 2


def test_rollback_of_one_role_by_who_holds_both_online_keys(
    centre: Any, follower: Callable[..., Any]
) -> None:
    old = centre.publisher.versions()["list-a"]
    centre.put(2)
    follower()
    answers = online_forgery(centre, lambda meta: meta["list-a.json"].update(version=old))
    assert refusal(follower, altered(centre.fetch, answers)) == "rollback"
    assert version(follower()) == 2


def online_forgery(centre: Any, change: Callable[..., Any], ahead: int = 1) -> dict[str, bytes]:
    """Snapshot and timestamp `ahead` of the true ones, `change`d and signed with stolen keys."""
    number = centre.publisher.versions()["snapshot"] + ahead

    def snapshot(signed: Any) -> None:
        signed["version"] = number
        change(signed["meta"])

    def timestamp(signed: Any) -> None:
        signed["version"] += ahead
        signed["meta"]["snapshot.json"] = {"version": number}

    return {
        f"metadata/{number}.snapshot.json": forged(
            centre.metadata(centre.current("snapshot")), centre.stolen("snapshot"), snapshot
        ),
        "metadata/timestamp.json": forged(
            centre.metadata("timestamp.json"), centre.stolen("timestamp"), timestamp
        ),
    }


# ---- freeze ------------------------------------------------------------------------------------


def test_freeze_is_found_out_when_the_timestamp_ends(
    centre: Any, follower: Callable[..., Any]
) -> None:
    old = {"metadata/timestamp.json": centre.metadata("timestamp.json")}
    frozen = altered(centre.fetch, old)
    follower(frozen, now=NOW + timedelta(hours=23))
    assert refusal(follower, frozen, now=NOW + timedelta(hours=24)) == "expired"


def test_freeze_with_the_clock_set_back_gains_no_step_backwards(
    centre: Any, follower: Callable[..., Any]
) -> None:
    old = {"metadata/timestamp.json": centre.metadata("timestamp.json")}
    centre.put(2)
    follower()
    assert (
        refusal(follower, altered(centre.fetch, old), now=NOW - timedelta(days=300)) == "rollback"
    )


# ---- mix and match -----------------------------------------------------------------------------


def test_mix_and_match_of_an_old_role_with_a_new_snapshot(
    centre: Any, follower: Callable[..., Any]
) -> None:
    old = centre.metadata(centre.current("list-a"))
    centre.put(2)
    mixed = altered(centre.fetch, {f"metadata/{centre.current('list-a')}": old})
    terminal = centre.terminal("new", mixed)
    terminal.refresh()
    assert refusal(terminal.head, "list-a") == "rollback"
    assert version(follower()) == 2


def test_mix_and_match_of_an_old_snapshot_with_a_new_timestamp(
    centre: Any, follower: Callable[..., Any]
) -> None:
    old = centre.metadata(centre.current("snapshot"))
    centre.put(2)
    mixed = altered(centre.fetch, {f"metadata/{centre.current('snapshot')}": old})
    assert refusal(follower, mixed) == "mismatch"
    assert version(follower()) == 2


def test_mix_and_match_of_packages(centre: Any, follower: Callable[..., Any]) -> None:
    centre.put(2)
    sources = centre.publisher.targets("list-a")
    first, second = (sources[f"list-a/{number}.snapshot"] for number in (1, 2))
    wrong = centre.blobs.get(f"tuf/targets/list-a/{first.sha256}.1.snapshot", 1 << 20)
    mixed = altered(centre.fetch, {f"targets/list-a/{second.sha256}.2.snapshot": wrong})
    terminal = follower(mixed)
    assert refusal(terminal.fetch_target, "list-a/2.snapshot") == "mismatch"
    assert terminal.local_target("list-a/2.snapshot") is None
    assert version(follower()) == 2


# ---- fast forward ------------------------------------------------------------------------------


def test_fast_forward_ends_with_new_online_keys(centre: Any, follower: Callable[..., Any]) -> None:
    def far(meta: Any) -> None:
        meta["list-a.json"]["version"] = 2**40
        meta["targets.json"]["version"] = 2**40

    answers = online_forgery(centre, far, ahead=2**40)
    forward = altered(centre.fetch, answers)
    assert refusal(follower, forward) == "missing"  # no such targets can be signed
    number = 2**41
    only_online = online_forgery(centre, lambda _meta: None, ahead=number)
    follower(altered(centre.fetch, only_online))  # versions run up, content untouched
    centre.put(2)
    assert refusal(follower) == "rollback"  # the terminal believes the thief's count
    replace_online_keys(centre.publisher, centre.stick, NOW)
    assert version(follower()) == 2
    assert refusal(follower, altered(centre.fetch, only_online)) == "signature"


# ---- endless data ------------------------------------------------------------------------------


def endless(honest: FolderFetch, path: str) -> tuple[Callable[..., Any], list[Any]]:
    """10 GB where little was promised; `sent` counts what was taken."""
    sent = []

    def fetch(asked: Any, offset: Any) -> Iterator[Any]:
        if asked != path:
            yield from honest(asked, offset)
            return
        for _ in range(10 * 2**30 // 65536):
            sent.append(65536)
            yield bytes(65536)

    return fetch, sent


def test_endless_package(centre: Any, follower: Callable[..., Any]) -> None:
    source = centre.publisher.targets("list-a")["list-a/1.snapshot"]
    fetch, sent = endless(centre.fetch, f"targets/list-a/{source.sha256}.1.snapshot")
    terminal = follower(fetch)
    assert refusal(terminal.fetch_target, source.path) == "too-large"
    assert sum(sent) <= source.length + 65536
    assert not list((centre.folder / "terminal/targets/list-a").iterdir())


@pytest.mark.parametrize(
    ("name", "most"),
    [
        ("timestamp", MAX_TIMESTAMP),
        ("2.root", 65536),
        ("snapshot", MAX_SNAPSHOT),
        ("list-a", MAX_ROLE),
        ("targets", MAX_ROLE),
    ],
)
def test_endless_metadata(centre: Any, follower: Callable[..., Any], name: str, most: int) -> None:
    centre.publisher.delegate("list-b", centre.stick, NOW)  # everything has a new version
    centre.put(2)
    file = f"{name}.json" if name in {"timestamp", "2.root"} else centre.current(name)
    fetch, sent = endless(centre.fetch, f"metadata/{file}")
    assert refusal(lambda: version(follower(fetch))) == "too-large"
    assert sum(sent) <= most + 65536
    assert version(follower()) == 2


def test_a_head_of_10_gb_is_not_even_asked_for(centre: Any) -> None:
    def large(signed: Any) -> None:
        signed["targets"]["list-a/head.json"]["length"] = 10 * 2**30

    centre.put(2)
    name = centre.current("list-a")
    forgery = forged(centre.metadata(name), centre.stolen("list-a"), large)
    terminal = centre.terminal("new", altered(centre.fetch, {f"metadata/{name}": forgery}))
    terminal.refresh()
    assert refusal(terminal.head, "list-a") == "too-large"


# ---- wrong software ----------------------------------------------------------------------------


def test_a_target_that_no_role_vouches_for(centre: Any, follower: Callable[..., Any]) -> None:
    terminal = follower(altered(centre.fetch, {"targets/list-a/9.snapshot": b"x"}))
    assert refusal(terminal.fetch_target, "list-a/9.snapshot") == "missing"
    assert refusal(terminal.fetch_target, "list-a/../../9") == "mismatch"


def test_a_role_that_signs_outside_its_pattern(centre: Any, follower: Callable[..., Any]) -> None:
    centre.publisher.delegate("list-b", centre.stick, NOW)
    centre.put(1, role="list-b")

    def greedy(signed: Any) -> None:
        for path in ("list-a/7.snapshot", "checkpoints/gate.json", "list-b/7.snapshot"):
            signed["targets"][path] = {"length": 1, "hashes": {"sha256": "0" * 64}}

    name = centre.current("list-b")
    forgery = forged(centre.metadata(name), centre.stolen("list-b"), greedy)
    terminal = follower(altered(centre.fetch, {f"metadata/{name}": forgery}))
    terminal.head("list-b")
    assert refusal(terminal.fetch_target, "list-a/7.snapshot") == "missing"
    assert terminal.checkpoint("gate").collections == ("list-a",)
    assert refusal(terminal.fetch_target, "list-b/7.snapshot") == "missing"  # not there to fetch


def test_a_head_that_names_another_collection_s_packages(centre: Any) -> None:
    stranger = list_changes(1, role="list-b")["list-b"]["list-b/head.json"]
    centre.publisher.publish({"list-a": {"list-a/head.json": stranger}}, NOW)
    terminal = centre.terminal("new")
    terminal.refresh()
    assert refusal(terminal.head, "list-a") == "mismatch"


def test_a_head_that_is_none(centre: Any) -> None:
    centre.publisher.publish({"list-a": {"list-a/head.json": b'{"version": 1}'}}, NOW)
    terminal = centre.terminal("new")
    terminal.refresh()
    with pytest.raises(PackageError, match="Head"):
        terminal.head("list-a")


# ---- stolen keys -------------------------------------------------------------------------------


def test_stolen_online_keys_alter_no_content_and_are_rotated(
    centre: Any, follower: Callable[..., Any]
) -> None:
    def altered_list(signed: Any) -> None:
        signed["version"] += 1
        signed["targets"]["list-a/head.json"]["hashes"]["sha256"] = "0" * 64

    online = centre.stolen("snapshot") + centre.stolen("timestamp")
    number = centre.publisher.versions()["list-a"] + 1
    answers = online_forgery(centre, lambda meta: meta["list-a.json"].update(version=number))
    answers[f"metadata/{number}.list-a.json"] = forged(
        centre.metadata(centre.current("list-a")), online, altered_list
    )
    attack = altered(centre.fetch, answers)
    terminal = centre.terminal("new", attack)
    terminal.refresh()
    assert refusal(terminal.head, "list-a") == "signature"
    replace_online_keys(centre.publisher, centre.stick, NOW)
    assert refusal(follower, attack) == "signature"
    assert version(follower()) == 1


def test_a_stolen_delegated_key_reaches_its_own_list_and_is_replaced(centre: Any) -> None:
    centre.publisher.delegate("list-b", centre.stick, NOW)
    centre.put(1, role="list-b")
    thief = centre.stolen("list-b")
    name = centre.current("list-b")
    own = forged(centre.metadata(name), thief, lambda signed: signed["targets"].clear())
    terminal = centre.terminal("new", altered(centre.fetch, {f"metadata/{name}": own}))
    terminal.refresh()
    assert terminal.head("list-b") is None  # that much he can do: his own list is gone
    other = centre.current("list-a")
    forgery = forged(centre.metadata(other), thief, lambda signed: signed["targets"].clear())
    terminal = centre.terminal("newer", altered(centre.fetch, {f"metadata/{other}": forgery}))
    terminal.refresh()
    assert refusal(terminal.head, "list-a") == "signature"
    replace_key(centre.publisher, "list-b", centre.stick, NOW)
    name = centre.current("list-b")
    again = forged(centre.metadata(name), thief, lambda signed: signed["targets"].clear())
    terminal = centre.terminal("newest", altered(centre.fetch, {f"metadata/{name}": again}))
    terminal.refresh()
    assert refusal(terminal.head, "list-b") == "signature"
    honest = centre.terminal("newest")
    honest.refresh()
    assert honest.head("list-b") is not None


# ---- root --------------------------------------------------------------------------------------


def test_a_terminal_that_slept_through_two_roots(centre: Any, follower: Callable[..., Any]) -> None:
    centre.publisher.rotate_root(centre.stick, NOW)
    centre.publisher.rotate_root(centre.stick, NOW)
    centre.publisher.rotate_targets_keys(centre.stick, NOW)
    centre.put(2)
    terminal = follower()
    assert version(terminal) == 2
    assert terminal.versions()["root"] == 4


@pytest.mark.parametrize("signers", [0, 1])
def test_a_root_below_its_threshold(
    centre: Any, follower: Callable[..., Any], signers: int
) -> None:
    def mine(signed: Any) -> None:
        signed["version"] += 1

    keys = centre.stolen("root", centre.stick)[:signers]
    forgery = forged(centre.root, keys, mine)
    attack = altered(centre.fetch, {"metadata/2.root.json": forgery})
    assert refusal(follower, attack) == "signature"
    assert version(follower()) == 1


def test_a_new_root_signed_by_the_old_keys_only(centre: Any, follower: Callable[..., Any]) -> None:
    old = centre.stolen("root", centre.stick)
    centre.publisher.rotate_root(centre.stick, NOW)
    half = forged(centre.metadata("2.root.json"), old, lambda _signed: None)
    attack = altered(centre.fetch, {"metadata/2.root.json": half})
    assert refusal(follower, attack) == "signature"
    whole = json.loads(centre.metadata("2.root.json"))["signatures"]
    assert len(whole) == 6
    assert version(follower()) == 1


@pytest.mark.parametrize("writes", range(4))
def test_a_rotation_that_is_killed_leaves_terminals_served(
    centre: Any, follower: Callable[..., Any], writes: int
) -> None:
    class Dying:
        """Blobs of a process that is killed after so many writes."""

        def __init__(self) -> None:
            self.left = writes

        def put(self, name: Any, chunks: Any) -> Any:
            if not self.left:
                raise KeyboardInterrupt
            self.left -= 1
            return centre.blobs.put(name, chunks)

        def __getattr__(self, name: Any) -> Any:
            return getattr(centre.blobs, name)

    with suppress(KeyboardInterrupt):
        replace_online_keys(Publisher(Dying(), centre.secrets), centre.stick, NOW)
    assert version(follower()) == 1
    centre.put(2)
    assert version(follower()) == 2
    replace_online_keys(centre.publisher, centre.stick, NOW)
    centre.put(3)
    assert version(follower()) == 3
