"""All that an officer works with at one kiosk, put together."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from edge_app.desk.alerts.desk import AlertDesk
from edge_app.desk.alerts.protocols import AlertLane
from edge_app.desk.background_writer import BackgroundWriter
from edge_app.desk.records.export import Exporter
from edge_app.desk.records.history import HistoryDesk
from edge_app.desk.records.report import Documents, ReportFacts
from edge_app.desk.records.statistics import FiguresDesk
from edge_app.desk.records.traffic import Traffic
from edge_app.desk.session.preferences import PreferencesDesk
from edge_app.desk.session.session import Session
from edge_app.desk.session.shift_counts import ShiftCounts
from edge_app.desk.session.shift_summary import Summaries
from edge_app.desk.sounds import Sounds
from edge_app.desk.verification.desk import VerificationDesk
from edge_app.desk.verification.identification import IdentificationDesk
from edge_app.desk.verification.inquiry import Asking, Inquiry
from edge_app.desk.verification.liveness_check import GestureLane, LivenessCheck
from edge_app.desk.verification.subjects import Subjects
from edge_app.desk.verification.visit import VerificationLane
from edge_app.desk.visitors.book import VisitorBook
from edge_app.lists.rosters import Visitors
from edge_app.lists.served_list import load_calibration
from edge_app.store.alerts import AlertStore
from edge_app.store.arrivals import Arrivals
from edge_app.store.audit_log import AuditLog
from edge_app.store.chain import verify
from edge_app.store.database import StoreDatabase
from edge_app.store.history import History
from edge_app.store.settings import Settings
from edge_app.store.statistics import Statistics
from sync.protocol.content import Officer


class DeskLane(AlertLane, VerificationLane, GestureLane, Protocol):
    """The lane, as the whole desk sees it: `ProvisionedLane`, `StandaloneLane`."""

    def accept_view(self) -> None:
        """The camera looks where it should."""


@dataclass(frozen=True, slots=True)
class Desk:
    """The parts; each says for itself from which thread it may be used."""

    lane: DeskLane
    session: Session
    alerts: AlertDesk
    verification: VerificationDesk
    identification: IdentificationDesk
    visitors: VisitorBook
    history: HistoryDesk
    figures: FiguresDesk
    summaries: Summaries
    shift_counts: ShiftCounts  # of the window's thread
    preferences: PreferencesDesk
    sounds: Sounds
    notebook: BackgroundWriter

    def start(self) -> None:
        """Begin to work."""
        for part in (
            self.notebook,
            self.session,
            self.verification,
            self.identification,
            self.visitors,
            self.history,
            self.figures,
            self.summaries,
        ):
            part.start()

    def stop(self) -> None:
        """Let held answers count, write what waits, end all threads; also before `start`."""
        for part in (
            self.alerts,
            self.verification,
            self.identification,
            self.visitors,
            self.history,
            self.figures,
            self.summaries,
            self.session,
            self.notebook,
        ):
            part.stop()
        self.sounds.close()

    def put_aside_outdated(self) -> None:
        """The officer has read that the lists are too old, and checks by hand."""
        self.notebook.note(self.session.view().number, "outdated-understood")


@dataclass(frozen=True, slots=True)
class DeskDependencies:
    """What a desk stands on: a provisioned terminal, or a store of its own."""

    lane: DeskLane
    store: AlertStore
    database: StoreDatabase
    now: Callable[[], datetime]  # trusted time
    officers: Callable[[], tuple[Officer, ...] | None]
    manifests: Callable[[], tuple[Visitors, ...]] | None  # None: no data centre
    questions: Asking | None  # None: no data centre
    lane_name: str
    terminal_id: str  # empty: no data centre
    reports: Path  # where shift reports go when there is no stick


def open_desk(
    behind: DeskDependencies,
    documents: Callable[[ReportFacts], Documents] | None = None,
    clock: Callable[[], float] = time.monotonic,
    sounds: Sounds | None = None,
) -> Desk:
    """Put the parts together; nothing is started yet. Raises StoreError, BadInput.

    `documents` makes the files of a shift report; None: no reports.
    """
    lane, database, now = behind.lane, behind.database, behind.now
    journal = AuditLog(database, now)
    settings, notebook = Settings(database, journal), BackgroundWriter(journal)
    preferences = PreferencesDesk(settings, notebook.later)
    session = Session(database, behind.officers, now, clock, lambda: preferences.view().idle_lock_s)
    sounds = sounds or Sounds()
    history, tallies, calibration = History(database), Statistics(database), load_calibration()
    visitors = VisitorBook(behind.manifests, Arrivals(database), behind.store.verified, now)
    traffic = Traffic(tallies, now, notebook.later)

    def inquiry() -> Inquiry:
        return Inquiry(behind.questions, journal, lane.view, clock)

    return Desk(
        lane=lane,
        session=session,
        alerts=AlertDesk(
            lane,
            session,
            behind.store,
            sounds,
            clock,
            lambda: float(preferences.view().escalate_after_s),
            traffic.people_a_day,
        ),
        verification=VerificationDesk(
            lane,
            Subjects(behind.manifests or tuple, now),
            inquiry(),
            behind.store,
            session.view,
            calibration,
            LivenessCheck(lane, clock, lambda: preferences.view().liveness == "on"),
            lambda visitor_id, _: visitors.admitted(visitor_id),
            now,
            clock,
        ),
        identification=IdentificationDesk(lane, inquiry(), session.view, calibration, clock),
        visitors=visitors,
        history=HistoryDesk(history, lambda: verify(database), session.view, now, clock=clock),
        figures=FiguresDesk(
            tallies,
            history,
            Exporter(journal, documents, behind.reports),
            session.view,
            now,
            behind.lane_name,
            behind.terminal_id,
            clock=clock,
        ),
        summaries=Summaries(database, now),
        shift_counts=ShiftCounts(tallies.of_shift, notebook.later),
        preferences=preferences,
        sounds=sounds,
        notebook=notebook,
    )
