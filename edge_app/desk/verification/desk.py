"""1:1 at the lane: a document names somebody; is that who stands there? The officer decides.

A NIK, a code in the camera's picture, a passport's zone or a visitor of the manifest names the
person; `Visit` compares; the officer's decision is kept. Subject and probe live in memory only:
until the decision, `leave`, or IDLE_S without a touch.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from edge_app.desk.readers import ReaderPool
from edge_app.desk.session.roles import Action, may
from edge_app.desk.session.views import SessionView
from edge_app.desk.verification.barcode_reader import BarcodeReader
from edge_app.desk.verification.face_wait import FaceSource
from edge_app.desk.verification.inquiry import Inquiry
from edge_app.desk.verification.liveness_check import LivenessCheck
from edge_app.desk.verification.screen_desk import ScreenDesk
from edge_app.desk.verification.subjects import Subject, Subjects
from edge_app.desk.verification.views import (
    DocumentRefusal,
    NotCompared,
    OfficerDecision,
    UnknownSubject,
    VerificationStep,
    VerificationView,
)
from edge_app.desk.verification.visit import Visit
from edge_app.documents import mrz, payload
from edge_app.documents.mrz_lines import MrzLines
from edge_app.documents.payload import Kind, Named, Nothing
from edge_app.store.entries import Verification
from models.calibration import Calibration


class VerificationRecord(Protocol):
    """`edge_app.store.alerts.AlertStore`."""

    def verified(self, verification: Verification, label: str = "") -> None:
        """Keep it, and tell the data centre; return at once."""


class VerificationDesk(ScreenDesk):
    """Commands return at once, from any thread; `view` is what came of them."""

    def __init__(
        self,
        lane: FaceSource,
        subjects: Subjects,
        inquiry: Inquiry,
        record: VerificationRecord,
        session: Callable[[], SessionView],
        calibration: Calibration,
        readers: ReaderPool,
        liveness: LivenessCheck,
        on_admitted: Callable[[str], object] = lambda _: None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Call `on_admitted(visitor_id)` when a visitor was let in."""
        super().__init__(readers, clock)
        self._lane, self._subjects, self._inquiry, self._record = lane, subjects, inquiry, record
        self._session, self._calibration, self._liveness = session, calibration, liveness
        self._on_admitted = on_admitted
        self._view = VerificationView()
        # All below belongs to the thread that does the commands.
        self._visit: Visit | None = None
        self._lines = MrzLines()
        self._codes = BarcodeReader()
        self._forgotten_at = self._touched_at  # when everybody was

    def stop(self) -> None:
        """Cancel what is asked of data centre and camera; once the readers have ended."""
        self._inquiry.cancel()
        self._liveness.end()

    # ---- the officer's commands ------------------------------------------------------------------

    def view(self) -> VerificationView:
        """Return how it stands now."""
        return self._view

    def by_nik(self, nik: str) -> None:
        """Begin with somebody of that NIK, typed to its last digit."""
        self._submit(lambda: self._begin_by_codes(nik))

    def by_code(self, text: str) -> None:
        """Begin with whom a code or a reader names: by NIK, visitor id or passport."""
        self._submit(lambda: self._begin_by_codes(text))

    def by_mrz(self, text: str) -> None:
        """Begin with a machine-readable zone, whole or one line of it at a time."""
        self._submit(lambda: self._add_lines(text))

    def by_visitor(self, visitor_id: str) -> None:
        """Begin with somebody of the manifest."""
        self._submit(
            lambda: self._begin(self._subjects.by_visitor(visitor_id), UnknownSubject.VISITOR)
        )

    def ask_liveness(self) -> None:
        """Ask for gestures: now, or as soon as a face is seen; a failed one once more."""
        self._submit(lambda: self._with_visit(Visit.ask_gestures))

    def by_eye(self) -> None:
        """Stop waiting: the officer compares the document."""
        self._submit(lambda: self._with_visit(lambda one: one.stop_waiting(NotCompared.BY_EYE)))

    def cancel(self) -> None:
        """Stop waiting for the data centre."""
        self._submit(lambda: self._with_visit(Visit.cancel_question))

    def again(self) -> None:
        """Compare the same person once more."""
        self._submit(lambda: self._with_visit(Visit.again))

    def admit(self) -> None:
        """Let the person in."""
        self._submit(lambda: self._settle(OfficerDecision.ADMITTED))

    def turn_away(self) -> None:
        """Turn the person away."""
        self._submit(lambda: self._settle(OfficerDecision.TURNED_AWAY))

    # ---- on a reader's thread: documents ---------------------------------------------------------

    def _is_allowed(self) -> bool:
        session = self._session()
        return session.working and may(session.role, Action.VERIFY)

    def _update(self, **changes: object) -> None:
        self._view = replace(self._view, **changes)  # type: ignore[arg-type]

    def _begin_by_codes(self, *texts: str) -> None:
        """Begin with the one whom several codes name, if it is one person."""
        if self._visit is not None:
            return
        self._lines = MrzLines()
        subjects = self._subjects
        found = {text: payload.read(text, subjects.today, subjects.expected) for text in texts}
        named = {(one.kind, one.value): one for one in found.values() if isinstance(one, Named)}
        refused = [one for one in found.values() if not isinstance(one, Named)]
        if len(named) == 1:
            self._begin_named(named.popitem()[1])
        elif named:
            self._refuse(Nothing.SEVERAL)
        else:
            self._refuse(refused[0] if len(refused) == 1 else Nothing.NO_NIK)

    def _add_lines(self, text: str) -> None:
        if self._visit is not None:
            return
        found = self._lines.add(text, self._clock(), self._subjects.today)
        self._lines = found if isinstance(found, MrzLines) else MrzLines()
        if isinstance(found, mrz.MrzFault):
            self._refuse(found)
        elif isinstance(found, mrz.Document):
            self._begin_named(Named(Kind.MRZ, found.number, found))
        else:
            self._update(refused=None, settled=None, lines=len(found.lines))

    def _begin_named(self, named: Named) -> None:
        subjects = self._subjects
        match named.kind:
            case Kind.NIK:
                self._begin(subjects.by_nik(named.value), Nothing.NO_NIK)
            case Kind.VISITOR:
                self._begin(subjects.by_visitor(named.value), UnknownSubject.VISITOR)
            case _:
                self._begin(
                    subjects.by_passport(named.value, named.document), UnknownSubject.PASSPORT
                )

    def _begin(self, subject: Subject | None, absent: Nothing | UnknownSubject) -> None:
        if self._visit is not None or not self._is_allowed():
            return
        if subject is None:
            self._refuse(absent)
            return
        self._visit = Visit(
            subject,
            self._view.visit,
            self._lane,
            self._inquiry,
            self._liveness,
            self._calibration,
            lambda: self._session().number,
            self._clock,
        )
        self._view = self._visit.view

    def _refuse(self, why: DocumentRefusal) -> None:
        self._update(refused=why, settled=None, lines=0)

    # ---- on a reader's thread: the person --------------------------------------------------------

    def _with_visit(self, command: Callable[[Visit], object]) -> None:
        if self._visit is not None:
            command(self._visit)
            self._view = self._visit.view

    def _settle(self, settled: OfficerDecision) -> None:
        """Keep the officer's decision, then forget the person."""
        visit = self._visit
        if (
            visit is None
            or visit.view.step is not VerificationStep.DECISION
            or not self._is_allowed()
        ):
            return
        subject, result = visit.subject, visit.view.result
        admitted = settled is OfficerDecision.ADMITTED
        verification = Verification(
            verification_id=visit.visit_id,
            officer=self._session().number or None,
            method=result.method if result else "document",
            visitor_id=subject.visitor_id,
            outcome=result.outcome if result else "not_compared",
            admitted=admitted,
            score=result.score if result else None,
            threshold=result.threshold if result else None,
            live=visit.view.live_proven,
        )
        self._record.verified(verification, subject.label)
        if admitted and subject.visitor_id is not None:
            self._on_admitted(subject.visitor_id)
        self._forget()
        self._update(settled=settled, settled_at=self._clock())

    # ---- on a reader's thread: polls -------------------------------------------------------------

    def _poll(self) -> None:
        if self._is_idle() and self._forgotten_at <= self._touched_at:
            self._forget()
        elif self._visit is not None:
            self._with_visit(Visit.poll)
        else:
            self._poll_documents(self._clock())

    def _poll_documents(self, now: float) -> None:
        if self._lines.late(now):
            self._lines = MrzLines()
            self._refuse(mrz.MrzFault(mrz.MrzFaultKind.LENGTH))
        texts = self._codes.read(self._lane.view().frame, now) if self._is_allowed() else None
        if texts:
            self.touched()
            self._begin_by_codes(*texts)

    def _forget(self) -> None:
        visit, self._visit = self._visit, None
        if visit is not None:
            visit.end()
        self._lines, self._forgotten_at = MrzLines(), self._clock()
        self._view = VerificationView(visit=self._view.visit + 1)

    def _leave(self) -> None:
        super()._leave()
        self._codes = BarcodeReader()

    def _fault(self) -> None:
        if self._visit is None:
            self._refuse(NotCompared.FAULT)
        else:
            self._with_visit(lambda one: one.stop_waiting(NotCompared.FAULT))
