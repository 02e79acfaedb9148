"""What one more person costs a terminal's line: every byte of TCP's payload, both ways.

So TLS's own bytes are counted, a handshake where one is due, the announcement and the refresh.
Heartbeats are not: they come whether or not anything was published. The baseline is a terminal that
fetches the whole list, as a new one does.
"""

from __future__ import annotations

import asyncio
from statistics import median

from edge_app.bench.report import Row
from edge_app.bench.sync.centre import Advance, MeasuredCentre, folder, wait_until
from edge_app.bench.sync.listed import fill, keep, templates
from edge_app.bench.sync.simulated import Simulated
from edge_app.demo_network import Cable

LISTED = 1_000  # persons on the list before
PERSONS = 20  # approved one after the other


class CountingCable(Cable):
    """Counts the bytes it carries."""

    carried = 0

    def __enter__(self) -> CountingCable:
        super().__enter__()
        return self

    async def carry(
        self, source: asyncio.StreamReader, sink: asyncio.StreamWriter, up: bool
    ) -> None:
        """As Cable's."""
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
    """`delta_bytes` (a median) and `delta_bytes_most`, of so many persons on a list of `listed`."""
    with (
        folder() as place,
        MeasuredCentre(place, lambda centre: fill(centre, listed)) as centre,
        CountingCable(centre.port) as cable,
    ):
        (seat,) = centre.seats(1)
        ids = keep(centre.centre, templates(persons))
        centre.wait_for(2)
        terminal = Simulated(place / "terminal", centre.address(cable.port), seat)
        try:
            terminal.start()
            wait_until(terminal.ready.is_set, "the list")
            whole, costs = cable.carried, []
            for number, person in enumerate(ids):
                advance(number, persons, "a person is approved")
                version, before = centre.version, cable.carried
                terminal.expect(centre.delta_path(version), bare=False)
                centre.add(person)
                centre.wait_for(version + 1)
                wait_until(lambda: terminal.held_at is not None, "the delta")
                costs.append(cable.carried - before)
        finally:
            terminal.stop()
            terminal.join()
    cost, most = median(costs), max(costs)
    return [
        Row("delta_bytes", cost, "bytes", persons, whole, whole / cost),
        Row("delta_bytes_most", most, "bytes", persons, whole, whole / most),
    ]
