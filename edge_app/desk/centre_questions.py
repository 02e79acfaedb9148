"""1:1 and 1:N at the data centre: the kiosk's side. The question goes out sealed, by the agent.

The answer is believed when it repeats the question's secret, which only the data centre could read.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

import numpy as np

from edge_app.domain import Template
from edge_app.errors import QuestionError
from sync.protocol.envelope.digests import constant_time_equal
from sync.protocol.envelope.random_values import random_id
from sync.protocol.envelope.sealing import SealingKey, seal
from sync.protocol.envelope.signatures import SigningKey
from sync.protocol.errors import SyncError
from sync.protocol.question_content import AnswerContent, Answered, QuestionContent
from sync.protocol.wire import QUESTION, Question
from sync.terminal.spool import Spool

POLL_INTERVAL_S = 0.05
_REFUSED = {
    "invalid": "the data centre cannot read this question",
    "too-large": "the data centre cannot read this question",
    "not-found": "the data centre answers no questions",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that is on its way."""

    question_id: str
    secret: bytes = field(repr=False)


class Questions:
    """Ask, and poll for the answer; from any thread. Every method raises QuestionError."""

    def __init__(
        self,
        spool: Spool,
        terminal_id: str,
        model_id: str,
        key: SealingKey,
        centre: Callable[[], bytes | None],
        now: Callable[[], datetime],
        wake: Callable[[], object],
        signing: SigningKey | None = None,
    ) -> None:
        """`centre`: the public sealing key, None while no configuration arrived; `now`: trusted.

        `signing`: the kiosk's own key; None: enrolled by an older Gapura.
        """
        self._spool, self._terminal_id, self._model_id = spool, terminal_id, model_id
        self._key, self._centre, self._now, self._wake = key, centre, now, wake
        self._signing = signing

    def ask(self, template: Template, nik: str | None, officer: str, purpose: str) -> Asked:
        """Ask whether `template` is who that NIK says (1:1), or, without one, who (1:N).

        `template`: (f,) float32. `officer` and `purpose` stand on the data centre's audit log.
        """
        centre = self._centre()
        if centre is None:
            raise QuestionError("this terminal has not heard of its data centre yet: wait for it")
        asked = Asked(random_id(), secrets.token_bytes(32))
        try:
            content = QuestionContent(
                asked_at=self._now(),
                officer=officer,
                purpose=purpose,
                nik=nik,
                model_id=self._model_id,
                template=np.asarray(template, "<f4").tobytes(),
                secret=asked.secret,
            )
        except ValueError:
            raise QuestionError("a question needs an officer, a purpose and a whole NIK") from None
        context = f"question {asked.question_id} {self._terminal_id}"
        sealed = seal(content.to_json(), centre, context)
        try:
            question = self._signed(Question(question_id=asked.question_id, sealed=sealed))
            self._spool.ask(question, self._now())
        except SyncError as error:
            raise QuestionError(f"the question cannot be sent: {error}") from error
        self._wake()
        return asked

    def _signed(self, question: Question) -> Question:
        if self._signing is None:
            return question
        signature = self._signing.sign(QUESTION, question.signed(self._terminal_id))
        return question.model_copy(update={"signature": signature})

    def answer(self, asked: Asked) -> AnswerContent | None:
        """Return the data centre's answer; None: not yet."""
        try:
            found = self._spool.pop_answer(asked.question_id)
            if found is None:
                return None
            if found.sealed is None:
                raise QuestionError(_REFUSED.get(found.problem, "the data centre did not answer"))
            context = f"answer {asked.question_id} {self._terminal_id}"
            answered = Answered.from_json(self._key.unseal(found.sealed, context))
        except SyncError as error:
            raise QuestionError(f"the answer cannot be read: {error}") from error
        if not constant_time_equal(answered.secret, asked.secret):
            raise QuestionError("the answer is not the data centre's")
        return answered.answer

    def wait(self, asked: Asked, seconds: float) -> AnswerContent:
        """Return the answer. After `seconds` withdraw the question and raise: no network."""
        deadline = time.monotonic() + seconds
        while (found := self.answer(asked)) is None:
            if time.monotonic() >= deadline:
                self.withdraw(asked)
                raise QuestionError("the data centre does not answer: no network?")
            time.sleep(POLL_INTERVAL_S)
        return found

    def withdraw(self, asked: Asked) -> None:
        """Tell the agent that nobody waits any more."""
        try:
            self._spool.withdraw(asked.question_id)
        except SyncError as error:
            raise QuestionError(f"the question cannot be withdrawn: {error}") from error
