"""The memory of the whole kiosk, window and all, with a gallery of full size: a process of its own.

`python -m edge_app.bench.kiosk_memory SECONDS REFERENCES` is the kiosk that `watched` looks at.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

from edge_app.bench.synthetic import synthetic_list
from edge_app.demo.scene import SceneSource
from edge_app.demo.verdict import demo_list
from edge_app.domain import Answer
from edge_app.pipeline.live import LiveLane
from edge_app.terminal.standalone_kiosk import StandaloneKiosk

PAGE = os.sysconf("SC_PAGE_SIZE")
SAMPLE_S = 1.0
POLL_INTERVAL_S = 3.0


def watched(
    seconds: float, references: int, progress: Callable[[int, int, str], None]
) -> list[float]:
    """Return resident MB, once a second, of a kiosk that runs the demo's scene for `seconds`.

    Raise RuntimeError when the kiosk ends with a fault.
    """
    child = subprocess.Popen(
        [sys.executable, "-m", __spec__.name, str(seconds), str(references)],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )
    samples, began = [], time.monotonic()
    try:
        while child.poll() is None:
            progress(int(time.monotonic() - began), int(seconds), "seconds of kiosk")
            samples.append(_resident_mb(child.pid))
            time.sleep(SAMPLE_S)
    finally:
        child.kill()
        child.wait()
    if child.returncode != 0:
        raise RuntimeError(f"the kiosk ended with status {child.returncode}")
    return [sample for sample in samples if sample]


def _resident_mb(pid: int) -> float:
    """Return the MB of a process that lie in RAM (Linux, /proc); 0 when it has ended."""
    try:
        fields = Path(f"/proc/{pid}/statm").read_text("ascii").split()
    except OSError:
        return 0.0
    return int(fields[1]) * PAGE / 1e6


def main(seconds: float, references: int) -> int:
    """Run the kiosk on the scene, with the demo's list and one of `references`.

    Return Qt's exit status.
    """
    from edge_app.terminal.kiosk import show

    scene = SceneSource(seconds=None)
    kiosk = StandaloneKiosk((demo_list(), synthetic_list(references)), lambda: scene)
    threading.Thread(target=_officer, args=(kiosk.lane,), name="officer", daemon=True).start()
    return show(kiosk, seconds=seconds)


def _officer(lane: LiveLane) -> None:
    """Confirm each alert a while after it came: an unanswered one stays, with its pictures."""
    while True:
        seen = lane.view().open_alerts
        time.sleep(POLL_INTERVAL_S)
        for alert in seen:
            lane.answer(alert.alert_id, Answer.CONFIRMED)


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1]), int(sys.argv[2])))
