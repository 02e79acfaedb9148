"""A kiosk whose officer types the PIN of those who are threatened; it runs until it is killed.

Nobody carries anything away from it: its spool takes nothing.
"""

from __future__ import annotations

import sys
import threading
from pathlib import Path

from edge_app.store.alerts import AlertStore
from edge_app.store.database import StoreDatabase
from tests.edge_app.desk.help.test_lane_link import NOW
from tests.edge_app.desk.help.test_silent_calls import STORE_KEY, Threatened
from tests.waiting import PATIENCE_S


def main(folder: Path) -> None:
    database = StoreDatabase(folder / "store.db", STORE_KEY)
    store = AlertStore(database, lambda: NOW)
    store.start()
    lane = Threatened(folder / "spool.db", store, database)
    with lane.broken_disk():
        lane.desk.duress("1001")
        lane.works()
        threading.Event().wait(2 * PATIENCE_S)  # it is killed before


main(Path(sys.argv[1]))
