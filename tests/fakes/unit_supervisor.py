"""What systemd does with a service that ended or hangs, by the settings of its real unit.

It starts the command, hears its NOTIFY_SOCKET, kills what feeds the watchdog no more, and starts
anew what ended, as `Restart=`, `RestartSec=`, `WatchdogSec=` and `WatchdogSignal=` say.
"""

from __future__ import annotations

import contextlib
import signal
import subprocess
import threading
import time
from collections.abc import Iterator, Sequence

from tests.end_to_end.system import ROOT, environment
from tests.fakes.service_manager import ServiceManager

UNITS = ROOT / "packaging" / "systemd"


class UnitSupervisor:
    """Keeps one command running; `pace`: how much sooner a watchdog bites than the unit says."""

    def __init__(
        self,
        unit: str,
        manager: ServiceManager,
        command: Sequence[object],
        pace: float,
        **more: str,
    ) -> None:
        told = dict(
            line.split("=", 1)
            for line in (UNITS / unit).read_text("utf-8").splitlines()
            if "=" in line and not line.startswith("#")
        )
        assert told["Restart"] == "always"  # whatever its end was
        assert told["StartLimitIntervalSec"] == "0"  # and however often
        self._pause_s = float(told["RestartSec"])
        self._watchdog_s = float(told["WatchdogSec"]) / pace
        self._signal = signal.Signals[told["WatchdogSignal"]]
        self._manager, self._command, self._more = manager, [str(one) for one in command], more
        self._ending = threading.Event()
        self.starts: list[subprocess.Popen[bytes]] = []
        self.bitten = 0  # by the watchdog

    @property
    def process(self) -> subprocess.Popen[bytes]:
        """The one that was started last."""
        return self.starts[-1]

    def is_ready(self, start: int) -> bool:
        """Whether the start of that number, the first is 1, has said that it is ready."""
        ready = sum(line == "READY=1" for line in self._manager.lines)
        return len(self.starts) >= start and ready >= start

    def run(self) -> None:
        while not self._ending.is_set():
            with subprocess.Popen(
                self._command,
                cwd=ROOT,
                env=environment(NOTIFY_SOCKET=self._manager.address, **self._more),
                stderr=subprocess.DEVNULL,
            ) as process:
                self.starts.append(process)
                self._watch(process)
            self._ending.wait(self._pause_s)

    def _watch(self, process: subprocess.Popen[bytes]) -> None:
        fed, ready = time.monotonic(), False
        while process.poll() is None and not self._ending.is_set():
            heard = self._manager.listen(0.1)
            ready = ready or "READY=1" in heard
            if not ready or {"WATCHDOG=1", "READY=1"} & set(heard):
                fed = time.monotonic()
            elif time.monotonic() - fed > self._watchdog_s:
                self.bitten += 1
                process.send_signal(self._signal)
                fed = time.monotonic()
        if process.poll() is None:
            process.kill()

    def end(self) -> None:
        self._ending.set()


@contextlib.contextmanager
def supervised(
    unit: str, manager: ServiceManager, *command: object, pace: float = 1.0, **more: str
) -> Iterator[UnitSupervisor]:
    supervisor = UnitSupervisor(unit, manager, command, pace, **more)
    thread = threading.Thread(target=supervisor.run)
    thread.start()
    try:
        yield supervisor
    finally:
        supervisor.end()
        thread.join()
