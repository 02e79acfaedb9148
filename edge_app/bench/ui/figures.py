"""`gapura bench ui`: what the live picture costs, and how soon the screen answers a finger.

Both are measured in a process of its own, whose processor time is the screen's alone; without a
display, off screen. The repaints stand beside those in which Qt scales and converts the camera's
picture by itself, the touches beside those of the same window with nobody at work behind it.
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

SECONDS = 10.0  # of each run
RUNS = 3
#: Row -> size of the live picture; the camera's picture is 1280x720.
SIZES = {
    "repaint_core_percent": "1280x720",
    "repaint_core_percent_1152x648": "1152x648",  # on a panel of 1280x800, between the bars
    "repaint_core_percent_1920x1080": "1920x1080",
}
TOUCHES = 150
REFERENCES = 100_000

Progress = Callable[[int, int, str], None]


def run(progress: Progress) -> list[Row]:
    """Return the rows of the screen. Raise RuntimeError when a measurement ends with a fault."""
    progress(0, 2, "repaints")
    sizes = list(SIZES.values())
    found = _measured("repaint", str(SECONDS), str(RUNS), *sizes)
    rows = [
        Row(name, one["percent"], "%", RUNS, one["plain"], one["plain"] / one["percent"])
        for name, one in zip(SIZES, found, strict=True)
    ]
    progress(1, 2, "touches")
    touches = _measured("touch", str(TOUCHES), str(REFERENCES))
    working, alone = p95(touches["working"]), p95(touches["alone"])
    rows.append(Row("touch_p95", working, "ms", len(touches["working"]), alone, alone / working))
    rows.append(
        Row("touch_p50", statistics.median(touches["working"]), "ms", len(touches["working"]))
    )
    return rows


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
