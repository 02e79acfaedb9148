"""Who is let in, who is driven out, and what a second may cost: without a socket."""

from __future__ import annotations

import resource
from dataclasses import dataclass, field

import pytest

from sync.central.gateway import limits
from sync.central.gateway.limits import BodyBudget, Connections, LivedClock, Rates
from sync.central.gateway.listener import owner_of


@dataclass(eq=False)
class Someone:
    address: str = "203.0.113.7"
    since: float = 0.0
    terminal_id: str = ""
    dropped: list[bool] = field(default_factory=list)

    def drop(self) -> None:
        self.dropped.append(True)

    def judge(self) -> None: ...


def crowd(held: Connections, count: int, address: str, since: float = 0.0) -> list[Someone]:
    guests = [Someone(address, since) for _ in range(count)]
    assert all(held.admit(guest) for guest in guests)
    return guests


def test_the_oldest_of_the_same_address_makes_room() -> None:
    held = Connections(10_000)
    first, *others = crowd(held, limits.MAX_PER_ADDRESS, "203.0.113.7")
    elsewhere = crowd(held, 1, "198.51.100.1")
    assert held.admit(Someone(since=limits.GRACE_S + 1))
    assert first.dropped
    assert not any(guest.dropped for guest in (*others, *elsewhere))
    assert len(held) == limits.MAX_PER_ADDRESS + 1


def test_the_fullest_address_makes_room_for_another() -> None:
    held = Connections(10_000)
    each = limits.MAX_PER_ADDRESS
    crowds = [crowd(held, each, f"203.0.113.{n}") for n in range(limits.MAX_STRANGERS // each)]
    assert held.admit(Someone("198.51.100.1", since=limits.GRACE_S + 1))
    assert sum(bool(guest.dropped) for guests in crowds for guest in guests) == 1
    assert len(held) == limits.MAX_STRANGERS


def test_nobody_is_driven_out_within_his_grace() -> None:
    held = Connections(10_000)
    guests = crowd(held, limits.MAX_PER_ADDRESS, "203.0.113.7", since=5.0)
    assert not held.admit(Someone(since=5.0 + limits.GRACE_S / 2))
    assert not any(guest.dropped for guest in guests)


def test_a_proven_terminal_is_no_stranger() -> None:
    held = Connections(10_000)
    proven = crowd(held, limits.MAX_PER_ADDRESS, "203.0.113.7")
    for number, guest in enumerate(proven):
        held.prove(guest, f"terminal {number}")
    strangers = crowd(held, limits.MAX_PER_ADDRESS, "203.0.113.7")
    held.admit(Someone(since=9.0))
    assert not any(guest.dropped for guest in proven)
    assert strangers[0].dropped
    assert held.strangers == limits.MAX_PER_ADDRESS


def test_an_address_is_known_by_its_terminal_and_the_longest_unproven_is_forgotten(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(limits, "MAX_NAMES", 2)
    held = Connections(10_000)
    for address in ("203.0.113.1", "203.0.113.2", "203.0.113.1", "203.0.113.3"):
        (guest,) = crowd(held, 1, address)
        assert not held.is_known("203.0.113.9")
        held.prove(guest, f"terminal at {address} {id(guest)}")
    known = [held.is_known(f"203.0.113.{number}") for number in (1, 2, 3)]
    assert known == [True, False, True]


def test_of_one_terminal_the_oldest_connection_goes() -> None:
    held = Connections(10_000)
    guests = crowd(held, limits.MAX_PER_TERMINAL + 1, "203.0.113.7")
    for guest in guests:
        held.prove(guest, "terminal")
        held.prove(guest, "terminal")
    assert [bool(guest.dropped) for guest in guests] == [True] + [False] * limits.MAX_PER_TERMINAL
    assert len(held) == limits.MAX_PER_TERMINAL


def test_a_full_server_takes_nobody_more_while_no_stranger_can_go() -> None:
    held = Connections(2)
    for number, guest in enumerate(crowd(held, 2, "203.0.113.7")):
        held.prove(guest, f"terminal {number}")
    assert not held.admit(Someone(since=100.0))


def test_who_has_left_is_forgotten() -> None:
    held = Connections(10_000)
    one, other = crowd(held, 2, "203.0.113.7")
    held.prove(other, "terminal")
    assert held.leave(one)
    assert held.leave(other)
    assert not held.leave(one)
    assert (len(held), held.strangers, held.all()) == (0, 0, [])


def test_a_rate_allows_a_burst_and_then_its_pace() -> None:
    rates = Rates(per_s=10.0, at_once=5.0)
    assert [rates.take("a", 0.0) for _ in range(6)] == [True] * 5 + [False]
    assert rates.take("b", 0.0)
    assert rates.take("a", 0.1)
    assert not rates.take("a", 0.1)
    rates.forget_paid(100.0)
    assert [rates.take("a", 100.0) for _ in range(6)] == [True] * 5 + [False]


def test_a_body_takes_room_of_its_terminal_and_of_all() -> None:
    budget = BodyBudget()
    assert budget.take("a", limits.MAX_TERMINAL_BODIES)
    assert not budget.take("a", 1)
    for name in "bcdef":
        assert budget.take(name, limits.MAX_TERMINAL_BODIES)
    assert not budget.take("g", limits.MAX_TERMINAL_BODIES)
    budget.give_back("a", limits.MAX_TERMINAL_BODIES)
    assert budget.take("g", limits.MAX_TERMINAL_BODIES)


def test_a_pause_of_ours_is_nobodys_fault() -> None:
    clock = LivedClock(longest_s=1.0)
    for at in (100.0, 100.5, 160.0):
        clock.tick(at)
    assert clock.now == pytest.approx(1.5)


@pytest.mark.parametrize(
    ("address", "owner"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
    ],
)
def test_an_ipv6_host_has_all_of_its_network(address: str, owner: str) -> None:
    assert owner_of(address) == owner


def test_connections_leave_files_for_the_database() -> None:
    assert limits.max_connections(1024) == 1024 - limits.SPARE_FILES
    assert limits.max_connections(resource.RLIM_INFINITY) == limits.MAX_CONNECTIONS
