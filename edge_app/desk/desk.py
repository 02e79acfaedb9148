"""All that an officer works with at one kiosk, put together.

A new part is a field of `Desk` and a line of `open_desk`. What it does in the background it gives
to `ReaderPool.queue`; what it has to end, to `ending`.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Protocol

from edge_app.desk.alerts.desk import AlertDesk
from edge_app.desk.alerts.own_answers import OwnAnswers
from edge_app.desk.alerts.protocols import AlertLane
from edge_app.desk.cases.desk import CaseDesk
from edge_app.desk.cases.photograph import PhotographDesk
from edge_app.desk.help.desk import HelpDesk, Link
from edge_app.desk.lanes.board import Known
from edge_app.desk.lanes.desk import LanesDesk
from edge_app.desk.practice.desk import PracticeDesk
from edge_app.desk.readers import ReaderPool
from edge_app.desk.records.export import Exporter
from edge_app.desk.records.history import HistoryDesk
from edge_app.desk.records.report import Documents, ReportFacts, ReportOfficer
from edge_app.desk.records.statistics import StatisticsDesk
from edge_app.desk.records.traffic import Traffic
from edge_app.desk.session.handover import HandoverDesk
from edge_app.desk.session.preferences import PreferencesDesk
from edge_app.desk.session.roles import Action, may
from edge_app.desk.session.session import Session
from edge_app.desk.session.shift_counts import ShiftCounts
from edge_app.desk.session.shift_summary import Summaries
from edge_app.desk.sight import SightWatch
from edge_app.desk.sounds import Sounds
from edge_app.desk.technician.acceptance import AcceptanceDesk, AcceptedPlace
from edge_app.desk.technician.alert_trial import AlertTrialDesk, SampleSource, TrialResult
from edge_app.desk.technician.camera import CameraDesk, CameraPlace
from edge_app.desk.technician.check import CheckDesk
from edge_app.desk.technician.link_trial import AgentLink, LinkDesk
from edge_app.desk.technician.steps import Step, StepsDesk, StepState
from edge_app.desk.verification.desk import VerificationDesk
from edge_app.desk.verification.face_wait import FaceSource
from edge_app.desk.verification.identification import IdentificationDesk
from edge_app.desk.verification.inquiry import CentreQuestions, Inquiry
from edge_app.desk.verification.liveness_check import ExpressionSource, LivenessCheck
from edge_app.desk.verification.subjects import Subjects
from edge_app.desk.visitors.book import VisitorBook
from edge_app.lists.pacing import paced
from edge_app.lists.rosters import Visitors
from edge_app.lists.served_list import ServedList, load_calibration
from edge_app.store.alerts import AlertStore
from edge_app.store.answered_strengths import right_alerts
from edge_app.store.arrivals import Arrivals
from edge_app.store.audit_log import AuditLog
from edge_app.store.cases import Cases
from edge_app.store.chain import KIOSK, verify
from edge_app.store.database import StoreDatabase
from edge_app.store.history import History
from edge_app.store.settings import Settings
from edge_app.store.shifts import Shifts
from edge_app.store.statistics import Statistics
from edge_app.store.writer import WriteQueue
from sync.protocol.acceptance import AcceptanceBody
from sync.protocol.content import Officer
from sync.protocol.findings import Finding
from sync.protocol.zones import Zone


class DeskLane(AlertLane, FaceSource, ExpressionSource, SampleSource, Protocol):
    """The lane, as the whole desk sees it: `LiveLane`."""

    def accept_view(self) -> None:
        """Learn what the camera sees now: it looks where it should."""


@dataclass(frozen=True, slots=True)
class Desk:
    """The parts; each says for itself from which thread it may be used."""

    lane: DeskLane
    session: Session
    alerts: AlertDesk
    help: HelpDesk
    lanes: LanesDesk
    cases: CaseDesk
    photograph: PhotographDesk
    practice: PracticeDesk
    verification: VerificationDesk
    identification: IdentificationDesk
    visitors: VisitorBook
    history: HistoryDesk
    statistics: StatisticsDesk
    summaries: Summaries
    handover: HandoverDesk
    shift_counts: ShiftCounts  # of the window's thread
    preferences: PreferencesDesk
    camera: CameraDesk
    link_trial: LinkDesk
    check: CheckDesk
    steps: StepsDesk
    alert_trial: AlertTrialDesk
    acceptance: AcceptanceDesk
    sounds: Sounds
    sight: SightWatch  # of the window's thread
    audit_log: AuditLog
    writes: WriteQueue
    readers: ReaderPool
    let_wait: Callable[[str], object] | None = None  # another version; None: none comes by itself
    ending: ExitStack = field(default_factory=ExitStack)  # what `stop` does, the last first

    def start(self) -> None:
        """Begin to work."""
        self.readers.start()
        self.sounds.check()

    def stop(self) -> None:
        """Let held answers count, and end all threads; also before `start`.

        What waits to be written is the store's, and written before the store closes.
        """
        self.ending.close()

    def note_closed(self, restarts: bool = False) -> None:
        """Note who closed the kiosk: nobody watches the lane from now on, or until it starts."""
        officer = self.session.view().number or KIOSK
        event = "kiosk-restarted" if restarts else "kiosk-closed"
        self.writes.submit(lambda: self.audit_log.note(officer, event))

    def put_aside_outdated(self) -> None:
        """Note that the officer has read that the lists are too old, and checks by hand."""
        officer = self.session.view().number or KIOSK
        self.writes.submit(lambda: self.audit_log.note(officer, "outdated-understood"))

    def put_off_update(self) -> None:
        """Let another version wait for some hours, for an officer who may answer alerts."""
        seen = self.session.view()
        if self.let_wait is not None and seen.working and may(seen.role, Action.ANSWER_ALERT):
            self.let_wait(seen.number or KIOSK)


@dataclass(frozen=True, slots=True)
class DeskDependencies:
    """What a desk stands on: a provisioned terminal, or a store of its own."""

    lane: DeskLane
    store: AlertStore
    database: StoreDatabase
    now: Callable[[], datetime]  # trusted time
    officers: Callable[[], tuple[Officer, ...] | None]
    manifests: Callable[[], tuple[Visitors, ...]] | None  # None: no data centre
    questions: CentreQuestions | None  # None: no data centre
    lane_name: str
    terminal_id: str  # empty: no data centre
    reports: Path  # where shift reports go when there is no stick
    post: Callable[[], str] = str  # the checkpoint's name; empty: no data centre
    zone: Callable[[], Zone] = lambda: "WIB"  # of the checkpoint
    camera: CameraPlace | None = None  # None: the source cannot be changed
    link: Link | None = None  # to the other lanes; None: no data centre
    carries: Callable[[], bool] = lambda: True  # whether an agent carries what is said to them
    shared: Callable[[], datetime] | None = None  # the time of lanes' messages; None: trusted time
    known: Known = lambda _list_id, _reference_id: None  # who a reference of the lists here is
    is_desk: bool = False  # without a camera: other lanes are watched from here
    agent: AgentLink | None = None  # what tries the network; None: no data centre
    check: Callable[[], tuple[Finding, ...]] | None = None  # of the terminal; None: it is none
    served: Callable[[], tuple[ServedList, ...]] = tuple  # the lists that the lane searches
    accepted: AcceptedPlace | None = None  # who signs an acceptance report; None: nobody
    let_wait: Callable[[str], object] | None = None  # Desk's


def open_desk(
    given: DeskDependencies,
    documents: Callable[[ReportFacts], Documents] | None = None,
    clock: Callable[[], float] = time.monotonic,
    sounds: Sounds | None = None,
    acceptance_pdf: Callable[[AcceptanceBody, str], bytes] | None = None,
) -> Desk:
    """Put the parts together; nothing is started yet. Raise StoreError, BadInput.

    `documents` makes the files of a shift report, `acceptance_pdf` that of an acceptance report
    with the technician's name; None: no reports.
    """
    lane, database, store, now = given.lane, given.database, given.store, given.now
    audit_log, history, statistics = (
        AuditLog(database, now),
        History(database),
        Statistics(database),
    )
    calibration, shifts = load_calibration(), Shifts(database)
    writes, readers = store.writer.queue("the desk"), ReaderPool(store.writer.every)
    preferences = PreferencesDesk(Settings(database, audit_log), writes.submit)
    sounds = sounds or Sounds()
    session = Session(
        database=database,
        officers=given.officers,
        now=now,
        writes=writes,
        readers=readers,
        record=store,
        clock=clock,
        idle_setting=preferences.idle_lock_s,
        under_duress=lambda number: help_desk.duress(number),
        no_duress=lambda: help_desk.no_duress(),
    )
    lanes = LanesDesk(
        lane=lane.view,
        alerts=lambda: alerts,
        session=session.view,
        officers=given.officers,
        known=given.known,
        sounds=sounds,
        audit_log=audit_log,
        writes=writes,
        now=given.shared or now,
        check_pin=session.check_own,
        clock=clock,
        is_desk=given.is_desk,
        dated=now,
    )
    help_desk = HelpDesk(
        link=given.link,
        session=session.view,
        sounds=sounds,
        audit_log=audit_log,
        writes=writes,
        readers=readers,
        now=given.shared or now,
        clock=clock,
        lanes=lanes,
        database=database,
        carries=given.carries,
    )
    alerts = AlertDesk(
        lane=lane,
        session=session,
        record=store,
        sounds=sounds,
        clock=clock,
        escalate_after_s=preferences.escalate_after_s,
        people_a_day=Traffic(statistics, now, writes.submit).people_a_day,
        now=now,
        help_desk=help_desk,
        own_answers=OwnAnswers(lambda: right_alerts(database), now, writes.submit).found,
    )
    visitors = VisitorBook(
        manifests=given.manifests,
        arrivals=Arrivals(database, given.zone),
        verified=store.verified,
        now=now,
        readers=readers,
        zone=given.zone,
    )
    subjects = Subjects(given.manifests or tuple, now, given.zone)
    verification = VerificationDesk(
        lane=lane,
        subjects=subjects,
        inquiry=Inquiry(given.questions, audit_log, lane.view, clock),
        record=store,
        session=session.view,
        calibration=calibration,
        readers=readers,
        liveness=LivenessCheck(lane, clock, preferences.always_asks_gestures),
        on_admitted=visitors.admitted,
        clock=clock,
    )
    identification = IdentificationDesk(
        lane=lane,
        subjects=subjects,
        inquiry=Inquiry(given.questions, audit_log, lane.view, clock),
        session=session.view,
        calibration=calibration,
        readers=readers,
        clock=clock,
    )
    camera = CameraDesk(given.camera, session.view, audit_log, readers)
    steps = StepsDesk(database, session.view, writes.submit, now, lambda: camera.view().chosen)

    def tried_alert(result: TrialResult | None) -> None:
        """Note what came of a test alert; who showed their face is nowhere."""
        officer, passed = session.view().number or KIOSK, result is not None
        writes.submit(lambda: audit_log.note(officer, "alert-tried", passed=int(passed)))
        if result is None:
            steps.note(Step.ALERT, StepState.FAILING)
        else:
            steps.note(
                Step.ALERT,
                StepState.DONE,
                score=result.score,
                threshold=result.threshold,
                latency_ms=result.latency_ms,
            )

    ending = ExitStack()
    for end in (sounds.close, verification.stop, identification.stop, readers.stop, alerts.stop):
        ending.callback(end)
    return Desk(
        let_wait=given.let_wait,
        lane=lane,
        session=session,
        alerts=alerts,
        help=help_desk,
        lanes=lanes,
        cases=CaseDesk(
            reader=Cases(database),
            pictures=history.pictures,
            documents=history.documents,
            record=store,
            session=session.view,
            officers=given.officers,
            readers=readers,
            clock=clock,
        ),
        photograph=PhotographDesk(
            lane=lane.view,
            kept=Cases(database).photographs,
            record=store,
            session=session.view,
            readers=readers,
            clock=clock,
        ),
        practice=PracticeDesk(
            lists=given.served,
            database=database,
            session=session.view,
            sounds=sounds,
            write=writes.submit,
            readers=readers,
            now=now,
            clock=clock,
            answer_within_s=preferences.escalate_after_s,
            zone=given.zone,
        ),
        verification=verification,
        identification=identification,
        visitors=visitors,
        history=HistoryDesk(
            record=history,
            verify_chain=lambda: verify(database, paced),
            session=session.view,
            now=now,
            readers=readers,
            clock=clock,
        ),
        statistics=StatisticsDesk(
            statistics=statistics,
            exporter=Exporter(audit_log, documents, given.reports),
            session=session.view,
            now=now,
            readers=readers,
            lane=given.lane_name,
            terminal_id=given.terminal_id,
            post=given.post,
            officers=lambda since, until: tuple(
                ReportOfficer(number, session.name_of(number))
                for number in shifts.officers(since, until)
            ),
            clock=clock,
        ),
        summaries=Summaries(database, now, readers),
        handover=HandoverDesk(database, session.view, now, readers),
        shift_counts=ShiftCounts(statistics.of_shift, writes.submit),
        preferences=preferences,
        camera=camera,
        link_trial=LinkDesk(given.agent, session.view, readers, clock),
        check=CheckDesk(given.check, session.view, readers),
        steps=steps,
        alert_trial=AlertTrialDesk(
            lane, given.served, calibration, session.view, sounds, tried_alert, clock
        ),
        acceptance=AcceptanceDesk(
            given.accepted,
            acceptance_pdf,
            given.reports,
            database,
            audit_log,
            session.view,
            readers,
            now,
            lambda: camera.view().chosen,
        ),
        sounds=sounds,
        sight=SightWatch(sounds.play),
        audit_log=audit_log,
        writes=writes,
        readers=readers,
        ending=ending,
    )
