"""A lane without a data centre: its list is a folder, its store is gone with the process."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

from edge_app.desk.desk import Desk, DeskDependencies, open_desk
from edge_app.desk.records.report import Documents, ReportFacts
from edge_app.domain import utc_now
from edge_app.lists.served_list import ServedList
from edge_app.pipeline.lane import open_lane
from edge_app.pipeline.live import LiveLane
from edge_app.pipeline.picture_source import PictureSource
from edge_app.store.alerts import AlertStore
from edge_app.store.shifts import Shifts
from edge_app.store.statistics import Statistics
from edge_app.store.throwaway import throwaway_store
from edge_app.terminal.statistics import StatisticsRecorder
from sync.protocol.acceptance import AcceptanceBody
from sync.protocol.zones import Zone


class StandaloneKiosk:
    """As `ProvisionedKiosk`, for `gapura kiosk --references` and for pictures of the screens."""

    def __init__(self, lists: tuple[ServedList, ...], source: Callable[[], PictureSource]) -> None:
        """Start nothing yet. Raise StoreError, WeightsError, OSError."""
        with ExitStack() as opened:
            self._database = opened.enter_context(throwaway_store())
            self._store = AlertStore(self._database, utc_now)
            opened.callback(self._store.close)
            store = self._store
            lane = open_lane(
                lists,
                store.raised,
                store.answered,
                sighted=store.sighted,
                mute_broken=store.mute_broken,
            )
            self.lane = LiveLane(lane, source)
            self._statistics = StatisticsRecorder(
                self._store.writer,
                Statistics(self._database),
                Shifts(self._database),
                lambda: lane.counts,
                lane.latencies_ms,
                utc_now,
            )
            opened.callback(self._statistics.stop)
            opened.callback(self.lane.stop)
            self._opened = opened.pop_all()

    def now(self) -> datetime:
        """Return the system's time: nobody else says one."""
        return utc_now()

    def zone(self) -> Zone:
        """Return Jakarta's: nobody says another."""
        return "WIB"

    def must_start_anew(self) -> bool:
        """Return False: no data centre places it."""
        return False

    def start(self) -> None:
        """Begin."""
        self._store.start()
        self.lane.start()
        self._statistics.start()

    def stop(self) -> None:
        """End, and leave nothing; also before `start`."""
        self._opened.close()

    def open_desk(
        self,
        documents: Callable[[ReportFacts], Documents],
        acceptance_pdf: Callable[[AcceptanceBody, str], bytes] | None = None,
    ) -> Desk:
        """Return the desk for the window, not started yet. Raise StoreError."""
        return open_desk(
            DeskDependencies(
                lane=self.lane,
                store=self._store,
                database=self._database,
                now=utc_now,
                officers=lambda: None,
                manifests=None,
                questions=None,
                lane_name="lokal",
                terminal_id="",
                reports=Path("reports"),
            ),
            documents,
            acceptance_pdf=acceptance_pdf,
        )
