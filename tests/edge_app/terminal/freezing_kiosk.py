"""`gapura kiosk --headless` on a camera that freezes at SIGUSR1: its read never ends."""

from __future__ import annotations

import signal
import sys
import threading
from pathlib import Path

import numpy as np

from edge_app.terminal.headless import run_headless
from edge_app.terminal.provisioned_kiosk import open_terminal

RATE = 10.0


class FreezingCamera:
    live = True

    def __init__(self, freezes: threading.Event) -> None:
        self._freezes, self._closed = freezes, threading.Event()
        self._hall = np.random.default_rng(1).integers(90, 160, (240, 320, 3)).astype(np.uint8)

    def read(self) -> tuple[float, np.ndarray] | None:
        while self._freezes.is_set():
            self._closed.wait(60.0)
        self._hall = np.roll(self._hall, 1, axis=1)
        return None if self._closed.wait(1 / RATE) else (0.0, self._hall)

    def close(self) -> None:
        self._closed.set()


def main(state: str) -> None:
    freezes = threading.Event()
    signal.signal(signal.SIGUSR1, lambda *_: freezes.set())
    kiosk = open_terminal(Path(state), lambda: FreezingCamera(freezes))
    run_headless(kiosk, None, lambda _: None)


if __name__ == "__main__":
    main(*sys.argv[1:])
