"""1:N on request: who is this? Asked at the data centre, for a purpose, by whom it is allowed.

Each question stands on the audit chain with its purpose. Probe and candidates live in memory only:
until `reset`, `leave`, or IDLE_S without a touch.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from enum import Enum

from edge_app.desk.readers import ReaderPool
from edge_app.desk.session.roles import Action, may
from edge_app.desk.session.views import SessionView
from edge_app.desk.verification.face_wait import FaceSource, FaceWait
from edge_app.desk.verification.inquiry import Inquiry, Unanswered
from edge_app.desk.verification.screen_desk import ScreenDesk
from edge_app.desk.verification.subjects import Subjects
from edge_app.desk.verification.told_strength import told_fmr
from edge_app.desk.verification.views import NotCompared
from edge_app.domain import Image, Probe
from models.calibration import Calibration
from models.verification import UNCERTAIN_FMR
from sync.protocol.envelope.random_values import random_id
from sync.protocol.question_content import AnswerContent, Purpose, Refusal


class IdentificationStep(Enum):
    """What the desk waits for."""

    PURPOSE = "purpose"
    FACE = "face"
    ANSWER = "answer"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class CentreCandidate:
    """One of a candidate list."""

    name: str = field(repr=False)
    fmr: float  # share of comparisons of different people that are as strong: a fixed step
    rarest: float  # the smallest such share that was ever counted
    # Of the guest list here, where this is a visitor; the data centre's leave it for nobody.
    portrait: Image | None = field(default=None, repr=False, compare=False)


@dataclass(frozen=True, slots=True, eq=False)
class IdentificationView:
    """All that a screen needs, taken in one moment."""

    allowed: bool = False  # the officer's role may
    possible: Unanswered | None = None  # why nobody need try now
    step: IdentificationStep = IdentificationStep.PURPOSE
    purpose: Purpose | None = None
    live: Image | None = field(default=None, repr=False)
    framed: int | None = None  # the track of who is to be searched for
    asks: bool = False  # the officer is to confirm that one
    until_at: float | None = None  # when what is awaited is given up
    candidates: tuple[CentreCandidate, ...] = field(default=(), repr=False)  # best first
    refused: Refusal | None = None  # why the data centre does not answer
    trouble: Unanswered | NotCompared | None = None


class IdentificationDesk(ScreenDesk):
    """Commands return at once, from any thread; `view` is what came of them."""

    def __init__(
        self,
        lane: FaceSource,
        subjects: Subjects,
        inquiry: Inquiry,
        session: Callable[[], SessionView],
        calibration: Calibration,
        readers: ReaderPool,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Own `inquiry`: it belongs to this desk alone. `subjects`: visitors with photographs."""
        super().__init__(readers, clock)
        self._inquiry, self._session, self._calibration = inquiry, session, calibration
        self._subjects = subjects
        self._probe: Probe | None = None  # who was asked about, until the answer
        self._face, self._until = FaceWait(lane, clock), 0.0
        self._view = IdentificationView()

    def stop(self) -> None:
        """Cancel what is asked of the data centre; once the readers have ended."""
        self._inquiry.cancel()

    # ---- the officer's commands ------------------------------------------------------------------

    def view(self) -> IdentificationView:
        """Return how it stands now."""
        return self._view

    def ask(self, purpose: Purpose) -> None:
        """Ask who stands in front of the camera."""
        self._submit(lambda: self._ask(purpose))

    def choose(self, track_id: int) -> None:
        """Mean that person of several in the picture."""
        self._submit(lambda: self._face.choose(track_id))

    def confirm(self, track_id: int) -> None:
        """Ask about the person who is framed; nothing where it is another by now."""
        self._submit(lambda: self._face.confirm(track_id))

    def cancel(self) -> None:
        """Stop waiting."""
        self._submit(self._cancel)

    # ---- on a reader's thread --------------------------------------------------------------------

    def _update(self, **changes: object) -> None:
        self._view = replace(self._view, **changes)  # type: ignore[arg-type]

    def _is_allowed(self) -> bool:
        session = self._session()
        return session.working and may(session.role, Action.IDENTIFY)

    def _ask(self, purpose: Purpose) -> None:
        if self._view.step is not IdentificationStep.PURPOSE or not self._is_allowed():
            return
        self._update(purpose=purpose)
        if (why := self._inquiry.impossible()) is not None:
            self._end(trouble=why)
            return
        self._until = self._face.begin()
        self._update(step=IdentificationStep.FACE, until_at=self._until)

    def _poll(self) -> None:
        if self._is_idle() and self._view.step is not IdentificationStep.PURPOSE:
            self._forget()
        allowed, possible = self._is_allowed(), self._inquiry.impossible()
        if (allowed, possible) != (self._view.allowed, self._view.possible):
            self._update(allowed=allowed, possible=possible)
        if not allowed and self._view.step is not IdentificationStep.PURPOSE:
            self._forget()
        elif self._view.step is IdentificationStep.FACE:
            self._poll_face()
        elif self._view.step is IdentificationStep.ANSWER:
            self._poll_answer()

    def _poll_face(self) -> None:
        probe, purpose = self._face.poll(must_confirm=True), self._view.purpose
        if probe is None or purpose is None:
            if self._face.over:
                self._end(trouble=NotCompared.NO_FACE)
            else:
                asks = self._face.asks
                until = None if asks else self._until
                self._update(framed=self._face.framed, asks=asks, until_at=until)
            return
        officer = self._session().number
        why = self._inquiry.begin(probe.template, None, officer, purpose.value, random_id())
        if why is not None:
            self._end(trouble=why)
        else:
            self._probe, until = probe, self._inquiry.until
            self._update(
                step=IdentificationStep.ANSWER, live=probe.portrait, asks=False, until_at=until
            )

    def _poll_answer(self) -> None:
        answer = self._inquiry.poll()
        if isinstance(answer, Unanswered):
            self._end(trouble=answer)
        elif answer is not None:
            self._show_candidates(answer)

    def _show_candidates(self, answer: AnswerContent) -> None:
        if answer.outcome != "candidates":
            self._end(refused="other" if answer.refusal == "none" else answer.refusal)
            return
        table = self._calibration
        probe, self._probe = self._probe, None
        found = [
            CentreCandidate(
                one.name,
                told_fmr(one.strength, one.score, table) or UNCERTAIN_FMR,
                table.rarest,
                self._subjects.guest_portrait(one.name, probe, table) if probe else None,
            )
            for one in answer.candidates
        ]
        self._end(candidates=tuple(sorted(found, key=lambda one: (one.fmr, one.name))))

    def _end(self, **changes: object) -> None:
        self._update(step=IdentificationStep.OVER, until_at=None, **changes)

    def _cancel(self) -> None:
        if self._view.step in (IdentificationStep.FACE, IdentificationStep.ANSWER):
            self._inquiry.cancel()
            self._end(trouble=Unanswered.CANCELLED)

    def _forget(self) -> None:
        self._inquiry.cancel()
        self._probe = None
        self._view = IdentificationView(self._view.allowed, self._view.possible)

    def _fault(self) -> None:
        if self._view.step in (IdentificationStep.FACE, IdentificationStep.ANSWER):
            self._inquiry.cancel()
            self._end(trouble=NotCompared.FAULT)
