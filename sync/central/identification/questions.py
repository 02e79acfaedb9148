"""Answer 1:1 and 1:N questions from the data centre's references, and never with a score.

1. The question is counted. Beyond the day's quota of terminal or officer it is refused. What the
   kiosk did not sign, and what was brought before, counts for the terminal alone: the process with
   the network can neither use up what others may ask nor be answered more than once.
2. It is looked at: the kiosk's signature, what the checkpoint may ask, who asks, why, and when.
3. 1:1: the person's references, where the checkpoint may ask about this person. A NIK that nobody
   has, and one that it may not ask about, cost the same work and are a `no` like any other.
4. 1:N: among the people of lists whose agreement names the checkpoint, and of no others.
5. A probe that is like no face cannot be compared, and that is said, whomever it asks about: it may
   be a real face in a bad picture. It is an alarm too; after some a day the terminal is refused.
6. It goes on the audit log, with officer and purpose; nothing is answered that is not on it.

An answer is a verdict and a step of strength: no number from which a template follows. Each verdict
tells a little all the same, so one person is compared some ten times a day: `checkpoints.Settings`.
"""

from __future__ import annotations

from collections import OrderedDict
from concurrent.futures import Future
from datetime import datetime
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from models.calibration import Calibration
from models.comparison import require_templates
from models.errors import GalleryError, ManifestError
from models.manifest import load_manifest
from models.template_model import TemplateModel
from models.verification import STEPS, UNCERTAIN_FMR, Verdict, step_of, verify
from sync.central.centre import Centre
from sync.central.errors import CentralError
from sync.central.identification.candidates import Scored, identify
from sync.central.identification.search import Search
from sync.central.registry import callers, comparisons, officers
from sync.central.registry.comparisons import Templates
from sync.central.registry.persons import nik_index, sealed_template, template_of
from sync.central.registry.question_counts import Counted
from sync.central.registry.question_quotas import Asker, nameable, record, take
from sync.central.registry.schema import ReferenceTemplate
from sync.protocol.content import OfficerRole
from sync.protocol.envelope.digests import fingerprint
from sync.protocol.envelope.signatures import verify as verify_signature
from sync.protocol.errors import EnvelopeError, PackageError
from sync.protocol.question_content import (
    SEARCHES,
    AnswerContent,
    AnsweredCandidate,
    Purpose,
    QuestionContent,
    Refusal,
)
from sync.protocol.signing import WINDOW
from sync.protocol.wire import QUESTION, Question

CANDIDATES_FPIR = 0.1  # a stranger in ten has a candidate, however large the lists are
MAX_CANDIDATES = 20
MAX_GIVEN = 1_000  # answers that are remembered: within WINDOW a question may be brought again
COMPARED = 8  # references of one person, and as much work where there are fewer
_MAY_VERIFY = {OfficerRole.OFFICER, OfficerRole.SUPERVISOR}
_MAY_SEARCH = {OfficerRole.SUPERVISOR}
_REASONS: dict[Refusal, str] = {
    "not-agreed": "this is not agreed on for this checkpoint",
    "signature": "the question is not signed by the terminal's kiosk",
    "purpose": "the purpose is none for which this may be asked",
    "officer": "nobody of that number may ask this here",
    "clock": "the question is of another time than now",
    "quota": "no more such questions are answered today",
    "model": "the template is of another model than the references",
    "not-comparable": "the template is like no face: it needs a better picture",
}


class _Refused(Exception):
    """The question is not answered; `alarm`: operators are told."""

    def __init__(self, refusal: Refusal, alarm: Counted | None = None) -> None:
        super().__init__(refusal)
        self.refusal, self.alarm = refusal, alarm

    def answer(self) -> AnswerContent:
        """Return what the terminal is told: the same to everybody."""
        reason = _REASONS[self.refusal]
        return AnswerContent(outcome="refused", refusal=self.refusal, reason=reason)


