"""The whole system of the demo: data centre, cable, agent and terminal, each really itself.

The data centre and the agent are processes of their own; between them lies a cable that can be
pulled out. The terminal runs here, on the moving scene. All of it lives in one folder, which goes
away with it.
"""

from __future__ import annotations

import secrets
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from edge_app.demo.cable import Cable
from edge_app.demo.centre import HOST, DemoCentre
from edge_app.demo.people import accounts, guests
from edge_app.demo.scene import REFERENCES, SceneSource
from edge_app.demo.verdict import DemoResult, judge
from edge_app.domain import Alert
from edge_app.errors import TerminalError
from edge_app.terminal.provisioned_kiosk import open_terminal
from models.weights import path_of
from sync.protocol.jakarta import jakarta_day
from sync.terminal.enrolment import enrol
from sync.terminal.state import TerminalState

SERVED_S = 180.0  # for the list to arrive; it takes one or two, on a busy machine more
DELIVERED_S = 30.0  # for the last results to arrive, once the cable is plugged
POLL_INTERVAL_S = 0.05  # of list, scene and delivery
LANE = "Lajur 1"

Advance = Callable[[str], None]


class DemoSystem:
    """A context manager; within it the terminal serves the list that the data centre published."""

    def __init__(self, seconds: float | None, advance: Advance) -> None:
        """End the scene after `seconds`, or never; `advance` is told what is being done."""
        self.scene = SceneSource(seconds=seconds)
        today = jakarta_day(datetime.now(UTC))
        self.accounts = accounts(lambda: secrets.randbelow(10), today)
        self._advance = advance
        self._open = ExitStack()

    def __enter__(self) -> DemoSystem:
        with ExitStack() as opened:
            folder = Path(opened.enter_context(tempfile.TemporaryDirectory(prefix="gapura-demo-")))
            photographs = {name: path_of(file) for name, file in REFERENCES.items()}
            expected = guests(jakarta_day(datetime.now(UTC)))
            self.centre = DemoCentre(folder, photographs, self._advance, self.accounts, expected)
            self._advance("start the data centre")
            opened.enter_context(self.centre)
            self.cable = opened.enter_context(Cable(self.centre.port))
            self._advance("provision a terminal with the data centre's ticket")
            state = TerminalState(folder / "terminal")
            ticket = self.centre.ticket(f"https://{HOST}:{self.cable.port}")
            self.centre.approve(enrol(state, ticket, LANE, None, None).terminal_id)
            opened.enter_context(running_agent(state))
            self._advance("open the models")
            self.running = open_terminal(state.root, lambda: self.scene)
            opened.callback(self.running.stop)
            self._advance("wait for the list")
            self.running.start_sync()
            deadline = time.monotonic() + SERVED_S
            terminal = self.running.terminal
            while not terminal.collections.served():
                if time.monotonic() > deadline:
                    why = self.running.lane.view().sync
                    raise TerminalError(f"the demo's list did not arrive: {why}")
                time.sleep(POLL_INTERVAL_S)
            self._open = opened.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def run(self, seconds: float, advance: Callable[[float, str], None]) -> tuple[DemoResult, int]:
        """Run until the scene ends; the cable is out for its middle third.

        `advance(seconds so far, what the network does)` is told a few times a second. Return what
        was seen beside the truth, and how many alerts the data centre holds in the end.
        """
        alerts: dict[str, Alert] = {}
        rates = []
        live = self.running.lane
        self.running.start_lane()
        while not live.ended:
            view = live.view()
            alerts.update((alert.alert_id, alert) for alert in view.open_alerts)
            at = view.frame.time_s if view.frame is not None else 0.0
            rates.append(view.fps)
            if self.cable.plugged is (seconds / 3 <= at < seconds * 2 / 3):
                self.switch()
            plugged = self.cable.plugged
            advance(at, "seconds of the scene" if plugged else "the network is pulled out")
            live.wait(POLL_INTERVAL_S * 4)
        live.wait(0.5)  # what the last frames showed is still being compared
        view = live.view()
        alerts.update((alert.alert_id, alert) for alert in view.open_alerts)
        self.cable.plug()
        advance(seconds, "the last results are delivered")
        delivered = self._delivered(alerts)
        steady = rates[len(rates) // 4 :] or [0.0]
        named = tuple(self._named(alert) for alert in alerts.values())
        fps = sum(steady) / len(steady)
        return judge(self.scene, seconds, named, view.counts, fps), delivered

    def switch(self) -> None:
        """Pull the network out, or plug it in."""
        (self.cable.pull if self.cable.plugged else self.cable.plug)()

    def _delivered(self, alerts: Collection[str]) -> int:
        deadline = time.monotonic() + DELIVERED_S
        while (count := self.centre.held(alerts)) < len(alerts) and time.monotonic() < deadline:
            time.sleep(POLL_INTERVAL_S)
        return count

    def _named(self, alert: Alert) -> Alert:
        """Return the alert with the scene's name in place of the registry's id."""
        candidate = alert.candidate
        name = self.centre.persons[candidate.reference.reference_id]
        reference = replace(candidate.reference, reference_id=name)
        return replace(alert, candidate=replace(candidate, reference=reference))


@contextmanager
def running_agent(state: TerminalState) -> Iterator[None]:
    """Run the terminal's process that has the network."""
    agent = subprocess.Popen(
        [sys.executable, "-m", "edge_app.cli", "agent", "--state", str(state.root)],
        stderr=subprocess.DEVNULL,  # it tells that the cable is out, as it should
    )
    try:
        yield
    finally:
        agent.terminate()
        agent.wait()
