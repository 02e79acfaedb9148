"""1:1 at the lane: a document names somebody; is that who stands there? The officer decides.

A NIK, a code in the camera's picture, a passport's zone or a visitor of the manifest names the
person; `Visit` compares; the officer decides. The decision is held for UNDO_S: nothing is kept of
it, told or counted before. Subject and probe live in memory only: until it counts, `leave`, or
IDLE_S without a touch.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from edge_app.desk.readers import ReaderPool
from edge_app.desk.session.roles import Action, may
from edge_app.desk.session.views import SessionView
from edge_app.desk.verification.barcode_reader import BarcodeReader
from edge_app.desk.verification.face_wait import FaceSource
from edge_app.desk.verification.held_decision import DecisionHolder, VerificationRecord
from edge_app.desk.verification.inquiry import Inquiry
from edge_app.desk.verification.liveness_check import LivenessCheck
from edge_app.desk.verification.reasons import DecisionReason, needs_reason
from edge_app.desk.verification.screen_desk import ScreenDesk
from edge_app.desk.verification.subjects import Subject, Subjects
from edge_app.desk.verification.views import (
    DocumentCheck,
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
from edge_app.documents.payload import Named, Nothing, PayloadKind
from edge_app.store.entries import Verification
from models.calibration import Calibration

MAX_CHECKS = 50  # alerts whose last document is remembered; the store keeps all


@dataclass(frozen=True, slots=True)
class _Bound:
    """The alert whose person's documents are checked, and who that is now."""

    alert_id: str
    who: Callable[[], int | None]


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
        self._decisions = DecisionHolder(record, on_admitted, clock)
        self._view = VerificationView()
        # All below belongs to the thread that does the commands.
        self._visit: Visit | None = None
        self._bound: _Bound | None = None
        self._checks: dict[str, DocumentCheck] = {}  # replaced, never changed
        self._lines = MrzLines()
        self._codes = BarcodeReader()
        self._forgotten_at = self._touched_at  # when everybody was

    def stop(self) -> None:
        """Let a held decision count; cancel what is asked; once the readers have ended."""
        self._decisions.count()
        self._inquiry.cancel()
        self._liveness.end()

    # ---- the officer's commands ------------------------------------------------------------------

    def view(self) -> VerificationView:
        """Return how it stands now."""
        view, held, bound = self._view, self._decisions.shown, self._bound
        undone = self._decisions.undone
        if held is None and bound is None and undone is None:
            return view
        return replace(
            view,
            held=held,
            undone=undone,
            alert_id=bound.alert_id if bound else None,
        )

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

    def choose(self, track_id: int) -> None:
        """Mean that person of several in the picture."""
        self._submit(lambda: self._with_visit(lambda one: one.choose(track_id)))

    def confirm(self, track_id: int) -> None:
        """Compare the person who is framed; nothing where it is another by now."""
        self._submit(lambda: self._with_visit(lambda one: one.confirm(track_id)))

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

    def decide(self, decision: OfficerDecision, reason: DecisionReason | None = None) -> None:
        """Let the person in or turn them away; nothing without a reason where it takes one."""
        self._submit(lambda: self._settle(decision, reason), stays=True)

    def undo(self, visit: int) -> None:
        """Take back the decision about that visit, if it does not count yet."""
        self._submit(lambda: self._undo(visit), stays=True)

    # ---- the document of somebody who alerted ----------------------------------------------------

    def bind(self, alert_id: str, who: Callable[[], int | None]) -> None:
        """Check documents of the person of this alert: `who` returns their track, None: not seen.

        The alert stays open. What comes of it is kept with `conclude`, and with no decision about
        the person: that is the alert's answer.
        """
        self._submit(lambda: self._bind(_Bound(alert_id, who)), stays=True)

    def unbind(self) -> None:
        """Go back to whoever comes next."""
        self._submit(lambda: self._bind(None), stays=True)

    def conclude(self) -> None:
        """Keep what came of the document for the alert's answer."""
        self._submit(self._conclude, stays=True)

    def check(self, alert_id: str) -> DocumentCheck | None:
        """Return the last document that was checked for this alert; from any thread."""
        return self._checks.get(alert_id)

    def _bind(self, bound: _Bound | None) -> None:
        self._bound = bound
        self._forget()

    def _conclude(self) -> None:
        visit, bound = self._visit, self._bound
        if (
            visit is None
            or bound is None
            or visit.view.step is not VerificationStep.DECISION
            or not self._is_allowed()
        ):
            return
        kept = replace(self._verification(visit), visitor_id=None, alert_id=bound.alert_id)
        self._record.verified(kept, visit.subject.label)
        differs = bool(visit.subject.differs)
        checked = DocumentCheck(
            bound.alert_id, kept.outcome, kept.method, visit.subject.document_name, differs
        )
        latest = [*self._checks.items()][-MAX_CHECKS + 1 :]
        self._checks = {**dict(latest), bound.alert_id: checked}
        self._forget()

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
        found = {
            text: payload.read(text, subjects.today, subjects.expected, subjects.is_family_card)
            for text in texts
        }
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
            self._begin_named(Named(PayloadKind.MRZ, found.number, found))
        else:
            self._update(refused=None, lines=len(found.lines))

    def _begin_named(self, named: Named) -> None:
        subjects = self._subjects
        match named.kind:
            case PayloadKind.NIK:
                self._begin(subjects.by_nik(named.value), Nothing.NO_NIK)
            case PayloadKind.VISITOR:
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
            self._bound.who if self._bound else None,
        )
        self._view = self._visit.view

    def _refuse(self, why: DocumentRefusal) -> None:
        self._update(refused=why, lines=0)

    # ---- on a reader's thread: the person --------------------------------------------------------

    def _with_visit(self, command: Callable[[Visit], object]) -> None:
        if self._visit is not None:
            command(self._visit)
            self._view = self._visit.view

    def _settle(self, decision: OfficerDecision, reason: DecisionReason | None) -> None:
        """Hold the officer's decision; the next person may come."""
        visit = self._visit
        if (
            visit is None
            or self._bound is not None
            or visit.view.step is not VerificationStep.DECISION
            or not self._is_allowed()
            or (reason is None and needs_reason(visit.view, decision))
        ):
            return
        admitted = decision is OfficerDecision.ADMITTED
        said = reason.value if reason else ""
        kept = replace(self._verification(visit), admitted=admitted, reason=said)
        self._decisions.hold(kept, visit)
        self._forget()

    def _verification(self, visit: Visit) -> Verification:
        """Return what is kept of a visit; nobody is let in by it."""
        subject, result = visit.subject, visit.view.result
        return Verification(
            verification_id=visit.visit_id,
            officer=self._session().number or None,
            method=result.method if result else "document",
            visitor_id=subject.visitor_id,
            outcome=result.outcome if result else "not_compared",
            admitted=False,
            score=result.score if result else None,
            threshold=result.threshold if result else None,
            live=visit.view.live_proven,
            differs=tuple(one.value for one in subject.differs),
        )

    def _undo(self, visit: int) -> None:
        found = self._decisions.undo(visit, self._session().number or None)
        if found is None or self._visit is not None or self._bound is not None:
            return
        if self._is_allowed():
            self._visit, self._view = found, found.view

    # ---- on a reader's thread: polls -------------------------------------------------------------

    def _poll(self) -> None:
        self._decisions.poll()
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
        self._bound = None
        super()._leave()
        self._decisions.count()  # nobody sees any more that it could be taken back
        self._codes = BarcodeReader()

    def _fault(self) -> None:
        if self._visit is None:
            self._refuse(NotCompared.FAULT)
        else:
            self._with_visit(lambda one: one.stop_waiting(NotCompared.FAULT))
