"""What one more person costs a terminal's line: every byte of TCP's payload, both ways.

So TLS's own bytes are counted, a handshake where one is due, the announcement and the refresh.
Heartbeats are not: they come whether or not anything was published. The baseline is a terminal that
fetches the whole list, as a new one does.
"""

from __future__ import annotations

import asyncio
from statistics import fmean, median
from threading import Semaphore

from edge_app.bench.report import Row
from edge_app.bench.sync.centre import Advance, MeasuredCentre, folder
from edge_app.bench.sync.listed import fill, keep, templates
from edge_app.bench.sync.simulated import Simulated
from edge_app.bench.waiting import wait_until
from edge_app.demo.cable import Cable

LISTED = 1_000  # persons on the list before
PERSONS = 34  # approved one after the other: two chains of deltas, each merged in the end


class CountingCable(Cable):
    """Counts the bytes it carries."""

    carried = 0

    def __enter__(self) -> CountingCable:
        super().__enter__()
        return self

    async def carry(
        self, source: asyncio.StreamReader, sink: asyncio.StreamWriter, up: bool
    ) -> None:
        """Carry as Cable does, and count the bytes."""
        await super().carry(_Counted(source, self), sink, up)


class _Counted(asyncio.StreamReader):
    """A reader that tells the cable what came."""

    def __init__(self, source: asyncio.StreamReader, cable: CountingCable) -> None:
        super().__init__()
        self._source, self._cable = source, cable

    async def read(self, n: int = -1) -> bytes:
        piece = await self._source.read(n)
        self._cable.carried += len(piece)
        return piece


def measure(persons: int, listed: int, advance: Advance) -> list[Row]:
    """Return `delta_bytes` (a median) and `delta_bytes_most`, on a list of `listed` persons.

    `delta_bytes_mean` also has the changes at which a delta took the place of several.
    """
    with (
        folder() as place,
        MeasuredCentre(place, lambda centre: fill(centre, listed)) as centre,
        CountingCable(centre.port) as cable,
    ):
        (seat,) = centre.seats(1)
        ids = keep(centre.centre, templates(persons))
        centre.wait_for(2)
        terminal = Simulated(place / "terminal", centre.address(cable.port), seat, Semaphore())
        try:
            terminal.start()
            wait_until(terminal.ready.is_set, "the list")
            whole = cable.carried
            costs: list[int] = []
            merged: list[int] = []
            for number, person in enumerate(ids):
                advance(number, persons, "a person is approved")
                version, before = centre.version + 1, cable.carried
                terminal.expect(version, bare=False)
                centre.add(person)
                centre.wait_for(version)
                wait_until(lambda: terminal.held_at is not None, "the delta")
                package = terminal.package(version)
                own = package is not None and package.name == f"{version - 1}-{version}.delta"
                (costs if own else merged).append(cable.carried - before)
        finally:
            terminal.stop()
            terminal.join()
    cost, most, mean = median(costs), max(costs), fmean(costs + merged)
    return [
        Row("delta_bytes", cost, "bytes", len(costs), whole, whole / cost),
        Row("delta_bytes_most", most, "bytes", len(costs), whole, whole / most),
        Row("delta_bytes_mean", mean, "bytes", persons, whole, whole / mean),
    ]
