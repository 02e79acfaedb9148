"""A kiosk that works for long: engine, window, the demo's scene, and an officer who confirms.

`python -m tests.end_to_end.soaking_kiosk SECONDS JOURNAL` writes `begun` into the journal at the
first alert, works on for so long, and ends with the alerts that the officer saw and what was kept.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from PySide6.QtCore import QTimer

from edge_app.demo.scene import SceneSource
from edge_app.demo.verdict import demo_list
from edge_app.desk.alerts.answers import Reason
from edge_app.domain import Answer
from edge_app.lists.pacing import share_interpreter
from edge_app.store.cases import Cases
from edge_app.terminal.standalone_kiosk import StandaloneKiosk
from edge_app.ui.records.report_pdf import shift_documents
from edge_app.ui.window.application import application, delete, run
from edge_app.ui.window.kiosk_window import KioskWindow
from tests.waiting import until

LOOK_MS = 500  # of the officer at the alerts


def main(seconds: float, journal: Path) -> None:
    share_interpreter()
    application()
    kiosk = StandaloneKiosk((demo_list(),), lambda: SceneSource(seconds=None))
    desk = kiosk.open_desk(shift_documents)
    desk.preferences.put("volume", "0", "")
    window = KioskWindow(kiosk.lane, desk)
    seen: set[str] = set()

    def look() -> None:
        view = desk.alerts.view()
        if view.open and not seen:
            journal.write_text("begun\n", "utf-8")
            QTimer.singleShot(round(seconds * 1000), window.leave)
        seen.update(each.alert.alert_id for each in view.open)
        if view.front is not None:
            desk.alerts.answer(view.front.alert.alert_id, Answer.CONFIRMED, Reason.SAME_BY_EYE)

    officer = QTimer(window)
    officer.timeout.connect(look)
    officer.start(LOOK_MS)
    kiosk.start()
    desk.start()
    try:
        run(window, full_screen=False)
        desk.stop()
        cases = Cases(kiosk._database)

        def kept() -> set[str]:
            return {alert for case in cases.unclosed() for alert in case.alert_ids}

        until(lambda: kiosk._store.unwritten == 0 and seen <= kept(), lambda: seen - kept())
        journal.write_text(json.dumps({"seen": sorted(seen), "kept": sorted(kept())}), "utf-8")
    finally:
        window.leave()
        delete(window)
        desk.stop()
        kiosk.stop()


if __name__ == "__main__":
    main(float(sys.argv[1]), Path(sys.argv[2]))