class Answerer:
    """Answers questions. It waits for the processor: call it in threads."""

    def __init__(self, centre: Centre) -> None:
        """Open nothing yet."""
        self._centre, self._search = centre, Search(centre)
        self._lock = Lock()  # guards the next
        self._given: OrderedDict[str, Future[AnswerContent]] = OrderedDict()

    def close(self) -> None:
        """Let go of the templates."""
        self._search.close()

    def answer(
        self, asker: Asker, question: QuestionContent, sent: Question, now: datetime
    ) -> AnswerContent:
        """Return the answer to `question`, as it was opened from `sent`.

        Raise CentralError, and PackageError for a template that is none.
        """
        signed = _is_kiosks(asker, sent)
        if asker.kiosk_key is None or not signed:
            return self._answer(asker, question, sent, now, signed)
        key = fingerprint(sent.signed(asker.terminal_id))
        mine = Future[AnswerContent]()
        with self._lock:
            given = self._given.setdefault(key, mine)
            while len(self._given) > MAX_GIVEN:
                self._given.popitem(last=False)
        if given is not mine:
            return self._answer(asker, question, sent, now, signed, given)
        try:
            reply = self._answer(asker, question, sent, now, signed)
        except BaseException as error:
            with self._lock:
                self._given.pop(key, None)
            mine.set_exception(error)
            raise
        mine.set_result(reply)
        return reply

    def _answer(
        self,
        asker: Asker,
        question: QuestionContent,
        sent: Question,
        now: datetime,
        signed: bool,
        given: Future[AnswerContent] | None = None,
    ) -> AnswerContent:
        """Answer; `given`: what this very question was answered before, or is being answered."""
        alarm: Counted | None = None
        vault, whole = self._centre.vault, signed and given is None
        with self._centre.registry.transaction() as session:
            over = take(session, vault, asker, question.officer, question.nik, now, whole)
        if given is not None and over is None and abs(now - question.asked_at) <= WINDOW:
            return given.result()
        try:
            if over is not None:
                raise _Refused("quota", over)
            if not signed:
                raise _Refused("signature", Counted.FORGED)
            lists = self._lists(asker, question, now)
            model, probe = _probe(question)
            if model.mean_face is not None and not model.mean_face.is_face(probe):
                raise _Refused("not-comparable", Counted.NO_FACE)
            if question.nik is not None:
                reply = self._verified(asker, question.nik, lists, model, probe, now)
            else:
                reply, alarm = self._candidates(asker, lists, model, probe, now)
        except _Refused as refused:
            reply, alarm = refused.answer(), refused.alarm
        details: dict[str, object] = {
            "officer": question.officer,
            "purpose": question.purpose,
            "asked": "1:N" if question.nik is None else "1:1",
            "outcome": reply.outcome,
            "candidates": [each.person_id for each in reply.candidates],
        }
        if reply.outcome == "refused":
            details["refusal"] = reply.refusal
        with self._centre.registry.transaction() as session:
            record(session, asker, sent.question_id, details, alarm, now)
        return reply

    def _lists(self, asker: Asker, question: QuestionContent, now: datetime) -> tuple[str, ...]:
        """Return the lists about whose people this may be asked, by this officer, now."""
        searches = question.nik is None
        with self._centre.registry.session() as session:
            rights = callers.rights(session, asker.checkpoint_id)
            if not (rights.may_identify if searches else rights.may_verify):
                raise _Refused("not-agreed")
            purpose = _purpose(question.purpose, searches)
            if abs(now - question.asked_at) > WINDOW:
                raise _Refused("clock", Counted.FORGED)
            role = officers.role_of(
                session, self._centre.vault, asker.checkpoint_id, question.officer
            )
            if role not in (_MAY_SEARCH if searches else _MAY_VERIFY):
                raise _Refused("officer", Counted.FORGED)
            return comparisons.lists_within_reach(session, asker.checkpoint_id, purpose, now)

    # ---- 1:1 -----------------------------------------------------------------------------------

    def _verified(
        self,
        asker: Asker,
        nik: str,
        lists: tuple[str, ...],
        model: TemplateModel,
        probe: NDArray[np.float32],
        now: datetime,
    ) -> AnswerContent:
        """Compare with COMPARED references, always: those that are missing are decoys."""
        vault = self._centre.vault
        with self._centre.registry.session() as session:
            rows = comparisons.templates_of_nik(
                session, nik_index(vault, nik), model.model_id, lists, asker.checkpoint_id, now,
                COMPARED,
            )  # fmt: skip
        decoys = [self._decoy(model)] * (COMPARED - len(rows))
        templates = np.stack([template_of(vault, row) for row in [*rows, *decoys]])
        return verified(templates, len(rows), probe, _calibration(model))

    def _decoy(self, model: TemplateModel) -> ReferenceTemplate:
        """Return a sealed template of nobody; made for each question, known person or not."""
        nobody = np.random.default_rng().standard_normal(model.template_size, np.float32)
        nobody /= np.linalg.norm(nobody)
        return sealed_template(self._centre.vault, "decoy", model.model_id, nobody)

    # ---- 1:N -----------------------------------------------------------------------------------

    def _candidates(
        self,
        asker: Asker,
        lists: tuple[str, ...],
        model: TemplateModel,
        probe: NDArray[np.float32],
        now: datetime,
    ) -> tuple[AnswerContent, Counted | None]:
        """Name whom the probe finds on these lists.

        They stand by step, then by name: who of two comes first would tell more than a step.
        """
        table = _calibration(model)
        found = {hit.template_id: hit for hit in self._found(lists, model, probe, table)}
        with self._centre.registry.transaction() as session:
            owners, probed = nameable(session, self._centre.vault, asker, found, now)
        candidates = []
        for reference_id, owner in owners.items():
            step = step_of(found[reference_id].score, table) or "near"
            candidates.append(
                AnsweredCandidate(
                    person_id=owner.person_id,
                    name=owner.name,
                    score=table.score(STEPS[step]),
                    strength=step,
                )
            )
        ordered = sorted(
            candidates[:MAX_CANDIDATES], key=lambda one: (-one.score, one.name, one.person_id)
        )
        answer = _nobody(table).model_copy(update={"candidates": tuple(ordered)})
        return answer, Counted.PROBED if probed else None

    def _found(
        self,
        lists: tuple[str, ...],
        model: TemplateModel,
        probe: NDArray[np.float32],
        table: Calibration,
    ) -> list[Scored]:
        people = self._search.people(model, lists)
        if not people:
            return []
        vault = self._centre.vault
        floor = max(table.threshold(CANDIDATES_FPIR, people), table.score(UNCERTAIN_FMR))
        index = self._search.index(model)
        with self._centre.registry.session() as session:
            return identify(
                index,
                lambda ids: comparisons.references_within(session, ids, lists),
                lambda ids: comparisons.templates_of(
                    session, vault, ids, model.model_id, model.template_size
                ),
                probe,
                4 * MAX_CANDIDATES,  # several may be one person's
                floor,
            )


