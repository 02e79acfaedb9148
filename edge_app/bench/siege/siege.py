"""The siege: each attack by itself, then all together, while terminals beat; then calm again."""

from __future__ import annotations

import resource
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from edge_app.bench.report import Row
from edge_app.bench.siege.attacks import ATTACKS, Evil, SiegeTarget, under_attack
from edge_app.bench.siege.beats import BeatingTerminals, Beats
from edge_app.bench.siege.fronted import FrontedCentre
from edge_app.bench.sync.centre import Advance, MeasuredCentre, folder
from edge_app.demo.centre import HOST

TERMINALS = 40
UNDER_WAY_S = 15.0  # an attack has begun before beats are counted
SETTLED_S = 3.0
OPEN_FILES = 1024  # that a process may open unless it asks for more: a service's default
MAX_SERVER_MB = 1_500.0  # with more the attack has won, and is ended: this machine must live
POLL_INTERVAL_S = 0.25
TOGETHER = "together"
ELSEWHERE = "127.0.0.2"  # an address of this machine that no terminal has

NAMES = (*ATTACKS, TOGETHER)


@dataclass(frozen=True, slots=True)
class Besieged:
    """What an attack did."""

    beats: Beats
    memory_mb: float  # the most that the data centre's processes had


def measure(
    seconds: float, names: Collection[str], fronted: bool, advance: Advance, source: str = ELSEWHERE
) -> list[Row]:
    """Return the rows of these attacks, each `seconds` long, from the address `source`.

    `fronted`: behind HAProxy.
    """
    made = FrontedCentre if fronted else MeasuredCentre
    with folder() as place, _few_open_files(), made(place) as centre:
        *seats, stolen = centre.seats(TERMINALS + 1)
        address = centre.address()
        target = SiegeTarget(HOST, centre.port, seats[0].terminal_id, source)
        held = centre.centre
        evil = Evil(held.centre_id, stolen.terminal_id, stolen.signing, held.sealing.public)
        terminals = BeatingTerminals(address, seats)
        with terminals.beating():
            rounds = [name for name in NAMES if name in names]
            advance(0, len(rounds) + 2, "calm")
            time.sleep(SETTLED_S)
            calm = terminals.during(seconds)
            rows = [Row("siege_calm_p95", calm.p95, "s", len(calm.taken))]
            for number, name in enumerate(rounds):
                advance(number + 1, len(rounds) + 2, name)
                together = tuple(ATTACKS) if name == TOGETHER else (name,)
                found = _besiege(centre, terminals, together, target, evil, seconds)
                rows += _rows(name, found, calm)
            advance(len(rounds) + 1, len(rounds) + 2, "calm again")
            time.sleep(SETTLED_S)
            after = terminals.during(seconds)
    return [*rows, Row("siege_after_lost", after.lost, "heartbeats", len(after.taken))]


def _rows(name: str, found: Besieged, calm: Beats) -> list[Row]:
    count = len(found.beats.taken)
    p95, before = found.beats.p95, calm.p95
    return [
        Row(f"siege_{name}_p95", p95, "s", count, before, before / p95),
        Row(f"siege_{name}_lost", found.beats.lost, "heartbeats", count),
        Row(f"siege_{name}_mb", found.memory_mb, "MB", 1),
    ]


def _besiege(
    centre: MeasuredCentre,
    terminals: BeatingTerminals,
    names: Sequence[str],
    target: SiegeTarget,
    evil: Evil,
    seconds: float,
) -> Besieged:
    with centre.watched_memory() as most_mb, under_attack(names, target, evil) as stop:
        ends = time.monotonic() + UNDER_WAY_S
        _wait(ends, most_mb, stop)
        with terminals.counted() as counted:
            _wait(ends + seconds, most_mb, stop)
        return Besieged(counted(), most_mb())


def _wait(ends: float, most_mb: Callable[[], float], stop: Callable[[], None]) -> None:
    while time.monotonic() < ends:
        time.sleep(POLL_INTERVAL_S)
        if most_mb() > MAX_SERVER_MB:
            stop()


@contextmanager
def _few_open_files() -> Iterator[None]:
    """Let processes that are started within it open OPEN_FILES, and more if they ask for it."""
    before, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(before, OPEN_FILES), most))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (before, most))
