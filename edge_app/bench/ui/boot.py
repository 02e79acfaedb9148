"""`gapura bench boot`: how soon after its start a kiosk shows something, and then a picture.

A data centre here publishes a list, a terminal is provisioned and holds it; then its kiosk is
started again and again as a unit would start it, and its own log says what is painted. Without a
display, off screen.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from edge_app.bench.report import Row
from edge_app.demo.centre import HOST, DemoCentre
from edge_app.demo.scene import REFERENCES
from edge_app.demo.system import LANE, running_agent
from edge_app.ui.kit.boot_log import PICTURE, SPLASH, WINDOW
from models.weights import path_of
from sync.terminal.enrolment import enrol
from sync.terminal.state import TerminalState

RUNS = 5
HELD_S = 6  # of a kiosk without a window: it holds the list from then on
TOO_LONG_S = 120.0  # for a start
ROWS = {SPLASH: "splash", WINDOW: "window", PICTURE: "first_picture"}
KIOSK = (sys.executable, "-m", "edge_app.cli", "kiosk", "--source", "scene", "--state")

Progress = Callable[[int, int, str], None]


def run(progress: Progress, runs: int = RUNS) -> list[Row]:
    """Return the rows, medians of `runs` starts. Raise RuntimeError for a kiosk that fails."""
    with tempfile.TemporaryDirectory(prefix="gapura-boot-") as folder:
        progress(0, runs, "a data centre and a terminal")
        with _held_terminal(Path(folder)) as state:
            started = []
            for number in range(runs):
                progress(number, runs, "starts")
                started.append(_start(state))
    return [
        Row(name, statistics.median(each[what] for each in started), "s", runs)
        for what, name in ROWS.items()
    ]


@contextmanager
def _held_terminal(folder: Path) -> Iterator[TerminalState]:
    """Yield a terminal that holds a list, with its agent and its data centre running."""
    photographs = {name: path_of(file) for name, file in REFERENCES.items()}
    with DemoCentre(folder, photographs, lambda _: None) as centre:
        state = TerminalState(folder / "terminal")
        ticket = centre.ticket(f"https://{HOST}:{centre.port}")
        centre.approve(enrol(state, ticket, LANE, None, None).terminal_id)
        with running_agent(state):
            alone = ("--headless", "--seconds", str(HELD_S))
            subprocess.run([*KIOSK, str(state.root), *alone], check=True, capture_output=True)
            yield state


def _start(state: TerminalState) -> dict[str, float]:
    """Return the seconds from the start of a kiosk until each thing was painted."""
    environment = dict(os.environ)
    if not any(name in environment for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")):
        environment["QT_QPA_PLATFORM"] = "offscreen"
    found: dict[str, float] = {}
    began = time.monotonic()
    with subprocess.Popen(
        [*KIOSK, str(state.root)], env=environment, stderr=subprocess.PIPE, text=True
    ) as kiosk:
        try:
            for line in kiosk.stderr or ():
                for what in ROWS:
                    if f"{what} painted" in line:
                        found[what] = time.monotonic() - began
                if found.keys() == ROWS.keys() or time.monotonic() - began > TOO_LONG_S:
                    break
        finally:
            kiosk.terminate()
            kiosk.communicate()
    if found.keys() != ROWS.keys():
        raise RuntimeError(f"the kiosk painted {', '.join(found) or 'nothing'}, and no more")
    return found
