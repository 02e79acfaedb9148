"""`gapura bench ui`: what the screen costs, how soon it is there, and answers a finger.

All is measured in a process of its own, whose processor time is the screen's alone; without a
display, off screen. The repaints, 60 and 30 a second, stand beside those in which Qt scales and
converts the camera's picture by itself, the touches beside those of the same window with nobody at
work behind it.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from edge_app.bench.report import Row
from edge_app.bench.ui import boot

SECONDS = 10.0  # of each run
RUNS = 3
#: Row -> size of the live picture; the camera's picture is 1280x720.
SIZES = {
    "repaint_core_percent": "1280x720",
    "repaint_core_percent_1152x648": "1152x648",  # on a panel of 1280x800, between the bars
    "repaint_core_percent_1920x1080": "1920x1080",
}
HZ = 60
#: Row -> size, at the rate at which a kiosk repaints.
AT_30 = {"repaint_30_core_percent": "1280x720"}
STARTS = 3
TOUCHES = 150
REFERENCES = 100_000

Progress = Callable[[int, int, str], None]


def run(progress: Progress) -> list[Row]:
    """Return the rows of the screen. Raise RuntimeError when a measurement ends with a fault."""
    progress(0, 4, "repaints")
    rows = [
        *(_repaints(name, size, HZ) for name, size in SIZES.items()),
        *(_repaints(name, size, 30) for name, size in AT_30.items()),
    ]
    progress(1, 4, "touches")
    touches = _measured("touch", str(TOUCHES), str(REFERENCES))
    working, alone = p95(touches["working"]), p95(touches["alone"])
    rows.append(Row("touch_p95", working, "ms", len(touches["working"]), alone, alone / working))
    rows.append(
        Row("touch_p50", statistics.median(touches["working"]), "ms", len(touches["working"]))
    )
    progress(2, 4, "a kiosk before which nobody passes")
    idle = _measured("idle", str(SECONDS), str(RUNS))
    rows.append(Row("idle_kiosk_core_percent", statistics.median(idle), "%", len(idle)))
    progress(3, 4, "starts")
    return [*rows, *boot.run(lambda *_: None, STARTS)]


def _repaints(name: str, size: str, hz: int) -> Row:
    (found,) = _measured("repaint", str(SECONDS), str(RUNS), str(hz), size)
    ours, plain = found["percent"], found["plain"]
    return Row(name, ours, "%", RUNS, plain, plain / ours)


def p95(milliseconds: Sequence[float]) -> float:
    """Return the value that 95 of 100 do not exceed."""
    return float(np.percentile(milliseconds, 95))


def _measured(what: str, *arguments: str) -> Any:
    """Return what `edge_app.bench.ui.<what>` prints."""
    environment = dict(os.environ)
    if not any(name in environment for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")):
        environment["QT_QPA_PLATFORM"] = "offscreen"
    done = subprocess.run(
        [sys.executable, "-m", f"edge_app.bench.ui.{what}", *arguments],
        env=environment,
        stdout=subprocess.PIPE,
        check=False,
    )
    if done.returncode != 0:
        raise RuntimeError(f"measuring {what} ended with status {done.returncode}")
    return json.loads(done.stdout)
