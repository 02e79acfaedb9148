"""What a kiosk costs while nobody passes: camera, vision and window, at 30 pictures a second.

`python -m edge_app.bench.ui.idle SECONDS RUNS` prints JSON: percent of a core, one value a run.
"""

from __future__ import annotations

import json
import sys
import time

from PySide6.QtCore import QEventLoop, QTimer

from edge_app.bench.ui.touch import WINDOW
from edge_app.demo.scene import SceneSource
from edge_app.demo.verdict import demo_list
from edge_app.lists.pacing import share_interpreter
from edge_app.terminal.standalone_kiosk import StandaloneKiosk
from edge_app.ui.records.report_pdf import shift_documents
from edge_app.ui.window.application import application
from edge_app.ui.window.kiosk_window import KioskWindow

WARM_UP_S = 3.0


def measure(seconds: float, runs: int) -> list[float]:
    """Return the percent of a core that the whole process takes, each over `seconds`."""
    application()
    kiosk = StandaloneKiosk((demo_list(),), lambda: SceneSource(()))
    desk = kiosk.open_desk(shift_documents)
    window = KioskWindow(kiosk.lane, desk)
    window.resize(*WINDOW)
    kiosk.start()
    try:
        window.show()
        _go_on(WARM_UP_S)
        return [_percent(seconds) for _ in range(runs)]
    finally:
        window.leave()
        desk.stop()
        kiosk.stop()


def _percent(seconds: float) -> float:
    worked, began = time.process_time(), time.monotonic()
    _go_on(seconds)
    return 100 * (time.process_time() - worked) / (time.monotonic() - began)


def _go_on(seconds: float) -> None:
    """Run the event loop for so long."""
    loop = QEventLoop()
    QTimer.singleShot(round(seconds * 1000), loop.quit)
    loop.exec()


def main(arguments: list[str]) -> int:
    """Measure and print; return the exit status."""
    share_interpreter()  # as a kiosk does
    seconds, runs = arguments
    print(json.dumps(measure(float(seconds), int(runs))))  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
