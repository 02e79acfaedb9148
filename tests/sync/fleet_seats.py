"""Terminals of one version in one process: `python -m tests.sync.fleet_seats STATE…`.

Each has its real agent, store, activation and outbox, and neither camera nor models. Of each
version of a list that it serves it raises one alert, which is answered, and writes that down.
"""

from __future__ import annotations

import signal
import sys
import threading
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

from edge_app.domain import Answer, Decision
from edge_app.terminal.terminal import Terminal
from sync.terminal.state import TerminalState
from tests.end_to_end.fake_lane import FakeLane, alert_of
from tests.end_to_end.system import agent, picture

PAUSE_S = 0.1
JOURNAL = "alerts.txt"  # beside the terminal's folder: `<version of the list> <alert id>`


class Seat:
    def __init__(self, state: TerminalState, opened: ExitStack) -> None:
        self.lane, self._terminal = FakeLane(), Terminal(state)
        self._journal = state.root.parent / JOURNAL
        told = self._journal.read_text().splitlines() if self._journal.exists() else []
        self._done = {int(line.split()[0]) for line in told}
        self._terminal.start(cast("Any", self.lane))
        opened.callback(self._terminal.stop)
        opened.enter_context(agent(state))

    def look(self) -> None:
        """Raise an alert for each version that is served and had none."""
        for one in self.lane.lists:
            version = one.watch_list.version
            persons = sorted(one.gallery.reference_ids())
            if version in self._done or not persons:
                continue
            alert = alert_of(one, persons[0], picture(version, 112))
            store = self._terminal.store
            store.raised(alert)
            store.answered(Decision(alert.alert_id, Answer.CONFIRMED, datetime.now(UTC)))
            with self._journal.open("a") as file:
                file.write(f"{version} {alert.alert_id}\n")
            self._done.add(version)


def main(*states: str) -> None:
    ending = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: ending.set())
    with ExitStack() as opened:
        seats = [Seat(TerminalState(Path(each)), opened) for each in states]
        while not ending.wait(PAUSE_S):
            for seat in seats:
                seat.look()


if __name__ == "__main__":
    main(*sys.argv[1:])
