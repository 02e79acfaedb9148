"""A fleet of ten through an update: the data centre first, as operators are told, and last.

Real processes; the newer side writes a field more in every message. Whatever runs where, each
change of a list comes to all ten, and each alert to the data centre, once.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sync.central.registry import terminals
from sync.terminal.kiosk_status import read_kiosk_status
from sync.terminal.spool import Spool
from sync.terminal.state import TerminalState
from tests.end_to_end.system import COLLECTION, ROOT, DataCentre, environment, served
from tests.present import present
from tests.sync.fleet_seats import JOURNAL
from tests.sync.newer_version import FIELD
from tests.sync.test_mixed_versions import NEWER
from tests.waiting import until

FLEET = 10
WAVES = (1, 5, FLEET)  # so many are of the newer version then
OLDER_SEATS = [sys.executable, "-m", "tests.sync.fleet_seats"]


class Fleet:
    """Ten terminals, in a process for each version."""

    def __init__(self, folder: Path, centre: DataCentre) -> None:
        self._folder, self._centre = folder, centre
        self.states = [
            centre.provision(folder / f"terminal{number}" / "state", lane=f"Lajur {number}")
            for number in range(FLEET)
        ]
        self.newer = 0  # so many of them, the first ones
        self._running: list[subprocess.Popen[bytes]] = []

    def run(self, newer: int) -> None:
        """Start all anew, so many of the newer version."""
        self.stop()
        self.newer = newer
        for command, states in (
            ([*NEWER, "seats"], self.states[:newer]),
            (OLDER_SEATS, self.states[newer:]),
        ):
            if states:
                with (self._folder / "fleet.log").open("ab") as log:
                    self._running.append(
                        subprocess.Popen(
                            [*command, *(str(each.root) for each in states)],
                            stdout=log,
                            stderr=log,
                            env=environment(),
                            cwd=ROOT,
                        )
                    )

    def stop(self) -> None:
        for each in self._running:
            each.terminate()
        for each in self._running:
            assert each.wait() in (0, -15)
        self._running = []

    def ran(self) -> None:
        """None of the processes has ended by itself."""
        assert [each.poll() for each in self._running] == [None] * len(self._running), (
            self._folder / "fleet.log"
        ).read_text()[-3000:]

    def alerts(self) -> list[str]:
        """What the terminals say that they have raised."""
        found = [state.root.parent / JOURNAL for state in self.states]
        lines = [line for each in found if each.exists() for line in each.read_text().splitlines()]
        return [line.split()[1] for line in lines]


@pytest.fixture
def centre(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[DataCentre]:
    monkeypatch.delenv("CREDENTIALS_DIRECTORY", raising=False)
    with DataCentre(tmp_path) as made:
        made.start()
        yield made


@pytest.fixture
def fleet(tmp_path: Path, centre: DataCentre) -> Iterator[Fleet]:
    made = Fleet(tmp_path, centre)
    yield made
    made.stop()


def works(centre: DataCentre, fleet: Fleet, person: int) -> None:
    """A change of the list comes to all, and an alert of each comes home."""
    before = centre.version()
    centre.add(centre.people([person]))
    until(lambda: centre.version() > before, "a publication")

    def late() -> list[str]:
        fleet.ran()
        version = centre.version()
        return [each.root.parent.name for each in fleet.states if not at(each, version)]

    until(lambda: not late(), late)
    until(lambda: len(fleet.alerts()) >= FLEET * (person + 1), "an alert of each")
    until(lambda: set(centre.received()) >= set(fleet.alerts()), "every alert")
    until(lambda: set(centre.received("answer")) >= set(fleet.alerts()), "every answer")
    received = centre.received()  # before what was raised is read: more may be, meanwhile
    assert set(received.values()) == {1}
    assert set(received) <= set(fleet.alerts())


def at(state: TerminalState, version: int) -> bool:
    held = served(state)
    return held is not None and (held.version, held.state) == (version, "serving")


def says_more(state: TerminalState) -> bool:
    """Whether the kiosk is of the newer version."""
    with Spool(state.spool) as spool:
        return FIELD in present(spool.status("kiosk")).value


def well(centre: DataCentre, fleet: Fleet) -> None:
    """Nobody is in trouble, and each is of the version that it should be."""
    assert [says_more(each) for each in fleet.states] == [
        number < fleet.newer for number in range(FLEET)
    ]
    for state in fleet.states:
        with Spool(state.spool) as spool:
            status = present(present(read_kiosk_status(spool)).status)
            assert (status.update_refused, status.fault, spool.counts().refused) == ("", "", 0)
            assert COLLECTION in {each.collection for each in status.collections}
    with centre.centre.registry.session() as session:
        rows = terminals.fleet(session, datetime.now(UTC))
    assert len(rows) == FLEET
    assert {row.state for row in rows} == {"active"}


Step = Callable[[DataCentre, Fleet], None]


def newer_centre(centre: DataCentre, fleet: Fleet) -> None:  # noqa: ARG001
    centre.stop()
    centre.start(gapura=NEWER)


def wave(newer: int) -> Step:
    return lambda _, fleet: fleet.run(newer)


WAYS: dict[str, Sequence[Step]] = {
    "the data centre first": [newer_centre, *map(wave, WAVES)],
    "the terminals first": [*map(wave, WAVES), newer_centre],
}


@pytest.mark.slow
@pytest.mark.parametrize("way", WAYS)
def test_a_fleet_works_at_every_step_of_an_update(
    way: str, centre: DataCentre, fleet: Fleet
) -> None:
    fleet.run(0)
    works(centre, fleet, 0)
    for number, step in enumerate(WAYS[way], 1):
        step(centre, fleet)
        works(centre, fleet, number)
        well(centre, fleet)
    assert len(set(fleet.alerts())) == len(fleet.alerts()) >= FLEET * (1 + len(WAYS[way]))
