"""Many terminals are connected, one person is approved: until every one holds the proven delta.

Terminals are simulated.py's, in processes beside the data centre; their folders are in memory where
there is room, for a thousand terminals do not share one disk. Their heartbeats go on meanwhile.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from multiprocessing.connection import Connection as Pipe
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np

from edge_app.bench.report import Row
from edge_app.bench.sync import fleet_worker
from edge_app.bench.sync.centre import Advance, MeasuredCentre, folder
from edge_app.bench.sync.listed import keep, templates
from edge_app.bench.waiting import PATIENCE_S

PROCESSES = 2
ROUNDS = 3  # persons approved, one after the other; then one more for the baseline
TERMINAL_BYTES = 200_000  # of a folder


def measure(terminals: int, advance: Advance) -> list[Row]:
    """Return `fleet_1000_p95`, of 1,000 terminals, and its companions."""
    with (
        folder() as place,
        folder(terminals * TERMINAL_BYTES) as homes,
        MeasuredCentre(place) as centre,
        centre.watched_memory() as most_mb,
        _fleet(centre, homes, terminals, advance) as pipes,
    ):
        persons = keep(centre.centre, templates(ROUNDS + 1))
        rounds = []
        for number, person in enumerate(persons[:ROUNDS]):
            advance(number, ROUNDS + 1, "a person is approved")
            rounds.append(_round(centre, pipes, person, bare=False))
        memory = most_mb()
        advance(ROUNDS, ROUNDS + 1, "each file by itself")
        alone = _round(centre, pipes, persons[ROUNDS], bare=True)
    p95s = [float(np.percentile(times, 95)) for times in rounds]
    p95, baseline = median(p95s), float(np.percentile(alone, 95))
    return [
        Row(f"fleet_{terminals}_p50", median(float(np.median(t)) for t in rounds), "s", terminals),
        Row(f"fleet_{terminals}_p95", p95, "s", terminals, baseline, baseline / p95),
        Row(f"fleet_{terminals}_max", max(max(times) for times in rounds), "s", terminals),
        Row(f"fleet_{terminals}_centre_mb", memory, "MB", terminals),
    ]


@contextmanager
def _fleet(
    centre: MeasuredCentre, homes: Path, terminals: int, advance: Advance
) -> Iterator[list[Pipe]]:
    """Yield the workers' pipes, once every terminal holds what there is and listens."""
    seats, address = centre.seats(terminals), centre.address()
    spawn = multiprocessing.get_context("spawn")
    with ExitStack() as opened:
        pipes: list[Pipe] = []
        for number in range(min(PROCESSES, terminals)):
            here, there = spawn.Pipe()
            worker = spawn.Process(
                target=fleet_worker.main,
                args=(there, homes, address, seats[number::PROCESSES]),
                daemon=True,
            )
            worker.start()
            there.close()
            opened.callback(worker.join)
            opened.callback(here.close)
            opened.callback(_send_end, here)
            pipes.append(here)
        ready = 0
        for pipe in pipes:
            done = False
            while not done:
                count, done = _received(pipe)
                advance(count * len(pipes), terminals, "terminals connect")
            ready += count
        if ready < terminals:
            raise RuntimeError(f"only {ready} of {terminals} terminals came to life")
        yield pipes


def _send_end(pipe: Pipe) -> None:
    try:
        pipe.send(None)
    except OSError:
        return


def _round(centre: MeasuredCentre, pipes: Sequence[Pipe], person: str, bare: bool) -> list[float]:
    """Return the seconds from the approval until each terminal held the delta."""
    wanted = centre.version + 1
    for pipe in pipes:
        pipe.send((wanted, bare, PATIENCE_S))
    for pipe in pipes:
        _received(pipe)
    began = centre.add(person)
    times: list[float] = []
    for pipe in pipes:
        held, failures, odd = _received(pipe)
        if None in held or odd:
            raise RuntimeError(
                f"{held.count(None)} terminals did not get the delta, {odd} hold files without "
                f"their keys, {failures} requests failed"
            )
        times += [at - began for at in held]
    return times


def _received(pipe: Pipe) -> Any:
    if not pipe.poll(2 * PATIENCE_S):
        raise TimeoutError("a process of simulated terminals says nothing")
    return pipe.recv()
