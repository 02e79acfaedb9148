"""Some hundred simulated terminals in a process of their own, told what to do through a pipe."""

from __future__ import annotations

import itertools
import sys
import threading
import time
from multiprocessing.connection import Connection as Pipe
from pathlib import Path

from edge_app.bench.sync.seats import Address, Seat
from edge_app.bench.sync.simulated import Simulated
from edge_app.bench.waiting import POLL_INTERVAL_S

# Terminals have processors of their own; here they share two. Without these bounds Python's threads
# spend most of the time on asking each other for the interpreter.
REFRESHING = 4  # at once
SWITCH_S = 0.05
BEAT_S = 27.0  # between two heartbeats of a terminal
AT_ONCE = 16  # terminals that come to life together


def main(pipe: Pipe, folder: Path, address: Address, seats: list[Seat]) -> None:
    """Run terminals until told None; first send how many are ready.

    Asked for (version, bare, seconds), `bare` as in OneByOne, it answers with the times at which
    each held it, the failures, and how many have keys and files that do not belong together.
    """
    sys.setswitchinterval(SWITCH_S)
    turn = threading.Semaphore(REFRESHING)
    terminals = [Simulated(folder / seat.terminal_id, address, seat, turn) for seat in seats]
    ending = threading.Event()
    hearts = threading.Thread(target=_beat, args=(terminals, ending), name="hearts", daemon=True)
    try:
        for number, terminal in enumerate(terminals):
            terminal.start()
            if number >= AT_ONCE:
                terminals[number - AT_ONCE].ready.wait(60.0)
        for number, terminal in enumerate(terminals):
            terminal.ready.wait(60.0)
            if number % 50 == 0:
                pipe.send((number, False))
        hearts.start()
        pipe.send((sum(terminal.ready.is_set() for terminal in terminals), True))
        while (asked := pipe.recv()) is not None:
            version, bare, seconds = asked
            for terminal in terminals:
                terminal.expect(version, bare)
            pipe.send(None)
            ends = time.monotonic() + seconds
            while time.monotonic() < ends and any(each.held_at is None for each in terminals):
                time.sleep(POLL_INTERVAL_S)
            odd = sum(each.keys_held() != len(list(each.packages_held())) for each in terminals)
            failures = sum(each.failures for each in terminals)
            pipe.send(([each.held_at for each in terminals], failures, odd))
    finally:
        ending.set()
        for terminal in terminals:
            terminal.stop()
        for terminal in terminals:
            terminal.join()


def _beat(terminals: list[Simulated], ending: threading.Event) -> None:
    for terminal in itertools.cycle(terminals):
        if ending.wait(BEAT_S / len(terminals)):
            return
        terminal.beat()
