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
from edge_app.desk.verification.inquiry import Inquiry, Unanswered
from edge_app.desk.verification.views import NotCompared
from edge_app.desk.verification.visit import FACE_LIMIT_S, SHOTS, SHOTS_S, VerificationLane
from edge_app.domain import Image
from models.calibration import Calibration
from sync.protocol.content import AnswerContent
from sync.protocol.envelope import random_id

IDLE_S = 60.0
POLL_INTERVAL_S = 0.1  # of the camera and the data centre, while the screen is shown


class Purpose(Enum):
    """Why somebody is looked for; the values stand on both audit logs."""

    LOST_DOCUMENT = "lost-document"  # carries none, or lost it
    DOUBTFUL_DOCUMENT = "doubtful-document"
    CANNOT_SPEAK = "cannot-speak"  # unwell, unconscious, or no common language
    LOST_CHILD = "lost-child"
    WRITTEN_ORDER = "written-order"  # of an authority


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
    score: float  # cosine, -1..1
    fmr: float  # share of comparisons of different people that score as high


@dataclass(frozen=True, slots=True, eq=False)
class IdentificationView:
    """All that a screen needs, taken in one moment."""

    allowed: bool = False  # the officer's role may
    possible: Unanswered | None = None  # why nobody need try now
    step: IdentificationStep = IdentificationStep.PURPOSE
    purpose: Purpose | None = None
    live: Image | None = field(default=None, repr=False)
    until_at: float | None = None  # when what is awaited is given up
    candidates: tuple[CentreCandidate, ...] = field(default=(), repr=False)  # best first
    threshold: float | None = None  # of the list; None: there was none
    refused: bool = False  # the data centre does not answer such questions for this checkpoint
    trouble: Unanswered | NotCompared | None = None


class IdentificationDesk:
    """Commands return at once, from any thread; `view` is what came of them."""

    def __init__(
        self,
        lane: VerificationLane,
        inquiry: Inquiry,
        session: Callable[[], SessionView],
        calibration: Calibration,
        readers: ReaderPool,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`inquiry` belongs to this desk alone."""
        self._lane, self._inquiry, self._session = lane, inquiry, session
        self._calibration, self._clock = calibration, clock
        self.commands = readers.queue(
            self._poll, self._fault, POLL_INTERVAL_S, is_open=lambda: self._open
        )
        self._view = IdentificationView()
        self._touched = clock()
        # All below belongs to the thread that does the commands.
        self._open = False
        self._since = 0.0  # when the wait for a face began
        self._seen_since: float | None = None

    def stop(self) -> None:
        """Cancel what is asked of the data centre; once the readers have ended."""
        self._inquiry.cancel()

    # ---- the officer's commands ------------------------------------------------------------------

    def view(self) -> IdentificationView:
        """Return how it stands now."""
        return self._view

    def enter(self) -> None:
        """Begin to poll: the screen is shown."""
        self._command(self._enter)

    def leave(self) -> None:
        """Forget everybody: the screen is gone."""
        self.commands.submit(self._leave, first=True)

    def touched(self) -> None:
        """Record that the officer is there."""
        self._touched = self._clock()

    def ask(self, purpose: Purpose) -> None:
        """Ask who stands in front of the camera."""
        self._command(lambda: self._ask(purpose))

    def cancel(self) -> None:
        """Stop waiting."""
        self._command(self._cancel)

    def reset(self) -> None:
        """Forget this person."""
        self._command(self._forget)

    def _command(self, command: Callable[[], object]) -> None:
        self.touched()
        self.commands.submit(command)

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
        self._since, self._seen_since = self._clock(), None
        self._update(step=IdentificationStep.FACE, until_at=self._since + FACE_LIMIT_S)

    def _poll(self) -> None:
        if not self._open:
            return
        now = self._clock()
        if now - self._touched >= IDLE_S and self._view.step is not IdentificationStep.PURPOSE:
            self._forget()
        allowed, possible = self._is_allowed(), self._inquiry.impossible()
        if (allowed, possible) != (self._view.allowed, self._view.possible):
            self._update(allowed=allowed, possible=possible)
        if not allowed and self._view.step is not IdentificationStep.PURPOSE:
            self._forget()
        elif self._view.step is IdentificationStep.FACE:
            self._poll_face(now)
        elif self._view.step is IdentificationStep.ANSWER:
            self._poll_answer()

    def _poll_face(self, now: float) -> None:
        probe, purpose = self._lane.probe(), self._view.purpose
        if probe is None or purpose is None:
            self._seen_since = None
            if now - self._since >= FACE_LIMIT_S:
                self._end(trouble=NotCompared.NO_FACE)
            return
        if self._seen_since is None:
            self._seen_since = now
        if probe.shots < SHOTS and now - self._seen_since < SHOTS_S:
            return
        officer = self._session().number
        why = self._inquiry.begin(probe.template, None, officer, purpose.value, random_id())
        if why is not None:
            self._end(trouble=why)
        else:
            until = self._inquiry.until
            self._update(step=IdentificationStep.ANSWER, live=probe.portrait, until_at=until)

    def _poll_answer(self) -> None:
        answer = self._inquiry.poll()
        if isinstance(answer, Unanswered):
            self._end(trouble=answer)
        elif answer is not None:
            self._show_candidates(answer)

    def _show_candidates(self, answer: AnswerContent) -> None:
        if answer.outcome != "candidates":
            self._end(refused=True)
            return
        found = tuple(
            CentreCandidate(one.name, one.score, self._calibration.fmr(one.score))
            for one in answer.candidates
        )
        best_first = tuple(sorted(found, key=lambda one: -one.score))
        self._end(candidates=best_first, threshold=answer.threshold)

    def _end(self, **changes: object) -> None:
        self._update(step=IdentificationStep.OVER, until_at=None, **changes)

    def _cancel(self) -> None:
        if self._view.step in (IdentificationStep.FACE, IdentificationStep.ANSWER):
            self._inquiry.cancel()
            self._end(trouble=Unanswered.CANCELLED)

    def _forget(self) -> None:
        self._inquiry.cancel()
        self._view = IdentificationView(self._view.allowed, self._view.possible)

    def _enter(self) -> None:
        self._open = True

    def _leave(self) -> None:
        self._forget()
        self._open = False

    def _fault(self) -> None:
        if self._view.step in (IdentificationStep.FACE, IdentificationStep.ANSWER):
            self._inquiry.cancel()
            self._end(trouble=NotCompared.FAULT)
