"""One person at the desk, from their document to the officer's decision. For one thread.

1. FACE: who stands in front of the camera gives a template. Of several people one is chosen, and
   whose template leaves the terminal is confirmed first.
2. LIVENESS, where it is asked for: the gestures of a random order.
3. Compared here with the manifest's photograph; without one, the question goes to the data centre
   (ANSWER). Neither: the officer compares the document by eye.
4. DECISION: the officer's, whatever was said before.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from edge_app.desk.verification.face_wait import FaceSource, FaceWait
from edge_app.desk.verification.inquiry import Inquiry, Unanswered
from edge_app.desk.verification.liveness_check import LivenessCheck
from edge_app.desk.verification.subjects import Subject
from edge_app.desk.verification.told_strength import told_fmr
from edge_app.desk.verification.views import (
    ComparisonResult,
    ComparisonTrouble,
    NotCompared,
    VerificationStep,
    VerificationView,
)
from edge_app.domain import Probe, Template
from edge_app.pipeline.people import SAME_PERSON_FMR
from edge_app.store.entries import Outcome
from models.calibration import Calibration
from models.verification import Verdict, verify
from sync.protocol.envelope.random_values import random_id
from sync.protocol.question_content import AnswerContent, Purpose

_OUTCOMES: dict[Verdict, Outcome] = {
    Verdict.YES: "yes",
    Verdict.UNCERTAIN: "uncertain",
    Verdict.NO: "no",
}


class Visit:
    """Holds subject and probe, in memory only. Commands that do not fit its step are nothing."""

    def __init__(
        self,
        subject: Subject,
        number: int,
        lane: FaceSource,
        inquiry: Inquiry,
        liveness: LivenessCheck,
        calibration: Calibration,
        officer: Callable[[], str],
        clock: Callable[[], float],
        who: Callable[[], int | None] | None = None,
    ) -> None:
        """Begin visit `number`; `officer` returns a number, empty without accounts.

        `who` returns the track of the one person whom it is about, None: not seen now. Whoever is
        compared in their place is confirmed first.
        """
        self.subject, self.visit_id = subject, random_id()
        self._face, self._inquiry, self._liveness = FaceWait(lane, clock), inquiry, liveness
        self._calibration, self._officer, self._clock = calibration, officer, clock
        self._probe: Probe | None = None
        self._who, self._until = who, 0.0
        self._proven: Probe | None = None  # whose gestures were right
        self._asks_gestures = liveness.always
        self.view = VerificationView(visit=number, subject=subject)
        liveness.reset()
        self._begin()

    def poll(self) -> None:
        """Read how far it is, and go on."""
        match self.view.step:
            case VerificationStep.FACE:
                self._poll_face()
            case VerificationStep.LIVENESS:
                self._poll_gestures()
            case VerificationStep.ANSWER:
                self._poll_answer()
            case _:
                pass

    def ask_gestures(self) -> None:
        """Ask for them: now, or as soon as a face is seen."""
        step = self.view.step
        if step not in (VerificationStep.FACE, VerificationStep.DECISION) or self.view.live_proven:
            return
        self._asks_gestures = True
        if self._probe is not None:
            self._begin_gestures(self._probe)
        elif step is VerificationStep.DECISION:
            self._wait_for_face()

    def choose(self, track_id: int) -> None:
        """Mean somebody else in the picture."""
        if self.view.step is VerificationStep.FACE:
            self._face.choose(track_id)

    def confirm(self, track_id: int) -> None:
        """Compare the framed person, if it is still that one."""
        if self.view.step is VerificationStep.FACE:
            self._face.confirm(track_id)

    def stop_waiting(self, why: NotCompared) -> None:
        """Come to the decision without a comparison."""
        if self.view.step is not VerificationStep.DECISION:
            self.end()
            self._decide(trouble=why)

    def cancel_question(self) -> None:
        """Stop waiting for the data centre."""
        if self.view.step is VerificationStep.ANSWER:
            self._inquiry.cancel()
            self._decide(trouble=Unanswered.CANCELLED)

    def again(self) -> None:
        """Compare once more."""
        if self.view.step is VerificationStep.DECISION:
            self._begin()

    def end(self) -> None:
        """Cancel the question and the gestures: nobody waits for them any more."""
        self._inquiry.cancel()
        self._liveness.end()

    # ---- a face --------------------------------------------------------------------------------

    def _update(self, **changes: object) -> None:
        self.view = replace(self.view, **changes)  # type: ignore[arg-type]

    def _begin(self) -> None:
        why = self._impossible()
        if why is not None:
            self._decide(trouble=why)
        else:
            self._wait_for_face()

    def _impossible(self) -> ComparisonTrouble | None:
        """Return why no face can be compared with this person's; None: one can."""
        if self.subject.template is not None:
            return None
        if self.subject.nik is None:
            return NotCompared.NO_REFERENCE
        return self._inquiry.impossible()

    def _wait_for_face(self) -> None:
        bound = self._who() if self._who else None
        self._probe, self._until = None, self._face.begin(bound)
        self._update(
            step=VerificationStep.FACE,
            until_at=self._until,
            framed=bound,
            asks=False,
            result=None,
            trouble=None,
            live=None,
        )

    def _poll_face(self) -> None:
        # The terminal: the data centre will be asked.
        leaves = self.subject.template is None and self._impossible() is None
        probe = self._face.poll(must_confirm=leaves or self._who is not None)
        if probe is None:
            if self._face.over:
                self._asks_gestures = False
                self._decide(trouble=NotCompared.NO_FACE)
            else:
                asks = self._face.asks
                until = None if asks else self._until
                self._update(framed=self._face.framed, asks=asks, until_at=until)
            return
        self._probe = probe
        made, proven = self._proven, self.view.live_proven
        if proven and not (
            made and made.track_id == probe.track_id and self._is_of(made, probe.template)
        ):
            proven = None  # somebody else made the gestures
        self._update(live=probe.portrait, live_proven=proven, framed=probe.track_id, asks=False)
        if self._asks_gestures and not proven:
            self._begin_gestures(probe)
        else:
            self._compare(probe)

    def _compare(self, probe: Probe) -> None:
        reference, why = self.subject.template, self._impossible()
        if why is None and reference is None:
            why = self._inquiry.begin(
                probe.template,
                self.subject.nik,
                self._officer(),
                Purpose.VERIFY_AT_GATE.value,
                self.visit_id,
            )
            if why is None:
                self._update(step=VerificationStep.ANSWER, until_at=self._inquiry.until)
                return
        if why is not None or reference is None:
            self._decide(trouble=why)
            return
        model = self.subject.model
        model_id = model.model_id if model else probe.model_id
        calibration = model.calibration if model else self._calibration
        if model_id not in probe.templates:  # the reference is of a model that nobody opened here
            self._decide(trouble=NotCompared.NO_REFERENCE)
            return
        found = verify(reference[None], probe.templates[model_id], calibration)
        fmr = calibration.fmr(found.score)
        outcome = _OUTCOMES[found.verdict]
        self._decide(
            ComparisonResult(
                outcome, "visitor", found.score, found.threshold, fmr, calibration.rarest
            )
        )

    def _poll_answer(self) -> None:
        answer = self._inquiry.poll()
        if isinstance(answer, Unanswered):
            self._decide(trouble=answer)
        elif answer is not None:
            self._decide(self._result(answer))

    def _result(self, answer: AnswerContent) -> ComparisonResult:
        if answer.outcome == "candidates":  # the answer to another question is believed in nothing
            return ComparisonResult("refused", "centre")
        if answer.refusal == "not-comparable":  # it looked at the face, and compared it with nobody
            return ComparisonResult("not_compared", "centre", refusal=answer.refusal)
        fmr = told_fmr(answer.strength, answer.score, self._calibration)
        rarest = self._calibration.rarest
        return ComparisonResult(
            answer.outcome, "centre", fmr=fmr, rarest=rarest, refusal=answer.refusal
        )

    def _decide(
        self, result: ComparisonResult | None = None, trouble: ComparisonTrouble | None = None
    ) -> None:
        self._update(step=VerificationStep.DECISION, until_at=None, result=result, trouble=trouble)

    # ---- gestures ------------------------------------------------------------------------------

    def _begin_gestures(self, probe: Probe) -> None:
        if self._liveness.begin(probe.track_id, lambda seen: self._is_of(probe, seen)):
            self._update(
                step=VerificationStep.LIVENESS, until_at=None, liveness=self._liveness.view()
            )
        else:
            self._end_gestures(probe, proven=False)

    def _poll_gestures(self) -> None:
        seen, probe = self._liveness.poll(), self._probe
        self._update(liveness=seen)
        if probe is not None and (seen is None or seen.progress.over):
            self._end_gestures(probe, self._liveness.passed)

    def _end_gestures(self, probe: Probe, proven: bool) -> None:
        self._asks_gestures = False
        self._proven = probe if proven else None
        self._liveness.end()
        self._update(live_proven=proven, liveness=self._liveness.view())
        if self.view.result is None and self.view.trouble is None:
            self._compare(probe)
        else:
            self._update(step=VerificationStep.DECISION)

    def _is_of(self, probe: Probe, template: Template) -> bool:
        """Return whether `template` is of who was compared, not of who took their place since.

        A track is a place in the picture: a photograph held up in it is followed on as the face of
        whoever then takes it away.
        """
        return float(probe.template @ template) >= self._calibration.score(SAME_PERSON_FMR)