def verified(
    templates: Templates, real: int, probe: NDArray[np.float32], table: Calibration
) -> AnswerContent:
    """Answer 1:1. `templates`: `(n, f) float32` unit rows, the first `real` a person's. Pure."""
    found = verify(templates[: real or None], probe, table)
    if not real or found.verdict is Verdict.NO:
        return AnswerContent(outcome="no")
    step = step_of(found.score, table) or "near"
    return AnswerContent(
        outcome=found.verdict.value,
        score=table.score(STEPS[step]),
        threshold=found.threshold,
        strength=step,
    )


def _nobody(table: Calibration) -> AnswerContent:
    """Return the answer to a search that names nobody."""
    return AnswerContent(outcome="candidates", threshold=table.score(UNCERTAIN_FMR))


def _is_kiosks(asker: Asker, sent: Question) -> bool:
    """Return whether officer and purpose are the kiosk's word, not the process's with the network.

    A terminal that was enrolled by an older Gapura signs nothing, and is believed.
    """
    if asker.kiosk_key is None:
        return True
    try:
        verify_signature(asker.kiosk_key, QUESTION, sent.signed(asker.terminal_id), sent.signature)
    except EnvelopeError:
        return False
    return True


def _purpose(word: str, searches: bool) -> Purpose:
    try:
        purpose = Purpose(word)
    except ValueError:
        raise _Refused("purpose", Counted.FORGED) from None
    if (purpose in SEARCHES) is not searches:
        raise _Refused("purpose", Counted.FORGED)
    return purpose


def _calibration(model: TemplateModel) -> Calibration:
    try:
        return model.require_calibration()
    except ManifestError as error:
        raise CentralError(f"no question can be answered: {error}") from error


def _probe(question: QuestionContent) -> tuple[TemplateModel, NDArray[np.float32]]:
    model = load_manifest().by_id.get(question.model_id)
    if model is None:
        raise _Refused("model")
    size = model.template_size
    if len(question.template) != 4 * size:
        raise PackageError(f"the template has {len(question.template)} bytes, not {4 * size}")
    probe = np.frombuffer(question.template, "<f4").astype(np.float32)
    try:
        require_templates(probe[None], size, "template")
    except GalleryError as error:
        raise PackageError(str(error)) from None
    return model, probe
