"""The machine at the gate that runs lone_terminal.py: power on, power off, what it wrote down."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sync.terminal.state import TerminalState
from tests.end_to_end.simulated_days import SimulatedDays
from tests.end_to_end.system import ROOT, environment
from tests.waiting import PATIENCE_S, PAUSE_S

# What is under way when the power goes, in turn; empty: whatever it is.
MOMENTS = ("passed", "answered", "", "passed", "")
MAX_DELAY_S = 0.02  # after that, so that it falls into what follows
OFF_S = (40.0, 1500.0)  # for so long


class LoneMachine:
    """Agent and kiosk as one group of processes: a context manager, off in the end."""

    def __init__(
        self, state: TerminalState, days: SimulatedDays, folder: Path, persons: int, hours: float
    ) -> None:
        self._days, self.hours = days, hours
        self.log, self._journal = folder / "terminal.log", folder / "journal"
        self._command = [
            *(sys.executable, "-m", "tests.end_to_end.lone_terminal"),
            *(str(state.root), str(folder / "days"), str(self._journal), str(persons), str(hours)),
        ]
        self._running: subprocess.Popen[bytes] | None = None
        self.cuts = 0
        self.off_s = 0.0  # seconds without power, in all
        self._told: list[dict[str, Any]] = []
        self._read = 0  # bytes of the journal

    def __enter__(self) -> LoneMachine:
        self.turn_on()
        return self

    def __exit__(self, *_: object) -> None:
        self._kill()

    def turn_on(self) -> None:
        with self.log.open("ab") as log:
            self._running = subprocess.Popen(
                self._command,
                stdout=log,
                stderr=log,
                cwd=ROOT,
                env=environment(OPENBLAS_NUM_THREADS="1"),
                start_new_session=True,
            )

    def _kill(self) -> None:
        if self._running is not None:
            os.killpg(self._running.pid, signal.SIGKILL)
            self._running.wait()
            self._running = None

    def cut_power(self, chosen: random.Random) -> None:
        """Off at once, in the middle of something, and on again after a while."""
        self.wait(lambda: len(self.lines("on")) > self.cuts)  # each start is one that is judged
        before, moment = len(self.told()), MOMENTS[self.cuts % len(MOMENTS)]
        if moment:
            self.wait(lambda: any(line["kind"] == moment for line in self.told()[before:]))
        assert not self.lines("over"), "too late for a power cut"
        time.sleep(chosen.uniform(0, MAX_DELAY_S))
        self._kill()
        off_s = chosen.uniform(*OFF_S)
        self._days.advance(off_s)
        self.cuts, self.off_s = self.cuts + 1, self.off_s + off_s
        self.turn_on()

    def shut_down(self) -> int:
        """In order, as a technician does; the status that it ends with."""
        assert self._running is not None
        self._running.terminate()
        status = self._running.wait()
        self._running = None
        return status

    def wait(self, reached: Callable[[], object]) -> None:
        """Wait while time goes on in there; fail where it stands still."""
        passed, since = self._days.passed, time.monotonic()
        while not reached():
            assert self._running is not None
            assert self._running.poll() is None, self.log.read_text()[-3000:]
            if self._days.passed != passed:
                passed, since = self._days.passed, time.monotonic()
            assert time.monotonic() - since < PATIENCE_S, f"it stands still after {passed:.0f} s"
            time.sleep(PAUSE_S)

    def told(self) -> list[dict[str, Any]]:
        """What it wrote down so far; a line that was cut off is none."""
        if self._journal.exists():
            with self._journal.open("rb") as journal:
                journal.seek(self._read)
                for line in journal:
                    if line.endswith(b"\n"):
                        self._told.append(json.loads(line))
                        self._read += len(line)
        return self._told

    def lines(self, kind: str) -> list[dict[str, Any]]:
        return [line for line in self.told() if line["kind"] == kind]
